import type { Content } from '../provider.ts';

/** What WhatsApp can be sent. */
export type WhatsAppContent = Extract<Content, { readonly kind: 'whatsapp' | 'whatsapp_session' }>;

/** Largest `message` that the API takes (aws-facts 3.1). */
export const LARGEST_BODY_BYTES = 2_048_000;

/**
 * The body of Meta's Cloud API for one message, as AWS hands it on unchanged: UTF-8 JSON (aws-facts 3.1). `echo` comes back in the
 * statuses that the SNS event destination carries.
 */
export function messageBody(to: string, content: WhatsAppContent, echo: string): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ ...said(to, content), biz_opaque_callback_data: echo }));
}

function said(to: string, content: WhatsAppContent) {
  switch (content.kind) {
    case 'whatsapp':
      return {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to,
        type: 'template',
        template: template(content),
      };
    case 'whatsapp_session':
      return {
        messaging_product: 'whatsapp',
        to,
        type: 'text',
        text: { preview_url: false, body: content.text },
      };
  }
}

/** A template without parameters has no components: Meta counts them (132000). */
function template({ template: name, language, parameters }: Extract<WhatsAppContent, { kind: 'whatsapp' }>) {
  const components = [{ type: 'body', parameters: parameters.map((text) => ({ type: 'text', text })) }];
  return { name, language: { code: language }, ...(parameters.length === 0 ? {} : { components }) };
}
