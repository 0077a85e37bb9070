import {
  type AudienceIndex,
  type CompiledQuery,
  IDS_IN_OVERVIEW,
  type Overview,
} from '../../audience/audience-index.ts';
import { byCodePoints } from '../../audience/code-points.ts';
import { comparable } from '../../audience/comparable.ts';
import type { Customer } from '../../audience/customer.ts';
import type { CustomerStore } from '../../audience/customer-store.ts';
import { digitsOfId } from '../../audience/id-digits.ts';
import { evaluate } from '../../audience/query/evaluate.ts';
import type { World } from '../../audience/query/history.ts';
import type { AsOf } from '../../audience/query/period.ts';
import type { Query } from '../../audience/query/query.ts';
import type { SentMessage } from '../../audience/records.ts';
import type { Vocabulary } from '../../audience/vocabulary.ts';
import type { MessageLedger } from '../../delivery/ledger.ts';
import { perChannel } from '../../kernel/channel.ts';
import type { MemoryRecordStore } from './record-store.ts';
import { wordsOf } from './vocabulary.ts';

const BATCH = 1000;
const MOST_NAMED = 20;

export interface AudienceSources {
  readonly customers: Pick<CustomerStore, 'stream'>;
  readonly records: MemoryRecordStore;
  readonly ledger: Pick<MessageLedger, 'sentMessages'>;
  readonly campaigns: () => Promise<readonly { readonly id: string; readonly name: string }[]>;
}

/** Looks at everybody, each time. It is what every other index has to agree with. */
export class MemoryAudienceIndex implements AudienceIndex {
  readonly #sources: AudienceSources;

  constructor(sources: AudienceSources) {
    this.#sources = sources;
  }

  async count(query: Query, asOf: AsOf): Promise<number> {
    return evaluate(query, await this.#world(), asOf).size;
  }

  async *ids(query: Query, asOf: AsOf, batchSize: number): AsyncIterable<readonly string[]> {
    const ids = [...evaluate(query, await this.#world(), asOf)].sort(byCodePoints);
    for (let at = 0; at < ids.length; at += batchSize) yield ids.slice(at, at + batchSize);
  }

  async overview(query: Query, asOf: AsOf): Promise<Overview> {
    const world = await this.#world();
    const ids = evaluate(query, world, asOf);
    const reach = perChannel((channel) => {
      const reachable = world.customers.filter(
        ({ id, addresses }) => ids.has(id) && addresses[channel] !== undefined,
      );
      const allowed = reachable.filter(({ consent }) => consent[channel] === true);
      return { reachable: reachable.length, allowed: allowed.length };
    });
    return { count: ids.size, reach, first: [...ids].sort(byCodePoints).slice(0, IDS_IN_OVERVIEW) };
  }

  /** There is no statement behind the answers of this one. */
  async compile(): Promise<CompiledQuery> {
    return { sql: '', parameters: [] };
  }

  async vocabulary(): Promise<Vocabulary> {
    const campaigns = await this.#sources.campaigns();
    return wordsOf(
      await this.#world(),
      campaigns.map(({ id, name }) => ({ id, name })),
    );
  }

  async customersNamed(words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const ids = (await this.#customers()).map(({ id }) => id).sort(byCodePoints);
    const named = new Map<string, readonly string[]>();
    for (const word of words) {
      const isNumber = /^\d+$/.test(word);
      const found = ids.filter(
        (id) =>
          comparable(id) === comparable(word) ||
          (isNumber && /\d/.test(id) && digitsOfId(id) === digitsOfId(word)),
      );
      if (found.length > 0) named.set(word, found.slice(0, MOST_NAMED));
    }
    return named;
  }

  close(): void {}

  async #customers(): Promise<readonly Customer[]> {
    const customers: Customer[] = [];
    for await (const batch of this.#sources.customers.stream(BATCH)) customers.push(...batch);
    return customers;
  }

  async #world(): Promise<World> {
    const { records, ledger, campaigns } = this.#sources;
    const messages: SentMessage[] = [];
    for (const { id } of await campaigns()) {
      for await (const batch of ledger.sentMessages(id, BATCH)) messages.push(...batch);
    }
    return {
      customers: await this.#customers(),
      products: records.all('products'),
      purchases: records.all('purchases'),
      carts: records.all('carts'),
      views: records.all('views'),
      messages,
    };
  }
}
