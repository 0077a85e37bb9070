import { expect, test } from 'vitest';
import { makeEvent } from '../../test/support/make.ts';
import { MemoryState } from '../adapters/memory/memory-state.ts';
import { MemoryServiceWindows } from '../adapters/memory/service-windows.ts';
import { addressKey } from '../consent/address-key.ts';
import { openWindows } from './open-windows.ts';

const NOW = 1_795_168_800_000;
const ANA = '+351912345671';
const BEN = '+351912345672';

test('whatever a customer writes on WhatsApp opens their window, and nothing else does', async () => {
  const serviceWindows = new MemoryServiceWindows(new MemoryState());
  const event = { type: 'reply' as const, channel: 'whatsapp' as const };
  await openWindows(
    { serviceWindows, secret: 's' },
    [
      makeEvent({ ...event, eventId: '1', from: ANA, text: 'Hello', at: NOW - 5 }),
      // A picture, and from a clock that is ahead.
      makeEvent({ ...event, eventId: '2', from: BEN, at: NOW + 60_000 }),
      makeEvent({ ...event, eventId: '3', channel: 'sms', from: '+351912345673', text: 'Hello', at: NOW }),
      makeEvent({ ...event, eventId: '4', type: 'read', from: '+351912345674', at: NOW }),
      makeEvent({ ...event, eventId: '5', text: 'Who is it?', at: NOW }),
    ],
    NOW,
  );
  const keys = [1, 2, 3, 4].map((n) => addressKey('s', 'whatsapp', `+35191234567${n}`));
  expect(await serviceWindows.lastOpened(keys)).toEqual(
    new Map([
      [keys[0], NOW - 5],
      [keys[1], NOW],
    ]),
  );
});

test('a Brazilian number is known with its 9 and without it', async () => {
  const serviceWindows = new MemoryServiceWindows(new MemoryState());
  const event = makeEvent({
    eventId: '1',
    type: 'reply',
    channel: 'whatsapp',
    from: '+551187654321',
    at: NOW,
  });
  await openWindows({ serviceWindows, secret: 's' }, [event], NOW);
  const key = addressKey('s', 'whatsapp', '+5511987654321');
  expect(await serviceWindows.lastOpened([key])).toEqual(new Map([[key, NOW]]));
});
