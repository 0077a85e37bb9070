import type { ScopedLimit } from '../../src/throughput/limit.ts';
import { burstNeeded, mostWithin, partsOf, under } from './limiter-windows.ts';
import { OneNumberStore } from './limiter-one-number.ts';
import { simulate, type Result, type Scenario } from './limiter-workers.ts';

/** Workers as they are on a good day: a store 1 to 30 ms away, a commit of 1 to 6 ms, always work, 50 ms of it in hand. */
export const GOOD_DAY = {
  seed: 1,
  seconds: 60,
  storeMs: [1, 30],
  workMs: [1, 6],
  sizes: [1],
  batch: 4,
} as const satisfies Partial<Scenario>;

export function origin(partsPerSecond: number, name = 'origin'): ScopedLimit {
  return { scope: name, partsPerSecond };
}

/** `count` workers on one origin. */
export function onOne(count: number, limit: ScopedLimit): Scenario {
  const batch = Math.max(1, Math.floor(limit.partsPerSecond / 20));
  return { ...GOOD_DAY, batch, workers: Array.from({ length: count }, () => [limit]) };
}

/** One worker on each of several origins or campaigns that share an outer limit. */
export function nested(outer: ScopedLimit, rates: readonly number[]): Scenario {
  return { ...GOOD_DAY, workers: rates.map((rate, n) => [outer, origin(rate, `inner ${n}`)]) };
}

/** How much of a limit was used, and at what price. */
export function figures(limit: ScopedLimit, { sends, counts }: Result, seconds: number) {
  const own = under(limit.scope, sends);
  const parts = partsOf(own);
  return {
    used: parts / seconds / limit.partsPerSecond,
    burstNeeded: burstNeeded(own, limit),
    mostInASecond: mostWithin(own, 1_000) / limit.partsPerSecond,
    writesPerPart: counts.writes / partsOf(sends),
    refusedPerPart: counts.refused / partsOf(sends),
    voided: counts.voided,
  };
}

const oneNumber: Partial<Scenario> = { store: (clock) => new OneNumberStore(clock) };

/** Each worker paces its equal share of the limit by itself; the shares do not move. */
function shares(count: number, limit: ScopedLimit, busy: number): Scenario {
  const share = (n: number): ScopedLimit => ({
    scope: `share ${n}`,
    partsPerSecond: limit.partsPerSecond / count,
  });
  return { ...GOOD_DAY, busy, workers: Array.from({ length: count }, (_, n) => [share(n)]) };
}

async function print(name: string, limit: ScopedLimit, scenario: Scenario): Promise<void> {
  const result = await simulate(scenario);
  const all = result.sends.map((send) => ({ ...send, scopes: [...send.scopes, limit.scope] }));
  const line = figures(limit, { ...result, sends: all }, scenario.seconds);
  const numbers = Object.entries(line).map(([key, value]) => `${key} ${value.toFixed(3)}`);
  process.stdout.write(`${name.padEnd(44)} ${numbers.join('  ')}\n`);
}

/** `node test/simulation/limiter-sim.ts`: the numbers in the comment of `slots.ts`. */
async function printTable(): Promise<void> {
  for (const rate of [80, 500]) {
    for (const count of [1, 4, 16])
      await print(`${rate}/s, ${count} workers`, origin(rate), onOne(count, origin(rate)));
  }
  const faults = { pauses: true, crashes: true };
  for (const count of [1, 4, 16]) {
    await print(`80/s, ${count} workers, faults`, origin(80), { ...onOne(count, origin(80)), ...faults });
  }
  for (const [outer, rates] of [
    [100, [25, 25, 25, 25]],
    [100, [80, 80, 80]],
    [80, [27, 27, 27]],
    [1_000, [80, 80, 80]],
  ] as const) {
    const name = `${rates.join(' + ')} within ${outer}`;
    await print(name, origin(outer), nested(origin(outer), rates));
    await print(`${name}, one number`, origin(outer), { ...nested(origin(outer), rates), ...oneNumber });
  }
  for (const busy of [1, 0.3]) {
    for (const count of [4, 16]) {
      await print(`80/s, ${count} workers, busy ${busy}`, origin(80), { ...onOne(count, origin(80)), busy });
      await print(`80/s, ${count} fixed shares, busy ${busy}`, origin(80), shares(count, origin(80), busy));
    }
  }
}

if (import.meta.main) await printTable();
