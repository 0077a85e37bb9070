import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  SUPPRESSION_REASONS,
  type Suppression,
  type SuppressionStore,
} from '../../src/consent/suppression-store.ts';

export interface SuppressionStoreHarness {
  readonly name: string;
  open(): Promise<{ readonly store: SuppressionStore; readonly close: () => void }>;
}

const make = (key: string, overrides: Partial<Suppression> = {}): Suppression => ({
  key,
  channel: 'sms',
  reason: 'opted_out',
  source: 'keyword STOP',
  at: 1_700_000_000_000,
  ...overrides,
});

/** What every suppression store promises. */
export function suppressionStoreSuite(harness: SuppressionStoreHarness): void {
  describe(`suppression store: ${harness.name}`, () => {
    let store: SuppressionStore;
    let close: () => void;

    beforeEach(async () => {
      ({ store, close } = await harness.open());
    });

    afterEach(() => close());

    test('a suppression is found from the moment that it was added', async () => {
      expect(
        await store.add([make('a'), make('b', { channel: 'email', reason: 'complained', source: 'event' })]),
      ).toBe(2);
      expect(await store.find(['b', 'unknown', 'a', 'a'])).toEqual(
        new Map([
          ['a', make('a')],
          ['b', make('b', { channel: 'email', reason: 'complained', source: 'event' })],
        ]),
      );
      expect(await store.count()).toBe(2);
    });

    test('nothing is found in an empty store', async () => {
      expect(await store.find(['a'])).toEqual(new Map());
      expect(await store.find([])).toEqual(new Map());
      expect(await store.add([])).toBe(0);
      expect(await store.count()).toBe(0);
    });

    test('the first reason stays unless START would lift it, and only new ones are counted', async () => {
      await store.add([make('a', { reason: 'hard_bounce' })]);
      expect(await store.add([make('a'), make('b'), make('b', { reason: 'complained' })])).toBe(1);
      const found = await store.find(['a', 'b']);
      expect(found.get('a')?.reason).toBe('hard_bounce');
      expect(found.get('b')?.reason).toBe('complained');
    });

    test.each(SUPPRESSION_REASONS)('START lifts only what the customer stopped: %s', async (reason) => {
      await store.add([make('a', { reason }), make('b', { reason })]);
      const lifted = reason === 'opted_out' ? 1 : 0;
      expect(await store.lift(['a', 'unknown'])).toBe(lifted);
      expect(await store.lift(['a'])).toBe(0);
      expect([...(await store.find(['a', 'b'])).keys()].sort()).toEqual(lifted === 1 ? ['b'] : ['a', 'b']);
      expect(await store.count()).toBe(2 - lifted);
    });

    test('who opts out again after START is suppressed again', async () => {
      await store.add([make('a')]);
      await store.lift(['a']);
      expect(await store.add([make('a', { source: 'command', at: 2 })])).toBe(1);
      expect((await store.find(['a'])).get('a')).toEqual(make('a', { source: 'command', at: 2 }));
    });

    test('thousands at once', async () => {
      const many = Array.from({ length: 2_000 }, (_, i) => make(`key-${i}`));
      expect(await store.add(many)).toBe(2_000);
      expect((await store.find(many.map(({ key }) => key))).size).toBe(2_000);
    });
  });
}
