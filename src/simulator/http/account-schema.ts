import { z } from 'zod';
import { emailAccountSchema } from './email/account-schema.ts';
import { smsAccountSchema } from './sms/account-schema.ts';
import { whatsAppAccountSchema } from './whatsapp/account-schema.ts';

/** What the simulated AWS account has; whatever a script leaves out is as in the default account. */
export const accountSchema = z.strictObject({
  id: z
    .string()
    .regex(/^\d{12}$/, 'must be 12 digits')
    .default('111122223333'),
  region: z.string().min(1).default('us-east-1'),
  sms: smsAccountSchema.prefault({}),
  whatsapp: whatsAppAccountSchema.prefault({}),
  email: emailAccountSchema.prefault({}),
});

export type AccountDefinition = z.infer<typeof accountSchema>;
