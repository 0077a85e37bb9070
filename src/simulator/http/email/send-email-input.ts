import { z } from 'zod';
import { isAddress } from './addresses.ts';

const address = z.string().refine(isAddress, 'must be an email address');
const content = z.object({ Data: z.string(), Charset: z.string().optional() });
const headers = z
  .array(
    z.object({
      Name: z
        .string()
        .min(1)
        .max(126)
        .regex(/^[!-9;-@A-~]+$/),
      Value: z
        .string()
        .min(1)
        .max(995)
        .regex(/^[ -~]*$/),
    }),
  )
  .max(15)
  .optional();
const attachments = z.array(z.object({ RawContent: z.base64(), FileName: z.string().max(255) })).optional();
const tagText = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[A-Za-z0-9_-]+$/);

const simple = z.object({
  Subject: content,
  Body: z.object({ Text: content.optional(), Html: content.optional() }),
  Headers: headers,
  Attachments: attachments,
});

const template = z.object({
  TemplateName: z.string().min(1).optional(),
  TemplateArn: z.string().min(1).optional(),
  TemplateContent: z
    .object({ Subject: z.string().optional(), Text: z.string().optional(), Html: z.string().optional() })
    .optional(),
  TemplateData: z.string().max(262_144).optional(),
  Headers: headers,
  Attachments: attachments,
});

/** SendEmail, lengths and patterns as the model and the developer guide have them (aws-facts 4.1). */
export const sendEmailSchema = z.object({
  FromEmailAddress: address.optional(),
  FromEmailAddressIdentityArn: z.string().min(1).optional(),
  Destination: z
    .object({
      ToAddresses: z.array(address).optional(),
      CcAddresses: z.array(address).optional(),
      BccAddresses: z.array(address).optional(),
    })
    .optional(),
  ReplyToAddresses: z.array(address).optional(),
  FeedbackForwardingEmailAddress: address.optional(),
  Content: z
    .object({
      Simple: simple.optional(),
      Raw: z.object({ Data: z.base64() }).optional(),
      Template: template.optional(),
    })
    .refine(
      (each) => Object.values(each).filter((kind) => kind !== undefined).length === 1,
      'must have exactly one of Simple, Raw and Template',
    ),
  EmailTags: z.array(z.object({ Name: tagText, Value: tagText })).optional(),
  ConfigurationSetName: z.string().optional(),
  EndpointId: z.string().optional(),
  TenantName: z.string().min(1).optional(),
  ListManagementOptions: z
    .object({ ContactListName: z.string(), TopicName: z.string().optional() })
    .optional(),
});

export type SendEmailInput = z.infer<typeof sendEmailSchema>;
