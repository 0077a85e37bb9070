import { z } from 'zod';
import { CHANNELS } from '../kernel/channel.ts';
import { EVENT_SUPPRESSIONS, EVENT_TYPES, type ProviderEvent, type Said } from './event.ts';

/** What a store keeps beside the event does not say. */
type Content = Omit<Said, 'source'>;

const optional = {
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
};

const fields = { type: z.enum(EVENT_TYPES), at: z.number(), ...optional };

/** Of an event of a known message, beside its type and time. */
const OPTIONAL = [
  'reason',
  'bounced',
  'suppress',
  'holdOrigin',
  'stopCampaign',
  'throttled',
  'price',
  'from',
  'userId',
  'text',
] as const satisfies readonly (keyof typeof optional)[];

const content: z.ZodType<Content> = z.object(fields);

const whole: z.ZodType<ProviderEvent> = z.object({
  ...fields,
  eventId: z.string(),
  source: z.string(),
  channel: z.enum(CHANNELS),
  attemptId: z.string().exactOptional(),
  providerId: z.string().exactOptional(),
});

/** An event whose message is not known, whole: whatever it says may be needed to find it. */
export function formatEvent(event: ProviderEvent): string {
  return JSON.stringify(event);
}

/** What `formatEvent` wrote. @throws when it is no event. */
export function parseWholeEvent(stored: string): ProviderEvent {
  return whole.parse(JSON.parse(stored));
}

/** An event of a known message: a fifth of its size, which is what folding costs at a million events. */
export function formatMatched(event: ProviderEvent): string {
  let json = `{"type":"${event.type}","at":${event.at}`;
  for (const name of OPTIONAL) {
    const value = event[name];
    if (value !== undefined)
      json += `,"${name}":${typeof value === 'string' ? JSON.stringify(value) : value}`;
  }
  return `${json}}`;
}

/** What a stored event says. @throws when the content is none. */
export function parseEvent(source: string, stored: string): Said {
  return { source, ...content.parse(JSON.parse(stored)) };
}
