import type { Random } from '../../src/kernel/random.ts';
import { POINT_NAMES, type PointName, POINTS, type Point } from './points.ts';
import type { TrapOrder } from './trap.ts';
import type { Fall } from './victim.ts';

/** How one process is to end. */
export interface Fate {
  readonly trap?: TrapOrder;
  readonly fall: Fall;
}

/** Longest life before a random kill: two or three of these are a campaign. */
const LONGEST_LIFE_MS = 700;

/**
 * Deals out the ends of processes in the order in which a workspace passes through its phases, half of the kills at named points, each
 * point in its turn, and half at random times, so that they are spread over the run and do not cluster in start-up.
 */
export class Schedule {
  readonly #random: Random;
  readonly #next: Record<Point['phase'], PointName[]> = { import: [], plan: [], send: [], finish: [] };
  #terms: number;
  #stops: number;

  /** `terms`, `stops`: how many SIGTERMs and SIGSTOPs are dealt out, one a workspace until none are left. */
  constructor(random: Random, terms: number, stops: number) {
    this.#random = random;
    this.#terms = terms;
    this.#stops = stops;
  }

  /** For one workspace with this many campaigns. */
  deal(campaigns: number): readonly Fate[] {
    const fates: Fate[] = [this.#atPoint('import'), this.#atPoint('import')];
    for (let campaign = 0; campaign < campaigns; campaign++) {
      fates.push(this.#atPoint('plan'), this.#atPoint('plan'), this.#atPoint('plan'));
      for (let pair = 0; pair < 4; pair++) fates.push(this.#atPoint('send'), this.#atRandom());
      if (this.#terms > 0 && this.#terms-- > 0) fates.push({ fall: { kind: 'term', afterMs: this.#within(LONGEST_LIFE_MS) } });
      if (this.#stops > 0 && this.#stops-- > 0) {
        fates.push({ fall: { kind: 'stop', afterMs: this.#within(LONGEST_LIFE_MS), pauseMs: 2_000 + this.#within(2_000) } });
      }
      fates.push(this.#atPoint('finish'), this.#atRandom());
    }
    return fates;
  }

  /** A point that the process did not come to is dealt out again first. */
  missed(point: PointName): void {
    this.#next[POINTS[point].phase].unshift(point);
  }

  #atPoint(phase: Point['phase']): Fate {
    const queue = this.#next[phase];
    if (queue.length === 0) queue.push(...this.#shuffled(POINT_NAMES.filter((name) => POINTS[name].phase === phase)));
    const [point] = queue.splice(0, 1);
    if (point === undefined) return this.#atRandom();
    return { trap: { point, nth: 1 + Math.floor(this.#random.next() * POINTS[point].upTo) }, fall: { kind: 'none' } };
  }

  #atRandom(): Fate {
    return { fall: { kind: 'kill', afterMs: this.#within(LONGEST_LIFE_MS) } };
  }

  #within(ms: number): number {
    return Math.floor(this.#random.next() * ms);
  }

  #shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items];
    const shuffled: T[] = [];
    while (rest.length > 0) shuffled.push(...rest.splice(Math.floor(this.#random.next() * rest.length), 1));
    return shuffled;
  }
}
