import type { AudienceIndex } from './audience-index.ts';
import type { Customer } from './customer.ts';
import type { CustomerStore } from './customer-store.ts';
import { compileCustomerTest, isAboutCustomersAlone, type RecordQuery } from './query/customer-test.ts';
import type { AsOf } from './query/period.ts';
import type { Query } from './query/query.ts';
import { keyLookup } from './sql/key-lookup.ts';

export interface SelectionParts {
  readonly customers: Pick<CustomerStore, 'stream' | 'findByIds'>;
  /** Opens the index, which is closed again; never asked where the customers' own records are enough. */
  readonly openAudience: () => Promise<Pick<AudienceIndex, 'ids' | 'close'>>;
}

/**
 * The customers that a query is for, at most `batchSize` at a time; memory does not grow with their number. Those who are named are
 * looked up, what their own records say is looked up in all of them, and for anything else the index is asked.
 */
export async function* selectCustomers(
  query: Query,
  { customers, openAudience }: SelectionParts,
  asOf: AsOf,
  batchSize: number,
): AsyncGenerator<readonly Customer[], void, undefined> {
  if (isAboutCustomersAlone(query)) {
    yield* testedCustomers(query, customers, asOf, batchSize);
    return;
  }
  const index = await openAudience();
  try {
    for await (const ids of index.ids(query, asOf, batchSize)) yield await customers.findByIds(ids);
  } finally {
    index.close();
  }
}

async function* testedCustomers(
  query: RecordQuery,
  customers: SelectionParts['customers'],
  asOf: AsOf,
  batchSize: number,
): AsyncGenerator<readonly Customer[], void, undefined> {
  const test = compileCustomerTest(query, asOf);
  const named = keyLookup(query);
  if (named === undefined) {
    for await (const batch of customers.stream(batchSize)) yield batch.filter(test);
    return;
  }
  for (let at = 0; at < named.length; at += batchSize) {
    yield (await customers.findByIds(named.slice(at, at + batchSize))).filter(test);
  }
}
