import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OptOutQueue } from '../../src/consent/opt-out-queue.ts';

export interface OptOutQueueHarness {
  readonly name: string;
  open(): Promise<{ readonly store: OptOutQueue; readonly close: () => void }>;
}

const ANA = '+14155550101';
const BEN = '+14155550102';

/** What every queue of opt-outs promises. */
export function optOutQueueSuite(harness: OptOutQueueHarness): void {
  describe(`opt out queue: ${harness.name}`, () => {
    let queue: OptOutQueue;
    let close: () => void;

    beforeEach(async () => {
      ({ store: queue, close } = await harness.open());
    });

    afterEach(() => close());

    test('a number waits until it is done', async () => {
      await queue.add([{ number: ANA, out: true }], 10);
      expect(await queue.due(9, 10)).toEqual([]);
      expect(await queue.due(10, 10)).toEqual([{ number: ANA, out: true, tries: 0 }]);
      expect(await queue.waiting([BEN, ANA])).toEqual(new Set([ANA]));
      await queue.done({ number: ANA, out: true });
      expect(await queue.due(10, 10)).toEqual([]);
      expect(await queue.count()).toBe(0);
    });

    test('the longest waiting goes first', async () => {
      await queue.add([{ number: ANA, out: true }], 20);
      await queue.add([{ number: BEN, out: true }], 10);
      expect((await queue.due(30, 10)).map(({ number }) => number)).toEqual([BEN, ANA]);
      expect((await queue.due(30, 1)).map(({ number }) => number)).toEqual([BEN]);
    });

    test('the newest word replaces the one before it', async () => {
      await queue.add([{ number: ANA, out: true }], 10);
      await queue.putOff({ number: ANA, out: true }, 500);
      await queue.add([{ number: ANA, out: false }], 20);
      expect(await queue.due(20, 10)).toEqual([{ number: ANA, out: false, tries: 0 }]);
      expect(await queue.count()).toBe(1);
    });

    test('what was done or put off in the meantime does not touch newer news', async () => {
      await queue.add([{ number: ANA, out: true }], 10);
      await queue.add([{ number: ANA, out: false }], 20);
      await queue.done({ number: ANA, out: true });
      await queue.putOff({ number: ANA, out: true }, 900);
      expect(await queue.due(20, 10)).toEqual([{ number: ANA, out: false, tries: 0 }]);
    });

    test('what failed comes again later, and its tries are counted', async () => {
      await queue.add([{ number: ANA, out: true }], 10);
      await queue.putOff({ number: ANA, out: true }, 100);
      expect(await queue.due(99, 10)).toEqual([]);
      expect(await queue.due(100, 10)).toEqual([{ number: ANA, out: true, tries: 1 }]);
    });
  });
}
