import type { Outcome } from '../channels/outcome.ts';
import type { Provider, SendRequest } from '../channels/provider.ts';
import type { ProviderEvent } from '../delivery/event.ts';
import type { Channel } from '../kernel/channel.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Micros } from '../kernel/money.ts';
import type { Accepted, FixedEvent } from './accepted.ts';
import type { Behaviour } from './behaviour.ts';
import { CarrierLog, type NotedRequest, type Remembered } from './carrier-log.ts';
import { drawFate, type Fate, luckOf } from './fate.ts';
import type { Journal } from './journal.ts';
import { magicFate } from './magic-addresses.ts';
import { PartsBucket } from './parts-bucket.ts';
import { providerIdOf } from './provider-id.ts';
import { ReceiptSchedule } from './receipt-schedule.ts';
import { receiptsFor } from './receipts.ts';
import { type Script, scriptedFate } from './script.ts';
import type { WireRecord } from './wire-record.ts';

/** Events that were due this long before the journal's last line may still have been on their way when the process died. */
const LATE_HANDOVER_MS = 60_000;

export interface CarriersOptions {
  readonly clock: Clock;
  readonly seed: number;
  readonly behaviour: Behaviour;
  /**
   * Takes events, at most 2,000 a call and one call at a time, and the acceptance that each is about. While it fails the same two lists
   * come again, every second.
   */
  readonly deliver: (events: readonly ProviderEvent[], about: readonly Accepted[]) => void | Promise<void>;
  readonly onDeliverError?: (error: Error) => void;
  readonly script?: Script;
  /** Acceptances outlive the process in it; those of an earlier process are counted, and their last events are told again. */
  readonly journal?: Journal;
  /** What the carrier charges for a request; absent: the behaviour's price a part. */
  readonly priceOf?: (channel: Channel, request: SendRequest) => Micros;
  /** Default `all`. */
  readonly remember?: Remembered;
  /** How long the in-process providers wait for an answer. Default 10 s. */
  readonly callTimeoutMs?: number;
  /** Nothing waits: answers come at once and events at the next turn of the event loop. For benches on the machine's clock. */
  readonly instant?: boolean;
}

/** How much may pass of what a scope sends. */
export interface CarrierLimit {
  /** Requests that name the same scope share it. */
  readonly scope: string;
  readonly perSecond: number;
  /** What this request takes: parts, or 1 where requests are counted. */
  readonly takes: number;
}

/** What whoever speaks for the carriers knows about a request; absent: the behaviour alone decides. */
export interface Terms {
  /** What the account allows of it, when it gets through at all. */
  readonly ruling?: Fate | undefined;
  /** In place of the behaviour's limit; a request passes all of them or takes nothing. A script's limit replaces them. */
  readonly limits?: readonly CarrierLimit[] | undefined;
  /** All that is told later, when no rule of a script says it. */
  readonly events?: readonly FixedEvent[] | undefined;
  /** Kept with the acceptance. */
  readonly wire?: WireRecord | undefined;
}

/** What a carrier does with the line a request came on, after `afterMs`. */
export interface CarrierReply {
  readonly afterMs: number;
  /** The message goes out, whether the answer says so or is lost. */
  readonly taken: boolean;
  readonly answer:
    | { readonly kind: 'accepted'; readonly providerId: string }
    | { readonly kind: 'refused'; readonly reason: string; readonly suppress: boolean }
    | { readonly kind: 'throttled'; readonly reason: string }
    | { readonly kind: 'not_sent'; readonly reason: string; readonly hold: 'message' | 'origin' }
    /** The connection breaks. */
    | { readonly kind: 'reset' }
    /** Nothing ever comes. */
    | { readonly kind: 'silence' };
}

/**
 * The carriers of all channels. A request is decided, journaled and counted when it comes in, before its answer is on the way: who is
 * killed while waiting has sent. In order: a script's rule, the magic addresses, the shares of the behaviour, the account's ruling over what
 * got through, the limits.
 * STOP replies have no effect here: our side has to keep what it was told (AWS calls it self-managed opt-outs).
 *
 * One core, `instant` and `remember: 'count'`, a message being a send and its events: 155,000 messages/s with `unlimited` (one event
 * each), 70,000 with a journal, 60,000 with `realistic` (two events each). A journal is read back at 370,000 lines/s.
 */
export class SimulatedCarriers {
  /** The truth, for tests: what was asked for and what was accepted. */
  readonly log: CarrierLog;
  readonly #options: CarriersOptions;
  #script: Script;
  readonly #startedAt: number;
  readonly #buckets = new Map<string, PartsBucket>();
  readonly #schedule: ReceiptSchedule;

  constructor(options: CarriersOptions) {
    const { clock, seed, behaviour, deliver, onDeliverError } = options;
    this.#options = options;
    this.#script = options.script ?? [];
    this.#startedAt = clock.monotonic();
    this.log = new CarrierLog(options.remember ?? 'all');
    this.#schedule = new ReceiptSchedule({
      clock,
      instant: options.instant ?? false,
      receiptsOf: (accepted) => receiptsFor(seed, behaviour, accepted),
      deliver,
      onDeliverError,
    });
    if (options.journal !== undefined) this.#resume(options.journal);
  }

  /** The in-process way to the carriers. */
  provider(channel: Channel): Provider {
    return { channel, send: (request) => this.#send(channel, request) };
  }

  /** Takes new rules; times count from the start of the carriers as before. */
  useScript(script: Script): void {
    this.#script = script;
  }

  /** Whether a request that takes so much would pass now. */
  hasRoom(limits: readonly CarrierLimit[]): boolean {
    const now = this.#options.clock.monotonic();
    return limits.every(
      ({ scope, perSecond, takes }) => this.#buckets.get(scope)?.has(takes, perSecond, now) ?? true,
    );
  }

  /** Takes from all the limits, or from none and gives `false`. */
  takeFrom(limits: readonly CarrierLimit[]): boolean {
    if (!this.hasRoom(limits)) return false;
    const now = this.#options.clock.monotonic();
    for (const { scope, perSecond, takes } of limits) {
      if (perSecond !== Infinity) this.#bucketOf(scope).take(takes, perSecond, now);
    }
    return true;
  }

  /** Decides about one request, once and for all; whoever speaks for the carriers gives the answer when its time comes. */
  receive(channel: Channel, request: SendRequest, terms: Terms = {}): CarrierReply {
    const { address, attemptId, origin } = request;
    const { clock, seed, behaviour } = this.#options;
    const noted = this.log.request(channel, address, attemptId);
    const drawn = drawFate(luckOf(seed, 'answer', channel, address, noted.draws), behaviour[channel]);
    const elapsedMs = clock.monotonic() - this.#startedAt;
    const asked = { channel, originId: origin.id, address, nth: noted.nth, count: noted.count, elapsedMs };
    const rule = scriptedFate(this.#script, seed, asked);
    const magic = magicFate(channel, address);

    const wanted = rule?.answer ?? magic?.answer ?? drawn.fate;
    let fate = this.#ruled(wanted, channel, request, terms, rule?.partsPerSecond);
    let providerId = '';
    if (fate.kind === 'accepted' || fate.kind === 'answer_lost') {
      providerId = providerIdOf(seed, channel, attemptId, noted.acceptedBefore);
      const events = rule?.events ?? terms.events ?? magic?.events;
      if (!this.#accept(noted, request, providerId, events, terms.wire)) fate = OUT_OF_ORDER;
    }
    this.log.answered(noted, fate);
    const taken = fate.kind === 'accepted' || fate.kind === 'answer_lost';
    return { afterMs: rule?.latencyMs ?? drawn.latencyMs, taken, answer: answerOf(fate, providerId) };
  }

  /** Resolves when every event of every acceptance was handed over. */
  idle(): Promise<void> {
    return this.#schedule.idle();
  }

  /** Every event of every acceptance so far was handed over. */
  get isIdle(): boolean {
    return this.#schedule.isIdle;
  }

  /** Hands no more events over. Resolves when the last `deliver` call is over. The journal stays open. */
  stop(): Promise<void> {
    return this.#schedule.stop();
  }

  /** Events that `deliver` took. */
  get eventCount(): number {
    return this.#schedule.handedCount;
  }

  async #send(channel: Channel, request: SendRequest): Promise<Outcome> {
    const { clock, callTimeoutMs = 10_000, instant = false } = this.#options;
    const { answer, afterMs } = this.receive(channel, request);
    const tooLate = answer.kind === 'silence' || afterMs > callTimeoutMs;
    const waitMs = tooLate ? callTimeoutMs : afterMs;
    if (waitMs > 0 && !instant) await clock.sleep(waitMs);
    return tooLate ? { kind: 'unknown', reason: 'timeout' } : outcomeOf(answer);
  }

  /** A request that reaches the carrier meets the account's ruling, and takes from the limits or is throttled. */
  #ruled(
    fate: Fate,
    channel: Channel,
    request: SendRequest,
    { ruling, limits }: Terms,
    scripted: number | undefined,
  ): Fate {
    if (!REACHES_CARRIER.has(fate.kind)) return fate;
    if (ruling !== undefined) return ruling;
    const scope = `${channel} ${request.origin.id}`;
    const own = { scope, takes: request.parts };
    const usual = limits ?? [{ ...own, perSecond: this.#options.behaviour[channel].partsPerSecond }];
    const passes = this.takeFrom(scripted === undefined ? usual : [{ ...own, perSecond: scripted }]);
    return passes ? fate : { kind: 'throttled', reason: 'rate_exceeded' };
  }

  #bucketOf(scope: string): PartsBucket {
    let bucket = this.#buckets.get(scope);
    if (bucket === undefined) {
      bucket = new PartsBucket();
      this.#buckets.set(scope, bucket);
    }
    return bucket;
  }

  /** Journals first: what is not in the journal was not accepted. `false`: it could not be written. */
  #accept(
    noted: NotedRequest,
    request: SendRequest,
    providerId: string,
    events: readonly FixedEvent[] | undefined,
    wire: WireRecord | undefined,
  ): boolean {
    const { channel, draws: nth } = noted;
    const { attemptId, address, parts } = request;
    const { clock, behaviour, journal, priceOf } = this.#options;
    const { priced, pricePerPart } = behaviour[channel];
    const accepted: Accepted = {
      attemptId,
      channel,
      address,
      parts,
      at: clock.now(),
      providerId,
      nth,
      ...(priced && { price: priceOf?.(channel, request) ?? pricePerPart * parts }),
      ...(events !== undefined && { events }),
      ...(wire !== undefined && { wire }),
    };
    try {
      journal?.append(accepted);
    } catch {
      return false;
    }
    this.log.took(noted, accepted);
    this.#schedule.add(accepted);
    return true;
  }

  /** Tells again what may not have been told before the crash: repeats, to the event id, are what carriers do anyway. */
  #resume(journal: Journal): void {
    const { clock, seed, behaviour } = this.#options;
    const untoldSince = (journal.lastAt ?? 0) - LATE_HANDOVER_MS;
    const now = clock.now();
    for (const accepted of journal.earlier()) {
      this.log.recall(accepted);
      const lastMs = receiptsFor(seed, behaviour, accepted).at(-1)?.afterMs ?? 0;
      if (accepted.at + lastMs >= untoldSince) this.#schedule.add(accepted, now - accepted.at);
    }
  }
}

/** The journal's disk is full or gone. */
const OUT_OF_ORDER: Fate = { kind: 'not_sent', reason: 'carrier_out_of_order', hold: 'origin' };

const REACHES_CARRIER: ReadonlySet<Fate['kind']> = new Set(['accepted', 'answer_lost', 'refused']);

function answerOf(fate: Fate, providerId: string): CarrierReply['answer'] {
  switch (fate.kind) {
    case 'accepted':
      return { kind: 'accepted', providerId };
    case 'answer_lost':
      return { kind: fate.by };
    case 'timed_out':
      return { kind: 'silence' };
    case 'refused':
    case 'throttled':
    case 'not_sent':
      return fate;
  }
}

/** Who opted out at the carrier may come back with START; a dead address stays dead. */
function suppressionOf(reason: string): { readonly suppress: 'opted_out' | 'invalid_address' } {
  return { suppress: reason === 'opted_out' ? 'opted_out' : 'invalid_address' };
}

function outcomeOf(answer: CarrierReply['answer']): Outcome {
  switch (answer.kind) {
    case 'refused':
      return { kind: 'refused', reason: answer.reason, ...(answer.suppress && suppressionOf(answer.reason)) };
    case 'reset':
      return { kind: 'unknown', reason: 'connection_reset' };
    case 'silence':
      return { kind: 'unknown', reason: 'timeout' };
    case 'accepted':
    case 'throttled':
    case 'not_sent':
      return answer;
  }
}
