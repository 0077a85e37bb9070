import type { SentMessage } from '../audience/records.ts';
import { type MessageId, parseMessageId } from './message.ts';
import { hasMark, MARK, type MessageState } from './state.ts';
import { RANK } from './status.ts';

/** What audiences can ask about a message; `undefined`: it did not go out, or its first answer is still to come. */
export function sentMessage(id: MessageId, campaignId: string, state: MessageState): SentMessage | undefined {
  const parts = parseMessageId(id);
  const rank = RANK[state.status];
  const failed = state.status === 'failed';
  const contacted = (rank >= RANK.unknown && !failed) || hasMark(state, MARK.mayHaveArrived);
  if (parts === undefined || (!contacted && !failed)) return undefined;
  return {
    customerKey: parts.customerKey,
    campaignId,
    channel: parts.channel,
    at: state.intendedAt,
    contacted,
    delivered: rank >= RANK.delivered,
    opened: state.status === 'read' || hasMark(state, MARK.opened),
    clicked: hasMark(state, MARK.clicked),
    failed,
  };
}
