import { emailContent, smsContent, whatsAppContent } from '../../channels/content-schema.ts';
import type { Content } from '../../channels/provider.ts';
import type { Channel } from '../../kernel/channel.ts';

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
      return stored.startsWith(SMS_AS_JSON)
        ? smsContent.parse(JSON.parse(stored))
        : { kind: 'sms', text: stored };
    case 'whatsapp':
      return whatsAppContent.parse(JSON.parse(stored));
    case 'email':
      return emailContent.parse(JSON.parse(stored));
  }
}
