import type { SecondSent } from '../delivery/ledger.ts';

/** Below this pace the times of single messages say more than full seconds do. */
const SLOW_PER_SECOND = 2;
/** A pause is as long as this many parts take at the limit, and more than a second: a long message at a slow pace is none. */
const PAUSE_PARTS = 4;
/** An intent is committed up to 100 ms before its call, so each end of a window may hold this much of a second's parts too many. */
const BLUR_SECONDS = 0.1;

/** Parts and the seconds they took. */
interface Measured {
  readonly parts: number;
  readonly seconds: number;
}

/**
 * Parts a second while a channel was busy, from parts per second of the clock (in order, empty seconds left out). What is not counted:
 * pauses of more than a second, the slow beginning and end of a stretch (seconds with less than half of its fullest), and the
 * first and last second, of which only a piece was used. A channel that was never busy for three seconds sent what it sent "in a second",
 * since nobody can tell from whole seconds how long it took; so a handful of messages never looks like full speed.
 *
 * An excess over the limit that is no more than the blur of the intents' times is not shown; a larger one is.
 */
export function achievedPerSecond(sent: readonly SecondSent[], limitPerSecond: number): number {
  const stretches = splitAtPauses(sent, Math.max(1, Math.ceil(PAUSE_PARTS / limitPerSecond))).map(
    withoutSlowEnds,
  );
  const long = stretches
    .map((stretch) => measure(stretch, limitPerSecond))
    .filter((found) => found !== undefined);
  if (long.length > 0) {
    const total = long.reduce((a, b) => ({ parts: a.parts + b.parts, seconds: a.seconds + b.seconds }));
    return rate(total, limitPerSecond);
  }
  const [fullest] = stretches.map(shortStretch).sort((a, b) => b.parts - a.parts);
  if (fullest === undefined) return 0;
  return Math.max(rate(fullest, limitPerSecond), Math.min(fullest.parts, limitPerSecond));
}

function splitAtPauses(sent: readonly SecondSent[], pauseSeconds: number): SecondSent[][] {
  const stretches: SecondSent[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const each of sent) {
    if (each.second - last > pauseSeconds) stretches.push([]);
    stretches.at(-1)?.push(each);
    last = each.second;
  }
  return stretches;
}

function withoutSlowEnds(stretch: readonly SecondSent[]): readonly SecondSent[] {
  const half = stretch.reduce((most, { parts }) => Math.max(most, parts), 0) / 2;
  const isFull = ({ parts }: SecondSent) => parts >= half;
  return stretch.slice(stretch.findIndex(isFull), stretch.findLastIndex(isFull) + 1);
}

/** What lies between the ends of a stretch; `undefined` when there is not a full second. */
function measure(stretch: readonly SecondSent[], limitPerSecond: number): Measured | undefined {
  const first = stretch[0];
  const last = stretch.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const apart = last.second - first.second;
  const parts = sumOf(stretch);
  if (limitPerSecond < SLOW_PER_SECOND)
    return apart < 2 ? undefined : { parts: parts - last.parts, seconds: apart };
  return apart < 2 ? undefined : { parts: parts - first.parts - last.parts, seconds: apart - 1 };
}

function shortStretch(stretch: readonly SecondSent[]): Measured {
  return { parts: sumOf(stretch), seconds: stretch.length };
}

function sumOf(stretch: readonly SecondSent[]): number {
  return stretch.reduce((sum, { parts }) => sum + parts, 0);
}

function rate({ parts, seconds }: Measured, limitPerSecond: number): number {
  const excess = parts - limitPerSecond * seconds;
  const blur = Math.max(1, 2 * BLUR_SECONDS * limitPerSecond);
  return excess > 0 && excess <= blur ? limitPerSecond : parts / seconds;
}
