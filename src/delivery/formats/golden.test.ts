import { describe, expect, test } from 'vitest';
import { goldenEvents } from '../../../test/support/golden-events.ts';
import { fold, intend } from '../transition.ts';
import { readEvents } from './read-events.ts';

const files = goldenEvents();

test('every documented shape has a file', () => {
  expect(files.length).toBeGreaterThan(90);
});

describe.each(files)('$name', ({ text, receivedAt, events, kept, status }) => {
  const reading = readEvents(text, { at: receivedAt });

  test('becomes its events, and what is no event is kept', () => {
    expect(reading.events.map(({ eventId: _eventId, ...event }) => event)).toEqual(events);
    expect(reading.kept.map(({ kind, reason }) => ({ kind, reason }))).toEqual(kept);
    for (const { raw } of reading.kept) expect(raw).not.toBe('');
  });

  test('read again says the same with the same ids, each of them another', () => {
    expect(readEvents(text, { at: receivedAt })).toEqual(reading);
    const ids = reading.events.map(({ eventId }) => eventId);
    expect(ids.every((id) => id.length > 10)).toBe(true);
  });

  test.runIf(status !== undefined)(`makes of a message that is being sent: ${status}`, () => {
    const sending = intend(undefined, 10_000, 1, receivedAt);
    if (sending === undefined) throw new Error('no state');
    const after = reading.events.reduce((state, event) => fold(state, 1, event, () => 0) ?? state, sending);
    expect(after.status).toBe(status);
  });
});
