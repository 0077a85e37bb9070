import { AwsLimitStore } from '../../src/adapters/aws/limit-store.ts';
import type { ReadScope, Replaced, ScopeRecords } from '../../src/adapters/aws/scope-records.ts';
import { StoreClock } from '../../src/adapters/aws/store-clock.ts';
import type { LimitStore } from '../../src/throughput/limit-store.ts';
import type { ScopeState } from '../../src/throughput/slots.ts';
import { drawn, type Range, type WorkerSide } from './limiter-workers.ts';

interface Table {
  readonly items: Map<string, ReadScope>;
  written: number;
}

interface Network {
  /** A call, there and back. */
  readonly tripMs: Range;
  /** Workers on Lambda: their clocks are off by so much at most. Absent: they have to find out the time. */
  readonly trustedMs?: number;
  /** Told of every write that is tried, and when (true time, ms since the start): a failed condition costs a unit, too. */
  readonly tried?: (scope: string, atMs: number) => void;
}

/** Workers that share nothing but the records of a table, each doing the arithmetic by what it knows of the time. */
export function tableWorkers(network: Network): (worker: WorkerSide) => LimitStore {
  const table: Table = { items: new Map(), written: 0 };
  const { trustedMs } = network;
  return (worker) => {
    const { clock, truth, random } = worker;
    const skewMs = drawn(random, [-(trustedMs ?? 0), trustedMs ?? 0]);
    const kept = {
      now: () => truth.now() + skewMs,
      monotonic: () => clock.monotonic(),
      sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms, signal),
    };
    const trusted = trustedMs !== undefined;
    const time = new StoreClock(trusted ? kept : clock, { trusted });
    return new AwsLimitStore({ records: new FarRecords(table, worker, time, network), time, clock, random });
  };
}

/** The table as one worker sees it: a network away, with a `Date` in every answer. */
class FarRecords implements ScopeRecords {
  readonly #table: Table;
  readonly #worker: WorkerSide;
  readonly #time: StoreClock;
  readonly #network: Network;

  constructor(table: Table, worker: WorkerSide, time: StoreClock, network: Network) {
    this.#table = table;
    this.#worker = worker;
    this.#time = time;
    this.#network = network;
  }

  read(scopes: readonly string[]): Promise<readonly (ReadScope | undefined)[]> {
    return this.#call(() => scopes.map((scope) => this.#table.items.get(scope)));
  }

  replace(scope: string, before: ReadScope | undefined, state: ScopeState): Promise<Replaced> {
    return this.#call(() => {
      this.#network.tried?.(scope, this.#worker.truth.monotonic());
      const found = this.#table.items.get(scope);
      if (found?.by !== before?.by) return { ok: false, found };
      this.#table.items.set(scope, { state, by: String(++this.#table.written) });
      this.#worker.counts.writes++;
      return { ok: true };
    });
  }

  async ask(): Promise<void> {
    await this.#call(() => undefined);
  }

  async #call<T>(work: () => T): Promise<T> {
    const { clock, truth, random } = this.#worker;
    const tripMs = drawn(random, this.#network.tripMs);
    const thereMs = tripMs * random.next();
    const before = clock.monotonic();
    await truth.sleep(thereMs);
    const result = work();
    const date = Math.floor(truth.now() / 1000) * 1000;
    await truth.sleep(tripMs - thereMs);
    await clock.awake();
    this.#time.heard(before, date, clock.monotonic());
    return result;
  }
}
