import type { Skip } from '../../campaign/plan-store.ts';
import type { PastAttempt } from '../../delivery/attempts.ts';
import type { ProviderEvent } from '../../delivery/event.ts';
import type { AttemptRef, Message, MessageId } from '../../delivery/message.ts';
import type { MessageState } from '../../delivery/state.ts';
import type { Campaign } from '../../campaign/campaign-store.ts';
import type { Suppression } from '../../consent/suppression-store.ts';

/** An event and the attempt it was matched to. */
export interface InboxEntry {
  readonly receivedAt: number;
  readonly event: ProviderEvent;
  attempt: AttemptRef | undefined;
}

/** What the memory adapters share, as the tables of a database are shared: plain maps, the reference for every other store. */
export class MemoryState {
  readonly campaigns = new Map<string, Campaign>();
  readonly messages = new Map<MessageId, Message>();
  readonly skips = new Map<string, Skip[]>();
  /** How often each campaign was begun to be planned. */
  readonly planRounds = new Map<string, number>();
  readonly states = new Map<MessageId, MessageState>();
  readonly earlierAttempts = new Map<MessageId, PastAttempt[]>();
  readonly inbox: InboxEntry[] = [];
  readonly suppressions = new Map<string, Suppression>();
  /** Address key -> when the customer last wrote on WhatsApp. */
  readonly windowsOpenedAt = new Map<string, number>();

  /** Messages of a campaign in the order of their ids. */
  messagesOf(campaignId: string): readonly Message[] {
    return [...this.messages.values()].filter((m) => m.campaignId === campaignId).sort(byId);
  }
}

export function byId(a: { readonly id: MessageId }, b: { readonly id: MessageId }): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
