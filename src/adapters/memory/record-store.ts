import type { UpsertCount } from '../../audience/customer-store.ts';
import type { RecordStore, RecordWriter } from '../../audience/record-store.ts';
import type { RecordKind, Records } from '../../audience/records.ts';
import { Failure } from '../../kernel/failure.ts';

const event = ({ customerId, sku, at }: Records['carts' | 'views']) => JSON.stringify([customerId, sku, at]);

/** What makes two rows of a kind the same. */
const ID_OF: { readonly [K in RecordKind]: (row: Records[K]) => string } = {
  products: ({ sku }) => sku,
  purchases: ({ id }) => id,
  carts: event,
  views: event,
};

type Tables = { readonly [K in RecordKind]: Map<string, Records[K]> };

/** Records as plain maps. It is what every other store of them has to agree with. */
export class MemoryRecordStore implements RecordStore {
  readonly #tables: Tables = {
    products: new Map(),
    purchases: new Map(),
    carts: new Map(),
    views: new Map(),
  };
  readonly #busy = new Set<RecordKind>();

  async begin<K extends RecordKind>(kind: K): Promise<RecordWriter<Records[K]>> {
    if (this.#busy.has(kind)) {
      throw new Failure(
        'workspace_busy',
        `Another process is importing ${kind}: wait until it ends, and try again.`,
      );
    }
    this.#busy.add(kind);
    return new MemoryRecordWriter(this.#tables[kind], ID_OF[kind], () => this.#busy.delete(kind));
  }

  async count(kind: RecordKind): Promise<number> {
    return this.#tables[kind].size;
  }

  all<K extends RecordKind>(kind: K): readonly Records[K][] {
    return [...this.#tables[kind].values()];
  }
}

class MemoryRecordWriter<T> implements RecordWriter<T> {
  readonly #table: Map<string, T>;
  readonly #idOf: (row: T) => string;
  readonly #done: () => void;
  readonly #rows = new Map<string, T>();

  constructor(table: Map<string, T>, idOf: (row: T) => string, done: () => void) {
    this.#table = table;
    this.#idOf = idOf;
    this.#done = done;
  }

  async add(rows: readonly T[]): Promise<void> {
    for (const row of rows) this.#rows.set(this.#idOf(row), row);
  }

  async commit(): Promise<UpsertCount> {
    const before = this.#table.size;
    for (const [id, row] of this.#rows) this.#table.set(id, row);
    const added = this.#table.size - before;
    this.#done();
    return { added, updated: this.#rows.size - added };
  }

  async discard(): Promise<void> {
    this.#done();
  }
}
