import { z } from 'zod';
import type { Content } from '../../channels/provider.ts';
import type { Channel } from '../../kernel/channel.ts';

const whatsapp = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('whatsapp'),
    template: z.string(),
    language: z.string(),
    parameters: z.array(z.string()),
    text: z.string(),
  }),
  z.strictObject({ kind: z.literal('whatsapp_session'), text: z.string() }),
]);

const email = z.strictObject({
  kind: z.literal('email'),
  subject: z.string(),
  text: z.string(),
  html: z.string().exactOptional(),
});

/** An SMS is stored as its bare text, the others as JSON: the SMS is the one there are most of. */
export function formatContent(content: Content): string {
  return content.kind === 'sms' ? content.text : JSON.stringify(content);
}

export function parseContent(channel: Channel, stored: string): Content {
  switch (channel) {
    case 'sms':
      return { kind: 'sms', text: stored };
    case 'whatsapp':
      return whatsapp.parse(JSON.parse(stored));
    case 'email':
      return email.parse(JSON.parse(stored));
  }
}
