import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { StoreClock } from './store-clock.ts';

interface Trips {
  /** How far the machine's wall clock is off. */
  readonly skewMs: number;
  readonly seed: number;
  /** Of one way. */
  readonly wayMs: readonly [low: number, high: number];
}

/** A store some way off whose answers say its time in whole seconds; `askedAt`: when. The virtual clock is its true time. */
function farStore({ skewMs, seed, wayMs: [low, high] }: Trips) {
  const truth = new VirtualClock();
  const clock = truth.view({ skewMs });
  const store = new StoreClock(clock, { trusted: false });
  const random = seededRandom(seed);
  const askedAt: number[] = [];
  const startAt = truth.now();
  const ask = async () => {
    const before = clock.monotonic();
    askedAt.push(before);
    await truth.sleep(low + random.next() * (high - low));
    const date = Math.floor((startAt + truth.monotonic()) / 1000) * 1000;
    await truth.sleep(low + random.next() * (high - low));
    store.heard(before, date, clock.monotonic());
  };
  const errorNow = () => Math.abs(store.now().storeNow - (startAt + truth.monotonic()));
  return { truth, store, ask, askedAt, errorNow };
}

const NEAR: Trips['wayMs'] = [0.5, 2];

describe('a machine that keeps its own time', () => {
  test.each([0, 3, -40, 500, -1_000, 90_000])(
    'learns the time of the store to a few ms although its clock is %d ms off',
    async (skewMs) => {
      const { truth, store, ask, askedAt, errorNow } = farStore({ skewMs, seed: 1, wayMs: NEAR });
      await truth.settle(store.settle(ask));
      expect(askedAt.length).toBeLessThanOrEqual(9);
      expect(store.now().reading.errorMs).toBeLessThan(8);
      expect(errorNow()).toBeLessThanOrEqual(store.now().reading.errorMs);
    },
  );

  test('asks but a few times where its clock is right', async () => {
    const { truth, store, ask, askedAt } = farStore({ skewMs: 0, seed: 1, wayMs: NEAR });
    await truth.settle(store.settle(ask));
    expect(askedAt.length).toBeLessThanOrEqual(4);
  });

  test('the truth lies within the error, whatever the way and however long nobody asks', async () => {
    const trips = fc.record({
      skewMs: fc.integer({ min: -5_000, max: 5_000 }),
      seed: fc.integer(),
      wayMs: fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 20, max: 80 })),
    });
    const pauses = fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(trips, pauses, async (given, waits) => {
        const { truth, store, ask, errorNow } = farStore(given);
        await truth.settle(store.settle(ask));
        for (const ms of waits) {
          await truth.advance(ms);
          expect(errorNow()).toBeLessThanOrEqual(store.now().reading.errorMs);
          await truth.settle(store.settle(ask));
        }
      }),
      { numRuns: 50 },
    );
  });

  test('asks again beside the work when the time became unsure', async () => {
    const { truth, store, ask, askedAt } = farStore({ skewMs: 0, seed: 1, wayMs: NEAR });
    await truth.settle(store.settle(ask));
    const atFirst = askedAt.length;
    await store.settle(ask);
    expect(askedAt).toHaveLength(atFirst);
    await truth.advance(60_000);
    expect(store.now().reading.errorMs).toBeGreaterThan(30);
    await store.settle(ask);
    expect(askedAt).toHaveLength(atFirst);
    await truth.runUntilIdle();
    expect(askedAt.length).toBeGreaterThan(atFirst);
    expect(store.now().reading.errorMs).toBeLessThan(8);
  });

  test('a question that fails is the trouble of who waits for it', async () => {
    const { store } = farStore({ skewMs: 0, seed: 1, wayMs: NEAR });
    await expect(store.settle(() => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
  });
});

test('a machine whose clock Amazon keeps asks nothing', async () => {
  const clock = new VirtualClock();
  const store = new StoreClock(clock, { trusted: true });
  await store.settle(() => Promise.reject(new Error('asked')));
  expect(store.now()).toEqual({ storeNow: clock.now(), reading: { atMs: 0, errorMs: 3 } });
});
