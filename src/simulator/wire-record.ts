import { z } from 'zod';

/** The topic that a request's events go to; absent: EventBridge. */
const topic = z.string().optional();

const sms = z.strictObject({
  kind: z.literal('sms'),
  /** The number or sender id that it went out from, whatever was asked for. */
  from: z.string(),
  country: z.string().optional(),
  international: z.boolean(),
  encoding: z.enum(['GSM', 'Unicode']),
  messageType: z.enum(['TRANSACTIONAL', 'PROMOTIONAL']),
  configurationSet: z.string().optional(),
  context: z.record(z.string(), z.string()).optional(),
  /** Micros for all parts. */
  messagePrice: z.number(),
  carrierFee: z.number(),
  protectConfiguration: z.string().optional(),
  /** A STOP in answer is entered here; absent: the customer manages opt-outs. */
  optOutList: z.string().optional(),
  /** Where answers are published; absent: nowhere. */
  twoWayTopic: topic,
});

const whatsapp = z.strictObject({
  kind: z.literal('whatsapp'),
  wabaArn: z.string(),
  wabaId: z.string(),
  phoneArn: z.string(),
  metaPhoneId: z.string(),
  /** As events have it, without a plus. */
  displayNumber: z.string(),
  category: z.enum(['marketing', 'utility', 'authentication', 'service']),
  callbackData: z.string().optional(),
  topic,
});

const email = z.strictObject({
  kind: z.literal('email'),
  from: z.string(),
  identity: z.string(),
  to: z.array(z.string()).readonly(),
  subject: z.string(),
  tags: z.record(z.string(), z.string()),
  configurationSet: z.string().optional(),
});

/** What the vendor's events about a request repeat of it. */
export const wireRecordSchema = z.discriminatedUnion('kind', [sms, whatsapp, email]).readonly();

export type WireRecord = z.infer<typeof wireRecordSchema>;
export type SmsRecord = Extract<WireRecord, { kind: 'sms' }>;
export type WhatsAppRecord = Extract<WireRecord, { kind: 'whatsapp' }>;
export type EmailRecord = Extract<WireRecord, { kind: 'email' }>;
