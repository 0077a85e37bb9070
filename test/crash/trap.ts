import { appendFileSync, writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { type Point, POINTS, type PointName } from './points.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { ALARM, LONGEST_WAIT_MS, type SecondThreadData, spinUntil } from './second-thread.ts';

/** At the `nth` call that counts. */
export interface TrapOrder {
  readonly point: PointName;
  readonly nth: number;
}

export interface TrapPlace {
  readonly databasePath: string;
  readonly journalPath: string;
  readonly seed: number;
}

/** One line to the parent, which has it even when this process dies at the next instruction. */
export function tell(line: string): void {
  writeSync(1, `${line}\n`);
}

/** Kills this process at one named point. Nothing after the kill runs, as with any SIGKILL. */
export class Trap {
  readonly #name: PointName;
  readonly #point: Point;
  readonly #nth: number;
  readonly #place: TrapPlace;
  readonly #alarm = new Int32Array(new SharedArrayBuffer(4));
  #calls = 0;

  constructor(order: TrapOrder, place: TrapPlace) {
    this.#name = order.point;
    this.#point = POINTS[order.point];
    this.#nth = order.nth;
    this.#place = place;
  }

  /** Resolves when the second thread, where the point needs one, is up. */
  async ready(): Promise<void> {
    const { when } = this.#point;
    if (when !== 'within' && when !== 'checkpoint') return;
    const { databasePath, seed } = this.#place;
    const data: SecondThreadData = { alarm: this.#alarm, task: when, name: this.#name, databasePath, seed };
    const worker = new Worker(new URL('./second-thread.ts', import.meta.url), { workerData: data });
    await new Promise((resolve) => worker.once('message', resolve));
    worker.unref();
  }

  watches(port: Point['port']): boolean {
    return this.#point.port === port;
  }

  /** The port with the trap in it. */
  around<T extends object>(port: Point['port'], target: T): T {
    if (!this.watches(port)) return target;
    return new Proxy(target, {
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (name !== this.#point.method) return value.bind(target);
        return (...args: unknown[]): unknown => this.call(args, () => Reflect.apply(value, target, args));
      },
    });
  }

  /** Makes the call, and dies before it, after it or while it is under way when it is the one. */
  call<T>(args: readonly unknown[], make: () => T): T {
    if (!this.#counts(args) || ++this.#calls !== this.#nth) return make();
    switch (this.#point.when) {
      case 'before':
        return this.#die();
      case 'torn':
        appendFileSync(this.#place.journalPath, '{"attemptId":"');
        return this.#die();
      case 'after': {
        const made = make();
        if (!(made instanceof Promise)) return this.#die();
        // Ours is the first to hear of it, so the caller never does.
        void made.then(() => this.#die());
        return made;
      }
      case 'within': {
        this.#ring(ALARM.begun);
        const made = make();
        if (made instanceof Promise) void made.finally(() => Atomics.store(this.#alarm, 0, ALARM.over));
        return made;
      }
      case 'checkpoint':
        return this.#dieInCheckpoint();
    }
  }

  #ring(alarm: number): void {
    Atomics.store(this.#alarm, 0, alarm);
    Atomics.notify(this.#alarm, 0);
  }

  #dieInCheckpoint(): never {
    this.#ring(ALARM.begun);
    Atomics.wait(this.#alarm, 0, ALARM.begun);
    spinUntil(performance.now() + seededRandom(this.#place.seed).next() * LONGEST_WAIT_MS);
    if (Atomics.load(this.#alarm, 0) === ALARM.checkpointing) tell('inside');
    return this.#die();
  }

  #counts(args: readonly unknown[]): boolean {
    const { of } = this.#point;
    if (of === undefined) return true;
    switch (of) {
      case 'outcomes':
        return firstChangeOf(args) === 'outcome';
      case 'settling':
        return firstChangeOf(args) !== 'outcome';
      case 'to running':
        return args[2] === 'running';
      case 'to finished':
        return args[2] === 'finished';
    }
  }

  #die(): never {
    tell(`point ${this.#name}`);
    process.kill(process.pid, 'SIGKILL');
    throw new Error('SIGKILL did not kill.');
  }
}

/** The kind of the first change that `ledger.apply` was asked for. */
function firstChangeOf(args: readonly unknown[]): unknown {
  const [changes] = args;
  const first: unknown = Array.isArray(changes) ? changes[0] : undefined;
  const change: unknown =
    typeof first === 'object' && first !== null ? Reflect.get(first, 'change') : undefined;
  return typeof change === 'object' && change !== null ? Reflect.get(change, 'kind') : undefined;
}
