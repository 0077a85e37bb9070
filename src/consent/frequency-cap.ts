import { z } from 'zod';
import { parseDuration } from '../kernel/duration.ts';

/** At most `max` messages to one address in any window of `withinMs` milliseconds. */
export interface FrequencyCap {
  readonly max: number;
  readonly withinMs: number;
}

/** As a file says it, `{ messages: 3, within: 7d }`; kept as written, so that a stored definition reads like the file. */
export const frequencyCapSchema = z.strictObject({
  messages: z.int().min(1).max(1000),
  within: z
    .string()
    .refine((text) => (parseDuration(text) ?? 0) > 0, 'must be a length of time such as 24h or 7d'),
});

/** The cap that a file means. Takes what `frequencyCapSchema` gave. */
export function parseFrequencyCap({ messages, within }: z.infer<typeof frequencyCapSchema>): FrequencyCap {
  return { max: messages, withinMs: parseDuration(within) ?? 0 };
}
