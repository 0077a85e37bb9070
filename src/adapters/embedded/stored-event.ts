import { z } from 'zod';
import { EVENT_SUPPRESSIONS, EVENT_TYPES, type ProviderEvent } from '../../delivery/event.ts';
import { CHANNELS } from '../../kernel/channel.ts';

const storedEvent: z.ZodType<ProviderEvent> = z.object({
  eventId: z.string(),
  source: z.string(),
  channel: z.enum(CHANNELS),
  type: z.enum(EVENT_TYPES),
  at: z.number(),
  attemptId: z.string().exactOptional(),
  providerId: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  bounced: z.boolean().exactOptional(),
  suppress: z.enum(EVENT_SUPPRESSIONS).exactOptional(),
  holdOrigin: z.boolean().exactOptional(),
  stopCampaign: z.boolean().exactOptional(),
  throttled: z.boolean().exactOptional(),
  price: z.number().exactOptional(),
  from: z.string().exactOptional(),
  userId: z.string().exactOptional(),
  text: z.string().exactOptional(),
});

/** An event as the inbox stored it. @throws when it is none. */
export function parseEvent(content: string): ProviderEvent {
  return storedEvent.parse(JSON.parse(content));
}
