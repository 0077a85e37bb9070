import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/kernel/random.ts';
import { defaultBurst, type ScopedLimit } from '../../src/throughput/limit.ts';
import type { LimitStore, Reservation, ReserveRequest, Run } from '../../src/throughput/limit-store.ts';
import { paceOf } from '../../src/throughput/pace.ts';
import { burstNeeded, type Send } from '../simulation/limiter-windows.ts';

/** How a backend is opened for the suite: empty, on a clock that only `advance` moves. */
export interface LimitStoreHarness {
  readonly name: string;
  open(): Promise<OpenLimitStore>;
}

export interface OpenLimitStore {
  readonly store: LimitStore;
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

const ORIGIN = { scope: 'origin:us-pool', partsPerSecond: 80 };
const OTHER = { scope: 'origin:de "pool" 100% 😀', partsPerSecond: 80 };
const ACCOUNT = { scope: 'account', partsPerSecond: 100 };
const CRAWL = { scope: 'campaign:crawl', partsPerSecond: 0.5 };

function wish(scopes: readonly ScopedLimit[], sizes: readonly number[], leadMs = 0): ReserveRequest {
  return { scopes, sizes, leadMs, horizonMs: 400, spanMs: 300 };
}

function ones(count: number): readonly number[] {
  return Array<number>(count).fill(1);
}

function runsOf(reservation: Reservation): readonly Run[] {
  return reservation.kind === 'granted' ? reservation.runs : [];
}

/** The time of each message of one part. */
function timesOf(runs: readonly Run[]): readonly number[] {
  return runs.flatMap(({ at, parts, everyMs = 0 }) =>
    Array.from({ length: parts }, (_, q) => at + q * everyMs),
  );
}

/** What every `LimitStore` keeps. */
export function limitStoreSuite(harness: LimitStoreHarness): void {
  describe(`limit store: ${harness.name}`, () => {
    let open: OpenLimitStore;

    beforeEach(async () => {
      open = await harness.open();
    });
    afterEach(() => open.close());

    async function granted(
      scopes: readonly ScopedLimit[],
      sizes: readonly number[],
    ): Promise<readonly Run[]> {
      const reservation = await open.store.reserve(wish(scopes, sizes));
      expect(reservation.kind).toBe('granted');
      return runsOf(reservation);
    }

    test('hands out each slot once, however many ask at the same time', async () => {
      const asked = Array.from({ length: 20 }, () => open.store.reserve(wish([ORIGIN], ones(2))));
      const runs = (await Promise.all(asked)).flatMap(runsOf);
      const times = timesOf(runs).toSorted((a, b) => a - b);
      const { intervalMs, latenessMs } = paceOf(ORIGIN);
      expect(times.length).toBeGreaterThan(30);
      for (const [n, at] of times.entries()) expect(at).toBeCloseTo((times[0] ?? 0) + n * intervalMs, 2);
      for (const { at, until } of runs) expect(until - at).toBeCloseTo(latenessMs, 2);
    });

    test('a day has so many parts and no more, and is kept', async () => {
      const day = { scope: 'channel:email', partsPerSecond: 80, perDay: 20 };
      expect(timesOf(await granted([day], ones(15)))).toHaveLength(15);
      expect(timesOf(await granted([day], ones(15)))).toHaveLength(5);
      const full = await open.store.reserve(wish([day], [1]));
      expect(full).toMatchObject({ kind: 'wait', dayUsed: 'channel:email' });
      await open.advance(23 * 3_600_000);
      expect(await open.store.reserve(wish([day], [1]))).toMatchObject({
        kind: 'wait',
        dayUsed: 'channel:email',
      });
      await open.advance(2 * 3_600_000);
      expect(timesOf(await granted([day], ones(20)))).toHaveLength(20);
    });

    test('tells its time, and hands out nothing that has passed', async () => {
      const first = await open.store.reserve(wish([ORIGIN], [1]));
      await open.advance(5_000);
      const second = await open.store.reserve(wish([ORIGIN], [1]));
      expect(second.storeNow - first.storeNow).toBe(5_000);
      expect(runsOf(second)[0]?.until).toBeGreaterThan(second.storeNow);
      expect(Math.abs((runsOf(second)[0]?.at ?? 0) - second.storeNow)).toBeLessThan(50);
    });

    test('leaves a worker that needs a while before it sends the time for it', async () => {
      const [run] = runsOf(await open.store.reserve(wish([ORIGIN], [1], 120)));
      const next = await open.store.reserve(wish([ORIGIN], [1]));
      expect((run?.until ?? 0) - next.storeNow).toBeGreaterThan(120);
      expect(runsOf(next)[0]?.at).toBeLessThan(next.storeNow + 1);
    });

    test('gives only what lies within the span, and all parts of the first message', async () => {
      expect(timesOf(await granted([ORIGIN], ones(500)))).toHaveLength(24);
      expect((await granted([OTHER], [90, 1])).map(({ parts }) => parts)).toEqual([90]);
    });

    test('refuses what is too far ahead, changes nothing by it, and says when there is room', async () => {
      await granted([ORIGIN], ones(24));
      await granted([ORIGIN], ones(24));
      const refused = await open.store.reserve(wish([ORIGIN], [1]));
      const again = await open.store.reserve(wish([ORIGIN], [1]));
      expect(refused.kind).toBe('wait');
      expect(again).toEqual(refused);
      const waitMs = refused.kind === 'wait' ? refused.retryAt - refused.storeNow : 0;
      await open.advance(Math.ceil(waitMs) - 2);
      expect((await open.store.reserve(wish([ORIGIN], [1]))).kind).toBe('wait');
      await open.advance(2);
      await granted([ORIGIN], [1]);
    });

    test('scopes do not touch each other, whatever their names', async () => {
      await granted([ORIGIN], ones(24));
      const before = await granted([OTHER], [1]);
      const after = await granted([OTHER], [1]);
      expect((after[0]?.at ?? 0) - (before[0]?.at ?? 0)).toBeCloseTo(paceOf(OTHER).intervalMs, 2);
    });

    test('under several scopes a message gets slots on all of them', async () => {
      const before = timesOf(await granted([ACCOUNT, ORIGIN], ones(8)));
      const others = timesOf(await granted([ACCOUNT, OTHER], ones(8)));
      const all = [...before, ...others].toSorted((a, b) => a - b);
      expect(all).toHaveLength(16);
      const paced = 15 * paceOf(ACCOUNT).intervalMs;
      expect((all.at(-1) ?? 0) - (all[0] ?? 0)).toBeGreaterThan(paced - paceOf(ACCOUNT).latenessMs);
    });

    test('a scope that refuses keeps the other scopes of the request as they were', async () => {
      await granted([ACCOUNT, CRAWL], [1]);
      for (let n = 0; n < 50; n++) {
        expect((await open.store.reserve(wish([ACCOUNT, CRAWL], [1]))).kind).toBe('wait');
      }
      const [run] = await granted([ACCOUNT], [1]);
      const { storeNow } = await open.store.reserve(wish([ACCOUNT], [1]));
      expect((run?.at ?? 0) - storeNow).toBeLessThan(50);
    });

    test('a message of several parts leaves a slot of time for each', async () => {
      const [first] = await granted([ORIGIN], [3]);
      const [second] = await granted([ORIGIN], [1]);
      expect(first?.parts).toBe(3);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeCloseTo(3 * paceOf(ORIGIN).intervalMs, 2);
    });

    test('a report of "too fast" lowers the rate for everybody, once, and says why', async () => {
      await granted([ORIGIN], [1]);
      const lowered = await open.store.throttled(ORIGIN.scope, 'ThrottlingException: "rate"');
      expect(lowered).toMatchObject({ scope: ORIGIN.scope, limitPerSecond: 80, currentPerSecond: 68 });
      expect(await open.store.throttled(ORIGIN.scope, 'again')).toBeUndefined();
      const [run] = await granted([ORIGIN], ones(2));
      expect(run?.everyMs).toBeCloseTo(1_000 / 68, 1);
      const [rate] = await open.store.rates([ORIGIN]);
      expect(rate).toEqual(lowered);
      expect(rate?.lowered?.cause).toBe('ThrottlingException: "rate"');
    });

    test('further reports lower it further, and it comes back by itself', async () => {
      await granted([ORIGIN], [1]);
      await open.store.throttled(ORIGIN.scope, 'first');
      await open.advance(1_000);
      expect(await open.store.throttled(ORIGIN.scope, 'a slow answer', 1_500)).toBeUndefined();
      const second = await open.store.throttled(ORIGIN.scope, 'second', 100);
      expect(second?.currentPerSecond).toBeLessThan(40);
      expect(second?.lowered?.cause).toBe('second');
      await open.advance(600_000);
      expect(await open.store.rates([ORIGIN])).toEqual([
        { scope: ORIGIN.scope, limitPerSecond: 80, currentPerSecond: 80 },
      ]);
      const [run] = await granted([ORIGIN], ones(2));
      expect(run?.everyMs).toBe(paceOf(ORIGIN).intervalMs);
    });

    test('scopes that were never used have their full rate, and nothing to lower', async () => {
      expect(await open.store.throttled('origin:unknown', 'too fast')).toBeUndefined();
      expect(await open.store.rates([ACCOUNT, ORIGIN])).toEqual([
        { scope: 'account', limitPerSecond: 100, currentPerSecond: 100 },
        { scope: ORIGIN.scope, limitPerSecond: 80, currentPerSecond: 80 },
      ]);
      expect(await open.store.rates([])).toEqual([]);
    });

    test('keeps every window of every length within limit x length + burst', async () => {
      const random = seededRandom(11);
      const sets = [[ORIGIN], [ACCOUNT, ORIGIN], [ACCOUNT, OTHER], [ACCOUNT]];
      const sends: Send[] = [];
      for (let n = 0; n < 300; n++) {
        await open.advance(Math.floor(random.next() * 60));
        const scopes = sets[Math.floor(random.next() * sets.length)] ?? [];
        const reservation = await open.store.reserve(wish(scopes, ones(1 + Math.floor(random.next() * 12))));
        const late = random.next() < 0.5 ? 1 : 0;
        for (const { at, until, parts, everyMs = 0 } of runsOf(reservation)) {
          for (let q = 0; q < parts; q++) {
            const from = Math.max(reservation.storeNow, at + q * everyMs);
            const used = late === 1 ? until + q * everyMs : from;
            sends.push({ at: used, parts: 1, scopes: scopes.map(({ scope }) => scope) });
          }
        }
      }
      sends.sort((a, b) => a.at - b.at);
      for (const limit of [ACCOUNT, ORIGIN, OTHER]) {
        const own = sends.filter(({ scopes }) => scopes.includes(limit.scope));
        expect(own.length).toBeGreaterThan(100);
        expect(burstNeeded(own, limit)).toBeLessThanOrEqual(defaultBurst(limit.partsPerSecond) + 1e-3);
      }
    });
  });
}
