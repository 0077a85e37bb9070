import { MemoryCampaignStore } from '../../src/adapters/memory/campaign-store.ts';
import { MemoryCustomerStore } from '../../src/adapters/memory/customer-store.ts';
import { MemoryLimitStore } from '../../src/adapters/memory/limit-store.ts';
import { MemoryMessageLedger } from '../../src/adapters/memory/message-ledger.ts';
import { MemoryPlanStore } from '../../src/adapters/memory/plan-store.ts';
import { MemoryServiceWindows } from '../../src/adapters/memory/service-windows.ts';
import { MemorySuppressionStore } from '../../src/adapters/memory/suppression-store.ts';
import { MemoryUnreadEventStore } from '../../src/adapters/memory/unread-event-store.ts';
import { MemoryWorkQueue } from '../../src/adapters/memory/work-queue.ts';
import type { Outcome } from '../../src/channels/outcome.ts';
import type { SendRequest } from '../../src/channels/provider.ts';
import type { ProviderEvent } from '../../src/delivery/event.ts';
import { receiveEvents } from '../../src/delivery/receive-events.ts';
import type { Channel } from '../../src/kernel/channel.ts';
import { type Random, seededRandom } from '../../src/kernel/random.ts';
import { SimulatedCarriers } from '../../src/simulator/carrier.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import type { Complaint } from './commit-invariants.ts';
import { type CommitWatch, watchCommits } from './commit-watch.ts';
import { Facts, WatchedState } from './facts.ts';
import { between, type CallFault, NO_FAULTS, pick, type FaultRates } from './faults.ts';
import { History } from './history.ts';
import { type Node, startNode } from './node.ts';
import { type Scenario, STARTS_AT, WORKSPACE_ID } from './scenario.ts';
import { type ProcessHost, WorkerProcess } from './worker-process.ts';

/** Calls without time passing that no honest work needs. */
const STEPS_AT_ONCE = 5_000;

/** A promise that was broken. */
export interface Violation {
  readonly promise: string;
  readonly what: string;
}

/** The shared stores, the carriers and the processes of one seed. */
export class World implements ProcessHost {
  readonly scenario: Scenario;
  readonly clock = new VirtualClock(STARTS_AT);
  readonly random: Random;
  readonly history: History;
  readonly facts: Facts;
  readonly stores: ReturnType<typeof sharedStores>;
  readonly carriers: SimulatedCarriers;
  readonly counts: Record<string, number> = {};
  readonly #watch: CommitWatch;
  nodes: Node[] = [];
  violation: Violation | undefined;
  /** Faults are on. */
  chaos = true;
  /** A process that dies is started again. */
  restarts = true;
  /** Calls of ports that are on their way. */
  waiting = 0;
  #started = 0;
  #stepsAtOnce = 0;
  #lastStepMs = 0;

  constructor(scenario: Scenario, keepHistory: boolean) {
    this.scenario = scenario;
    this.random = seededRandom(`world ${scenario.seed}`);
    this.history = new History(() => this.clock.monotonic(), keepHistory);
    const state = new WatchedState();
    this.facts = new Facts(state, scenario.settings);
    this.stores = sharedStores(state, this.clock);
    this.#watch = watchCommits(this);
    state.watcher = this.#watch;
    this.carriers = new SimulatedCarriers({
      clock: this.clock,
      seed: scenario.seed,
      behaviour: scenario.behaviour,
      callTimeoutMs: scenario.callTimeoutMs,
      deliver: (events) => this.#receive(events),
      priceOf: (_channel, request) => this.facts.attempts.get(request.attemptId)?.price ?? 0,
    });
  }

  count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by;
  }

  /** Keeps the first broken promise; the code under test must not notice. */
  check(promise: string, complaint: Complaint): void {
    if (complaint === undefined || this.violation !== undefined) return;
    this.violation = { promise, what: complaint };
    this.history.note(`BROKEN ${promise}: ${complaint}`);
  }

  rates(): FaultRates {
    return this.chaos ? this.scenario.rates : NO_FAULTS;
  }

  get living(): readonly Node[] {
    return this.nodes.filter((node) => !node.process.dead);
  }

  /** A promise is broken: nothing needs to go on. */
  get over(): boolean {
    return this.violation !== undefined;
  }

  /** A living process, or none. */
  anyNode(): Node | undefined {
    const [first, ...others] = this.living;
    return first === undefined ? undefined : pick(this.random, [first, ...others]);
  }

  start(): void {
    const { seed, skewMs } = this.scenario;
    const name = `p${++this.#started}`;
    const process = new WorkerProcess(name, this, `${seed} ${name}`, between(this.random, -skewMs, skewMs));
    this.history.note(`${name} starts`);
    this.count('processes');
    this.nodes.push(startNode(this, process));
  }

  died(process: WorkerProcess): void {
    const node = this.nodes.find((each) => each.process === process);
    const orderly = node?.ended === true;
    this.history.note(`${process.name} ${orderly ? 'ends' : 'dies'}`);
    if (!orderly) this.count('deaths');
    for (const attempt of this.facts.attempts.values())
      if (attempt.by === process.name && !orderly) attempt.excuse ||= 'its process died';
    this.nodes = this.nodes.filter((each) => each !== node);
    if (this.restarts) void this.#restart();
  }

  async #restart(): Promise<void> {
    await this.clock.sleep(between(this.random, 100, 8_000));
    if (this.restarts) this.start();
  }

  faulted(process: WorkerProcess, fault: CallFault, where: string): void {
    this.count(fault);
    if (fault !== 'delay') this.history.note(`${process.name} ${fault} ${where}`);
  }

  acting<T>(process: WorkerProcess, fault: CallFault | undefined, effect: () => T): T {
    this.count('steps');
    const now = this.clock.monotonic();
    this.#stepsAtOnce = now === this.#lastStepMs ? this.#stepsAtOnce + 1 : 0;
    this.#lastStepMs = now;
    if (this.#stepsAtOnce > STEPS_AT_ONCE)
      this.check(
        'nothing spins',
        `${process.name} and the others called ${STEPS_AT_ONCE} times and no time passed`,
      );
    return this.#watch.during(process, fault, effect);
  }

  carry(process: WorkerProcess, channel: Channel, request: SendRequest): Promise<Outcome> {
    const { log } = this.carriers;
    this.#watch.called(process, channel, request);
    const accepted = log.counts(channel).accepted;
    const answer = this.carriers.provider(channel).send(request);
    const attempt = this.facts.attempts.get(request.attemptId);
    if (attempt !== undefined && log.counts(channel).accepted > accepted) attempt.accepted = true;
    return answer.then((outcome) => {
      this.count(`answer ${outcome.kind}`);
      if (outcome.kind === 'unknown') this.unanswered(request.attemptId);
      if (attempt !== undefined && outcome.kind === 'refused') attempt.refused = true;
      return outcome;
    });
  }

  unanswered(attemptId: string): void {
    const attempt = this.facts.attempts.get(attemptId);
    if (attempt !== undefined) attempt.excuse ||= 'its carrier was not heard';
  }

  /** Events come to any process that lives; those that it did not take come again. */
  async #receive(events: readonly ProviderEvent[]): Promise<void> {
    const node = this.anyNode();
    if (node === undefined) throw new Error('Nobody is there to take events.');
    const { process } = node;
    const taking = async (): Promise<void> => {
      await process.goOn(undefined);
      await receiveEvents(node.receiving, events, process.clock.now());
    };
    await process.untilDeath(taking());
    for (const { eventId } of events) {
      if (this.facts.takenEvents.has(eventId)) this.count('events repeated');
      this.facts.takenEvents.add(eventId);
    }
    this.count('events', events.length);
  }
}

function sharedStores(state: WatchedState, clock: VirtualClock) {
  return {
    state,
    ledger: new MemoryMessageLedger(state, WORKSPACE_ID),
    plan: new MemoryPlanStore(state),
    campaigns: new MemoryCampaignStore(state),
    suppressions: new MemorySuppressionStore(state),
    serviceWindows: new MemoryServiceWindows(state),
    customers: new MemoryCustomerStore(),
    unread: new MemoryUnreadEventStore(),
    queue: new MemoryWorkQueue(clock),
    // The store's clock is nobody's: only its own time counts.
    limits: new MemoryLimitStore(clock.view({ skewMs: -777 })),
  };
}
