import type { SentMessage } from '../audience/records.ts';
import type { FrequencyCap } from '../consent/frequency-cap.ts';
import type { PastAttempt } from './attempts.ts';
import type { ProviderEvent, Said } from './event.ts';
import type { AttemptRef, Message, MessageId } from './message.ts';
import type { MessageState } from './state.ts';
import type { Status } from './status.ts';
import type { Tally } from './tally.ts';
import type { Change } from './transition.ts';

export type IntentVerdict =
  /** Committed as `sending`: the provider may be called once with this echo. */
  | { readonly kind: 'granted'; readonly attemptId: string; readonly number: number }
  /** Not queued any more: another worker has it, or it is settled. */
  | { readonly kind: 'taken' }
  /** The campaign is not running; the message stays where it was. */
  | { readonly kind: 'stopped' }
  /** The campaign's budget cannot pay for it; the message stays queued. */
  | { readonly kind: 'over_budget' }
  /** Ended in the same step: `cancelled` (opted out, over a frequency cap) or `expired`. */
  | { readonly kind: 'closed'; readonly status: Status; readonly reason: string };

export interface ChangeRequest {
  readonly id: MessageId;
  readonly change: Change;
}

/** One event and what it met. */
export interface Folded {
  readonly event: ProviderEvent;
  /** `undefined`: no attempt of ours is known for it yet; it is kept and tried again when one is recorded. */
  readonly attempt: AttemptRef | undefined;
}

/** What became of a batch of events. */
export interface Folding {
  /** In the order of the events. */
  readonly folded: readonly Folded[];
  /** How many of them had come before. */
  readonly repeated: number;
}

/** An event as the inbox kept it. */
export interface KeptEvent {
  readonly receivedAt: number;
  readonly event: Said;
}

/** Everything known about one message. */
export interface MessageRecord {
  readonly id: MessageId;
  readonly state: MessageState;
  readonly attempts: readonly PastAttempt[];
  readonly events: readonly KeptEvent[];
}

/** Parts that went out in one second, from the times of the intents. */
export interface SecondSent {
  readonly second: number;
  readonly parts: number;
  /** Of the first and the last intent in it, epoch ms. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/**
 * The durable record of messages and attempts, and the inbox of events. Every change of one message is atomic; a batch need not be.
 * A message without a state is in the plan and not started. What a promise resolved for is durable.
 */
export interface MessageLedger {
  /**
   * Commits a new attempt for each message that may be sent now, and answers in the same order. In the step that commits it, each of
   * these holds: the campaign runs, the address is not suppressed, every cap has room for the customer, the budget pays for it, it has not
   * expired, and it is queued.
   */
  intend(
    messages: readonly Message[],
    now: number,
    caps?: readonly FrequencyCap[],
  ): Promise<readonly IntentVerdict[]>;
  /** Applies changes; the answer has the new state, or `undefined` where the change no longer fitted. */
  apply(changes: readonly ChangeRequest[], now: number): Promise<readonly (MessageState | undefined)[]>;
  /**
   * Keeps every event in the inbox and folds it into its message, found by our echo or the provider's id; one that finds none is folded
   * when its attempt turns out to be ours. Where an event says so, the message's address is suppressed in the same step.
   */
  fold(events: readonly ProviderEvent[], now: number): Promise<Folding>;
  /** Takes the next channel: `fall_back` on `from`, and `next` as a queued message, both or neither. `false`: `from` has moved on. */
  fallBack(from: MessageId, next: Message, now: number): Promise<boolean>;
  states(ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, MessageState>>;
  /** Messages of a campaign whose `dueAt` has come, oldest first. */
  due(campaignId: string, now: number, limit: number): Promise<readonly MessageId[]>;
  /** When the next message of the campaign is due; `undefined`: none waits. */
  nextDueAt(campaignId: string): Promise<number | undefined>;
  /**
   * Attempts whose intent is older than `before` and that have no outcome: their worker is gone. A store may know only of those that were
   * intended again since, or whose task was dropped, as happens to a task that comes again.
   */
  stuck(before: number, limit: number): Promise<readonly AttemptRef[]>;
  /**
   * Tasks of these messages are dropped, since their campaign does not run: `stuck` finds their attempts from now on, where it would have
   * waited for the task to come again.
   */
  noteDropped(ids: readonly MessageId[]): Promise<void>;
  /** Ends all that is queued; what is in flight goes on. */
  cancelQueued(campaignId: string): Promise<void>;
  /** Ids of failed messages, of one reason or of all, in order, after `after`. */
  failed(
    campaignId: string,
    reason: string | undefined,
    after: MessageId | undefined,
    limit: number,
  ): Promise<readonly MessageId[]>;
  /** All messages of one customer that have a state. One whose first attempt is under way may be missing: `states` has it. */
  ofCustomer(customerKey: string): Promise<readonly MessageRecord[]>;
  /** This and what follows may be some seconds behind, but for `recount`. */
  tally(campaignId: string): Promise<Tally>;
  /** The same numbers, counted anew from the messages. */
  recount(campaignId: string): Promise<Tally>;
  /** Another text whenever anything about a message of the campaign changed; who keeps a copy knows when to take it again. Cheap. */
  revision(campaignId: string): Promise<string>;
  /** What audiences ask about the campaign: its messages that may have arrived or failed, each once, in no promised order. */
  sentMessages(campaignId: string, batchSize: number): AsyncIterable<readonly SentMessage[]>;
  /** Per channel, for rates. */
  sentPerSecond(campaignId: string): Promise<Readonly<Record<string, readonly SecondSent[]>>>;
  /** Events that no message of ours is known for, but for those about a person. */
  unmatchedEvents(): Promise<number>;
  /** Forgets all events without a message that were received before this time; the answer counts them. */
  forgetUnmatched(before: number): Promise<number>;
}
