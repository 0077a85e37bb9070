import type { SecondSent } from '../delivery/ledger.ts';

/** A pause is more than a second, and longer than four parts take at the limit: a long message at a slow pace is none. */
const PAUSE_MS = 1_000;
const PAUSE_PARTS = 4;
/** One intent covers what is sent within this time (see dispatch/route.ts), or one part at a slower pace. */
const STEP_MS = 50;
/** Intents come up to 100 ms before their calls, so this share of a second's parts may seem too many. */
const BLUR = 0.1;

/**
 * Parts a second while a channel was busy, from what each second of the clock saw (in order, empty seconds left out): the parts of each
 * stretch without a pause over the time from its first to its last intent. The slow ends of a long stretch (seconds with less than half
 * of its fullest) do not count, since fallbacks trickle after the bulk.
 *
 * An excess over the limit that is no more than the blur of each stretch's intents is not shown; a larger one is.
 */
export function achievedPerSecond(sent: readonly SecondSent[], limitPerSecond: number): number {
  const stepMs = Math.max(STEP_MS, 1000 / limitPerSecond);
  let blur = 0;
  let parts = 0;
  let ms = 0;
  for (const stretch of splitAtPauses(sent, Math.max(PAUSE_MS, (PAUSE_PARTS * 1000) / limitPerSecond)).map(
    withoutSlowEnds,
  )) {
    blur += 1 + BLUR * limitPerSecond;
    parts += stretch.reduce((sum, second) => sum + second.parts, 0);
    ms += (stretch.at(-1)?.lastAt ?? 0) - (stretch[0]?.firstAt ?? 0) + stepMs;
  }
  if (ms === 0) return 0;
  const excess = parts - (limitPerSecond * ms) / 1000;
  return excess > 0 && excess <= blur ? limitPerSecond : (parts * 1000) / ms;
}

function splitAtPauses(sent: readonly SecondSent[], pauseMs: number): SecondSent[][] {
  const stretches: SecondSent[][] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const second of sent) {
    if (second.firstAt - lastAt > pauseMs) stretches.push([]);
    stretches.at(-1)?.push(second);
    lastAt = second.lastAt;
  }
  return stretches;
}

/** The first and the last second of a stretch are pieces, so only what lies beyond them can be slow. */
function withoutSlowEnds(stretch: readonly SecondSent[]): readonly SecondSent[] {
  if (stretch.length < 3) return stretch;
  const half = Math.max(...stretch.map(({ parts }) => parts)) / 2;
  const isFull = ({ parts }: SecondSent) => parts >= half;
  return stretch.slice(stretch.findIndex(isFull), stretch.findLastIndex(isFull) + 1);
}
