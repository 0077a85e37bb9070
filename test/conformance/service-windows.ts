import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ServiceWindows } from '../../src/consent/service-windows.ts';

interface ServiceWindowsHarness {
  readonly name: string;
  open(): Promise<{ readonly store: ServiceWindows; readonly close: () => void }>;
}

const NOW = 1_795_168_800_000;

/** What every store of service windows promises. */
export function serviceWindowsSuite(harness: ServiceWindowsHarness): void {
  describe(`service windows: ${harness.name}`, () => {
    let store: ServiceWindows;
    let close: () => void;

    beforeEach(async () => {
      ({ store, close } = await harness.open());
    });

    afterEach(() => close());

    test('a window is found from the moment that it was opened', async () => {
      await store.opened([
        { key: 'a', at: NOW },
        { key: 'b', at: NOW - 5 },
      ]);
      expect(await store.lastOpened(['b', 'unknown', 'a', 'a'])).toEqual(
        new Map([
          ['a', NOW],
          ['b', NOW - 5],
        ]),
      );
    });

    test('nothing is found in an empty store', async () => {
      expect(await store.lastOpened(['a'])).toEqual(new Map());
      expect(await store.lastOpened([])).toEqual(new Map());
      await store.opened([]);
      expect(await store.lastOpened(['a'])).toEqual(new Map());
    });

    test.each([[[1, 2, 3]], [[3, 2, 1]], [[2, 3, 1]], [[3, 3, 3]]])(
      'of several messages of a customer the latest counts: %j',
      async (times) => {
        for (const at of times) await store.opened([{ key: 'a', at: NOW + at }]);
        await store.opened(times.map((at) => ({ key: 'b', at: NOW + at })));
        const latest = NOW + 3;
        expect(await store.lastOpened(['a', 'b'])).toEqual(
          new Map([
            ['a', latest],
            ['b', latest],
          ]),
        );
      },
    );

    test('thousands at once', async () => {
      const many = Array.from({ length: 2_000 }, (_, i) => ({ key: `key-${i}`, at: NOW + i }));
      await store.opened(many);
      expect((await store.lastOpened(many.map(({ key }) => key))).size).toBe(2_000);
    });
  });
}
