import type { Channel } from '../kernel/channel.ts';
import type { AsOf } from './query/period.ts';
import type { Query } from './query/query.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A query as the store runs it: text with placeholders, and what stands for each, in order. No text of the query is in `sql`. */
export interface CompiledQuery {
  readonly sql: string;
  readonly parameters: readonly (string | number | boolean)[];
}

/** How many of an audience a channel can reach. */
export interface Reach {
  /** Have an address. */
  readonly reachable: number;
  /** Have one and agreed. Opt-outs that came later are looked at when a campaign is planned. */
  readonly allowed: number;
}

export const IDS_IN_OVERVIEW = 10;

/** What is shown of an audience, all of one moment. */
export interface Overview {
  readonly count: number;
  readonly reach: Readonly<Record<Channel, Reach>>;
  /** The first ids, ordered by code points. */
  readonly first: readonly string[];
}

/**
 * Answers queries over everything that was imported and sent. It is a reader's copy: each call first takes in what changed since, and
 * everything one call answers is of one moment.
 */
export interface AudienceIndex {
  count(query: Query, asOf: AsOf): Promise<number>;
  /** Ids of the customers, ordered by code points, at most `batchSize` at a time; memory does not grow with their number. */
  ids(query: Query, asOf: AsOf, batchSize: number): AsyncIterable<readonly string[]>;
  /** In one pass over the data. */
  overview(query: Query, asOf: AsOf): Promise<Overview>;
  /** The statement behind `ids`, to be shown. */
  compile(query: Query, asOf: AsOf): Promise<CompiledQuery>;
  /** What the data is made of: all that words can mean. */
  vocabulary(): Promise<Vocabulary>;
  /** Of these words, those that name a customer: its id in any case, or the digits of it. At most 20 ids a word. */
  customersNamed(words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  close(): void;
}
