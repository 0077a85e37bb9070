import { z } from 'zod';
import { MESSAGE_TYPES } from './account-schema.ts';
import { identityName, keyword, phoneNumber } from './members.ts';

/** SendTextMessage, lengths and patterns as the model has them (aws-facts 1.1). */
export const textMessageSchema = z.object({
  DestinationPhoneNumber: phoneNumber,
  OriginationIdentity: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[A-Za-z0-9_:/+-]+$/)
    .optional(),
  MessageBody: z.string().min(1).max(1600).regex(/\S/),
  MessageType: z.enum(MESSAGE_TYPES).optional(),
  Keyword: keyword.optional(),
  ConfigurationSetName: identityName.optional(),
  MaxPrice: z
    .string()
    .min(2)
    .max(8)
    .regex(/^[0-9]{0,2}\.[0-9]{1,5}$/)
    .optional(),
  TimeToLive: z.number().int().min(5).max(259_200).optional(),
  Context: z
    .record(
      z.string().min(1).max(100).regex(/^\S+$/),
      z
        .string()
        .min(1)
        .max(800)
        .regex(/^(?!\s)[\s\S]+(?<!\s)$/),
    )
    .refine((map) => Object.keys(map).length <= 5, 'must have at most 5 entries')
    .optional(),
  DestinationCountryParameters: z
    .partialRecord(z.enum(['IN_TEMPLATE_ID', 'IN_ENTITY_ID']), z.string().min(1).max(64).regex(/^\S+$/))
    .optional(),
  DryRun: z.boolean().optional(),
  ProtectConfigurationId: identityName.optional(),
  MessageFeedbackEnabled: z.boolean().optional(),
});

export type TextMessageInput = z.infer<typeof textMessageSchema>;
