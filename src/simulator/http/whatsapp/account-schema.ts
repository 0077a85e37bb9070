import { z } from 'zod';
import { rateSchema } from '../rate.ts';

const arn = z.string().regex(/^arn:\S+$/, 'must be an ARN');

const number = z.strictObject({
  id: z.string().regex(/^phone-number-id-[0-9A-Za-z]+$/, 'must begin with phone-number-id-'),
  metaId: z.string().regex(/^\d+$/),
  /** E.164. */
  number: z.string().regex(/^\+[1-9]\d{6,18}$/, 'must be E.164'),
  name: z.string().default('Shop'),
  quality: z.string().max(10).default('GREEN'),
  /** 80 until Meta raises it to 1,000 (aws-facts 3.2). */
  messagesPerSecond: rateSchema.default(80),
});

const template = z.strictObject({
  name: z.string().min(1).max(512),
  language: z.string().min(1).max(6).default('en'),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']).default('MARKETING'),
  status: z.string().min(1).max(20).default('APPROVED'),
  quality: z.string().max(20).default('GREEN'),
  /** Text of the body, with `{{1}}` and so on. */
  body: z.string().default('Hi {{1}}'),
});

const businessAccount = z.strictObject({
  id: z.string().regex(/^waba-[0-9A-Za-z]+$/, 'must begin with waba-'),
  wabaId: z.string().regex(/^\d+$/),
  name: z.string().max(200).default('Shop'),
  registration: z.enum(['COMPLETE', 'INCOMPLETE']).default('COMPLETE'),
  /** Of its event destination; absent: events go to EventBridge. */
  topic: arn.optional(),
  marketingMessages: z.string().optional(),
  numbers: z.array(number).default([]),
  templates: z.array(template).default([]),
});

const DEFAULT_ACCOUNT: z.input<typeof businessAccount> = {
  id: 'waba-11111111111111111111111111111111',
  wabaId: '100000000000001',
  topic: 'arn:aws:sns:us-east-1:111122223333:whatsapp-events',
  numbers: [
    {
      id: 'phone-number-id-11111111111111111111111111111111',
      metaId: '200000000000001',
      number: '+12065550120',
    },
  ],
  templates: [
    {
      name: 'spring_collection',
      body: 'Hi {{1}}, our spring collection is here, and {{2}} members look first: https://shop.example/spring',
    },
    {
      name: 'points_reminder',
      body: 'Hi {{1}}, your {{2}} points are waiting: https://shop.example/points',
    },
    { name: 'order_update', category: 'UTILITY', body: 'Your order {{1}} is on its way.' },
    { name: 'in_review', status: 'PENDING' },
    { name: 'paused_offer', status: 'PAUSED', quality: 'RED' },
  ],
};

/** End User Messaging Social of one account and region. */
export const whatsAppAccountSchema = z.strictObject({
  accounts: z.array(businessAccount).prefault([DEFAULT_ACCOUNT]),
  /** SendWhatsAppMessage calls a second; AWS has 1,000. */
  sendsPerSecond: rateSchema.default(1000),
  /** Of each other operation; AWS has 10. */
  readsPerSecond: rateSchema.default(Infinity),
  /** 1 message per 6 s to one user, 45 of them ahead: above it a message fails with 131056. */
  pairLimit: z.boolean().default(true),
  /** Outside 24 h of a user's message only templates arrive; others fail with 131047. */
  serviceWindow: z.boolean().default(true),
  /** Users who wrote just before the start. */
  openWindows: z.array(z.string()).default([]),
  /** Marketing templates to US users fail with 131049, as since April 2025. */
  usMarketingStop: z.boolean().default(true),
});

export type WhatsAppAccount = z.infer<typeof whatsAppAccountSchema>;
export type BusinessAccount = WhatsAppAccount['accounts'][number];
export type WhatsAppNumber = BusinessAccount['numbers'][number];
export type WhatsAppTemplate = BusinessAccount['templates'][number];
