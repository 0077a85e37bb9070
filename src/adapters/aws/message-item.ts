import { z } from 'zod';
import { endedAttempt, type PastAttempt } from '../../delivery/attempts.ts';
import type { EventType } from '../../delivery/event.ts';
import { asMessageId, type Message, type MessageId, parseMessageId } from '../../delivery/message.ts';
import { type MessageState, NO_STATE } from '../../delivery/state.ts';
import { STATUSES } from '../../delivery/status.ts';
import { transition } from '../../delivery/transition.ts';
import type { Acceptance } from './carrier-item.ts';
import type { Item } from './dynamodb.ts';
import { formatState, stateOf } from './stored-state.ts';
import { attention, shardOf, timeKey } from './tracking-item.ts';

/** An event that was folded. */
export interface StoredEvent {
  /** A hash of its identity. */
  readonly id: string;
  readonly type: EventType;
  readonly source: string;
  readonly receivedAt: number;
  /** See formatMatched. */
  readonly said: string;
}

export interface MessageItem {
  readonly id: MessageId;
  readonly campaignId: string;
  readonly addressKey: string;
  readonly receiptWaitMs: number;
  readonly state: MessageState;
  /** The token of the write that made it; '': not written yet. */
  readonly by: string;
  /** When the attempt was intended whose acceptance its carrier item counts and this item has; 0: there is none. */
  readonly told: number;
  readonly earlier: readonly PastAttempt[];
  readonly events: readonly StoredEvent[];
  /** The fallback of this message, and the message that this one is the fallback of. */
  readonly next: MessageId | undefined;
  readonly previous: MessageId | undefined;
  /** Of a fallback: all of it, see stored-message.ts. The others are in the plan. */
  readonly message: string | undefined;
  /** The fallback was taken and its own item is perhaps not written yet: the whole next message, and when it is due. */
  readonly pending: { readonly message: string; readonly dueAt: number } | undefined;
  /** Its campaign has a budget. */
  readonly budgeted: boolean;
  /** Its time in customer-index; 0: only its carrier item is there. */
  readonly indexedAt: number;
  /** Since when somebody has to look whether its carrier item exists; 0: nobody has to. */
  readonly stuckAt: number;
}

const stored = z.object({
  message_id: z.string().transform(asMessageId),
  campaign_id: z.string(),
  address_key: z.string(),
  receipt_wait_ms: z.number().default(0),
  by: z.string(),
  told: z.number().default(0),
  earlier: z
    .array(
      z.object({
        number: z.number(),
        intendedAt: z.number(),
        doneAt: z.number(),
        status: z.enum(STATUSES),
        reason: z.string(),
        providerId: z.string(),
      }),
    )
    .default([]),
  events: z
    .array(
      z.object({
        id: z.string(),
        type: z.custom<EventType>((value) => typeof value === 'string'),
        source: z.string(),
        received_at: z.number(),
        said: z.string(),
      }),
    )
    .default([]),
  next: z.string().transform(asMessageId).optional(),
  previous: z.string().transform(asMessageId).optional(),
  message: z.string().optional(),
  pending: z.object({ message: z.string(), dueAt: z.number() }).optional(),
  budgeted: z.boolean().default(false),
  timestamp: z.number().default(0),
  stuck_at: z.number().default(0),
});

/** @throws when it is no message item. */
export function parseMessageItem(item: unknown): MessageItem {
  const found = stored.parse(item);
  return {
    id: found.message_id,
    campaignId: found.campaign_id,
    addressKey: found.address_key,
    receiptWaitMs: found.receipt_wait_ms,
    state: stateOf(item),
    by: found.by,
    told: found.told,
    earlier: found.earlier,
    events: found.events.map(({ received_at, ...rest }) => ({ ...rest, receivedAt: received_at })),
    next: found.next,
    previous: found.previous,
    message: found.message,
    pending: found.pending,
    budgeted: found.budgeted,
    indexedAt: found.timestamp,
    stuckAt: found.stuck_at,
  };
}

export function formatMessageItem(item: MessageItem): Item {
  const { id, receiptWaitMs, told, earlier, events, indexedAt, stuckAt } = item;
  return {
    message_id: id,
    campaign_id: item.campaignId,
    address_key: item.addressKey,
    ...formatState(item.state),
    by: item.by,
    next: item.next,
    previous: item.previous,
    message: item.message,
    pending: item.pending,
    ...(receiptWaitMs === 0 ? {} : { receipt_wait_ms: receiptWaitMs }),
    ...(told === 0 ? {} : { told }),
    ...(earlier.length === 0 ? {} : { earlier }),
    ...(events.length === 0
      ? {}
      : { events: events.map(({ receivedAt, ...rest }) => ({ ...rest, received_at: receivedAt })) }),
    ...(item.budgeted ? { budgeted: true } : {}),
    ...(stuckAt === 0 ? {} : { stuck_at: stuckAt }),
    ...(indexedAt === 0 ? {} : { customer_id: parseMessageId(id)?.customerKey, timestamp: indexedAt }),
    ...formatAttention(item),
  };
}

function formatAttention({ id, campaignId, state, pending, stuckAt }: MessageItem): Item {
  const shard = shardOf(id);
  const { status, dueAt } = state;
  const stuck = { attention: attention.stuck(shard), attention_at: timeKey(stuckAt) };
  if (dueAt > 0) return { attention: attention.due(campaignId, shard), attention_at: timeKey(dueAt) };
  if (pending !== undefined) return stuck;
  if (status === 'queued') return { attention: attention.queued(campaignId, shard), attention_at: id };
  if (status === 'failed') return { attention: attention.failed(campaignId, shard), attention_at: id };
  return stuckAt > 0 ? stuck : {};
}

/** The item of a message that nothing has happened to. */
export function newItem({ id, campaignId, addressKey, receiptWaitMs }: Message): MessageItem {
  return {
    id,
    campaignId,
    addressKey,
    receiptWaitMs,
    state: NO_STATE,
    by: '',
    told: 0,
    earlier: [],
    events: [],
    next: undefined,
    previous: undefined,
    message: undefined,
    pending: undefined,
    budgeted: false,
    indexedAt: 0,
    stuckAt: 0,
  };
}

/** The item with another state: the attempt that ended is kept, and what ends or waits without a carrier item can be found by its customer. */
export function withState(item: MessageItem, state: MessageState, now: number): MessageItem {
  const ended = endedAttempt(item.state, state);
  const earlier =
    ended === undefined || item.earlier.some(({ number }) => number === ended.number)
      ? item.earlier
      : [...item.earlier, ended];
  const stands = item.indexedAt > 0 || state.status === 'sending' || wasAccepted(state, earlier);
  const indexedAt = stands ? item.indexedAt : Math.max(1, now, state.intendedAt);
  return { ...item, state, earlier, indexedAt };
}

function wasAccepted(state: MessageState, earlier: readonly PastAttempt[]): boolean {
  return state.providerId !== '' || earlier.some(({ providerId }) => providerId !== '');
}

/** A carrier item may tell an acceptance that this item does not know. */
export function mayHaveCarrier({ state, told }: MessageItem): boolean {
  return told === 0 && state.attempts > 0 && state.providerId === '' && !IDLE.includes(state.status);
}

const IDLE: readonly string[] = ['queued', 'expired', 'cancelled'];

/** The item after its carrier item was heard. Hearing it again changes nothing. */
export function tell(item: MessageItem, providerId: string, acceptance: Acceptance): MessageItem {
  const { attempt, dueAt, acceptedAt, counts, intendedAt } = acceptance;
  const outcome = { kind: 'accepted', providerId } as const;
  const known = item.state.attempts === attempt.number && item.state.providerId === providerId;
  const state = known
    ? undefined
    : transition(item.state, { kind: 'outcome', number: attempt.number, outcome, dueAt }, acceptedAt);
  const heard = state === undefined ? item : withState(item, state, acceptedAt);
  const told = counts && item.told === 0 ? intendedAt : item.told;
  return told === item.told && heard === item ? item : { ...heard, told, stuckAt: 0 };
}
