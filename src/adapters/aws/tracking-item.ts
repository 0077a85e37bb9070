import { z } from 'zod';
import { type AttemptRef, asMessageId, type MessageId, parseMessageId } from '../../delivery/message.ts';
import { type MessageState, NO_STATE } from '../../delivery/state.ts';
import { STATUSES } from '../../delivery/status.ts';
import { TallyDelta } from '../../delivery/tally.ts';
import { transition } from '../../delivery/transition.ts';
import { hash32 } from '../../kernel/random.ts';

/*
 * What stands in delivery-tracking. A message that is sent and delivered costs 4 write units: its intent, the carrier's word with its entry
 * in customer-index, and the receipt. With the usual two items a message and a separate entry for the provider's id it would be 5.
 *
 * - A *message item* under our id: its state, and the events that were folded into it.
 * - A *carrier item* under the provider's id. It is written when the carrier accepts (`attempt`), or by an event that came first
 *   (`parked`): whoever of the two comes second finds the other one there, so nothing is lost and nothing is searched for.
 *
 * The acceptance of a first attempt that nothing waits for is written in the carrier item only; the message item learns it with the
 * next thing that happens to it and says so (`told`). Until then the message item says `sending`, and `withCarrier` gives the state that holds.
 * It is found from the message by way of customer-index, where a carrier item stands for its message.
 */

/** Items that somebody has to look at lie in attention-index, spread over so many partitions. */
export const ATTENTION_SHARDS = 16;

/** What somebody has to look at an item for; `attention_at` is in parentheses. */
export const attention = {
  /** A campaign's message whose wait ends (at that time). */
  due: (campaignId: string, shard: number) => `due#${campaignId}#${shard}`,
  /** Queued and waiting for nothing (its id): found when a campaign is cancelled. */
  queued: (campaignId: string, shard: number) => `queued#${campaignId}#${shard}`,
  /** Failed and waiting for nothing (its id): what `cpaas retry` takes. */
  failed: (campaignId: string, shard: number) => `failed#${campaignId}#${shard}`,
  /** `sending` when its task was handed out again (time of the intent): its worker is gone, unless the carrier item says otherwise. */
  stuck: (shard: number) => `stuck#${shard}`,
  /** Events without a message (when the first of them was received). */
  parked: (shard: number) => `parked#${shard}`,
} as const;

export function shardOf(id: string): number {
  return hash32(id) % ATTENTION_SHARDS;
}

/** A time as a sort key: epoch ms in 15 digits. */
export function timeKey(at: number): string {
  return String(Math.max(0, Math.ceil(at))).padStart(15, '0');
}

const state = z.object({
  status: z.enum(STATUSES),
  reason: z.string(),
  attempts: z.number(),
  tries: z.number(),
  throttles: z.number(),
  intended_at: z.number(),
  done_at: z.number(),
  provider_id: z.string(),
  parts: z.number(),
  cost: z.number(),
  spent: z.number(),
  marks: z.number(),
  due_at: z.number(),
});

/** Attributes that are left out where they are what they usually are: a smaller item, and history that reads. */
const USUAL = z.object({
  reason: z.string().default(''),
  tries: z.number().default(0),
  throttles: z.number().default(0),
  done_at: z.number().default(0),
  provider_id: z.string().default(''),
  spent: z.number().default(0),
  marks: z.number().default(0),
  due_at: z.number().default(0),
});

const storedState = state.extend(USUAL.shape);

export function stateOf(item: unknown): MessageState {
  const { intended_at, done_at, provider_id, due_at, ...rest } = storedState.parse(item);
  return { ...rest, intendedAt: intended_at, doneAt: done_at, providerId: provider_id, dueAt: due_at };
}

export function formatState({
  status,
  attempts,
  parts,
  cost,
  intendedAt,
  reason,
  tries,
  throttles,
  doneAt,
  providerId,
  spent,
  marks,
  dueAt,
}: MessageState): Readonly<Record<string, string | number>> {
  const usual = {
    reason,
    tries,
    throttles,
    done_at: doneAt,
    provider_id: providerId,
    spent,
    marks,
    due_at: dueAt,
  };
  const other = Object.entries(usual).filter(([, value]) => value !== '' && value !== 0);
  return { status, attempts, parts, cost, intended_at: intendedAt, ...Object.fromEntries(other) };
}

/** What a carrier item says of the attempt that it stands for. */
export interface Acceptance extends AttemptRef {
  readonly providerId: string;
  readonly acceptedAt: number;
}

const carrierItem = z.object({
  message_id: z.string(),
  /** `<message id>#<number>`; absent: events came first. */
  attempt: z.string().optional(),
  /** When the carrier's answer was recorded; absent: the message item has it. */
  accepted_at: z.number().optional(),
});

/** The attempt that a carrier item stands for; `undefined`: none yet. */
export function attemptOfItem(item: unknown): AttemptRef | undefined {
  const [id, number] = carrierItem.parse(item).attempt?.split('#') ?? [];
  return id === undefined ? undefined : { messageId: asMessageId(id), number: Number(number) };
}

/** The acceptance that only the carrier item tells; `undefined`: it tells none. */
export function acceptanceOf(item: unknown): Acceptance | undefined {
  const { message_id: providerId, accepted_at: acceptedAt } = carrierItem.parse(item);
  const attempt = attemptOfItem(item);
  return attempt === undefined || acceptedAt === undefined
    ? undefined
    : { ...attempt, providerId, acceptedAt };
}

/** The state that holds: that of the message item, and what the carrier item adds. */
export function withCarrier(
  before: MessageState,
  { number, providerId, acceptedAt }: Acceptance,
): MessageState {
  const outcome = { kind: 'accepted', providerId } as const;
  return transition(before, { kind: 'outcome', number, outcome, dueAt: 0 }, acceptedAt) ?? before;
}

const counted = z.object({ campaign_id: z.string(), told: z.boolean().optional() });

/**
 * What one item adds to the counters of its campaign; `undefined`: nothing. The counters are the sum over all items, so that a stream of old
 * and new images gives them exactly, whatever the order between items: an acceptance counts where the carrier item tells it, and no
 * more than once where the message item was told.
 */
export function contribution(
  item: unknown,
): { readonly campaignId: string; readonly changes: readonly (readonly [string, number])[] } | undefined {
  const { success, data } = counted.safeParse(item);
  if (!success) return undefined;
  const delta = new TallyDelta();
  const acceptance = acceptanceOf(item);
  const id = acceptance?.messageId ?? messageIdOf(item);
  const parts = id === undefined ? undefined : parseMessageId(id);
  if (parts === undefined) return undefined;
  if (acceptance === undefined) {
    delta.count(parts.channel, parts.step, undefined, stateOf(item));
    if (data.told === true) delta.count(parts.channel, parts.step, ACCEPTED, FIRST);
  } else {
    delta.count(parts.channel, parts.step, FIRST, ACCEPTED);
  }
  return { campaignId: data.campaign_id, changes: delta.changes() };
}

/** A first attempt before and after it was accepted, as far as counters tell. */
const FIRST: MessageState = { ...NO_STATE, status: 'sending', attempts: 1 };
const ACCEPTED: MessageState = { ...FIRST, status: 'sent', tries: 1 };

/** The id of a message item; `undefined`: it is another item. */
export function messageIdOf(item: unknown): MessageId | undefined {
  const { data } = z.object({ message_id: z.string(), status: z.string() }).safeParse(item);
  return data === undefined || parseMessageId(data.message_id) === undefined
    ? undefined
    : asMessageId(data.message_id);
}
