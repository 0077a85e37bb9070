import { z } from 'zod';
import type { Content } from '../../channels/provider.ts';
import type { Channel } from '../../kernel/channel.ts';

const sms = z.strictObject({
  kind: z.literal('sms'),
  text: z.string(),
  dltTemplateId: z.string().exactOptional(),
});

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
  unsubscribe: z.string().exactOptional(),
});

/** How an SMS begins that is more than its text. */
const SMS_AS_JSON = '{"kind":"sms",';

/** An SMS is stored as its bare text wherever that says it all, the others as JSON: the SMS is the one there are most of. */
export function formatContent(content: Content): string {
  if (content.kind !== 'sms') return JSON.stringify(content);
  const { kind, text, ...more } = content;
  const isBare = more.dltTemplateId === undefined && !text.startsWith(SMS_AS_JSON);
  return isBare ? text : JSON.stringify({ kind, text, ...more });
}

export function parseContent(channel: Channel, stored: string): Content {
  switch (channel) {
    case 'sms':
      return stored.startsWith(SMS_AS_JSON) ? sms.parse(JSON.parse(stored)) : { kind: 'sms', text: stored };
    case 'whatsapp':
      return whatsapp.parse(JSON.parse(stored));
    case 'email':
      return email.parse(JSON.parse(stored));
  }
}
