import type { Random } from '../../src/kernel/random.ts';

/** What can go wrong around one call of a port. */
export const CALL_FAULTS = [
  /** A few ms on the way there or back. */
  'delay',
  /** Seconds. */
  'slow',
  /** Longer than any lease. */
  'hang',
  /** It fails and nothing was done. */
  'fail_before',
  /** It fails, or seems to, and was done. */
  'fail_after',
  /** The process dies and nothing was done. */
  'die_before',
  /** The process dies, and what it asked for is done. */
  'die_after',
  /** The process stands still for a while, timers and all, its call under way. */
  'freeze',
] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

/** Faults that happen to a process by themselves. */
export const PROCESS_FAULTS = ['kill', 'stop', 'freeze', 'clock_step'] as const;
export type ProcessFault = (typeof PROCESS_FAULTS)[number];

export type FaultRates = Readonly<Record<CallFault, number>>;

/** Where each fault is on, this share of calls has it, drawn evenly on a logarithmic scale. */
const RANGES: Readonly<Record<CallFault, readonly [number, number]>> = {
  delay: [0.01, 0.4],
  slow: [0.0005, 0.01],
  hang: [0.0002, 0.001],
  fail_before: [0.001, 0.05],
  fail_after: [0.001, 0.05],
  die_before: [0.0003, 0.003],
  die_after: [0.0003, 0.003],
  freeze: [0.0003, 0.003],
};

export const NO_FAULTS: FaultRates = {
  delay: 0,
  slow: 0,
  hang: 0,
  fail_before: 0,
  fail_after: 0,
  die_before: 0,
  die_after: 0,
  freeze: 0,
};

/** Swarm testing: each fault is off in half of the worlds, so that rare mixes of the others come about. */
export function drawRates(random: Random): FaultRates {
  const draw = (kind: CallFault): number => {
    const on = random.next() < 0.5;
    const [low, high] = RANGES[kind];
    const rate = low * (high / low) ** random.next();
    return on ? rate : 0;
  };
  return {
    delay: draw('delay'),
    slow: draw('slow'),
    hang: draw('hang'),
    fail_before: draw('fail_before'),
    fail_after: draw('fail_after'),
    die_before: draw('die_before'),
    die_after: draw('die_after'),
    freeze: draw('freeze'),
  };
}

/** The fault of one call, mostly none. */
export function drawFault(random: Random, rates: FaultRates): CallFault | undefined {
  let luck = random.next();
  for (const kind of CALL_FAULTS) {
    luck -= rates[kind];
    if (luck < 0) return kind;
  }
  return undefined;
}

/** A number between the two, evenly. */
export function between(random: Random, low: number, high: number): number {
  return low + random.next() * (high - low);
}

/** A whole number from `low` to `high`, ends included. */
export function whole(random: Random, low: number, high: number): number {
  return Math.floor(between(random, low, high + 1));
}

export function chance(random: Random, odds: number): boolean {
  return random.next() < odds;
}

export function pick<T>(random: Random, values: readonly [T, ...T[]]): T {
  return values[Math.floor(random.next() * values.length)] ?? values[0];
}
