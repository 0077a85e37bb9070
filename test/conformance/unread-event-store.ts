import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UnreadEvent, UnreadEventStore } from '../../src/delivery/unread-event-store.ts';

export interface UnreadEventStoreHarness {
  readonly name: string;
  open(): Promise<{ readonly store: UnreadEventStore; readonly close: () => void }>;
}

const make = (raw: string, overrides: Partial<UnreadEvent> = {}): UnreadEvent => ({
  kind: 'unread',
  reason: 'no_json',
  source: 'queue',
  at: 1_000,
  raw,
  ...overrides,
});

/** What every store of unread events promises. */
export function unreadEventStoreSuite(harness: UnreadEventStoreHarness): void {
  describe(`unread event store: ${harness.name}`, () => {
    let store: UnreadEventStore;
    let close: () => void;

    beforeEach(async () => {
      ({ store, close } = await harness.open());
    });

    afterEach(() => close());

    test('what was kept is listed, the newest first', async () => {
      const events = [make('a'), make('b', { kind: 'notice', reason: 'cloudtrail', at: 5 }), make('c')];
      expect(await store.keep(events)).toBe(3);
      expect(await store.list(10)).toEqual(events.toReversed());
      expect(await store.list(2)).toEqual([events[2], events[1]]);
    });

    test('the same text is kept once, as it came first', async () => {
      expect(await store.keep([make('a'), make('a', { source: 'file' })])).toBe(1);
      expect(await store.keep([make('a', { at: 9_000 }), make('b')])).toBe(1);
      expect((await store.list(10)).map(({ raw, source, at }) => ({ raw, source, at }))).toEqual([
        { raw: 'b', source: 'queue', at: 1_000 },
        { raw: 'a', source: 'queue', at: 1_000 },
      ]);
    });

    test('they are counted by kind and reason, the most frequent first', async () => {
      await store.keep([
        make('a', { kind: 'notice', reason: 'x' }),
        make('b'),
        make('c', { reason: 'broken_json' }),
        make('d'),
      ]);
      expect(await store.count()).toEqual([
        { kind: 'unread', reason: 'no_json', count: 2 },
        { kind: 'notice', reason: 'x', count: 1 },
        { kind: 'unread', reason: 'broken_json', count: 1 },
      ]);
    });

    test('what is old is forgotten', async () => {
      await store.keep([make('a', { at: 10 }), make('b', { at: 20 }), make('c', { at: 30 })]);
      expect(await store.forget(20)).toBe(1);
      expect(await store.forget(20)).toBe(0);
      expect((await store.list(10)).map(({ raw }) => raw)).toEqual(['c', 'b']);
    });

    test('nothing is in an empty store', async () => {
      expect(await store.keep([])).toBe(0);
      expect(await store.count()).toEqual([]);
      expect(await store.list(10)).toEqual([]);
    });
  });
}
