import { MemoryLimitStore } from '../../src/adapters/memory/limit-store.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { seededRandom, type Random } from '../../src/kernel/random.ts';
import type { LimitStore, Reservation, ReserveRequest, ScopeRate } from '../../src/throughput/limit-store.ts';
import type { ScopedLimit } from '../../src/throughput/limit.ts';
import { Pacer, type PacerOptions } from '../../src/throughput/pacer.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import type { Send } from './limiter-windows.ts';

/** Workers that share limits, in virtual time. The same scenario always gives the same result. */
export interface Scenario {
  readonly seed: number;
  readonly seconds: number;
  /** The limits that each worker sends under. */
  readonly workers: readonly (readonly ScopedLimit[])[];
  /** A call to the store, there and back: drawn for each call, and split at random. */
  readonly storeMs: Range;
  /** What a worker does before it asks for turns (receive, load) and again before it uses them (commit). */
  readonly workMs: Range;
  /** Each message has one of these sizes, in parts. */
  readonly sizes: readonly number[];
  /** Loops of a worker that ask for turns beside each other; 1 when absent. */
  readonly askers?: number;
  /** Messages that each of them has in hand at once. */
  readonly batch: number;
  /** Each worker stands still for 5 ms to 3 s, about every 5 s. */
  readonly pauses?: boolean;
  /** Each worker dies with its slots about every 10 s, and starts anew within a second. */
  readonly crashes?: boolean;
  /** The chance that a worker that finished 20 batches has more work at once; else it idles for about 2 s. */
  readonly busy?: number;
  readonly pacer?: PacerOptions;
  /** Absent: the memory model. */
  readonly store?: (clock: Clock) => LimitStore;
  /** What each worker has instead, where the arithmetic is done by the workers. */
  readonly storeOf?: (worker: WorkerSide) => LimitStore;
  /** What the carrier says to a send at a true time in ms since the start; absent: it takes everything. */
  readonly carrier?: (atMs: number) => 'accepted' | 'throttled';
  /** How long the carrier takes to refuse; absent: 20 ms. */
  readonly answerMs?: Range;
}

/** A worker, as far as its store has to know it. */
export interface WorkerSide {
  readonly clock: WorkerClock;
  /** True time. */
  readonly truth: Clock;
  readonly random: Random;
  readonly counts: Counts;
}

export type Range = readonly [low: number, high: number];

export interface Result {
  /** In order of time. */
  readonly sends: readonly Send[];
  /** Times of the sends that the carrier refused. */
  readonly throttled: readonly number[];
  readonly counts: Counts;
}

export interface Counts {
  /** Reservations: what the store had to write. */
  writes: number;
  /** Answers that said to wait. */
  refused: number;
  /** Turns that were not used in time. */
  voided: number;
}

interface World {
  readonly scenario: Scenario;
  readonly clock: VirtualClock;
  readonly store: LimitStore;
  readonly sends: Send[];
  readonly throttled: number[];
  readonly counts: Counts;
}

export async function simulate(scenario: Scenario): Promise<Result> {
  const clock = new VirtualClock();
  const storeClock = wholeMs(clock.view({ skewMs: -777 }));
  const store = scenario.store?.(storeClock) ?? new MemoryLimitStore(storeClock);
  const counts = { writes: 0, refused: 0, voided: 0 };
  const world: World = { scenario, clock, store, sends: [], throttled: [], counts };
  const stop = new AbortController();
  const random = seededRandom(scenario.seed);
  const workers = scenario.workers.map((scopes, id) =>
    workerLives(world, { id, scopes }, seededRandom(Math.floor(random.next() * 2 ** 32)), stop.signal),
  );
  const ended = Promise.all(workers);
  await clock.advance(scenario.seconds * 1000);
  stop.abort();
  await clock.settle(ended);
  return { sends: world.sends, throttled: world.throttled, counts };
}

interface Worker {
  readonly id: number;
  readonly scopes: readonly ScopedLimit[];
}

async function workerLives(world: World, worker: Worker, random: Random, stop: AbortSignal): Promise<void> {
  const { pauses, crashes } = world.scenario;
  while (!stop.aborted) {
    const death = new AbortController();
    const clock = new WorkerClock(world.clock, random);
    const life = AbortSignal.any([stop, death.signal]);
    const faults: Promise<void>[] = [];
    if (pauses === true) faults.push(pauseNowAndThen(world, clock, random, life));
    if (crashes === true) {
      faults.push(world.clock.sleep(drawn(random, [2_000, 18_000]), stop).then(() => death.abort()));
    }
    const side = { clock, truth: world.clock, random, counts: world.counts };
    const store = world.scenario.storeOf?.(side) ?? new FarStore(world, clock, random);
    const pacer = new Pacer(store, clock, world.scenario.pacer);
    const asker = () => askForTurns(world, worker, pacer, clock, random, life);
    await Promise.all(Array.from({ length: world.scenario.askers ?? 1 }, asker));
    await Promise.all(faults);
    await world.clock.sleep(drawn(random, [1, 1_000]), stop);
  }
}

/** As the dispatcher works: get a batch, take turns for it, commit, wait for each turn, call. */
async function askForTurns(
  world: World,
  worker: Worker,
  pacer: Pacer,
  clock: WorkerClock,
  random: Random,
  life: AbortSignal,
): Promise<void> {
  const { batch, busy = 1, sizes: known, workMs } = world.scenario;
  let sizes: readonly number[] = [];
  while (!life.aborted) {
    if (sizes.length === 0) {
      if (random.next() < 1 / 20 && random.next() >= busy)
        await clock.sleep(drawn(random, [500, 3_500]), life);
      await clock.sleep(drawn(random, workMs), life);
      sizes = Array.from({ length: batch }, () => known[Math.floor(random.next() * known.length)] ?? 1);
    }
    const turns = await pacer.take(worker.scopes, sizes, life);
    await clock.sleep(drawn(random, workMs), life);
    const missed: number[] = [];
    for (const turn of turns) {
      if (await turn.due(life)) send(world, worker, turn.parts, clock, random);
      else missed.push(turn.parts);
    }
    world.counts.voided += missed.length;
    sizes = [...missed, ...sizes.slice(turns.length)];
  }
}

function send(world: World, { id, scopes }: Worker, parts: number, clock: WorkerClock, random: Random): void {
  const at = world.clock.monotonic();
  world.sends.push({ at, parts, scopes: scopes.map(({ scope }) => scope), worker: id });
  if (world.scenario.carrier?.(at) !== 'throttled') return;
  world.throttled.push(at);
  const origin = scopes.at(-1)?.scope ?? '';
  const sentMs = clock.monotonic();
  const answered = clock.sleep(drawn(random, world.scenario.answerMs ?? [20, 20]));
  void answered.then(() => world.store.throttled(origin, 'too fast', clock.monotonic() - sentMs));
}

async function pauseNowAndThen(
  world: World,
  clock: WorkerClock,
  random: Random,
  life: AbortSignal,
): Promise<void> {
  while (!life.aborted) {
    await world.clock.sleep(drawn(random, [0, 10_000]), life);
    clock.pausedUntilMs = world.clock.monotonic() + 5 * 600 ** random.next();
  }
}

/** A worker's own clock: started any time, up to 200 ppm fast or slow, its wall time up to a second off. Paused, nothing wakes. */
export class WorkerClock implements Clock {
  /** True time. */
  pausedUntilMs = 0;
  readonly #base: VirtualClock;
  readonly #random: Random;
  readonly #speed: number;
  readonly #startMs: number;
  readonly #skewMs: number;

  constructor(base: VirtualClock, random: Random) {
    this.#base = base;
    this.#random = random;
    this.#speed = 1 + drawn(random, [-0.0002, 0.0002]);
    this.#startMs = drawn(random, [0, 1_000_000]);
    this.#skewMs = drawn(random, [-1_000, 1_000]);
  }

  now(): number {
    return Math.floor(this.#base.now() + this.#skewMs);
  }

  monotonic(): number {
    return this.#startMs + this.#base.monotonic() * this.#speed;
  }

  /** As a timer of Node: whole milliseconds and at least one, and up to 2 ms late. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const timerMs = Math.max(1, Math.floor(ms)) / this.#speed;
    await this.#base.sleep(timerMs + drawn(this.#random, [0, 2]), signal);
    await this.awake();
  }

  async awake(): Promise<void> {
    while (this.#base.monotonic() < this.pausedUntilMs) {
      await this.#base.sleep(this.pausedUntilMs - this.#base.monotonic());
    }
  }
}

/** The store as one worker sees it: a network away. */
class FarStore implements LimitStore {
  readonly #world: World;
  readonly #clock: WorkerClock;
  readonly #random: Random;

  constructor(world: World, clock: WorkerClock, random: Random) {
    this.#world = world;
    this.#clock = clock;
    this.#random = random;
  }

  async reserve(request: ReserveRequest): Promise<Reservation> {
    const { scenario, clock, store, counts } = this.#world;
    const roundTripMs = drawn(this.#random, scenario.storeMs);
    const thereMs = roundTripMs * this.#random.next();
    await clock.sleep(thereMs);
    const answer = await store.reserve(request);
    if (answer.kind === 'granted') counts.writes++;
    else counts.refused++;
    await clock.sleep(roundTripMs - thereMs);
    await this.#clock.awake();
    return answer;
  }

  throttled(scope: string, cause: string, agoMs?: number): Promise<ScopeRate | undefined> {
    return this.#world.store.throttled(scope, cause, agoMs);
  }

  rates(scopes: readonly ScopedLimit[]): Promise<readonly ScopeRate[]> {
    return this.#world.store.rates(scopes);
  }
}

function wholeMs(clock: Clock): Clock {
  return {
    now: () => Math.floor(clock.now()),
    monotonic: () => clock.monotonic(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  };
}

export function drawn(random: Random, [low, high]: Range): number {
  return low + random.next() * (high - low);
}
