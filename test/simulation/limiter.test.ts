import { describe, expect, test } from 'vitest';
import { seededRandom, type Random } from '../../src/kernel/random.ts';
import { defaultBurst, type ScopedLimit } from '../../src/throughput/limit.ts';
import { paceOf } from '../../src/throughput/pace.ts';
import { OneNumberStore } from './limiter-one-number.ts';
import { figures, nested, onOne, origin } from './limiter-sim.ts';
import { burstNeeded, under } from './limiter-windows.ts';
import { simulate, type Range, type Result, type Scenario } from './limiter-workers.ts';

/** No window of any length over the promise, on any scope. */
function expectPromise(scenario: Scenario, { sends }: Result): void {
  const largest = Math.max(...scenario.sizes);
  const limits = new Map(scenario.workers.flat().map((limit) => [limit.scope, limit]));
  for (const limit of limits.values()) {
    const burst = limit.burst ?? defaultBurst(limit.partsPerSecond);
    const needed = burstNeeded(under(limit.scope, sends), limit);
    expect(needed, `${limit.scope} of ${JSON.stringify(scenario)}`).toBeLessThanOrEqual(
      burst + largest - 1 + 1e-3,
    );
  }
}

const QUICK: Range = [0, 0.5];
const SLOW: Range = [1, 40];

describe('workers that always have work', () => {
  // Sixteen workers each begin with small blocks: 0.050 writes a part in the first 30 s, 0.043 in the first minute.
  test.each([
    { rate: 80, count: 1, writes: 0.05 },
    { rate: 80, count: 4, writes: 0.05 },
    { rate: 80, count: 16, writes: 0.055 },
    { rate: 500, count: 1, writes: 0.05 },
    { rate: 500, count: 4, writes: 0.05 },
    { rate: 500, count: 16, writes: 0.05 },
  ])(
    '$count on $rate/s use 0.97 of it, never more than 1.02 in a second, with $writes writes a part',
    async ({ rate, count, writes }) => {
      const scenario = { ...onOne(count, origin(rate)), seconds: 30 };
      const result = await simulate(scenario);
      expectPromise(scenario, result);
      const { used, mostInASecond, writesPerPart, refusedPerPart } = figures(origin(rate), result, 30);
      expect(used).toBeGreaterThan(0.97);
      expect(mostInASecond).toBeLessThanOrEqual(1.02);
      expect(writesPerPart).toBeLessThan(writes);
      expect(refusedPerPart).toBeLessThan(0.7);
    },
  );

  test.each([
    { name: 'messages of one to three parts', scenario: { sizes: [1, 2, 3] }, least: 0.94 },
    { name: 'two hundred messages in hand', scenario: { batch: 200 }, least: 0.97 },
    { name: 'one message in hand', scenario: { batch: 1 }, least: 0.97 },
    {
      name: 'eight askers with one message each',
      scenario: { batch: 1, askers: 8, workMs: QUICK },
      least: 0.97,
    },
    // Each could send 60 a second at best: slots that one lets pass are lost to the others.
    { name: 'commits of up to 40 ms', scenario: { workMs: SLOW }, least: 0.94 },
  ] satisfies { name: string; scenario: Partial<Scenario>; least: number }[])(
    'with $name',
    async ({ scenario: changes, least }) => {
      const scenario: Scenario = { ...onOne(4, origin(80)), seconds: 30, ...changes };
      const result = await simulate(scenario);
      expectPromise(scenario, result);
      const { used, voided } = figures(origin(80), result, 30);
      expect(used).toBeGreaterThan(least);
      expect(voided).toBeLessThan(25);
    },
  );

  // A store this near answers everybody alike, so that whoever wins once could win for ever.
  test.each([2, 4, 8, 16])(
    '%d share the limit evenly: nobody waits for more than one block of each other',
    async (count) => {
      const near: Partial<Scenario> = { storeMs: [0.5, 0.6], workMs: [0.1, 0.2] };
      const { sends } = await simulate({ ...onOne(count, origin(80)), ...near, seconds: 30 });
      const blockMs = 28 * paceOf(origin(80)).intervalMs;
      for (let worker = 0; worker < count; worker++) {
        const times = sends.filter((send) => send.worker === worker).map(({ at }) => at);
        const gaps = times.map((at, n) => at - (times[n - 1] ?? 0));
        expect(Math.max(...gaps, 30_000 - (times.at(-1) ?? 0))).toBeLessThan(count * blockMs);
      }
    },
  );
});

describe('limits within limits', () => {
  test.each([
    { outer: 100, rates: [25, 25, 25, 25] },
    { outer: 80, rates: [27, 27, 27] },
    { outer: 100, rates: [80, 80, 80] },
  ])('$rates use 0.97 of $outer', async ({ outer, rates }) => {
    const scenario = { ...nested(origin(outer, 'outer'), rates), seconds: 30 };
    const result = await simulate(scenario);
    expectPromise(scenario, result);
    expect(figures(origin(outer, 'outer'), result, 30).used).toBeGreaterThan(0.97);
  });

  test('one number a scope would not do: three quarters used, a write a part', async () => {
    const scenario: Scenario = {
      ...nested(origin(100, 'outer'), [25, 25, 25, 25]),
      seconds: 30,
      store: (clock) => new OneNumberStore(clock),
    };
    const result = await simulate(scenario);
    expectPromise(scenario, result);
    const { used, writesPerPart } = figures(origin(100, 'outer'), result, 30);
    expect(used).toBeLessThan(0.8);
    expect(writesPerPart).toBeGreaterThan(0.9);
  });
});

function oneOf<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(random.next() * choices.length)] ?? choices[0];
}

type Ranges = readonly [Range, ...Range[]];

const STORES: Ranges = [
  [1, 3],
  [1, 30],
  [20, 200],
];
const WORK: Ranges = [
  [0, 1],
  [1, 6],
  [1, 40],
];
const SIZES: readonly [readonly number[], ...(readonly number[])[]] = [[1], [1], [1, 1, 2], [1, 2, 3, 4]];

/** Limits, workers and faults of every kind, each seed its own mix. */
function stormy(seed: number): Scenario {
  const random = seededRandom(seed);
  const limit = (name: string): ScopedLimit => {
    const partsPerSecond = oneOf(random, [0.5, 5, 20, 40, 80, 100, 137.5, 500]);
    const burst = oneOf(random, [undefined, undefined, undefined, 1, 2, 20]);
    return { scope: name, partsPerSecond, ...(burst === undefined ? {} : { burst }) };
  };
  const [account, ...origins] = [limit('account'), limit('a'), limit('b'), limit('c')];
  const sets = origins.flatMap((own) => (account === undefined ? [] : [[own], [account, own]]));
  const campaign = limit('campaign');
  const workers = Array.from({ length: 1 + Math.floor(random.next() * 16) }, () => {
    const scopes = sets[Math.floor(random.next() * sets.length)] ?? [];
    return random.next() < 0.2 ? [...scopes, campaign] : scopes;
  });
  return {
    seed,
    seconds: 20,
    workers,
    storeMs: oneOf(random, STORES),
    workMs: oneOf(random, WORK),
    sizes: oneOf(random, SIZES),
    batch: oneOf(random, [1, 4, 25, 200]),
    askers: oneOf(random, [1, 1, 8]),
    pauses: random.next() < 0.6,
    crashes: random.next() < 0.6,
    busy: oneOf(random, [1, 1, 0.3]),
  };
}

describe('the promise through skew, drift, pauses, crashes, slow stores, idleness, nested limits and sizes', () => {
  test.each(Array.from({ length: 40 }, (_, n) => n + 1))('seed %d', async (seed) => {
    const scenario = stormy(seed);
    expectPromise(scenario, await simulate(scenario));
  });

  test('a limit is still used while workers come and go', async () => {
    const scenario: Scenario = { ...onOne(4, origin(80)), pauses: true, crashes: true };
    const result = await simulate(scenario);
    expectPromise(scenario, result);
    expect(figures(origin(80), result, 60).used).toBeGreaterThan(0.8);
  });

  test('the same seed gives the same sends', async () => {
    expect(await simulate(stormy(7))).toEqual(await simulate(stormy(7)));
  });
});

/** A carrier with a token bucket that holds a second's worth. */
function bucket(rateAt: (atMs: number) => number): (atMs: number) => 'accepted' | 'throttled' {
  let tokens = rateAt(0);
  let lastMs = 0;
  return (atMs) => {
    const rate = rateAt(atMs);
    tokens = Math.min(rate, tokens + ((atMs - lastMs) / 1_000) * rate);
    lastMs = atMs;
    if (tokens < 1) return 'throttled';
    tokens--;
    return 'accepted';
  };
}

describe('a carrier that takes less than the limit says', () => {
  function share(result: Result, fromS: number, toS: number) {
    const within = (at: number) => at >= fromS * 1_000 && at < toS * 1_000;
    const sent = result.sends.filter(({ at }) => within(at)).length;
    const refused = result.throttled.filter(within).length;
    return { refused: refused / sent, takenPerSecond: (sent - refused) / (toS - fromS) };
  }

  test.each([1, 4, 16])(
    'with %d workers: settled within 5 s, then less than 0.01 refused and 0.95 used for 10 minutes',
    async (count) => {
      const result = await simulate({
        ...onOne(count, origin(100)),
        seconds: 605,
        carrier: bucket(() => 20),
      });
      const after = share(result, 5, 605);
      expect(after.refused).toBeLessThan(0.01);
      expect(after.takenPerSecond).toBeGreaterThan(0.95 * 20);
      expect(share(result, 5, 10).refused).toBeLessThan(0.05);
    },
  );

  test.each<{ name: string; dropAtS: number; answerMs: Range; refused: number }>([
    { name: 'from the start', dropAtS: 0, answerMs: [20, 20], refused: 0.01 },
    { name: 'in the middle', dropAtS: 10, answerMs: [20, 20], refused: 0.01 },
    // Each step down is seen later by as much.
    { name: 'with slow answers', dropAtS: 0, answerMs: [200, 600], refused: 0.015 },
  ])('five times as fast or so: settled within 5 s, and then few are refused, $name', async (how) => {
    const { dropAtS, answerMs } = how;
    const limits = [60, 66, 73, 80, 88, 97, 100, 107, 118];
    for (const [n, limit] of [...limits, ...limits].entries()) {
      const carrier = bucket((atMs) => (atMs < dropAtS * 1_000 ? limit : 20));
      const seconds = dropAtS + 45;
      const result = await simulate({
        ...onOne(1 + (n % 4), origin(limit)),
        seed: n,
        seconds,
        carrier,
        answerMs,
      });
      const firstS = (result.throttled.find((at) => at >= dropAtS * 1_000) ?? Number.NaN) / 1_000;
      const after = share(result, firstS + 5, firstS + 40);
      expect(after.refused, `limit ${limit}, seed ${n}`).toBeLessThan(how.refused);
      expect(after.takenPerSecond, `limit ${limit}, seed ${n}`).toBeGreaterThan(0.85 * 20);
    }
  });

  test('a carrier that slows down in the middle is followed down, and up again', async () => {
    const carrier = bucket((atMs) => (atMs < 60_000 || atMs > 300_000 ? 100 : 20));
    const result = await simulate({ ...onOne(4, origin(100)), seconds: 500, carrier });
    expect(share(result, 0, 60).refused).toBe(0);
    expect(share(result, 65, 300).refused).toBeLessThan(0.01);
    expect(share(result, 65, 300).takenPerSecond).toBeGreaterThan(0.95 * 20);
    expect(share(result, 400, 500).takenPerSecond).toBeGreaterThan(0.97 * 100);
  });
});
