import { z } from 'zod';
import { content } from '../../channels/content-schema.ts';
import { asMessageId, type Message } from '../../delivery/message.ts';
import { CHANNELS } from '../../kernel/channel.ts';

const message = z.object({
  id: z.string().transform(asMessageId),
  campaignId: z.string(),
  channel: z.enum(CHANNELS),
  originId: z.string(),
  address: z.string(),
  addressKey: z.string(),
  content,
  parts: z.number(),
  price: z.number(),
  country: z.string().optional(),
  timezone: z.string().optional(),
  sendAt: z.number(),
  expiresAt: z.number(),
  receiptWaitMs: z.number(),
});

/** A message as one line: in a chunk of a plan, or in the item of a fallback. */
export function formatMessage(given: Message): string {
  return JSON.stringify(given);
}

/** @throws when the line is no message. */
export function parseMessage(line: string): Message {
  const { country, timezone, ...rest } = message.parse(JSON.parse(line));
  return { ...rest, country, timezone };
}
