import { z } from 'zod';
import { rateSchema } from '../rate.ts';

export const SES_EVENT_TYPES = [
  'SEND',
  'REJECT',
  'BOUNCE',
  'COMPLAINT',
  'DELIVERY',
  'OPEN',
  'CLICK',
  'RENDERING_FAILURE',
  'DELIVERY_DELAY',
  'SUBSCRIPTION',
] as const;

export type SesEventType = (typeof SES_EVENT_TYPES)[number];

const identity = z.strictObject({
  name: z.string().min(3),
  verification: z
    .enum(['PENDING', 'SUCCESS', 'FAILED', 'TEMPORARY_FAILURE', 'NOT_STARTED'])
    .default('SUCCESS'),
  sendingEnabled: z.boolean().default(true),
  /** The set of sends that name none. */
  configurationSet: z.string().optional(),
});

const destination = z.strictObject({
  name: z.string().default('events'),
  enabled: z.boolean().default(true),
  /** An SNS topic; absent: EventBridge. */
  topic: z.string().startsWith('arn:', 'must be an ARN').optional(),
  eventTypes: z.array(z.enum(SES_EVENT_TYPES)).default([...SES_EVENT_TYPES]),
});

const configurationSet = z.strictObject({
  name: z.string().min(1),
  sendingEnabled: z.boolean().default(true),
  destinations: z.array(destination).default([]),
});

/** SES v2 of one account and region. */
export const emailAccountSchema = z.strictObject({
  production: z.boolean().default(true),
  sendingEnabled: z.boolean().default(true),
  enforcement: z.enum(['HEALTHY', 'PROBATION', 'SHUTDOWN']).default('HEALTHY'),
  /** -1: no daily limit. */
  perDay: z.number().int().min(-1).default(1_000_000),
  perSecond: rateSchema.default(100),
  plan: z.enum(['NONE', 'ESSENTIALS', 'PRO', 'ENTERPRISE']).default('ESSENTIALS'),
  /** Of each operation but SendEmail; AWS has 1. */
  readsPerSecond: rateSchema.default(Infinity),
  identities: z
    .array(identity)
    .prefault([{ name: 'example.com' }, { name: 'shop.example' }, { name: 'news@example.org' }]),
  configurationSets: z.array(configurationSet).prefault([
    {
      name: 'campaigns',
      destinations: [{ topic: 'arn:aws:sns:us-east-1:111122223333:email-events' }],
    },
    { name: 'eventbridge', destinations: [{ name: 'bus' }] },
    { name: 'without-destination' },
  ]),
  suppressed: z
    .array(z.strictObject({ address: z.string(), reason: z.enum(['BOUNCE', 'COMPLAINT']).default('BOUNCE') }))
    .prefault([]),
});

export type EmailAccount = z.infer<typeof emailAccountSchema>;
export type EmailConfigurationSet = EmailAccount['configurationSets'][number];
export type EmailIdentity = EmailAccount['identities'][number];
