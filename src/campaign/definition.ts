import { z } from 'zod';
import { querySchema } from '../audience/query/read-query.ts';
import { frequencyCapSchema } from '../consent/frequency-cap.ts';
import { quietHoursSchema } from '../consent/quiet-hours.ts';
import { channelTemplatesSchema } from '../content/message-template.ts';
import { MAX_STEPS } from '../delivery/message.ts';
import { CHANNELS } from '../kernel/channel.ts';
import { parseDuration } from '../kernel/duration.ts';
import { limitSchema } from '../throughput/limit-schema.ts';

/** `10m`, `2h30m`, `3d`: kept as written, so that a stored definition reads like the file. */
export const durationText = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'must be a length of time such as 30s, 10m, 4h or 3d');

const onUnknown = z.union([
  z.literal('hold'),
  z.strictObject({
    resend: z.strictObject({ after: durationText, maxTries: z.int().min(2).max(10).default(2) }),
  }),
  z.strictObject({ fallback: z.strictObject({ after: durationText }) }),
]);

/** What a campaign file says. Every key is documented in docs/campaigns.md; a key that is not known is an error. */
export const campaignDefinition = z
  .strictObject({
    /** Names the campaign for good: the same id launched again goes on with the same campaign. */
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and dashes'),
    name: z.string().min(1),
    messageType: z.enum(['promotional', 'transactional']).default('promotional'),
    audience: querySchema.default({ all: true }),
    /** In the order in which they are tried. */
    channels: z.array(z.enum(CHANNELS)).min(1).max(MAX_STEPS),
    /** A customer's own preferred channel goes before the order of `channels`. */
    preferredFirst: z.boolean().default(true),
    templates: channelTemplatesSchema,
    /** How long a receipt is waited for before the next channel is tried; `off`: only one channel is tried. */
    fallbackAfter: z.union([z.literal('off'), durationText]).default('off'),
    onUnknown: onUnknown.default('hold'),
    /** Nothing is sent before. */
    startAt: z.iso.datetime({ offset: true }).optional(),
    /** Nothing is sent later than this after the launch. */
    expiresAfter: durationText.default('72h'),
    quietHours: quietHoursSchema.optional(),
    /** The zone of customers whose own is not known. */
    timezone: z.string().refine(isZone, 'must be an IANA time zone such as Europe/Lisbon').default('UTC'),
    frequencyCap: frequencyCapSchema.optional(),
    /** The operator's own pace, beside the origin's. */
    limit: limitSchema.optional(),
    /** US dollars. Nothing is sent that could pass it. */
    budget: z.number().positive().optional(),
    /** Names of the origins it may use; absent: all of the workspace. */
    origins: z.array(z.string()).min(1).optional(),
  })
  .superRefine((definition, context) => {
    for (const channel of definition.channels) {
      if (definition.templates[channel] === undefined) {
        context.addIssue({ code: 'custom', path: ['templates'], message: `must have a text for ${channel}` });
      }
    }
    if (new Set(definition.channels).size !== definition.channels.length) {
      context.addIssue({ code: 'custom', path: ['channels'], message: 'must name each channel once' });
    }
  });

export type CampaignDefinition = z.infer<typeof campaignDefinition>;

/** A duration that the schema has checked, in ms. */
export function durationMs(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new RangeError(`${text} is no length of time.`);
  return ms;
}

/** Whether it is the name of an IANA zone. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
