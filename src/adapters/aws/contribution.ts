import { type MessageState, NO_STATE } from '../../delivery/state.ts';
import { RANK } from '../../delivery/status.ts';
import { parseMessageId } from '../../delivery/message.ts';
import { TallyDelta } from '../../delivery/tally.ts';
import type { Channel } from '../../kernel/channel.ts';
import { type Acceptance, parseCarrierItem, unmatchedIn } from './carrier-item.ts';
import type { Item } from './dynamodb.ts';
import { keyOf } from './carrier-items.ts';
import { type MessageItem, parseMessageItem } from './message-item.ts';
import { isMessageKey } from './tracking-item.ts';

/** Parts that went out with the intent of this time; negative: they are taken back. */
export interface SentParts {
  readonly channel: Channel;
  readonly at: number;
  readonly parts: number;
}

/** What one item adds to the counters of its campaign, and to the number of events that no message is known for. */
export interface Contribution {
  readonly campaignId: string;
  /** As TallyDelta.changes. */
  readonly counts: readonly (readonly [string, number])[];
  readonly sent: readonly SentParts[];
  readonly unmatched: number;
}

const NOTHING: Contribution = { campaignId: '', counts: [], sent: [], unmatched: 0 };

/**
 * The counters are the sum of this over all items, so that a stream of old and new images gives them exactly, whatever the order between
 * items: an acceptance counts where the carrier item tells it, and no more than once where the message item was told.
 */
export function contributionOf(item: Item | undefined): Contribution {
  if (item === undefined) return NOTHING;
  if (isMessageKey(keyOf(item))) return ofMessage(parseMessageItem(item));
  const carrier = parseCarrierItem(item);
  const { acceptance } = carrier;
  return acceptance?.counts === true
    ? ofAcceptance(acceptance)
    : { ...NOTHING, unmatched: unmatchedIn(carrier) };
}

function ofMessage({ id, campaignId, state, told }: MessageItem): Contribution {
  const parts = parseMessageId(id);
  if (parts === undefined) return NOTHING;
  const { channel, step } = parts;
  const delta = new TallyDelta();
  delta.count(channel, step, undefined, state);
  if (told > 0) delta.count(channel, step, ACCEPTED, FIRST);
  const own =
    RANK[state.status] >= RANK.unknown ? [{ channel, at: state.intendedAt, parts: state.parts }] : [];
  const again = told > 0 ? [{ channel, at: told, parts: -state.parts }] : [];
  return { campaignId, counts: delta.changes(), sent: [...own, ...again], unmatched: 0 };
}

function ofAcceptance({ attempt, campaignId, intendedAt, parts }: Acceptance): Contribution {
  const id = parseMessageId(attempt.messageId);
  if (id === undefined) return NOTHING;
  const delta = new TallyDelta();
  delta.count(id.channel, id.step, FIRST, ACCEPTED);
  const sent = [{ channel: id.channel, at: intendedAt, parts }];
  return { campaignId, counts: delta.changes(), sent, unmatched: 0 };
}

/** A first attempt before and after it was accepted, as far as counters tell. */
const FIRST: MessageState = { ...NO_STATE, status: 'sending', attempts: 1 };
const ACCEPTED: MessageState = { ...FIRST, status: 'sent', tries: 1 };
