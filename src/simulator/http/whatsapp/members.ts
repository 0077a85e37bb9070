import { z } from 'zod';

/** The name of a WhatsApp Business Account: its id or its ARN. */
export const wabaName = z
  .string()
  .min(1)
  .max(115)
  .regex(/^waba-|^arn:.*:waba\/[0-9a-zA-Z]+$/);

export const phoneNumberName = z
  .string()
  .min(1)
  .max(115)
  .regex(/^phone-number-id-|^arn:.*:phone-number-id\/[0-9a-zA-Z]+$/);

export const pagingMembers = {
  nextToken: z.string().min(1).max(600).optional(),
  maxResults: z.number().int().min(1).max(100).optional(),
};
