/** Parts that were given out within a stretch of time that begins at `from` (store time, epoch ms). */
export interface DayStretch {
  readonly from: number;
  readonly parts: number;
}

/** A quarter of an hour: at most 98 numbers a scope are kept, and room comes back 15 minutes late, which costs 1% of the day. */
const STRETCH_MS = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;
/**
 * A part leaves later than its slot by the lateness of the pace and by the way to the carrier (a call ends within 10 s), and clocks are
 * up to a second apart. A minute more than a day is so never less than a day for the carrier.
 */
const SLACK_MS = 60_000;

/**
 * At most `perDay` parts in any 24 hours. A part counts until a day after the end of its stretch, whoever reserved it and in whatever
 * order: of the parts in any window of 24 hours the one that was reserved last was given only when all the others counted.
 */
export class DayWindow {
  readonly #perDay: number;
  readonly #stretches: DayStretch[];

  /** @param perDay absent: what is given out counts for later, and nothing is refused. */
  constructor(perDay: number | undefined, stretches: readonly DayStretch[]) {
    this.#perDay = perDay ?? Number.POSITIVE_INFINITY;
    this.#stretches = [...stretches];
  }

  /** The first time, not before `at`, at which so many parts more fit; `Infinity` for a message larger than a day. */
  earliest(at: number, parts: number): number {
    if (this.#perDay === Number.POSITIVE_INFINITY) return at;
    if (parts > this.#perDay) return Number.POSITIVE_INFINITY;
    let time = at;
    let used = this.#stretches.reduce((sum, each) => sum + (endOf(each) > at ? each.parts : 0), 0);
    for (const stretch of this.#stretches) {
      if (used + parts <= this.#perDay) break;
      if (endOf(stretch) <= at) continue;
      used -= stretch.parts;
      time = endOf(stretch);
    }
    return time;
  }

  take(at: number, parts: number): void {
    const from = Math.floor(at / STRETCH_MS) * STRETCH_MS;
    const i = this.#stretches.findIndex((stretch) => stretch.from >= from);
    const found = i === -1 ? undefined : this.#stretches[i];
    if (found?.from === from) this.#stretches[i] = { from, parts: found.parts + parts };
    else this.#stretches.splice(i === -1 ? this.#stretches.length : i, 0, { from, parts });
  }

  /** What still counts, in order; another worker's time may be a second behind `now`. */
  stretches(now: number): readonly DayStretch[] {
    return this.#stretches.filter((stretch) => endOf(stretch) > now - SLACK_MS);
  }
}

/** When a stretch's parts count no more. */
function endOf({ from }: DayStretch): number {
  return from + STRETCH_MS + DAY_MS + SLACK_MS;
}
