import type { AudienceIndex, CompiledQuery, Overview } from '../../../audience/audience-index.ts';
import { comparable } from '../../../audience/comparable.ts';
import { digitsOfId } from '../../../audience/id-digits.ts';
import type { AsOf } from '../../../audience/query/period.ts';
import type { Query } from '../../../audience/query/query.ts';
import { compileQuery, readOverview } from '../../../audience/sql/compile-query.ts';
import { DUCKDB } from '../../../audience/sql/dialect.ts';
import type { Vocabulary } from '../../../audience/vocabulary.ts';
import type { CustomerMirror } from './customer-mirror.ts';
import { textOf } from './duckdb.ts';
import type { MessageMirror } from './message-mirror.ts';
import type { Snapshot } from './snapshot.ts';
import type { Snapshots } from './snapshots.ts';

const MOST_NAMED = 20;
/** Words in one statement. */
const WORDS_AT_ONCE = 500;

export interface IndexSources {
  readonly snapshots: Snapshots;
  readonly customers: CustomerMirror;
  readonly messages: MessageMirror;
  /** Every campaign of the workspace. */
  readonly campaigns: () => Promise<readonly { readonly id: string; readonly name: string }[]>;
}

/** Answers with DuckDB over the Parquet files of the workspace. */
export class EmbeddedAudienceIndex implements AudienceIndex {
  readonly #sources: IndexSources;

  constructor(sources: IndexSources) {
    this.#sources = sources;
  }

  async count(query: Query, asOf: AsOf): Promise<number> {
    return this.#answer((snapshot) => {
      const { sql, parameters } = compileQuery(query, asOf, snapshot.schema, DUCKDB, 'count');
      return snapshot.ask((reader) => reader.number(sql, parameters));
    });
  }

  async *ids(query: Query, asOf: AsOf, batchSize: number): AsyncIterable<readonly string[]> {
    // All are found before it gives the first: from then on no file is missing any more.
    const { snapshot, reader, chunks, first } = await this.#answer(async (current) => {
      const { sql, parameters } = compileQuery(query, asOf, current.schema, DUCKDB, 'ids');
      const duck = await current.reader();
      try {
        const iterator = duck.orderedTexts(sql, parameters)[Symbol.asyncIterator]();
        return { snapshot: current, reader: duck, chunks: iterator, first: await iterator.next() };
      } catch (error) {
        await current.release(duck);
        throw error;
      }
    });
    try {
      let batch: string[] = [];
      for (let next = first; next.done !== true; next = await chunks.next()) {
        for (const id of next.value) {
          batch.push(id);
          if (batch.length < batchSize) continue;
          yield batch;
          batch = [];
        }
      }
      if (batch.length > 0) yield batch;
    } finally {
      await snapshot.release(reader);
    }
  }

  async overview(query: Query, asOf: AsOf): Promise<Overview> {
    return this.#answer(async (snapshot) => {
      const { sql, parameters } = compileQuery(query, asOf, snapshot.schema, DUCKDB, 'overview');
      const [row = []] = await snapshot.ask((reader) => reader.rows(sql, parameters));
      return readOverview(row);
    });
  }

  async compile(query: Query, asOf: AsOf): Promise<CompiledQuery> {
    return this.#answer(async ({ schema }) => compileQuery(query, asOf, schema, DUCKDB));
  }

  async vocabulary(): Promise<Vocabulary> {
    const campaigns = await this.#sources.campaigns();
    const words = await this.#answer((snapshot) => snapshot.vocabulary());
    return { ...words, campaigns: campaigns.map(({ id, name }) => ({ id, name })) };
  }

  async customersNamed(words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const wanted = [...new Set(words)];
    return this.#answer(async (snapshot) => {
      const found = new Map<string, string[]>();
      for (let from = 0; from < wanted.length; from += WORDS_AT_ONCE) {
        await findNamed(snapshot, wanted.slice(from, from + WORDS_AT_ONCE), found);
      }
      return found;
    });
  }

  close(): void {
    this.#sources.snapshots.close();
  }

  async #answer<T>(question: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const { campaigns, customers, messages, snapshots } = this.#sources;
    await customers.refresh();
    await messages.refresh((await campaigns()).map(({ id }) => id));
    return snapshots.withCurrent(question);
  }
}

async function findNamed(
  snapshot: Snapshot,
  words: readonly string[],
  found: Map<string, string[]>,
): Promise<void> {
  const rows = await snapshot.ask((reader) =>
    reader.rows(
      `WITH named AS (SELECT * FROM (VALUES ${words.map(() => '(?, ?, ?)').join(', ')}) AS w(word, id, digits))
       SELECT word, customer_id FROM (
         SELECT word, customer_id FROM named JOIN customers ON customer_id_text = id
         UNION SELECT word, customer_id FROM named JOIN customers ON id_digits = digits WHERE digits <> '')
       QUALIFY row_number() OVER (PARTITION BY word ORDER BY customer_id) <= ${MOST_NAMED} ORDER BY word, customer_id`,
      words.flatMap((word) => [word, comparable(word), /^\d+$/.test(word) ? digitsOfId(word) : '']),
    ),
  );
  for (const [word, id] of rows) {
    const key = textOf(word);
    const ids = found.get(key) ?? [];
    ids.push(textOf(id));
    found.set(key, ids);
  }
}
