import { z } from 'zod';
import { delaySchema } from './delay.ts';

/** A part of all, 0 to 1. */
const share = z.number().min(0).max(1);

const reasons = z
  .array(
    z.strictObject({
      reason: z.string().min(1),
      /** How often, against the others of the list. */
      weight: z.number().positive(),
      /** The address is dead. Not for `notSent`. */
      suppress: z.boolean().optional(),
      /** `notSent` only: what waits, the message (default) or everything of its origin. */
      hold: z.enum(['message', 'origin']).optional(),
    }),
  )
  .readonly();

const reasonedShare = z
  .strictObject({ share, reasons })
  .refine((r) => r.share === 0 || r.reasons.length > 0, 'must name reasons when its share is above 0')
  .readonly();

const followUp = z.strictObject({ share, delay: delaySchema }).readonly();

/** What customers do after delivery: shares of the delivered; `clicked` is a share of the opened. */
const followUps = z
  .strictObject({ read: followUp, opened: followUp, clicked: followUp, complained: followUp, stop: followUp })
  .readonly();

/** Parts a second per origin, one second of them at once; `none` (or `Infinity`): no limit. */
const limit = z.union([
  z.number().positive(),
  z.literal(Infinity),
  z.literal('none').transform(() => Infinity),
]);

const channelBehaviour = z
  .strictObject({
    /** From the request to its answer. */
    latency: delaySchema,
    partsPerSecond: limit,

    // What becomes of a request; the rest is accepted.
    refused: reasonedShare,
    /** Nothing got through: the connection was refused, credentials had expired. */
    notSent: reasonedShare,
    /** No answer ever, and nothing accepted. */
    timedOut: share,
    /** Accepted, and the answer never came: by `resetShare` of them the connection broke at once, the others hang. */
    answerLost: z.strictObject({ share, resetShare: share }).readonly(),

    // What becomes of an accepted message; the rest is delivered.
    failed: reasonedShare,
    /** Email only: failures that come as bounces. */
    bounced: reasonedShare,
    /** Of the failed, not bounced: a `delivered` comes after the failure. */
    deliveredAfterFailed: share,
    followUps,

    // How it is told.
    /** A `sent` event goes before the final one. */
    sentReceipt: z.boolean(),
    receiptDelay: delaySchema,
    /** Of messages with several parts: a receipt comes for each part, each with an event id of its own. */
    receiptPerPart: share,
    /** Of receipts (not replies): it never comes. */
    lost: share,
    /** Of events: it comes twice, with the same event id. */
    duplicated: share,
    /** Of messages: their events come in the opposite order. */
    reordered: share,
    /** Events carry our attempt id: SNS destinations and email tags do, EventBridge's SMS and WhatsApp events do not. */
    echo: z.boolean(),
    /** Events carry the price: SMS does, SES never. */
    priced: z.boolean(),
    /** Micros a part, where the carriers were not given a price function. */
    pricePerPart: z.number().int().min(0),
  })
  .refine(
    (b) => b.refused.share + b.notSent.share + b.timedOut + b.answerLost.share <= 1,
    'must have shares of refused, notSent, timedOut and answerLost that add up to at most 1',
  )
  .refine(
    (b) => b.failed.share + b.bounced.share <= 1,
    'must have shares of failed and bounced that add up to at most 1',
  )
  .readonly();

/** Strict: a field that is not known is an error. */
export const behaviourSchema = z
  .strictObject({ sms: channelBehaviour, whatsapp: channelBehaviour, email: channelBehaviour })
  .readonly();

export type ReasonedShare = z.infer<typeof reasonedShare>;
export type ChannelBehaviour = z.infer<typeof channelBehaviour>;
/** How the carriers of each channel behave. */
export type Behaviour = z.infer<typeof behaviourSchema>;
