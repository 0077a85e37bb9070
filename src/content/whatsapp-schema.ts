import { z } from 'zod';

export const notBlank = z.string().refine((value) => value.trim() !== '', 'must not be blank');

/** An approved template. */
export interface WhatsAppTemplate {
  readonly template: string;
  readonly language: string;
  readonly body: string;
  readonly parameters: readonly string[];
}

/** Free text, for who wrote to us within the last 24 hours. */
export interface WhatsAppSession {
  readonly text: string;
}

/**
 * What a campaign says on WhatsApp: an approved template, or a session message. One shape is read and told apart afterwards, because
 * a union would answer a misspelt key with what is wrong about the other alternative.
 */
export const whatsAppTemplateSchema = z
  .strictObject({
    template: notBlank.optional(),
    language: notBlank.optional(),
    body: notBlank.optional(),
    parameters: z.array(notBlank).optional(),
    text: notBlank.optional(),
  })
  .transform((given, context): WhatsAppTemplate | WhatsAppSession => {
    const { template, language, body, parameters, text } = given;
    const fault = (key: string, message: string) => {
      context.addIssue({ code: 'custom', path: [key], message });
      return z.NEVER;
    };
    if (text !== undefined) {
      const other = Object.entries(given).find(([key, value]) => key !== 'text' && value !== undefined);
      return other === undefined
        ? { text }
        : fault(other[0], 'must not stand beside text, which needs no template');
    }
    if (template === undefined) return fault('template', 'must be there, or text instead of a template');
    if (language === undefined) return fault('language', 'must be there, beside template');
    if (body === undefined) return fault('body', 'must be there, beside template');
    return { template, language, body, parameters: parameters ?? [] };
  });
