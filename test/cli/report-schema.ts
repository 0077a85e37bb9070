import { z } from 'zod';

const count = z.int().min(0);
const counts = z.record(z.string(), count);
const dollars = z.number().min(0);

const channel = z.object({
  sent: count,
  delivered: count,
  read: count,
  failed: count,
  bounced: count,
  complained: count,
  opened: count,
  queued: count,
  fallbacks: count,
  limitPerSecond: z.number().positive(),
  achievedPerSecond: z.number().min(0),
  utilization: z.number().min(0).max(1),
});

const channelCost = z.object({ estimated: dollars, actual: dollars });

/** What `demo --json`, `launch --json` and `campaigns ID --json` promise: section 6 of the design, to the letter. */
export const reportSchema = z.object({
  campaignId: z.string(),
  name: z.string(),
  state: z.enum(['draft', 'planned', 'running', 'paused', 'finished', 'cancelled']),
  reason: z.string().optional(),
  dryRun: z.boolean(),
  planned: count,
  skipped: counts,
  messages: z.object({
    queued: count,
    sending: count,
    sent: count,
    delivered: count,
    read: count,
    failed: count,
    unknown: count,
    expired: count,
    cancelled: count,
  }),
  reasons: z.record(z.string(), counts),
  fallbacks: count,
  bothReached: count,
  throttled: count,
  channels: z.object({ sms: channel, whatsapp: channel, email: channel }),
  cost: z.object({
    currency: z.literal('USD'),
    estimated: dollars,
    estimatedLow: dollars,
    estimatedHigh: dollars,
    actual: dollars,
    sms: channelCost,
    whatsapp: channelCost,
    email: channelCost,
  }),
  durationSeconds: z.number().min(0),
});

const range = z.object({ low: dollars, expected: dollars, high: dollars });

/** What `plan --json` promises. */
export const planSchema = z.object({
  campaignId: z.string(),
  planned: count,
  skipped: counts,
  channels: z.object({ sms: count, whatsapp: count, email: count }),
  parts: count,
  cost: range.extend({
    currency: z.literal('USD'),
    byChannel: z.record(z.string(), range),
    byCountry: z.record(z.string(), range),
  }),
  finishAt: z.iso.datetime(),
  warnings: z.array(z.string()),
});

/** One line of a decisions file. */
export const decisionSchema = z.strictObject({
  customerId: z.string(),
  decision: z.enum(['send', 'skip']),
  reason: z.string().nullable(),
  channel: z.enum(['sms', 'whatsapp', 'email']).nullable(),
  sendAt: z.iso.datetime().nullable(),
  parts: count,
  price: dollars,
  body: z.string().nullable(),
});

/** Every customer has one decision, and every message one status. */
export function unaccounted({ planned, fallbacks, messages }: z.infer<typeof reportSchema>): number {
  return planned + fallbacks - Object.values(messages).reduce((sum, each) => sum + each, 0);
}
