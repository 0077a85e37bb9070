import { describe, expect, test } from 'vitest';
import { defaultBurst, type ScopedLimit } from '../../src/throughput/limit.ts';
import { tableWorkers } from './limiter-records.ts';
import { figures, nested, onOne, origin } from './limiter-sim.ts';
import { burstNeeded } from './limiter-windows.ts';
import { type Scenario, simulate } from './limiter-workers.ts';

/** A table in the region of the workers. */
const NEAR = { tripMs: [2, 6] } as const;
const LAMBDA = { ...NEAR, trustedMs: 2 };
const FAULTS = { pauses: true, crashes: true };
const SMS = origin(80);

/** Runs it for half a minute; no window of any length holds more than it may. */
async function run(scenario: Scenario, limit: ScopedLimit = SMS) {
  const result = await simulate({ ...scenario, seconds: 30 });
  const seen = figures(limit, result, 30);
  expect(seen.burstNeeded).toBeLessThanOrEqual(defaultBurst(limit.partsPerSecond) + 1e-3);
  return { ...seen, writes: result.counts.writes };
}

describe('workers that share nothing but items of a table', () => {
  test.each([1, 2, 4, 16])('%d on Lambda use 0.97 of 80/s with a write for 20 parts', async (count) => {
    const { used, writesPerPart } = await run({ ...onOne(count, SMS), storeOf: tableWorkers(LAMBDA) });
    expect(used).toBeGreaterThan(0.97);
    // Sixteen begin with small blocks, as in limiter.test.ts.
    expect(writesPerPart).toBeLessThan(count === 16 ? 0.06 : 0.05);
  });

  // They ask for the time in the first 2 s; after that it is 0.985.
  test.each([1, 2, 4, 16])('%d whose clocks are up to a second off find out the time', async (count) => {
    const { used, writesPerPart } = await run({ ...onOne(count, SMS), storeOf: tableWorkers(NEAR) });
    expect(used).toBeGreaterThan((0.97 * 28) / 30);
    expect(writesPerPart).toBeLessThan(count === 16 ? 0.06 : 0.05);
  });

  test.each([
    { where: 'on Lambda', network: LAMBDA, least: 0.85 },
    { where: 'on machines of their own, which ask for the time after each crash', network: NEAR, least: 0.6 },
  ])('pauses and crashes $where', async ({ network, least }) => {
    for (const count of [4, 16]) {
      const { used } = await run({ ...onOne(count, SMS), ...FAULTS, storeOf: tableWorkers(network) });
      expect(used).toBeGreaterThan(least);
    }
  });

  test.each([LAMBDA, NEAR])('an outer limit that several share is kept and used: %j', async (network) => {
    const account = origin(100, 'account');
    const scenario = { ...nested(account, [25, 25, 25, 25]), storeOf: tableWorkers(network) };
    const { used } = await run(scenario, account);
    expect(used).toBeGreaterThan(0.9);
  });

  test('clocks that are trusted and a second off would break the limit: the times above are needed', async () => {
    const storeOf = tableWorkers({ ...NEAR, trustedMs: 1_000 });
    const { sends } = await simulate({ ...onOne(4, SMS), seconds: 30, storeOf });
    expect(burstNeeded(sends, SMS)).toBeGreaterThan(defaultBurst(80) + 1);
  });

  // 15 ms and more to the table leave nothing of the 25 ms in which a slot of 80/s may be used.
  test('workers too far from the table to know the time hold back', async () => {
    const far = tableWorkers({ tripMs: [15, 40] });
    const { used, writes } = await run({ ...onOne(4, SMS), storeOf: far });
    expect(used).toBeLessThan(0.1);
    expect(writes).toBeLessThan(150);
  });
});
