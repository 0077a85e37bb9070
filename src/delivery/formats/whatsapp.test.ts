import { expect, test } from 'vitest';
import { readEvents } from './read-events.ts';
import { WHATSAPP_DETAIL_TYPES, WHATSAPP_STATUSES } from './whatsapp.ts';

const wrapped = (value: unknown, field: unknown = 'messages') =>
  readEvents(
    JSON.stringify({
      messageId: 'm-1',
      whatsAppWebhookEntry: JSON.stringify({ changes: [{ field, value }] }),
    }),
    { at: 1_795_168_900_000 },
  );
const status = { id: 'wamid.1', timestamp: '1795168802', biz_opaque_callback_data: 'ws.1-1-1w.1' };

test.each(WHATSAPP_STATUSES)('status %s is %s', (name, type) => {
  expect(wrapped({ statuses: [{ ...status, status: name }] })).toMatchObject({
    events: [{ type, at: 1_795_168_802_000, attemptId: 'ws.1-1-1w.1', providerId: 'm-1' }],
    kept: [],
  });
});

test.each(['deleted', 'warning', 'teleported', 'constructor', 7, null])('status %s is a notice', (name) => {
  expect(wrapped({ statuses: [{ ...status, status: name }] })).toMatchObject({
    events: [],
    kept: [{ kind: 'notice' }],
  });
});

test.each(WHATSAPP_DETAIL_TYPES)('"%s" is %s where the detail does not say it', (detailType, type) => {
  const event = { 'detail-type': detailType, source: 'aws.social-messaging', detail: { messageId: 'm-1' } };
  expect(readEvents(JSON.stringify(event), { at: 1 }).events).toMatchObject([{ type, providerId: 'm-1' }]);
});

test('a field that nobody knows changes nothing, whatever it holds', () => {
  expect(wrapped({ statuses: [{ ...status, status: 'failed' }] }, 'new_field')).toMatchObject({
    events: [],
    kept: [{ kind: 'notice', reason: 'whatsapp_field new_field' }],
  });
});

test('of a list with one broken item the others are read', () => {
  const { events, kept } = wrapped({
    statuses: [{ ...status, status: 'read' }, 'broken', { status: 'read' }],
  });
  expect(events).toHaveLength(1);
  expect(kept.map(({ reason }) => reason)).toEqual([
    'whatsapp_status_of_unknown_shape',
    'whatsapp_event_without_message',
  ]);
});

test('the same fact told twice has one id', () => {
  const one = wrapped({ statuses: [{ ...status, status: 'read' }] }).events[0]?.eventId;
  const again = wrapped({ statuses: [{ status: 'read', ...status, pricing: {} }] }).events[0]?.eventId;
  const other = wrapped({ statuses: [{ ...status, status: 'delivered' }] }).events[0]?.eventId;
  expect(again).toBe(one);
  expect(other).not.toBe(one);
});
