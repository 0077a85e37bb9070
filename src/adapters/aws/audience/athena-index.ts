import {
  type AudienceIndex,
  type CompiledQuery,
  IDS_IN_OVERVIEW,
  type Overview,
  type Reach,
} from '../../../audience/audience-index.ts';
import { comparable } from '../../../audience/comparable.ts';
import type { Customer } from '../../../audience/customer.ts';
import type { CustomerStore } from '../../../audience/customer-store.ts';
import { byCodePoints } from '../../../audience/code-points.ts';
import { digitsOfId } from '../../../audience/id-digits.ts';
import { compileCustomerTest, isAboutCustomersAlone } from '../../../audience/query/customer-test.ts';
import type { AsOf } from '../../../audience/query/period.ts';
import type { Query } from '../../../audience/query/query.ts';
import { compileQuery, type Question, readOverview } from '../../../audience/sql/compile-query.ts';
import { ATHENA } from '../../../audience/sql/dialect.ts';
import { keyLookup } from '../../../audience/sql/key-lookup.ts';
import type { Vocabulary } from '../../../audience/vocabulary.ts';
import { type Channel, perChannel } from '../../../kernel/channel.ts';
import { pagesOf } from '../dynamodb.ts';
import { type Bucket, getObject } from '../s3.ts';
import { firstColumn, objectBytes } from './answer-file.ts';
import type { Answer, Athena } from './athena.ts';
import type { Generation, Generations } from './generations.ts';
import { readVocabulary } from './stored-vocabulary.ts';

const MOST_NAMED = 20;
/** Words in one statement: far below the bound of its text. */
const WORDS_AT_ONCE = 500;
const ONLY_DIGITS = /^\d+$/;

export interface AthenaSources {
  readonly athena: Athena;
  readonly bucket: Bucket;
  readonly generations: Generations;
  /** Asked by key when a query names customers. */
  readonly customers: Pick<CustomerStore, 'findByIds'>;
  /** Every campaign there is. */
  readonly campaigns: () => Promise<Vocabulary['campaigns']>;
}

/** Answers with Athena over what was published last, and by key where a query names its customers. */
export class AthenaAudienceIndex implements AudienceIndex {
  readonly #sources: AthenaSources;
  readonly #closing = new AbortController();

  constructor(sources: AthenaSources) {
    this.#sources = sources;
  }

  async count(query: Query, asOf: AsOf): Promise<number> {
    const named = await this.#named(query, asOf);
    if (named !== undefined) return named.length;
    const answer = await this.#ask(query, asOf, 'count');
    return Number((await this.#row(answer))[0] ?? 0);
  }

  async *ids(query: Query, asOf: AsOf, batchSize: number): AsyncIterable<readonly string[]> {
    const named = await this.#named(query, asOf);
    if (named !== undefined) {
      yield* pagesOf(named.map(({ id }) => id).toSorted(byCodePoints), batchSize);
      return;
    }
    const answer = await this.#ask(query, asOf, 'ids');
    let batch: string[] = [];
    for await (const some of this.#column(answer)) {
      for (const id of some) {
        batch.push(id);
        if (batch.length < batchSize) continue;
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }

  async overview(query: Query, asOf: AsOf): Promise<Overview> {
    const named = await this.#named(query, asOf);
    if (named !== undefined) return overviewOf(named);
    return readOverview(await this.#row(await this.#ask(query, asOf, 'overview')));
  }

  async compile(query: Query, asOf: AsOf): Promise<CompiledQuery> {
    const { schema } = await this.#sources.generations.current();
    return compileQuery(query, asOf, schema, ATHENA);
  }

  async vocabulary(): Promise<Vocabulary> {
    const { bucket, campaigns, generations } = this.#sources;
    const words = readVocabulary(await getObject(bucket, (await generations.current()).words));
    return { ...words, campaigns: await campaigns() };
  }

  /** A word that is somebody's id, letter by letter, is looked up by key: nobody else is looked for then whose id differs by case alone. */
  async customersNamed(words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const wanted = [...new Set(words)];
    const withLetters = wanted.filter((word) => !ONLY_DIGITS.test(word));
    const byKey = await this.#sources.customers.findByIds(withLetters);
    const found = new Map(byKey.map(({ id }) => [id, [id]]));
    const others = wanted.filter((word) => !found.has(word));
    if (others.length === 0) return found;
    const generation = await this.#sources.generations.current();
    for (const page of pagesOf(others, WORDS_AT_ONCE)) await this.#findNamed(generation, page, found);
    return found;
  }

  /** Cancels what is under way. */
  close(): void {
    this.#closing.abort(new Error('The audience index was closed.'));
    this.#sources.athena.close();
  }

  /** Those of the customers that the query names who are in it; `undefined` where it takes a look at everybody. */
  async #named(query: Query, asOf: AsOf): Promise<readonly Customer[] | undefined> {
    const ids = keyLookup(query);
    if (ids === undefined || !isAboutCustomersAlone(query)) return undefined;
    const found = await this.#sources.customers.findByIds(ids);
    return found.filter(compileCustomerTest(query, asOf));
  }

  async #ask(query: Query, asOf: AsOf, question: Question): Promise<Answer> {
    const { athena, generations } = this.#sources;
    const { database, schema } = await generations.current();
    const statement = compileQuery(query, asOf, schema, ATHENA, question);
    return athena.run(statement, database, this.#closing.signal);
  }

  async #row(answer: Answer): Promise<readonly (string | undefined)[]> {
    for await (const row of this.#sources.athena.rows(answer, this.#closing.signal)) return row;
    return [];
  }

  /** Of a large answer, which lies as one CSV file in the order of the statement. */
  #column({ location = '' }: Answer): AsyncIterable<readonly string[]> {
    const { bucket } = this.#sources;
    const key = location.replace(`s3://${bucket.name}/`, '');
    return firstColumn(objectBytes(bucket, key, this.#closing.signal));
  }

  async #findNamed(
    { database }: Generation,
    words: readonly string[],
    found: Map<string, string[]>,
  ): Promise<void> {
    const { athena } = this.#sources;
    const ids = words.map(comparable);
    const digits = words.filter((word) => ONLY_DIGITS.test(word)).map(digitsOfId);
    const places = (list: readonly string[]) => list.map(() => '?').join(', ');
    const byDigits = digits.length === 0 ? '' : ` OR id_digits IN (${places(digits)})`;
    const statement = {
      sql: `SELECT customer_id, customer_id_text, id_digits FROM customers WHERE customer_id_text IN (${places(ids)})${byDigits} ORDER BY customer_id`,
      parameters: [...ids, ...digits],
    };
    const answer = await athena.run(statement, database, this.#closing.signal);
    for await (const [id, text, idDigits] of athena.rows(answer, this.#closing.signal)) {
      if (id === undefined) continue;
      for (const word of words.filter((each) => comparable(each) === text || isDigits(each, idDigits))) {
        const ids = found.get(word) ?? [];
        if (ids.length < MOST_NAMED) ids.push(id);
        found.set(word, ids);
      }
    }
  }
}

function isDigits(word: string, idDigits: string | undefined): boolean {
  return ONLY_DIGITS.test(word) && digitsOfId(word) === idDigits;
}

function overviewOf(customers: readonly Customer[]): Overview {
  return {
    count: customers.length,
    reach: perChannel((channel) => reachOf(customers, channel)),
    first: customers
      .map(({ id }) => id)
      .toSorted(byCodePoints)
      .slice(0, IDS_IN_OVERVIEW),
  };
}

function reachOf(customers: readonly Customer[], channel: Channel): Reach {
  const reachable = customers.filter(({ addresses }) => addresses[channel] !== undefined);
  return {
    reachable: reachable.length,
    allowed: reachable.filter(({ consent }) => consent[channel] === true).length,
  };
}
