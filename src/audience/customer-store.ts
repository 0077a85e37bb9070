import type { Customer, NewCustomer } from './customer.ts';

export interface UpsertCount {
  readonly added: number;
  readonly updated: number;
}

/** Where customers are kept. The order of `stream` is by key, stable while nobody imports. */
export interface CustomerStore {
  /**
   * Adds customers, or brings those with the same id up to date: each of them whole, and all where it resolves. A batch that failed may be
   * there in part, and is made whole by doing it again. What a row does not give stays: its fields, addresses, consents and attributes
   * are merged by name into the customer's, and a file with two columns erases nothing. Rows count in their order, so of two with one id
   * the later wins, and `added + updated` is the number of rows.
   */
  upsert(customers: readonly NewCustomer[]): Promise<UpsertCount>;
  /** Batches of every customer, at most `batchSize` each; memory does not grow with the number of customers. */
  stream(batchSize: number): AsyncIterable<readonly Customer[]>;
  find(id: string): Promise<Customer | undefined>;
  /** In the order of `keys`; unknown ones are left out. */
  findByKeys(keys: readonly string[]): Promise<readonly Customer[]>;
  /** In the order of `ids`; unknown ones are left out. */
  findByIds(ids: readonly string[]): Promise<readonly Customer[]>;
  count(): Promise<number>;
  /** Another text after every import, whether or not it said anything new: who keeps a copy knows when to take it again. One read. */
  revision(): Promise<string>;
}
