import type { Provider, SendRequest } from '../channels/provider.ts';
import type { Outcome } from '../channels/outcome.ts';
import type { SuppressionReason } from '../consent/suppression-store.ts';
import type { MessageLedger } from '../delivery/ledger.ts';
import type { Message, MessageId } from '../delivery/message.ts';
import type { Channel } from '../kernel/channel.ts';
import type { Clock } from '../kernel/clock.ts';
import { toError } from '../kernel/failure.ts';
import type { Random } from '../kernel/random.ts';
import type { LimitStore } from '../throughput/limit-store.ts';
import type { Pacer, Turn } from '../throughput/pacer.ts';
import type { RecipientPacing } from '../throughput/recipient-pacing.ts';
import { dueAfter } from './after-attempt.ts';
import type { OriginHolds } from './origin-holds.ts';
import type { Recorder } from './recorder.ts';
import { batchSize, type Route } from './route.ts';
import type { LeasedTask, WorkQueue } from './work-queue.ts';

/** What every lane of a worker process shares. */
export interface DispatchParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly ledger: MessageLedger;
  readonly queue: WorkQueue;
  /** Messages by id; unknown ones are left out. */
  readonly load: (ids: readonly MessageId[]) => Promise<readonly Message[]>;
  readonly providers: Readonly<Record<Channel, Provider>>;
  readonly limits: LimitStore;
  readonly pacer: Pacer;
  readonly recipients: RecipientPacing;
  readonly holds: OriginHolds;
  readonly recorder: Recorder;
  /** A carrier says that nothing more may go to the address; `said`: the reason it gave. */
  readonly suppress: (message: Message, reason: SuppressionReason, said: string) => Promise<void>;
  /** A campaign's budget is used up. */
  readonly overBudget: (campaignId: string) => Promise<void>;
  /** Something failed that is tried again: for the log. */
  readonly trouble: (error: Error) => void;
}

/** Longer than the longest provider call and the wait for its slot: after it, another worker may look at the message. */
export const LEASE_MS = 60_000;
/** How long an empty lane waits for work before it is asked whether it goes on. */
const IDLE_WAIT_MS = 200;
/** Provider calls under way in one lane. A carrier that answers in 200 ms takes 5,000 a second through it. */
const MAX_IN_FLIGHT = 2_000;
/** Pause after a store refused, so that a full disk is not asked in a tight loop. */
const TROUBLE_WAIT_MS = 500;

interface Ready {
  readonly task: LeasedTask;
  readonly message: Message;
}

interface Timed extends Ready {
  readonly turn: Turn;
}

/**
 * One lane's way from claim to record: claim -> slot -> intend -> send -> record. Calls run beside each other; the lane itself does
 * one step at a time, so the order of slots is the order of sends.
 */
export class LaneWorker {
  readonly #parts: DispatchParts;
  readonly #route: Route;
  /** Claimed and not sent yet. What a store failed on is tried again from here: it need not wait until its lease ends. */
  #ready: readonly Ready[] = [];
  /** When `#sift` last looked, and how many sends it knew of. */
  #sifted = { at: 0, sends: 0 };
  #inFlight = 0;
  #landed: (() => void) | undefined;

  constructor(parts: DispatchParts, route: Route) {
    this.#parts = parts;
    this.#route = route;
  }

  /** Works until the lane is empty or `stop` aborts; all calls it began are recorded when it resolves. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        if (!(await this.#step(stop))) break;
      } catch (error) {
        this.#parts.trouble(toError(error));
        await this.#parts.clock.sleep(TROUBLE_WAIT_MS, stop);
      }
    }
    while (this.#inFlight > 0) await this.#landing();
    await this.#parts.recorder.idle();
  }

  /** One batch; `false` when there was nothing to do. */
  async #step(stop: AbortSignal): Promise<boolean> {
    const { queue, clock, holds } = this.#parts;
    const held = holds.waitMs(this.#route.origin.id);
    if (held > 0) {
      await clock.sleep(held, stop);
      return true;
    }
    if (this.#ready.length === 0) {
      const limit = holds.probing(this.#route.origin.id) ? 1 : batchSize(this.#route.scopes);
      const tasks = await queue.receive(this.#route.lane, limit, LEASE_MS, IDLE_WAIT_MS, stop);
      if (tasks.length === 0) return false;
      this.#ready = await this.#load(tasks);
    }
    this.#ready = await this.#sift(this.#ready);
    while (this.#ready.length > 0 && !stop.aborted && holds.waitMs(this.#route.origin.id) === 0) {
      const ready = holds.probing(this.#route.origin.id) ? this.#ready.slice(0, 1) : this.#ready;
      const sizes = ready.map(({ message }) => message.parts);
      const { scopes } = this.#route;
      const turns = await this.#parts.pacer.take(scopes, sizes, stop);
      this.#noteDay(scopes, turns);
      // In a wait for turns quiet hours may have begun, and another lane may have written to the same person.
      const batch = timed(ready, turns);
      await this.#sendBatch(this.#isSifted() ? batch : await this.#sift(batch), stop);
      this.#ready = this.#ready.slice(turns.length);
      while (this.#inFlight > 0 && holds.probing(this.#route.origin.id)) await this.#landing();
    }
    return true;
  }

  /** An origin whose day is used up waits, as one that can't send. */
  #noteDay(scopes: Route['scopes'], turns: readonly Turn[]): void {
    const { holds, pacer, trouble } = this.#parts;
    const { id } = this.#route.origin;
    const used = turns.length === 0 ? pacer.dayUsed(scopes) : undefined;
    if (used === undefined) {
      if (turns.length > 0) holds.dayHasRoom(id);
      return;
    }
    const room = new Date(used.roomAt).toISOString();
    const reason = `Origin ${id} waits: what ${used.scope} may send in 24 hours is used up; there is room at ${room}.`;
    if (holds.dayUsed(id, reason)) trouble(new Error(reason));
  }

  /** The messages of these tasks; a task without one is done. */
  async #load(tasks: readonly LeasedTask[]): Promise<readonly Ready[]> {
    const { load, queue } = this.#parts;
    const messages = new Map(
      (await load(tasks.map((task) => task.messageId))).map((message) => [message.id, message]),
    );
    const found: Ready[] = [];
    const empty: LeasedTask[] = [];
    for (const task of tasks) {
      const message = messages.get(task.messageId);
      if (message === undefined) empty.push(task);
      else found.push({ task, message });
    }
    if (empty.length > 0) await queue.done(empty);
    return found;
  }

  /** What may go now; the others are put off in the ledger. */
  async #sift<T extends Ready>(items: readonly T[]): Promise<readonly T[]> {
    const { queue, ledger, clock, recipients } = this.#parts;
    const now = clock.now();
    this.#sifted = { at: now, sends: recipients.sends };
    const ready: T[] = [];
    const off: { id: MessageId; change: { kind: 'defer'; dueAt: number; reason: string } }[] = [];
    const done: LeasedTask[] = [];
    for (const item of items) {
      const wait = this.#notBefore(item.message, now);
      if (wait === undefined) {
        ready.push(item);
      } else {
        off.push({ id: item.message.id, change: { kind: 'defer', ...wait } });
        done.push(item.task);
      }
    }
    if (off.length > 0) {
      await ledger.apply(off, now);
      await queue.done(done);
    }
    return ready;
  }

  /** Nothing has changed since `#sift`: where nothing limits, turns come at once. */
  #isSifted(): boolean {
    const { clock, recipients } = this.#parts;
    return this.#sifted.at === clock.now() && this.#sifted.sends === recipients.sends;
  }

  #notBefore(message: Message, now: number): { dueAt: number; reason: string } | undefined {
    // What has expired goes on, so that the ledger ends it.
    if (message.expiresAt > 0 && now > message.expiresAt) return undefined;
    if (message.sendAt > now) return { dueAt: message.sendAt, reason: 'scheduled' };
    const allowed = this.#route.allowedAt(message.timezone, now);
    if (allowed > now) return { dueAt: allowed, reason: 'quiet_hours' };
    const free = this.#parts.recipients.nextAllowedAt(message.channel, message.addressKey, now);
    return free > now ? { dueAt: free, reason: 'recipient_pacing' } : undefined;
  }

  async #sendBatch(batch: readonly Timed[], stop: AbortSignal): Promise<void> {
    const { ledger, queue, clock, overBudget } = this.#parts;
    if (batch.length === 0) return;
    // From before the intent on: that is when others begin to count until they give the attempt up.
    const callBefore = clock.monotonic() + LEASE_MS / 2;
    const verdicts = await ledger.intend(
      batch.map(({ message }) => message),
      clock.now(),
      this.#route.caps,
    );
    const left: LeasedTask[] = [];
    let broke = false;
    for (const [i, item] of batch.entries()) {
      const verdict = verdicts[i];
      if (verdict?.kind !== 'granted') {
        broke ||= verdict?.kind === 'over_budget';
        left.push(item.task);
        continue;
      }
      if (this.#inFlight >= MAX_IN_FLIGHT) await this.#landing();
      const inTime = item.turn.due(stop);
      const due = inTime === true || (await inTime) || (await this.#anotherTurn(item.message, stop));
      // A process that was frozen in between must not call: others may have given the attempt up, or its time has passed.
      const call = due && clock.monotonic() < callBefore && this.#isTime(item.message, clock.now());
      const instead = call ? undefined : stop.aborted ? STOPPED : TOO_LATE;
      void this.#call(item, verdict.attemptId, verdict.number, instead);
    }
    if (left.length > 0) await queue.done(left);
    if (broke) await overBudget(this.#route.campaignId);
  }

  /** The slot passed before the call could be made (a slow commit, a pause of the process): it is void, and a new one is needed. */
  async #anotherTurn(message: Message, stop: AbortSignal): Promise<boolean> {
    try {
      while (!stop.aborted) {
        const [turn] = await this.#parts.pacer.take(this.#route.scopes, [message.parts], stop);
        // None without an abort: the day is used up.
        if (turn === undefined) return false;
        if (await turn.due(stop)) return true;
      }
    } catch (error) {
      // The attempt is committed: without a slot it ends as not sent, or it would be taken for lost.
      this.#parts.trouble(toError(error));
    }
    return false;
  }

  #isTime(message: Message, now: number): boolean {
    return (
      (message.expiresAt === 0 || now <= message.expiresAt) &&
      this.#route.allowedAt(message.timezone, now) <= now
    );
  }

  /** `instead`: what became of the attempt without a call. */
  async #call(item: Ready, attemptId: string, number: number, instead: Outcome | undefined): Promise<void> {
    this.#inFlight++;
    const { message } = item;
    const { recipients, clock, providers, trouble } = this.#parts;
    if (instead === undefined) recipients.sent(message.channel, message.addressKey, clock.now());
    const calledMs = clock.monotonic();
    let outcome: Outcome;
    try {
      outcome = await (instead ?? providers[message.channel].send(this.#request(message, attemptId)));
    } catch (error) {
      trouble(toError(error));
      outcome = { kind: 'unknown', reason: 'provider_failed' };
    }
    this.#answered(item, number, outcome, calledMs);
  }

  #request(message: Message, attemptId: string): SendRequest {
    return {
      attemptId,
      origin: this.#route.origin,
      messageType: this.#route.messageType,
      address: message.address,
      content: message.content,
      parts: message.parts,
      expiresAt: message.expiresAt,
      ...(message.country === undefined ? {} : { country: message.country }),
    };
  }

  #answered(item: Ready, number: number, outcome: Outcome, calledMs: number): void {
    const { clock, random, recorder, holds, limits } = this.#parts;
    const { origin, originScope, onUnknown } = this.#route;
    if (outcome.kind === 'accepted') holds.accepted(origin.id, item.message.id);
    if (outcome.kind === 'not_sent') {
      if (outcome.hold === 'origin') holds.hold(origin.id, outcome.reason);
      else holds.passOver(origin.id, outcome.reason);
    }
    if (outcome.kind === 'throttled')
      this.#beside(limits.throttled(originScope, outcome.reason, clock.monotonic() - calledMs));
    if (outcome.kind === 'refused' && outcome.suppress !== undefined)
      this.#beside(this.#parts.suppress(item.message, outcome.suppress, outcome.reason));
    const now = clock.now();
    const dueAt = dueAfter(outcome, item.message, onUnknown, number - 1, now, random);
    recorder.add(item.task, { id: item.message.id, change: { kind: 'outcome', number, outcome, dueAt } });
    this.#inFlight--;
    this.#landed?.();
  }

  /** Work that the lane does not wait for. */
  #beside(work: Promise<unknown>): void {
    void work.catch((error: unknown) => this.#parts.trouble(toError(error)));
  }

  #landing(): Promise<void> {
    return new Promise((resolve) => {
      this.#landed = () => {
        this.#landed = undefined;
        resolve();
      };
    });
  }
}

/** The process is being stopped: the intent is committed, no call was made, and the message may go at once when it runs again. */
const STOPPED: Outcome = { kind: 'not_sent', reason: 'process_stopped', hold: 'message' };
/** The way from the intent to the call took too long: no call was made. */
const TOO_LATE: Outcome = { kind: 'not_sent', reason: 'not_in_time', hold: 'message' };

function timed(items: readonly Ready[], turns: readonly Turn[]): readonly Timed[] {
  const batch: Timed[] = [];
  for (const [i, turn] of turns.entries()) {
    const item = items[i];
    if (item !== undefined) batch.push({ task: item.task, message: item.message, turn });
  }
  return batch;
}
