import type { Clock } from '../kernel/clock.ts';
import type { LimitStore } from './limit-store.ts';
import type { ScopedLimit } from './limit.ts';
import { paceOf } from './pace.ts';
import { type DayUsed, Reserver } from './reserver.ts';
import { StoreTime } from './store-time.ts';
import { unlimitedTurn, type Turn } from './turn.ts';

export type { Turn } from './turn.ts';

export interface PacerOptions {
  /** Length of a block of slots. Absent: 28 slots, but between 50 and 350 ms. */
  readonly blockMs?: number;
  /**
   * How far ahead of now a block may begin; waiting makes it longer, by 400 ms in the end. Absent: 300 ms, so that a lowered rate is felt
   * within a second, block included. With a much longer one than the others' a worker is never told to wait while they are.
   */
  readonly horizonMs?: number;
}

const HORIZON_MS = 300;
/** One write in 20 parts is aimed at, with room for blocks that end early. Longer ones make fewer writes, and each worker wait longer for its turn. */
const BLOCK_SLOTS = 28;
const SHORTEST_BLOCK_MS = 50;
const LONGEST_BLOCK_MS = 350;
/** Turns are handed out when the first is this near, and as much earlier as the worker lately needed to get ready for it. */
const LEAD_MS = 100;
/** Sets of scopes remembered. A forgotten one loses the slots it has in hand, no more. */
const MOST_RESERVERS = 256;

/** Gives a worker process its turns. One for each process. */
export class Pacer {
  readonly #store: LimitStore;
  readonly #clock: Clock;
  readonly #options: PacerOptions;
  readonly #time = new StoreTime();
  readonly #reservers = new Map<string, Reserver>();

  constructor(store: LimitStore, clock: Clock, options: PacerOptions = {}) {
    this.#store = store;
    this.#clock = clock;
    this.#options = options;
  }

  /** How far, in ms, the store's time may be from what this worker thinks; with more than 25 most limits leave it no slots. */
  get storeTimeErrorMs(): number {
    return this.#time.errorMs;
  }

  /**
   * Reserves turns for messages of these sizes (parts), in order, and resolves when the first is about 100 ms ahead. May give fewer
   * turns than asked, at least one; none when `signal` aborts, or when a `perDay` is used up, which `dayUsed` then tells. Call it again as soon as the turns are used: slots that were
   * reserved ahead wait for it. Limits of `Infinity` cost nothing.
   * @throws what the store throws.
   */
  async take(
    scopes: readonly ScopedLimit[],
    sizes: readonly number[],
    signal?: AbortSignal,
  ): Promise<readonly Turn[]> {
    const limited = scopes.filter((scope) => scope.partsPerSecond !== Number.POSITIVE_INFINITY);
    if (limited.length === 0 || sizes.length === 0) return sizes.map((parts) => unlimitedTurn(parts));
    const reserver = this.#reserver(limited);
    const turns = await reserver.take(sizes, signal);
    const earlyMs = (turns[0]?.fromMs ?? 0) - LEAD_MS - reserver.leadMs - this.#clock.monotonic();
    if (earlyMs > 0) await this.#clock.sleep(Math.ceil(earlyMs), signal);
    if (signal?.aborted === true) return [];
    turns[0]?.handOver();
    return turns;
  }

  /** Which of these limits had no room left in its day when turns were last asked for, if that is why there were none. */
  dayUsed(scopes: readonly ScopedLimit[]): DayUsed | undefined {
    const limited = scopes.filter((scope) => scope.partsPerSecond !== Number.POSITIVE_INFINITY);
    return limited.length === 0 ? undefined : this.#reserver(limited).dayUsed;
  }

  #reserver(scopes: readonly ScopedLimit[]): Reserver {
    const key = scopes
      .map(({ scope, partsPerSecond, burst, perDay }) => `${scope} ${partsPerSecond} ${burst} ${perDay}`)
      .join('\n');
    const known = this.#reservers.get(key);
    if (known !== undefined) return known;
    const [oldest] = this.#reservers.keys();
    if (oldest !== undefined && this.#reservers.size >= MOST_RESERVERS) this.#reservers.delete(oldest);
    const reserver = new Reserver({
      store: this.#store,
      clock: this.#clock,
      time: this.#time,
      scopes,
      horizonMs: this.#options.horizonMs ?? HORIZON_MS,
      spanMs: this.#options.blockMs ?? blockMs(scopes),
    });
    this.#reservers.set(key, reserver);
    return reserver;
  }
}

/** Long enough that the store is asked seldom, short enough that many workers take turns quickly. */
function blockMs(scopes: readonly ScopedLimit[]): number {
  const intervalMs = Math.max(...scopes.map((scope) => paceOf(scope).intervalMs));
  return Math.min(LONGEST_BLOCK_MS, Math.max(SHORTEST_BLOCK_MS, BLOCK_SLOTS * intervalMs));
}
