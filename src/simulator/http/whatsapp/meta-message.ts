import { z } from 'zod';

const parameter = z.looseObject({ type: z.string() });

const template = z.object({
  messaging_product: z.literal('whatsapp'),
  to: z.string().min(1),
  type: z.literal('template'),
  template: z.object({
    name: z.string().min(1),
    language: z.looseObject({ code: z.string().min(1) }),
    components: z
      .array(z.looseObject({ type: z.string(), parameters: z.array(parameter).optional() }))
      .optional(),
  }),
  biz_opaque_callback_data: z.string().max(512).optional(),
});

const text = z.object({
  messaging_product: z.literal('whatsapp'),
  to: z.string().min(1),
  type: z.literal('text').optional(),
  text: z.looseObject({ body: z.string().min(1).max(4096) }),
  biz_opaque_callback_data: z.string().max(512).optional(),
});

const MEDIA = [
  'image',
  'audio',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'interactive',
  'reaction',
] as const;

const other = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  to: z.string().min(1),
  type: z.enum(MEDIA),
  biz_opaque_callback_data: z.string().max(512).optional(),
});

const readMark = z.object({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string().min(1),
});

const schema = z.union([template, text, other, readMark]);

/** What a message of Meta's Cloud API says, as far as it decides what becomes of it. */
export type MetaMessage =
  | {
      readonly kind: 'template';
      readonly to: string;
      readonly name: string;
      readonly language: string;
      /** Of its body, in order. */
      readonly parameterCount: number;
      readonly callbackData: string | undefined;
    }
  | { readonly kind: 'free_form'; readonly to: string; readonly callbackData: string | undefined }
  | { readonly kind: 'read_mark' };

/** Reads the blob of SendWhatsAppMessage; `undefined` when it is no message that Meta would read. */
export function parseMetaMessage(blob: Buffer): MetaMessage | undefined {
  let json: unknown;
  try {
    json = JSON.parse(blob.toString('utf8'));
  } catch {
    return undefined;
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) return undefined;
  const message = parsed.data;
  if (!('to' in message)) return { kind: 'read_mark' };
  const base = { to: message.to, callbackData: message.biz_opaque_callback_data };
  if (!isTemplate(message)) return { kind: 'free_form', ...base };
  const { name, language, components } = message.template;
  const body = components?.find((each) => each.type.toLowerCase() === 'body');
  return {
    kind: 'template',
    ...base,
    name,
    language: language.code,
    parameterCount: body?.parameters?.length ?? 0,
  };
}

function isTemplate(message: z.infer<typeof schema>): message is z.infer<typeof template> {
  return 'template' in message && 'type' in message && message.type === 'template';
}
