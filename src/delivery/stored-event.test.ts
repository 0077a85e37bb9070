import { expect, test } from 'vitest';
import { type ProviderEvent, saidBy } from './event.ts';
import { formatMatched, parseEvent } from './stored-event.ts';

/** With every field there is: a new one has to be added here. */
const EVENT: Required<ProviderEvent> = {
  eventId: 'event-1',
  source: 'raw',
  channel: 'sms',
  type: 'failed',
  at: 1_700_000_000_000,
  attemptId: 'workspace.1-1-1s.1',
  providerId: 'provider-1',
  reason: 'a "reason"\n',
  bounced: true,
  suppress: 'hard_bounce',
  holdOrigin: false,
  stopCampaign: true,
  throttled: false,
  price: 10_020,
  from: '+14155550100',
  userId: 'user-1',
  text: 'é \u2028 \\ "',
};

test('an event of a known message keeps all that it says', () => {
  expect(parseEvent('raw', formatMatched(EVENT))).toEqual(saidBy(EVENT));
});

test('what it does not say is left out', () => {
  const { type, at } = EVENT;
  expect(formatMatched({ ...EVENT_IDS, type, at, bounced: false })).toBe(
    `{"type":"failed","at":${at},"bounced":false}`,
  );
});

const EVENT_IDS = { eventId: 'event-1', source: 'raw', channel: 'sms' } as const;
