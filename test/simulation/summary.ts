import type { SeedResult } from './simulate.ts';

/** What many seeds came to. */
export interface Summary {
  seeds: number;
  readonly counts: Record<string, number>;
  /** The first seeds that broke a promise. */
  readonly failures: FailedSeed[];
}

export interface FailedSeed {
  readonly seed: number;
  readonly promise: string;
  readonly what: string;
  /** The last that happened. */
  readonly history: readonly string[];
}

const KEPT_FAILURES = 5;

export function emptySummary(): Summary {
  return { seeds: 0, counts: {}, failures: [] };
}

export function add(summary: Summary, result: SeedResult): void {
  summary.seeds++;
  for (const [what, count] of Object.entries(result.counts))
    summary.counts[what] = (summary.counts[what] ?? 0) + count;
  const { seed, violation, history } = result;
  if (violation !== undefined && summary.failures.length < KEPT_FAILURES)
    summary.failures.push({ seed, ...violation, history });
}

export function merge(into: Summary, other: Summary): void {
  into.seeds += other.seeds;
  for (const [what, count] of Object.entries(other.counts))
    into.counts[what] = (into.counts[what] ?? 0) + count;
  into.failures.push(...other.failures.slice(0, KEPT_FAILURES - into.failures.length));
}

/** One line to run it again, what broke, and what went before. */
export function describeFailure({ seed, promise, what, history }: FailedSeed): string {
  return [
    `SIM_SEED=${seed} npm run sim`,
    `  ${promise}: ${what}`,
    ...history.map((line) => `    ${line}`),
  ].join('\n');
}

/**
 * What a thousand seeds must at least have met, or they proved nothing: about half of what they do meet.
 */
const LEAST_OF_A_THOUSAND: Readonly<Record<string, number>> = {
  // Processes and their ports.
  deaths: 900,
  die_before: 370,
  die_after: 370,
  fail_before: 4_500,
  fail_after: 5_000,
  slow: 800,
  hang: 150,
  freeze: 350,
  'process kill': 150,
  'process stop': 150,
  'process freeze': 150,
  'process clock_step': 150,
  'given up as lost': 800,
  // Carriers.
  accepted: 12_000,
  'answer throttled': 2_000,
  'answer not_sent': 500,
  'answer refused': 500,
  'answers lost': 700,
  'timed out': 350,
  'events repeated': 2_500,
  'receipts before the answer': 2_500,
  'receipts after the end': 2_000,
  'delivered after failed': 80,
  'events of no message': 700,
  'unknowns settled': 150,
  // Rules and people.
  fallbacks: 1_200,
  'reached twice': 100,
  resends: 300,
  retries: 250,
  'put off by quiet hours': 100,
  'campaign paused budget': 300,
  'campaign paused operator': 600,
  'campaign cancelled': 80,
  'to expired': 2_500,
  'to cancelled frequency_cap': 1_300,
  'to cancelled opted_out': 300,
};

/** What was met too seldom, in words; empty: nothing. */
export function tooLittle({ seeds, counts }: Summary): readonly string[] {
  return Object.entries(LEAST_OF_A_THOUSAND)
    .map(([what, least]) => ({ what, least: Math.floor((least * seeds) / 1000), met: counts[what] ?? 0 }))
    .filter(({ least, met }) => met < least)
    .map(({ what, least, met }) => `${what}: ${met} where at least ${least} were expected`);
}

export function describeCounts({ seeds, counts }: Summary): string {
  const lines = Object.keys(counts)
    .sort()
    .map((what) => `  ${what.padEnd(36)}${String(counts[what]).padStart(10)}`);
  return [`${seeds} seeds`, ...lines].join('\n');
}
