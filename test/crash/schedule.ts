import type { Random } from '../../src/kernel/random.ts';
import { POINT_NAMES, type PointName, POINTS, type Point } from './points.ts';
import type { TrapOrder } from './trap.ts';
import type { Fall } from './victim.ts';

/** How one process is to end. */
export interface Fate {
  readonly trap?: TrapOrder;
  readonly fall: Fall;
}

/** Longest life before a random kill: five or six of these are a campaign. */
const LONGEST_LIFE_MS = 500;

/**
 * Deals out the ends of processes in the order in which a workspace passes through its phases, half of the kills at named points, each
 * point in its turn, and half at random times, so that they are spread over the run and do not cluster in start-up.
 */
export class Schedule {
  readonly #random: Random;
  readonly #next: Record<Point['phase'], PointName[]> = { import: [], plan: [], send: [], finish: [] };
  #terms: number;
  #stops: number;

  /** `terms`, `stops`: how many SIGTERMs (two a campaign) and SIGSTOPs (one) are dealt out, until none are left. */
  constructor(random: Random, terms: number, stops: number) {
    this.#random = random;
    this.#terms = terms;
    this.#stops = stops;
  }

  /** For one workspace with this many campaigns. */
  deal(campaigns: number): readonly Fate[] {
    const fates: Fate[] = [...this.#inOrder('import', 2)];
    for (let campaign = 0; campaign < campaigns; campaign++) {
      fates.push(...this.#inOrder('plan', 3));
      for (let pair = 0; pair < 5; pair++) fates.push(this.#atPoint('send'), this.#atRandom());
      fates.push(...this.#signals());
      fates.push(this.#atPoint('finish'), this.#atRandom());
    }
    return fates;
  }

  #signals(): readonly Fate[] {
    const fates: Fate[] = [];
    for (let i = 0; i < 2 && this.#terms > 0; i++, this.#terms--)
      fates.push({ fall: { kind: 'term', afterMs: this.#within(LONGEST_LIFE_MS) } });
    if (this.#stops > 0) {
      this.#stops--;
      fates.push({
        fall: { kind: 'stop', afterMs: this.#within(LONGEST_LIFE_MS), pauseMs: 2_000 + this.#within(2_000) },
      });
    }
    return fates;
  }

  /** There are signals left that no workspace was dealt. */
  get signalsLeft(): boolean {
    return this.#terms + this.#stops > 0;
  }

  /** What did not come about is dealt out again, a point before the others. */
  takeBack({ fall }: Fate): void {
    if (fall.kind === 'trap') this.#next[POINTS[fall.point].phase].unshift(fall.point);
    if (fall.kind === 'term') this.#terms++;
    if (fall.kind === 'stop') this.#stops++;
  }

  /** In the order of the list, so that one does not go by while the process dies at another. */
  #inOrder(phase: Point['phase'], count: number): readonly Fate[] {
    const fates = Array.from({ length: count }, () => this.#atPoint(phase));
    const place = ({ trap }: Fate) => (trap === undefined ? -1 : POINT_NAMES.indexOf(trap.point));
    return fates.sort((a, b) => place(a) - place(b));
  }

  #atPoint(phase: Point['phase']): Fate {
    const queue = this.#next[phase];
    if (queue.length === 0)
      queue.push(...this.#shuffled(POINT_NAMES.filter((name) => POINTS[name].phase === phase)));
    const [point] = queue.splice(0, 1);
    if (point === undefined) return this.#atRandom();
    return {
      trap: { point, nth: 1 + Math.floor(this.#random.next() * POINTS[point].upTo) },
      fall: { kind: 'trap', point, orAfterMs: this.#within(LONGEST_LIFE_MS) },
    };
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
