import { z } from 'zod';
import type { Content } from './provider.ts';

/** Reads contents back from where they were stored. */
export const smsContent = z.strictObject({
  kind: z.literal('sms'),
  text: z.string(),
  dltTemplateId: z.string().exactOptional(),
});

export const whatsAppContent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('whatsapp'),
    template: z.string(),
    language: z.string(),
    parameters: z.array(z.string()),
    text: z.string(),
  }),
  z.strictObject({ kind: z.literal('whatsapp_session'), text: z.string() }),
]);

export const emailContent = z.strictObject({
  kind: z.literal('email'),
  subject: z.string(),
  text: z.string(),
  html: z.string().exactOptional(),
  unsubscribe: z.string().exactOptional(),
});

export const content: z.ZodType<Content> = z.union([smsContent, whatsAppContent, emailContent]);
