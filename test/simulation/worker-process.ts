import type { Outcome } from '../../src/channels/outcome.ts';
import type { Provider, SendRequest } from '../../src/channels/provider.ts';
import type { Channel } from '../../src/kernel/channel.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { type Random, seededRandom } from '../../src/kernel/random.ts';
import { between, type CallFault, chance, drawFault, type FaultRates } from './faults.ts';
import type { PortGate } from './faulty-port.ts';

/** What a process needs of the world it is in. */
export interface ProcessHost {
  readonly clock: Clock;
  /** Nothing needs to go on. */
  readonly over: boolean;
  /** Calls of ports that are on their way. */
  waiting: number;
  /** The rates of now: none while the world heals. */
  rates(): FaultRates;
  faulted(process: WorkerProcess, fault: CallFault, where: string): void;
  /** Does something for a process; what is committed meanwhile is its doing. */
  acting<T>(process: WorkerProcess, fault: CallFault | undefined, effect: () => T): T;
  carry(process: WorkerProcess, channel: Channel, request: SendRequest): Promise<Outcome>;
  /** The answer of a carrier did not reach the process. */
  unanswered(attemptId: string): void;
  died(process: WorkerProcess): void;
}

/** `delay` up to 20 ms, `slow` 0.5 to 5 s, `hang` 20 to 90 s (a lease is 60 s), `freeze` 5 ms to 80 s, short ones more often. */
const DELAY_MS = 20;
const SLOW_MS = [500, 5_000] as const;
const HANG_MS = [20_000, 90_000] as const;
const FREEZE_MS = [5, 80_000] as const;

/**
 * One operating-system process: a clock of its own and its own way to every port. When it is dead nothing of it ever goes on: its calls
 * do not return and its timers do not fire. While it is frozen they wait.
 */
export class WorkerProcess implements PortGate {
  readonly name: string;
  readonly clock: ProcessClock;
  readonly random: Random;
  readonly #host: ProcessHost;
  #dead = false;
  #frozenUntilMs = 0;
  #mourners: (() => void)[] = [];

  constructor(name: string, host: ProcessHost, seed: string, skewMs: number) {
    this.name = name;
    this.#host = host;
    this.random = seededRandom(seed);
    this.clock = new ProcessClock(host.clock, this, this.random, skewMs);
  }

  get dead(): boolean {
    return this.#dead;
  }

  get frozen(): boolean {
    return this.#host.clock.monotonic() < this.#frozenUntilMs;
  }

  die(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#host.died(this);
    for (const mourn of this.#mourners.splice(0)) mourn();
  }

  freeze(ms: number): void {
    this.#frozenUntilMs = Math.max(this.#frozenUntilMs, this.#host.clock.monotonic() + ms);
  }

  thaw(): void {
    this.#frozenUntilMs = 0;
  }

  /** For whoever waits for this process from outside. @throws when it dies first. */
  async untilDeath<T>(work: Promise<T>): Promise<T> {
    if (this.#dead) throw new Error(`Process ${this.name} is dead.`);
    return new Promise<T>((resolve, reject) => {
      this.#mourners.push(() => reject(new Error(`Process ${this.name} died.`)));
      work.then(resolve, reject);
    });
  }

  /** Where every continuation of the process passes through. */
  goOn<T>(value: T): T | Promise<T> {
    if (this.#dead) return never();
    return this.frozen ? this.#whenThawed(value) : value;
  }

  async #whenThawed<T>(value: T): Promise<T> {
    const { clock } = this.#host;
    while (this.frozen) await clock.sleep(Math.min(1_000, this.#frozenUntilMs - clock.monotonic()));
    return this.#dead ? never() : value;
  }

  async call(name: string, effect: () => unknown): Promise<unknown> {
    if (this.#dead || this.#host.over) return never();
    const fault = this.#draw(name);
    if (fault === 'die_before') {
      this.die();
      return never();
    }
    if (fault === 'fail_before') throw new Error(`${name} failed.`);
    const waitMs = this.#waitMs(fault);
    const thereMs = waitMs * this.random.next();
    // What is on its way arrives, whatever becomes of the process meanwhile.
    if (waitMs > 0) await this.#onTheWay(thereMs);
    const value = await this.#host.acting(this, fault, effect);
    if (fault === 'die_after') this.die();
    if (waitMs > 0) await this.#onTheWay(waitMs - thereMs);
    if (fault === 'fail_after') throw new Error(`The answer of ${name} was lost.`);
    return this.goOn(value);
  }

  async #onTheWay(ms: number): Promise<void> {
    this.#host.waiting++;
    await this.#host.clock.sleep(ms);
    this.#host.waiting--;
  }

  provider(channel: Channel): Provider {
    return { channel, send: (request) => this.#send(channel, request) };
  }

  async #send(channel: Channel, request: SendRequest): Promise<Outcome> {
    if (this.#dead) return never();
    const fault = this.#draw(`carrier.${channel}`, ['die_before', 'die_after', 'fail_after', 'freeze']);
    if (fault === 'die_before') {
      this.die();
      return never();
    }
    const answer = this.#host.carry(this, channel, request);
    if (fault === 'die_after')
      void this.#host.clock.sleep(between(this.random, 0, 1_000)).then(() => this.die());
    if (fault === 'freeze') this.freeze(this.#freezeMs());
    const outcome = await this.goOn(await answer);
    // No provider should throw, but one that does must not be taken for one that did not send.
    if (fault === 'fail_after') {
      this.#host.unanswered(request.attemptId);
      throw new Error('The provider threw.');
    }
    return outcome;
  }

  #draw(where: string, kinds?: readonly CallFault[]): CallFault | undefined {
    const fault = drawFault(this.random, this.#host.rates());
    if (fault === undefined || kinds?.includes(fault) === false) return undefined;
    this.#host.faulted(this, fault, where);
    if (fault === 'freeze' && kinds === undefined) this.freeze(this.#freezeMs());
    return fault;
  }

  #waitMs(fault: CallFault | undefined): number {
    switch (fault) {
      case 'delay':
        return between(this.random, 0.1, DELAY_MS);
      case 'slow':
        return between(this.random, ...SLOW_MS);
      case 'hang':
        return between(this.random, ...HANG_MS);
      case 'die_after':
        return chance(this.random, 0.5) ? between(this.random, 0, DELAY_MS) : 0;
      case undefined:
      case 'fail_before':
      case 'fail_after':
      case 'die_before':
      case 'freeze':
        return 0;
    }
  }

  #freezeMs(): number {
    const [least, most] = FREEZE_MS;
    return least * (most / least) ** this.random.next();
  }
}

/** What a dead process waits for. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** A process's own clock: any start, up to 200 ppm fast or slow, its wall time `skewMs` off; nothing wakes while it is frozen or dead. */
class ProcessClock implements Clock {
  skewMs: number;
  readonly #base: Clock;
  readonly #process: WorkerProcess;
  readonly #speed: number;
  readonly #startMs: number;

  constructor(base: Clock, process: WorkerProcess, random: Random, skewMs: number) {
    this.#base = base;
    this.#process = process;
    this.skewMs = skewMs;
    this.#speed = 1 + between(random, -0.0002, 0.0002);
    this.#startMs = between(random, 0, 1_000_000);
  }

  now(): number {
    return Math.floor(this.#base.now() + this.skewMs);
  }

  monotonic(): number {
    return this.#startMs + this.#base.monotonic() * this.#speed;
  }

  /** As timers are: at least 1 ms, the fraction cut off. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await this.#base.sleep(Math.max(1, Math.floor(ms)) / this.#speed, signal);
    return this.#process.goOn(undefined);
  }
}
