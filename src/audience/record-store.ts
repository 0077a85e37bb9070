import type { UpsertCount } from './customer-store.ts';
import type { RecordKind, Records } from './records.ts';

/** Takes the rows of one import. Nothing of it is seen by anybody before `commit`, and nothing is left of it after `discard`. */
export interface RecordWriter<T> {
  /** Rows count in their order: of two with one id the later wins. What a row does not give is not kept from an earlier import. */
  add(rows: readonly T[]): Promise<void>;
  /** Makes all rows visible at once. `added + updated` is the number of different ids. */
  commit(): Promise<UpsertCount>;
  discard(): Promise<void>;
}

/** Where catalogue, purchases, carts and views are kept. One import of a kind at a time; readers are never in its way. */
export interface RecordStore {
  /** @throws Failure `busy` while another process imports the same kind. */
  begin<K extends RecordKind>(kind: K): Promise<RecordWriter<Records[K]>>;
  count(kind: RecordKind): Promise<number>;
}
