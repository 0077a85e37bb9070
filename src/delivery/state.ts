import type { Micros } from '../kernel/money.ts';
import type { Status } from './status.ts';

/** What happened beside the status: bits of `MessageState.marks`. */
export const MARK = {
  bounced: 1,
  complained: 2,
  opened: 4,
  clicked: 8,
  /** An event gave the price: `cost` is what the carrier charged, not our estimate. */
  priced: 16,
  /** The next channel was taken: a receipt that comes now means both reached the customer. */
  fallenBack: 32,
  /** Delivered, and so was another step of the same customer. */
  bothReached: 64,
  /** Sent again although nobody knows whether an attempt before it arrived. */
  mayHaveArrived: 128,
} as const;

/** Everything about a message that changes. A message without a state is still in the plan. */
export interface MessageState {
  readonly status: Status;
  /** Why it is failed, cancelled, expired or unknown, or what it waits for; empty when there is nothing to say. */
  readonly reason: string;
  /** Provider calls whose intent was committed; also the number of the newest one. */
  readonly attempts: number;
  /** Attempts that count against the limit: all but the throttled and the proved unsent. */
  readonly tries: number;
  readonly throttles: number;
  /** When the newest intent was committed; 0: never. Epoch ms. */
  readonly intendedAt: number;
  /** When the newest attempt's outcome was recorded; 0: not yet. */
  readonly doneAt: number;
  /** The provider's id of the newest accepted attempt. */
  readonly providerId: string;
  readonly parts: number;
  /** Money held or charged for the newest attempt. */
  readonly cost: Micros;
  /** Money charged for the attempts before it. */
  readonly spent: Micros;
  readonly marks: number;
  /** When somebody has to look at it again; 0: never. What for follows from the status (see settle.ts). */
  readonly dueAt: number;
}

export const NO_STATE: MessageState = {
  status: 'queued',
  reason: '',
  attempts: 0,
  tries: 0,
  throttles: 0,
  intendedAt: 0,
  doneAt: 0,
  providerId: '',
  parts: 0,
  cost: 0,
  spent: 0,
  marks: 0,
  dueAt: 0,
};

export function hasMark(state: MessageState, mark: number): boolean {
  return (state.marks & mark) !== 0;
}
