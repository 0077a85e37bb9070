import { MemoryLimitStore } from '../../src/adapters/memory/limit-store.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { seededRandom, type Random } from '../../src/kernel/random.ts';
import type { LimitStore, Reservation, ReserveRequest, ScopeRate } from '../../src/throughput/limit-store.ts';
import type { ScopedLimit } from '../../src/throughput/limit.ts';
import { Pacer, type PacerOptions } from '../../src/throughput/pacer.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import type { Send } from './window-check.ts';

/** Workers that share limits, in virtual time. The same scenario always gives the same result. */
export interface Scenario {
  readonly seed: number;
  readonly seconds: number;
  /** The limits that each worker sends under. */
  readonly workers: readonly (readonly ScopedLimit[])[];
  /** There and back together, drawn for each call and split at random. */
  readonly storeMs: readonly [number, number];
  /** What a worker does between getting work and calling the provider: receive, load, commit. Drawn twice a batch. */
  readonly workMs: readonly [number, number];
  /** Sizes drawn evenly for each message. */
  readonly sizes: readonly number[];
  /** Messages a worker has in hand at once. */
  readonly batch: number;
  /** Each worker stops for 5 ms to 3 s, about every 5 s. */
  readonly pauses?: boolean;
  /** Each worker dies with its slots about every 10 s, and starts anew up to a second later. */
  readonly crashes?: boolean;
  /** The share of the time, in stretches of about 2 s, that a worker has work. */
  readonly busy?: number;
  readonly pacer?: PacerOptions;
  /** Another store than the memory model. */
  readonly store?: (clock: Clock) => LimitStore;
  /** What the carrier says; absent: it takes everything. */
  readonly carrier?: (at: number, parts: number) => 'accepted' | 'throttled';
}

export interface Result {
  /** In order of time, true time. */
  readonly sends: readonly Send[];
  readonly writes: number;
  readonly refused: number;
  /** Turns that could not be used in time. */
  readonly voided: number;
  /** True times at which the carrier refused. */
  readonly throttled: readonly number[];
}

interface World {
  readonly scenario: Scenario;
  readonly clock: VirtualClock;
  readonly store: LimitStore;
  readonly sends: Send[];
  readonly throttled: number[];
  readonly counts: { writes: number; refused: number; voided: number };
}

export async function simulate(scenario: Scenario): Promise<Result> {
  const clock = new VirtualClock();
  const storeClock = wholeMs(clock.view({ skewMs: -777 }));
  const store = scenario.store?.(storeClock) ?? new MemoryLimitStore(storeClock);
  const world: World = {
    scenario,
    clock,
    store,
    sends: [],
    throttled: [],
    counts: { writes: 0, refused: 0, voided: 0 },
  };
  const stop = new AbortController();
  const random = seededRandom(scenario.seed);
  const work = scenario.workers.map((scopes) => {
    const own = seededRandom(Math.floor(random.next() * 2 ** 32));
    return workerLives(world, scopes, own, stop.signal);
  });
  const all = Promise.all(work);
  await clock.advance(scenario.seconds * 1000);
  stop.abort();
  await clock.settle(all);
  return { ...world.counts, sends: world.sends, throttled: world.throttled };
}

async function workerLives(
  world: World,
  scopes: readonly ScopedLimit[],
  random: Random,
  stop: AbortSignal,
): Promise<void> {
  for (;;) {
    const death = new AbortController();
    const clock = new WorkerClock(world.clock, random);
    const life = AbortSignal.any([stop, death.signal]);
    const faults = [world.scenario.pauses === true ? pauseNowAndThen(world, clock, random, life) : undefined];
    if (world.scenario.crashes === true) {
      faults.push(world.clock.sleep(drawn(random, [2_000, 18_000]), stop).then(() => death.abort()));
    }
    await workerLife(world, scopes, clock, random, life);
    await Promise.all(faults);
    if (stop.aborted) return;
    await world.clock.sleep(drawn(random, [1, 1_000]), stop);
  }
}

/** As the dispatcher works: get a batch, take turns for it, commit, wait for each turn, call. */
async function workerLife(
  world: World,
  scopes: readonly ScopedLimit[],
  clock: WorkerClock,
  random: Random,
  life: AbortSignal,
): Promise<void> {
  const { scenario } = world;
  const pacer = new Pacer(new FarStore(world, clock, random), clock, scenario.pacer);
  let sizes: readonly number[] = [];
  while (!life.aborted) {
    if (sizes.length === 0) {
      if (random.next() * 20 < 1 && random.next() >= (scenario.busy ?? 1))
        await clock.sleep(drawn(random, [500, 3_500]), life);
      await clock.sleep(drawn(random, scenario.workMs), life);
      sizes = Array.from(
        { length: scenario.batch },
        () => scenario.sizes[Math.floor(random.next() * scenario.sizes.length)] ?? 1,
      );
    }
    const turns = await pacer.take(scopes, sizes, life);
    await clock.sleep(drawn(random, scenario.workMs), life);
    const missed: number[] = [];
    for (const turn of turns) {
      const due = turn.due(life);
      if (due === true || (await due)) send(world, scopes, turn.parts, clock, life);
      else missed.push(turn.parts);
    }
    world.counts.voided += missed.length;
    sizes = [...missed, ...sizes.slice(turns.length)];
  }
}

function send(
  world: World,
  scopes: readonly ScopedLimit[],
  parts: number,
  clock: WorkerClock,
  life: AbortSignal,
): void {
  const at = world.clock.now();
  const answer = world.scenario.carrier?.(at, parts) ?? 'accepted';
  world.sends.push({ at, parts, scopes: scopes.map(({ scope }) => scope) });
  if (answer === 'accepted') return;
  world.throttled.push(at);
  const origin = scopes.at(-1)?.scope ?? '';
  void clock.sleep(20, life).then(() => world.store.throttled(origin, 'too fast'));
}

async function pauseNowAndThen(
  world: World,
  clock: WorkerClock,
  random: Random,
  life: AbortSignal,
): Promise<void> {
  while (!life.aborted) {
    await world.clock.sleep(drawn(random, [0, 10_000]), life);
    clock.pausedUntil = world.clock.monotonic() + 5 * 600 ** random.next();
  }
}

/** A worker's own clock: any start, up to 200 ppm fast or slow, wall time up to a second off; nothing wakes while it is paused. */
class WorkerClock implements Clock {
  /** On the true monotonic scale. */
  pausedUntil = 0;
  readonly #base: VirtualClock;
  readonly #speed: number;
  readonly #startMs: number;
  readonly #skewMs: number;

  constructor(base: VirtualClock, random: Random) {
    this.#base = base;
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

  /** A timer of Node: at least 1 ms, the fraction cut off, and late by as much as 2 ms. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const jitterMs = (this.#base.monotonic() * 7919) % 2;
    await this.#base.sleep(Math.max(1, Math.floor(ms)) / this.#speed + jitterMs, signal);
    while (this.#base.monotonic() < this.pausedUntil) {
      await this.#base.sleep(this.pausedUntil - this.#base.monotonic());
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
    // The answer is there, but a paused worker does not read it yet.
    if (clock.monotonic() < this.#clock.pausedUntil)
      await clock.sleep(this.#clock.pausedUntil - clock.monotonic());
    return answer;
  }

  throttled(scope: string, cause: string): Promise<ScopeRate | undefined> {
    return this.#world.store.throttled(scope, cause);
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

function drawn(random: Random, [low, high]: readonly [number, number]): number {
  return low + random.next() * (high - low);
}
