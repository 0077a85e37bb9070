import { fullJitter } from '../../dispatch/after-attempt.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';
import type { ScopedLimit } from '../../throughput/limit.ts';
import type { LimitStore, Reservation, ReserveRequest, ScopeRate } from '../../throughput/limit-store.ts';
import { reserveSlots, type ScopeState, scopeRate, throttleScope } from '../../throughput/slots.ts';
import { hearDates } from './answer-dates.ts';
import type { Tables } from './dynamodb.ts';
import { OneByOne } from './one-by-one.ts';
import { DynamoScopeRecords, type ReadScope, type ScopeRecords } from './scope-records.ts';
import { StoreClock } from './store-clock.ts';

/** Waits after somebody else was quicker; a write takes a few milliseconds. */
const CONTENTION = { firstMs: 8, longestMs: 60 };
/** So often in a row, and the others are too many: who asked comes again later. */
const MOST_ROUNDS = 16;
const COME_AGAIN_MS = 100;

/*
 * Workers a few milliseconds from the table (2-6 ms a call) in test/simulation/limiter-aws.test.ts and at other rates:
 *
 *                                                        used    writes a part and scope
 *   80/s, 1, 4 and 16 workers on Lambda                  0.985   0.043, 0.045, 0.055
 *   the same on machines that have to find out the time  0.985   0.043, 0.046, 0.056    after the first 2 s
 *   5,000/s, 16 workers with 250 messages in hand        0.985   0.004
 *   ten origins of 80/s under an account of 1,000/s      0.98 of what the origins allow, 0.044
 *   ten origins of 500/s under an account of 5,000/s     0.77    0.05    100 messages in hand; 0.58 with 25
 *
 * What gives way first is an outer scope that many origins share: about 180 blocks a second, whatever is in them.
 */

interface LimitStoreParts {
  readonly records: ScopeRecords;
  /** The store's time. */
  readonly time: StoreClock;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Limits in the table: one item a scope, read strongly, written from the outermost to the innermost on the condition that it is unchanged. A
 * block of slots costs a read and a write unit a scope, and a conflict one more (a failed condition costs like a write).
 */
export class AwsLimitStore implements LimitStore {
  readonly #parts: LimitStoreParts;
  /** By outermost scope: those of one process need not meet in the store, where inner slots would be lost. */
  readonly #turns = new OneByOne();

  /** What writing takes for each scope, about: slots that are void by then are passed over. */
  #writeMs = 0;

  constructor(parts: LimitStoreParts) {
    this.#parts = parts;
  }

  async reserve(request: ReserveRequest): Promise<Reservation> {
    await this.#settle();
    return this.#turns.run(request.scopes[0]?.scope ?? '', () => this.#reserve(request));
  }

  async throttled(scope: string, cause: string, agoMs = 0): Promise<ScopeRate | undefined> {
    await this.#settle();
    const { records, time } = this.#parts;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      await this.#waitAfter(round);
      const [before] = await records.read([scope]);
      if (before === undefined) return undefined;
      const { storeNow } = time.now();
      const after = throttleScope(before.state, cause, storeNow, storeNow - agoMs);
      if (after === before.state) return undefined;
      const { ok } = await records.replace(scope, before, after);
      if (ok) return scopeRate(scope, after.limitPerSecond, after, storeNow);
    }
    // The provider will say it again.
    return undefined;
  }

  async rates(scopes: readonly ScopedLimit[]): Promise<readonly ScopeRate[]> {
    await this.#settle();
    const found = await this.#parts.records.read(scopes.map(({ scope }) => scope));
    const { storeNow } = this.#parts.time.now();
    return scopes.map(({ scope, partsPerSecond }, j) =>
      scopeRate(scope, partsPerSecond, found[j]?.state, storeNow),
    );
  }

  async #reserve(request: ReserveRequest): Promise<Reservation> {
    const { records, time, clock } = this.#parts;
    const names = request.scopes.map(({ scope }) => scope);
    let before = await records.read(names);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const { storeNow, reading } = time.now();
      const states = before.map((each) => each?.state);
      const leadMs = request.leadMs + this.#writeMs * names.length;
      const { reservation, states: after } = reserveSlots(states, { ...request, leadMs }, storeNow);
      if (after === undefined) return { ...reservation, reading };
      const conflict = await this.#write(names, before, after);
      if (conflict === undefined) {
        this.#writeMs += ((clock.monotonic() - reading.atMs) / names.length - this.#writeMs) / 8;
        return { ...reservation, reading };
      }
      if (round === 0 && conflict.scope === 0) {
        // Nothing was written, and what stands there is known: the quickest try is the likeliest to succeed.
        before = before.with(0, conflict.found);
      } else {
        await this.#waitAfter(round);
        before = await records.read(names);
      }
    }
    const { storeNow, reading } = time.now();
    return { kind: 'wait', retryAt: storeNow + COME_AGAIN_MS, storeNow, reading };
  }

  /** Which of them was changed meanwhile. The slots in those written by then are lost, and given to nobody. */
  async #write(
    scopes: readonly string[],
    before: readonly (ReadScope | undefined)[],
    after: readonly ScopeState[],
  ): Promise<{ readonly scope: number; readonly found: ReadScope | undefined } | undefined> {
    for (const [scope, state] of after.entries()) {
      const written = await this.#parts.records.replace(scopes[scope] ?? '', before[scope], state);
      if (!written.ok) return { scope, found: written.found };
    }
    return undefined;
  }

  async #waitAfter(round: number): Promise<void> {
    const { clock, random } = this.#parts;
    if (round > 0) await clock.sleep(fullJitter(round - 1, CONTENTION, random));
  }

  #settle(): Promise<void> {
    return this.#parts.time.settle(() => this.#parts.records.ask());
  }
}

/**
 * Connects to the limits of a deployed engine.
 * @param trusted the machine's clock is kept by Amazon, as in Lambda (see StoreClock).
 */
export function openLimitStore(
  tables: Tables,
  clock: Clock,
  random: Random,
  { trusted }: { readonly trusted: boolean },
): AwsLimitStore {
  const time = new StoreClock(clock, { trusted });
  if (!trusted) hearDates(tables, clock, time);
  return new AwsLimitStore({ records: new DynamoScopeRecords(tables, random), time, clock, random });
}
