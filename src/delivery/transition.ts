import type { Outcome } from '../channels/outcome.ts';
import type { Micros } from '../kernel/money.ts';
import type { Said } from './event.ts';
import { hasMark, MARK, type MessageState, NO_STATE } from './state.ts';
import { RANK } from './status.ts';

/** A `dueAt` that has come already. */
export const AT_ONCE = 1;

/** What the ledger is asked to do to one message. Each is a compare-and-set: where it no longer fits, it is a no-op. */
export type Change =
  /** The answer to attempt `number`. `dueAt`: when a queued one comes again, or an unknown or sent one is looked at again. */
  | { readonly kind: 'outcome'; readonly number: number; readonly outcome: Outcome; readonly dueAt: number }
  /** Not now: quiet hours, pacing, a later send time. From queued only. */
  | { readonly kind: 'defer'; readonly dueAt: number; readonly reason: string }
  /** Its time has come: back into the work queue. From queued only. */
  | { readonly kind: 'release' }
  /** No attempt, or none any more: from queued only. After an attempt whose fate is unknown the message is unknown again. */
  | { readonly kind: 'close'; readonly status: 'expired' | 'cancelled'; readonly reason: string }
  /** The next channel is taken, unless this one reached the customer. From failed, sent and unknown. */
  | { readonly kind: 'fall_back' }
  /** The wait is over and nothing follows. */
  | { readonly kind: 'rest' }
  /** Another attempt, by policy (from unknown) or by order (from failed). */
  | { readonly kind: 'again'; readonly from: 'unknown' | 'failed'; readonly dueAt: number };

/**
 * A new attempt begins: queued -> sending. `undefined`: it is not queued (another worker has it, or it is done).
 * The number of the attempt is `attempts` of the answer.
 */
export function intend(
  state: MessageState | undefined,
  price: Micros,
  parts: number,
  now: number,
): MessageState | undefined {
  const before = state ?? NO_STATE;
  if (before.status !== 'queued') return undefined;
  return {
    ...before,
    status: 'sending',
    reason: '',
    attempts: before.attempts + 1,
    intendedAt: now,
    doneAt: 0,
    providerId: '',
    parts,
    spent: before.spent + before.cost,
    cost: price,
    marks: before.marks & ~MARK.priced,
    dueAt: 0,
  };
}

/** The state after `change`, or `undefined` when the message has moved on and the change no longer fits. */
export function transition(
  state: MessageState | undefined,
  change: Change,
  now: number,
): MessageState | undefined {
  const before = state ?? NO_STATE;
  switch (change.kind) {
    case 'outcome':
      return settleAttempt(before, change.number, change.outcome, change.dueAt, now);
    case 'defer':
      return before.status === 'queued'
        ? { ...before, dueAt: change.dueAt, reason: change.reason }
        : undefined;
    case 'release':
      return before.status === 'queued' && before.dueAt > 0 ? { ...before, dueAt: 0 } : undefined;
    case 'close':
      // What may have gone out already, and was to be sent again, is not shown as never sent.
      return before.status === 'queued'
        ? {
            ...before,
            status: hasMark(before, MARK.mayHaveArrived) ? 'unknown' : change.status,
            reason: change.reason,
            dueAt: 0,
          }
        : undefined;
    case 'fall_back':
      return RANK[before.status] >= RANK.unknown &&
        RANK[before.status] <= RANK.failed &&
        !hasMark(before, MARK.fallenBack)
        ? { ...before, marks: before.marks | MARK.fallenBack, dueAt: 0 }
        : undefined;
    case 'rest':
      return before.dueAt > 0 && before.status !== 'queued' ? { ...before, dueAt: 0 } : undefined;
    case 'again':
      return before.status === change.from && !hasMark(before, MARK.fallenBack)
        ? {
            ...before,
            status: 'queued',
            reason: '',
            marks: change.from === 'unknown' ? before.marks | MARK.mayHaveArrived : before.marks,
            tries: change.from === 'failed' ? 0 : before.tries,
            dueAt: change.dueAt,
          }
        : undefined;
  }
}

/**
 * The answer to an attempt. Only the newest attempt's answer moves the status, and only from sending or unknown: where an event was
 * quicker than the answer, the status stays and the provider's id is noted.
 */
function settleAttempt(
  before: MessageState,
  number: number,
  outcome: Outcome,
  dueAt: number,
  now: number,
): MessageState | undefined {
  if (before.attempts !== number || (before.doneAt > 0 && before.status !== 'unknown')) return undefined;
  const open = before.status === 'sending' || before.status === 'unknown';
  // One that is queued again was counted before, or is known to have failed.
  const burnt = before.status === 'unknown' || before.status === 'queued' ? before.tries : before.tries + 1;
  switch (outcome.kind) {
    case 'accepted': {
      const { providerId } = outcome;
      return open
        ? { ...before, status: 'sent', reason: '', providerId, doneAt: now, tries: burnt, dueAt }
        : { ...before, providerId, doneAt: now, tries: burnt };
    }
    case 'refused':
      return open
        ? { ...before, status: 'failed', reason: outcome.reason, doneAt: now, tries: burnt, cost: 0, dueAt }
        : undefined;
    case 'throttled':
      return open
        ? { ...queuedAgain(before, outcome.reason, dueAt, now), throttles: before.throttles + 1 }
        : undefined;
    case 'not_sent':
      return open ? queuedAgain(before, outcome.reason, dueAt, now) : undefined;
    case 'unknown':
      return before.status === 'sending'
        ? { ...before, status: 'unknown', reason: outcome.reason, doneAt: now, tries: burnt, dueAt }
        : undefined;
  }
}

function queuedAgain(before: MessageState, reason: string, dueAt: number, now: number): MessageState {
  const tries = before.status === 'unknown' ? before.tries - 1 : before.tries;
  return { ...before, status: 'queued', reason, doneAt: now, tries, cost: 0, dueAt };
}

/**
 * What an event for attempt `number` makes of the message; `undefined` when it changes nothing. Commutative and idempotent: any order and
 * repetition of the same events ends in the same state (property-tested). `receiptWaitMs` is asked for where it matters only.
 */
export function fold(
  before: MessageState,
  number: number,
  event: Said,
  receiptWaitMs: () => number,
): MessageState | undefined {
  const priced = withPrice(before, number, event);
  const after = withStatus(priced, number, event, receiptWaitMs);
  const marked = withMarks(after, event);
  return same(before, marked) ? undefined : marked;
}

function withPrice(state: MessageState, number: number, event: Said): MessageState {
  // Also of one that waits to be sent again: whatever comes of it, this is what the attempt cost.
  if (event.price === undefined || number !== state.attempts) return state;
  const cost = hasMark(state, MARK.priced) ? Math.max(state.cost, event.price) : event.price;
  return { ...state, cost, marks: state.marks | MARK.priced };
}

function withStatus(
  state: MessageState,
  number: number,
  event: Said,
  receiptWaitMs: () => number,
): MessageState {
  const newest = number === state.attempts;
  switch (event.type) {
    case 'sent':
      return newest && isUnsettled(state)
        ? {
            ...state,
            status: 'sent',
            reason: '',
            dueAt: awaitsFallback(state, receiptWaitMs) ? state.intendedAt + receiptWaitMs() : 0,
          }
        : state;
    case 'delivered':
    case 'read':
      return RANK[state.status] < RANK[event.type]
        ? { ...state, status: event.type, reason: '', dueAt: 0 }
        : state;
    case 'failed':
      return newest ? failed(state, event.reason ?? 'failed', receiptWaitMs) : state;
    case 'complained':
    case 'opened':
    case 'clicked':
    case 'reply':
    case 'opted_out':
    case 'opted_in':
      return state;
  }
}

/** Of several reasons the first in the alphabet stays, so that the order of events does not decide. */
function failed(state: MessageState, reason: string, receiptWaitMs: () => number): MessageState {
  if (state.status === 'failed') return reason < state.reason ? { ...state, reason } : state;
  if (!isUnsettled(state) && state.status !== 'sent') return state;
  return { ...state, status: 'failed', reason, dueAt: awaitsFallback(state, receiptWaitMs) ? AT_ONCE : 0 };
}

/**
 * Nobody knows what became of the newest attempt, so that an event tells; also where it waits to be sent again for that very reason: what
 * is known to be sent need not be, and what is known to have failed ends as it would have before. `tries` is 0 after a retry that was
 * ordered, where the attempt is known to have failed.
 */
function isUnsettled(state: MessageState): boolean {
  return (
    state.status === 'sending' ||
    state.status === 'unknown' ||
    (state.status === 'queued' && hasMark(state, MARK.mayHaveArrived) && state.tries > 0)
  );
}

/** Another channel follows this one, and was not taken yet. */
function awaitsFallback(state: MessageState, receiptWaitMs: () => number): boolean {
  return !hasMark(state, MARK.fallenBack) && receiptWaitMs() > 0;
}

function withMarks(state: MessageState, event: Said): MessageState {
  let marks = state.marks;
  if (event.type === 'failed' && event.bounced === true) marks |= MARK.bounced;
  if (event.type === 'complained') marks |= MARK.complained;
  if (event.type === 'opened') marks |= MARK.opened;
  if (event.type === 'clicked') marks |= MARK.clicked;
  return marks === state.marks ? state : { ...state, marks };
}

function same(a: MessageState, b: MessageState): boolean {
  return (
    a === b ||
    (a.status === b.status &&
      a.reason === b.reason &&
      a.cost === b.cost &&
      a.marks === b.marks &&
      a.dueAt === b.dueAt)
  );
}
