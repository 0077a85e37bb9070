import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { CHANNELS, type Channel } from '../kernel/channel.ts';
import { parseDuration } from '../kernel/duration.ts';
import { Failure, toError } from '../kernel/failure.ts';
import { hash32 } from '../kernel/random.ts';
import { type FixedEvent, fixedEventSchema } from './accepted.ts';
import type { Fate } from './fate.ts';
import { parseShape } from './file-shape.ts';

const duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  context.addIssue('must be a length of time such as 500ms, 10s or 2m');
  return z.NEVER;
});

/** A length of time since the carriers started, or the number of a request to the channel, counted from 1. */
const moment = z.union([
  duration.transform((ms) => ({ by: 'time' as const, value: ms })),
  z
    .number()
    .int()
    .min(1)
    .transform((count) => ({ by: 'count' as const, value: count })),
]);

const matchSchema = z.strictObject({
  channel: z.enum(CHANNELS).optional(),
  originId: z.string().optional(),
  address: z.string().optional(),
  addressEndsWith: z.string().optional(),
  /** The nth request to one address on its channel, counted from 1, throttled ones with it. */
  nth: z.number().int().min(1).optional(),
  /** Every third, sixth, ... request to the channel. */
  every: z.number().int().min(1).optional(),
  /** From this on. */
  from: moment.optional(),
  /** Up to and without this. */
  to: moment.optional(),
  /** Of the requests that match otherwise; who it hits follows from the seed and the address. */
  share: z.number().min(0).max(1).optional(),
});

const { afterMs: _, ...fixedFields } = fixedEventSchema.unwrap().shape;
const eventSchema = z
  .strictObject({ ...fixedFields, after: duration.optional() })
  .transform(({ after, ...rest }): FixedEvent => (after === undefined ? rest : { ...rest, afterMs: after }));

const ANSWERS = ['accepted', 'answer_lost', 'refused', 'throttled', 'not_sent', 'timed_out'] as const;

/** Which fields go with which answers; `undefined`: the answer is left to the shares. */
const GOES_WITH: Readonly<Record<string, readonly (string | undefined)[]>> = {
  reason: ['refused', 'throttled', 'not_sent'],
  suppress: ['refused'],
  hold: ['not_sent'],
  by: ['answer_lost'],
  events: ['accepted', 'answer_lost', undefined],
};

const fateSchema = z
  .strictObject({
    /** Absent: as the shares have it. */
    answer: z.enum(ANSWERS).optional(),
    reason: z.string().optional(),
    suppress: z.boolean().optional(),
    hold: z.enum(['message', 'origin']).optional(),
    by: z.enum(['reset', 'silence']).optional(),
    latency: duration.optional(),
    /** The origin's limit while the rule matches. */
    partsPerSecond: z.number().positive().optional(),
    /** All that is told later; an empty list: nothing ever is. Absent: as the shares have it. */
    events: z.array(eventSchema).readonly().optional(),
  })
  .superRefine((fate, context) => {
    for (const [field, answers] of Object.entries(GOES_WITH)) {
      if (field in fate && !answers.includes(fate.answer)) {
        context.addIssue({ code: 'custom', path: [field], message: `does not go with this answer` });
      }
    }
  })
  .transform(
    (given): FixedFate => ({
      answer: answerOf(given),
      latencyMs: given.latency,
      partsPerSecond: given.partsPerSecond,
      events: given.events,
    }),
  );

/** Rules in the shape of a file. */
export const scriptSchema = z
  .array(z.strictObject({ match: matchSchema, fate: fateSchema }).readonly())
  .readonly();

/** What a rule fixes; `undefined`: left to the shares. */
export interface FixedFate {
  readonly answer?: Fate | undefined;
  readonly latencyMs?: number | undefined;
  readonly partsPerSecond?: number | undefined;
  readonly events?: readonly FixedEvent[] | undefined;
}

/** Faults on order: the first rule that matches a request has it. */
export type Script = z.infer<typeof scriptSchema>;

interface GivenFate {
  readonly answer?: (typeof ANSWERS)[number] | undefined;
  readonly reason?: string | undefined;
  readonly suppress?: boolean | undefined;
  readonly hold?: 'message' | 'origin' | undefined;
  readonly by?: 'reset' | 'silence' | undefined;
}

function answerOf({ answer, reason, suppress, hold, by }: GivenFate): Fate | undefined {
  switch (answer) {
    case undefined:
      return undefined;
    case 'accepted':
    case 'timed_out':
      return { kind: answer };
    case 'answer_lost':
      return { kind: answer, by: by ?? 'silence' };
    case 'refused':
      return { kind: answer, reason: reason ?? 'scripted', suppress: suppress ?? false };
    case 'throttled':
      return { kind: answer, reason: reason ?? 'rate_exceeded' };
    case 'not_sent':
      return { kind: answer, reason: reason ?? 'connection_refused', hold: hold ?? 'message' };
  }
}

/** Rules from the text of a YAML or JSON file; what cannot be used is a `file_invalid` failure that names `where` and the field. */
export function parseScriptText(text: string, where: string): Script {
  let value: unknown;
  try {
    value = parseYaml(text);
  } catch (thrown) {
    throw new Failure('file_invalid', `${where} is not YAML or JSON.`, { cause: toError(thrown) });
  }
  return parseScript(value, where);
}

/** Rules from a value of the file's shape. */
export function parseScript(value: unknown, where: string): Script {
  return parseShape(scriptSchema, value, where);
}

/** What a rule can see of a request. */
export interface Asked {
  readonly channel: Channel;
  readonly originId: string;
  readonly address: string;
  /** Requests to the address on the channel up to this one, and to the channel: 1 for the first. */
  readonly nth: number;
  readonly count: number;
  /** Since the carriers started. */
  readonly elapsedMs: number;
}

/** The fate of the first rule that matches. */
export function scriptedFate(script: Script, seed: number, asked: Asked): FixedFate | undefined {
  const at = script.findIndex(
    ({ match }, index) => matches(match, asked) && hitsShare(match.share, seed, index, asked),
  );
  return script[at]?.fate;
}

type Match = z.infer<typeof matchSchema>;

function matches(match: Match, asked: Asked): boolean {
  const { from, to } = match;
  return (
    (match.channel === undefined || match.channel === asked.channel) &&
    (match.originId === undefined || match.originId === asked.originId) &&
    (match.address === undefined || match.address === asked.address) &&
    (match.addressEndsWith === undefined || asked.address.endsWith(match.addressEndsWith)) &&
    (match.nth === undefined || match.nth === asked.nth) &&
    (match.every === undefined || asked.count % match.every === 0) &&
    (from === undefined || position(from.by, asked) >= from.value) &&
    (to === undefined || position(to.by, asked) < to.value)
  );
}

function position(by: 'time' | 'count', asked: Asked): number {
  return by === 'time' ? asked.elapsedMs : asked.count;
}

function hitsShare(share: number | undefined, seed: number, rule: number, asked: Asked): boolean {
  if (share === undefined) return true;
  return (
    hash32(`${seed}|rule ${rule}|${asked.channel}|${asked.address}|${asked.nth}`) < share * 0x1_0000_0000
  );
}
