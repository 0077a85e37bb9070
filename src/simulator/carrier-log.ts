import { CHANNELS, type Channel, perChannel } from '../kernel/channel.ts';
import type { Accepted } from './accepted.ts';
import type { Fate } from './fate.ts';
import { CompactTally, ExactTally, type Tally } from './tally.ts';

/** What came to the carriers of one channel and what they answered. */
export interface CarrierCounts {
  requests: number;
  accepted: number;
  acceptedParts: number;
  refused: number;
  throttled: number;
  notSent: number;
  /** Nothing accepted and no answer. */
  timedOut: number;
  /** Accepted and no answer; counted in `accepted` too. */
  answersLost: number;
  /** Requests with an attempt id that an earlier request had: each is a broken promise. */
  repeatedAttempts: number;
  /** Acceptances for an address that had one before: more than one campaign, or a double send. */
  repeatedAddresses: number;
}

const NO_COUNTS: Readonly<CarrierCounts> = {
  requests: 0,
  accepted: 0,
  acceptedParts: 0,
  refused: 0,
  throttled: 0,
  notSent: 0,
  timedOut: 0,
  answersLost: 0,
  repeatedAttempts: 0,
  repeatedAddresses: 0,
};

/** Columns of the attempts' and the addresses' counts. */
const REQUESTS = 0;
const ACCEPTED = 1;
const DRAWS = 2;

/** A request as the log knows it. */
export interface NotedRequest {
  readonly channel: Channel;
  readonly attemptRow: number;
  readonly addressRow: number;
  /** Its number on the channel, and among those to its address on the channel: 1 for the first. */
  readonly count: number;
  readonly nth: number;
  /** Requests to the address whose luck was drawn before. */
  readonly draws: number;
  /** Acceptances of its attempt id before. */
  readonly acceptedBefore: number;
}

const FIRST = { attemptRow: 0, addressRow: 0, nth: 1, draws: 0, acceptedBefore: 0 } as const;

/** What the log keeps; see CarrierLog. */
export type Remembered = 'all' | 'count' | 'totals';

/** How many repeated attempt ids are kept by name. */
const NAMED_REPEATS = 1000;

/**
 * The truth: what the carriers took, whatever we remember. With `all` every acceptance is kept, addresses and all, in memory only;
 * with `count` 76 bytes a message, and no acceptance can be listed; with `totals` nothing but the counts, no repeats are noticed and every
 * request is the first of its address.
 */
export class CarrierLog {
  readonly #remember: Remembered;
  readonly #attempts: Tally;
  readonly #addresses: Readonly<Record<Channel, Tally>>;
  readonly #accepted: Accepted[] = [];
  readonly #repeated: string[] = [];
  readonly #counts = perChannel(() => ({ ...NO_COUNTS }));

  constructor(remember: Remembered) {
    this.#remember = remember;
    const Kind = remember === 'all' ? ExactTally : CompactTally;
    this.#attempts = new Kind(2);
    this.#addresses = perChannel(() => new Kind(3));
  }

  /** Notes a request that came in. What it gives is good until the next one. */
  request(channel: Channel, address: string, attemptId: string): NotedRequest {
    const counts = this.#counts[channel];
    counts.requests++;
    if (this.#remember === 'totals') return { ...FIRST, channel, count: counts.requests };
    const attemptRow = this.#attempts.row(attemptId);
    if (this.#attempts.bump(attemptRow, REQUESTS) > 0) {
      counts.repeatedAttempts++;
      if (this.#repeated.length < NAMED_REPEATS) this.#repeated.push(attemptId);
    }
    const addresses = this.#addresses[channel];
    const addressRow = addresses.row(address);
    return {
      channel,
      attemptRow,
      addressRow,
      count: counts.requests,
      nth: addresses.bump(addressRow, REQUESTS) + 1,
      draws: addresses.get(addressRow, DRAWS),
      acceptedBefore: this.#attempts.get(attemptRow, ACCEPTED),
    };
  }

  /** Notes what became of a request. A throttled one had no luck drawn: its next try meets the same luck. */
  answered(noted: NotedRequest, fate: Fate): void {
    const counts = this.#counts[noted.channel];
    counts[COUNTER[fate.kind]]++;
    if (fate.kind === 'answer_lost') counts.accepted++;
    if (fate.kind !== 'throttled' && this.#remember !== 'totals')
      this.#addresses[noted.channel].bump(noted.addressRow, DRAWS);
  }

  /** Notes what a request became when a carrier took it. */
  took(noted: NotedRequest, accepted: Accepted): void {
    const counts = this.#counts[noted.channel];
    counts.acceptedParts += accepted.parts;
    if (this.#remember === 'totals') return;
    if (this.#addresses[noted.channel].bump(noted.addressRow, ACCEPTED) > 0) counts.repeatedAddresses++;
    this.#attempts.bump(noted.attemptRow, ACCEPTED);
    if (this.#remember === 'all') this.#accepted.push(accepted);
  }

  /** Notes an acceptance of an earlier process, from its journal; whether it was answered is not known. */
  recall(accepted: Accepted): void {
    const noted = this.request(accepted.channel, accepted.address, accepted.attemptId);
    this.took(noted, accepted);
    this.#counts[accepted.channel].accepted++;
    this.#addresses[accepted.channel].raise(noted.addressRow, DRAWS, accepted.nth + 1);
  }

  counts(channel: Channel): Readonly<CarrierCounts> {
    return this.#counts[channel];
  }

  /** All channels together. */
  totals(): CarrierCounts {
    const sum = (field: keyof CarrierCounts) => CHANNELS.reduce((n, c) => n + this.#counts[c][field], 0);
    return {
      requests: sum('requests'),
      accepted: sum('accepted'),
      acceptedParts: sum('acceptedParts'),
      refused: sum('refused'),
      throttled: sum('throttled'),
      notSent: sum('notSent'),
      timedOut: sum('timedOut'),
      answersLost: sum('answersLost'),
      repeatedAttempts: sum('repeatedAttempts'),
      repeatedAddresses: sum('repeatedAddresses'),
    };
  }

  /** Every acceptance, in the order they happened. Throws when only counts are remembered. */
  accepted(): Iterable<Accepted> {
    if (this.#remember === 'count') throw new Error('These carriers remember counts only.');
    return this.#accepted;
  }

  requestsOf(attemptId: string): number {
    return this.#attempts.get(this.#attempts.row(attemptId), REQUESTS);
  }

  /** The attempt ids of repeated requests, one entry for each repeat, the first thousand. */
  repeatedAttempts(): readonly string[] {
    return this.#repeated;
  }
}

const COUNTER = {
  accepted: 'accepted',
  answer_lost: 'answersLost',
  refused: 'refused',
  throttled: 'throttled',
  not_sent: 'notSent',
  timed_out: 'timedOut',
} as const satisfies Record<Fate['kind'], keyof CarrierCounts>;
