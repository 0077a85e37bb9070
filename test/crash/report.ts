import type { MessageId } from '../../src/delivery/message.ts';
import { type Breaches, isBreach, noBreaches } from './breaches.ts';
import type { FinishedCheck } from './check-finished.ts';
import { POINT_NAMES } from './points.ts';
import type { Life } from './victim.ts';

/** What the crash run prints: one line of JSON. */
export class Report {
  readonly #breaches: Breaches = noBreaches();
  readonly #byPoint = new Map<string, number>(POINT_NAMES.map((name) => [name, 0]));
  readonly #insideByPoint = new Map<string, number>();
  readonly #atRandom: Record<string, number> = {};
  readonly #sums = {
    workspaces: 0,
    messages: 0,
    requests: 0,
    accepted: 0,
    sentTwiceByPolicy: 0,
    fallbacks: 0,
    throttled: 0,
  };
  readonly #unknowns = { total: 0, settledLater: 0, left: 0, leftButAccepted: 0 };
  /** `troubles`: errors that a process told of and went on after. */
  readonly #others = { terms: 0, stops: 0, troubles: 0 };
  #kills = 0;

  get kills(): number {
    return this.#kills;
  }

  /** All of the promises held. */
  get passed(): boolean {
    return Object.values(this.#breaches).every((count) => count === 0);
  }

  /** Counts a process that was killed, at its point or at random, and what it told. */
  killed(life: Life): void {
    this.#kills++;
    if (life.point === undefined) {
      const phase = life.phase ?? 'start';
      this.#atRandom[phase] = (this.#atRandom[phase] ?? 0) + 1;
      return;
    }
    this.#byPoint.set(life.point, (this.#byPoint.get(life.point) ?? 0) + 1);
    if (life.inside) this.#insideByPoint.set(life.point, (this.#insideByPoint.get(life.point) ?? 0) + 1);
  }

  /** Counts a process that was asked to stop; `orderly`: it did, and left nothing half done. */
  asked(kind: 'terms' | 'stops', orderly: boolean): void {
    this.#others[kind]++;
    if (!orderly) this.#breaches.disorderlyStops++;
  }

  told(lines: readonly string[]): void {
    for (const line of lines) {
      const [kind, name = '', count] = line.split(' ');
      if (kind === 'breach' && isBreach(name)) this.#breaches[name] += Number(count);
      if (kind === 'trouble') this.#others.troubles++;
    }
  }

  /** Counts a workspace that has nothing left to do; `everUnknown`: messages that were unknown at some time. */
  finished(check: FinishedCheck, everUnknown: ReadonlySet<MessageId>): void {
    for (const [name, count] of Object.entries(check.breaches))
      if (isBreach(name)) this.#breaches[name] += count;
    const sums = this.#sums;
    sums.workspaces++;
    sums.messages += check.messages;
    sums.requests += check.requests;
    sums.accepted += check.accepted;
    sums.sentTwiceByPolicy += check.sentTwiceByPolicy;
    sums.fallbacks += check.fallbacks;
    sums.throttled += check.throttled;
    const total = new Set([...everUnknown, ...check.unknown]).size;
    this.#unknowns.total += total;
    this.#unknowns.left += check.unknown.size;
    this.#unknowns.settledLater += total - check.unknown.size;
    this.#unknowns.leftButAccepted += check.unknownButAccepted;
  }

  toJson(seed: number, seconds: number): Record<string, unknown> {
    return {
      seed,
      kills: this.#kills,
      killsByPoint: Object.fromEntries(this.#byPoint),
      killsInsideACall: Object.fromEntries(this.#insideByPoint),
      killsAtRandomByPhase: this.#atRandom,
      ...this.#others,
      ...this.#sums,
      ...this.#breaches,
      unknowns: this.#unknowns,
      seconds: Math.round(seconds * 10) / 10,
      killsPerMinute: Math.round((this.#kills / seconds) * 60),
    };
  }
}
