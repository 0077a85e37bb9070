import type { SentMessage } from '../../src/audience/records.ts';
import type { MessageLedger } from '../../src/delivery/ledger.ts';

/** A ledger that knows what it was told: what an audience index reads of one. */
export class ToldMessages implements Pick<MessageLedger, 'revision' | 'sentMessages'> {
  readonly #messages: SentMessage[] = [];

  tell(messages: readonly SentMessage[]): void {
    this.#messages.push(...messages);
  }

  /** The campaigns of the messages, by their ids. */
  async campaigns(): Promise<readonly { readonly id: string; readonly name: string }[]> {
    const ids = new Set(this.#messages.map(({ campaignId }) => campaignId));
    return [...ids].sort().map((id) => ({ id, name: `The ${id} campaign` }));
  }

  async revision(campaignId: string): Promise<string> {
    return String(this.#of(campaignId).length);
  }

  async *sentMessages(campaignId: string, batchSize: number): AsyncIterable<readonly SentMessage[]> {
    const sent = this.#of(campaignId);
    for (let at = 0; at < sent.length; at += batchSize) yield sent.slice(at, at + batchSize);
  }

  #of(campaignId: string): readonly SentMessage[] {
    return this.#messages.filter((message) => message.campaignId === campaignId);
  }
}
