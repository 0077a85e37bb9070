import { z } from 'zod';
import type { Random } from '../kernel/random.ts';

/** Longest delay that may be asked for: AWS closes an SMS without a receipt after 72 hours. */
const LONGEST_MS = 72 * 3_600_000;

const ms = z.number().min(0).max(LONGEST_MS);

/** A length of time that varies as networks do: most near the median, few far out (log-normal), none beyond `maxMs`. */
export const delaySchema = z
  .strictObject({ medianMs: ms, p99Ms: ms, maxMs: ms })
  .refine((d) => d.medianMs <= d.p99Ms && d.p99Ms <= d.maxMs, 'must have medianMs <= p99Ms <= maxMs')
  .readonly();

export type Delay = z.infer<typeof delaySchema>;

export const NO_DELAY: Delay = { medianMs: 0, p99Ms: 0, maxMs: 0 };

/** Standard deviations from the median to the 99th percentile. */
const Z99 = 2.3263;

/** Whole milliseconds. Takes two numbers of `random`, whatever the delay is, so that what is drawn after it stays the same. */
export function drawDelay(random: Random, delay: Delay): number {
  const u = random.next();
  const v = random.next();
  if (delay.medianMs === 0) return 0;
  const normal = Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
  const sigma = Math.log(delay.p99Ms / delay.medianMs) / Z99;
  return Math.round(Math.min(delay.maxMs, delay.medianMs * Math.exp(sigma * normal)));
}
