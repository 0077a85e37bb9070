import { z } from 'zod';
import { EVENT_TYPES } from '../delivery/event.ts';
import { CHANNELS } from '../kernel/channel.ts';
import { wireRecordSchema } from './wire-record.ts';

/** One event that was fixed beforehand instead of drawn. */
export const fixedEventSchema = z
  .strictObject({
    type: z.enum(EVENT_TYPES),
    /** After the acceptance; absent: a drawn receipt delay after the event before it. */
    afterMs: z.number().int().min(0).optional(),
    /** `failed` only. */
    reason: z.string().optional(),
    suppress: z.boolean().optional(),
    bounced: z.boolean().optional(),
    holdOrigin: z.boolean().optional(),
    stopCampaign: z.boolean().optional(),
    throttled: z.boolean().optional(),
    /** `reply` only; absent: STOP. */
    text: z.string().optional(),
    /** How many times the event comes, with one event id; absent: once. */
    copies: z.number().int().min(1).max(1000).optional(),
  })
  .readonly();

export type FixedEvent = z.infer<typeof fixedEventSchema>;

/** A request that a carrier took: one line of the journal, and all that its events follow from. */
export const acceptedSchema = z
  .strictObject({
    attemptId: z.string(),
    channel: z.enum(CHANNELS),
    address: z.string(),
    parts: z.number(),
    /** When it was taken, epoch ms. */
    at: z.number(),
    providerId: z.string(),
    /** Place among the requests to this address whose luck was drawn, from 0. */
    nth: z.number().int(),
    /** Micros for all parts, when events tell it. */
    price: z.number().optional(),
    /** The events, when a script or a magic address fixed them. */
    events: z.array(fixedEventSchema).readonly().optional(),
    /** What the vendor's events repeat of the request, when it came over the wire. */
    wire: wireRecordSchema.optional(),
  })
  .readonly();

export type Accepted = z.infer<typeof acceptedSchema>;
