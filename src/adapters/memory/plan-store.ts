import type { PlannedMessage, PlanStore, Skip } from '../../campaign/plan-store.ts';
import { type Message, type MessageId, parseMessageId } from '../../delivery/message.ts';
import { byId, type MemoryState } from './memory-state.ts';

export class MemoryPlanStore implements PlanStore {
  readonly #state: MemoryState;

  constructor(state: MemoryState) {
    this.#state = state;
  }

  async append(
    campaignId: string,
    sends: readonly Message[],
    skips: readonly Skip[],
    round?: number,
  ): Promise<boolean> {
    if (round !== undefined && round !== this.#state.planRounds.get(campaignId)) return false;
    for (const message of sends) {
      if (!this.#state.messages.has(message.id)) this.#state.messages.set(message.id, message);
    }
    const known = this.#state.skips.get(campaignId) ?? [];
    this.#state.skips.set(campaignId, known);
    for (const skip of skips) {
      if (!known.some((other) => other.customerKey === skip.customerKey)) known.push(skip);
    }
    return true;
  }

  async clear(campaignId: string): Promise<number | undefined> {
    if (this.#state.campaigns.get(campaignId)?.state !== 'draft') return undefined;
    this.#state.skips.delete(campaignId);
    for (const message of this.#state.messagesOf(campaignId)) this.#state.messages.delete(message.id);
    const round = (this.#state.planRounds.get(campaignId) ?? 0) + 1;
    this.#state.planRounds.set(campaignId, round);
    return round;
  }

  async page(
    campaignId: string,
    originId: string,
    after: MessageId | undefined,
    limit: number,
  ): Promise<readonly PlannedMessage[]> {
    const waiting = this.#state.messagesOf(campaignId).filter((message) => {
      if (message.originId !== originId || (after !== undefined && message.id <= after)) return false;
      const state = this.#state.states.get(message.id);
      return state === undefined || (state.status === 'queued' && state.dueAt === 0);
    });
    return waiting.slice(0, limit).map(({ id, parts }) => ({ id, parts }));
  }

  async load(ids: readonly MessageId[]): Promise<readonly Message[]> {
    return ids.map((id) => this.#state.messages.get(id)).filter((message) => message !== undefined);
  }

  async skipsOf(
    customerKey: string,
  ): Promise<readonly { readonly campaignId: string; readonly reason: string }[]> {
    const skips = [...this.#state.skips].flatMap(([campaignId, list]) =>
      list.filter((skip) => skip.customerKey === customerKey).map(({ reason }) => ({ campaignId, reason })),
    );
    return skips.reverse();
  }

  async ofCustomer(customerKey: string, campaignId?: string): Promise<readonly Message[]> {
    const campaigns = [...this.#state.campaigns.keys()];
    return [...this.#state.messages.values()]
      .filter((message) => parseMessageId(message.id)?.customerKey === customerKey)
      .filter((message) => campaignId === undefined || message.campaignId === campaignId)
      .sort((a, b) => campaigns.indexOf(b.campaignId) - campaigns.indexOf(a.campaignId) || byId(a, b));
  }
}
