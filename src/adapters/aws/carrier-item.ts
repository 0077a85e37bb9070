import { z } from 'zod';
import { type ProviderEvent, PERSON_EVENTS } from '../../delivery/event.ts';
import { type AttemptRef, asMessageId, parseMessageId } from '../../delivery/message.ts';
import { formatEvent, parseWholeEvent } from '../../delivery/stored-event.ts';
import type { Item } from './dynamodb.ts';
import { attention, isMessageKey, shardOf, timeKey } from './tracking-item.ts';

/** An attempt that a carrier accepted. */
export interface Acceptance {
  readonly attempt: AttemptRef;
  readonly acceptedAt: number;
  /** When somebody has to look at the message again; 0: never. */
  readonly dueAt: number;
  readonly campaignId: string;
  readonly intendedAt: number;
  readonly parts: number;
  /** The counters take it from here until the message is told. */
  readonly counts: boolean;
}

/** An event that waits for the attempt that it belongs to. */
export interface ParkedEvent {
  readonly receivedAt: number;
  readonly event: ProviderEvent;
}

/** What stands under a provider's id, or under `event#<event id>` where an event has none. */
export interface CarrierItem {
  readonly key: string;
  /** `undefined`: events came first. */
  readonly acceptance: Acceptance | undefined;
  readonly parked: readonly ParkedEvent[];
  readonly by: string;
}

/** Keys take 2,048 bytes. */
const LONGEST_ID = 1_000;
/** Events of strangers that share one provider's id; more than any message of ours gets before its acceptance is stored. */
export const MOST_PARKED = 100;
/** Receipts take 72 hours at most; a person who has to look at something has a month. */
const PARKED_SECONDS = 30 * 24 * 60 * 60;

/** The key under which an acceptance and its events meet; `undefined`: no carrier gives such an id, or it would be taken for one of ours. */
export function carrierKey(providerId: string | undefined): string | undefined {
  return providerId === undefined ||
    providerId === '' ||
    Buffer.byteLength(providerId) > LONGEST_ID ||
    providerId.startsWith(EVENT_PREFIX) ||
    isMessageKey(providerId)
    ? undefined
    : providerId;
}

const EVENT_PREFIX = 'event#';

/** Where an event is kept that names no attempt of ours and no provider's id. */
export function strayKey(eventId: string): string {
  return `${EVENT_PREFIX}${eventId.slice(0, LONGEST_ID / 4)}`;
}

const stored = z.object({
  message_id: z.string(),
  by: z.string(),
  attempt: z.string().optional(),
  accepted_at: z.number().default(0),
  due_at: z.number().default(0),
  campaign_id: z.string().default(''),
  intended_at: z.number().default(0),
  parts: z.number().default(0),
  counts: z.boolean().default(false),
  parked: z.array(z.object({ received_at: z.number(), event: z.string() })).default([]),
});

/** @throws when it is no carrier item. */
export function parseCarrierItem(item: unknown): CarrierItem {
  const found = stored.parse(item);
  const [id, number] = found.attempt?.split('#') ?? [];
  return {
    key: found.message_id,
    by: found.by,
    acceptance:
      id === undefined
        ? undefined
        : {
            attempt: { messageId: asMessageId(id), number: Number(number) },
            acceptedAt: found.accepted_at,
            dueAt: found.due_at,
            campaignId: found.campaign_id,
            intendedAt: found.intended_at,
            parts: found.parts,
            counts: found.counts,
          },
    parked: found.parked.map(({ received_at, event }) => ({
      receivedAt: received_at,
      event: parseWholeEvent(event),
    })),
  };
}

export function formatCarrierItem({ key, acceptance, parked, by }: CarrierItem): Item {
  const first = parked[0]?.receivedAt ?? 0;
  const waiting = {
    attention_at: timeKey(acceptance === undefined ? first : acceptance.acceptedAt),
    attention: (acceptance === undefined ? attention.parked : attention.stuck)(shardOf(key)),
    parked: parked.map(({ receivedAt, event }) => ({ received_at: receivedAt, event: formatEvent(event) })),
    ...(acceptance === undefined ? { ttl: Math.ceil(first / 1000) + PARKED_SECONDS } : {}),
  };
  return {
    message_id: key,
    by,
    ...(acceptance === undefined ? {} : formatAcceptance(acceptance)),
    ...(parked.length === 0 ? {} : waiting),
  };
}

function formatAcceptance({ attempt, acceptedAt, dueAt, intendedAt, ...rest }: Acceptance): Item {
  return {
    attempt: `${attempt.messageId}#${attempt.number}`,
    accepted_at: acceptedAt,
    ...(dueAt === 0 ? {} : { due_at: dueAt }),
    campaign_id: rest.campaignId,
    intended_at: intendedAt,
    parts: rest.parts,
    ...(rest.counts ? { counts: true } : {}),
    customer_id: parseMessageId(attempt.messageId)?.customerKey,
    // Clocks differ; what was sent since a time is found by one range.
    timestamp: Math.max(acceptedAt, intendedAt),
  };
}

/** How many of its events wait for a message of ours that may come. */
export function unmatchedIn({ acceptance, parked }: CarrierItem): number {
  return acceptance === undefined
    ? parked.filter(({ event }) => !PERSON_EVENTS.includes(event.type)).length
    : 0;
}
