import { isDeepStrictEqual } from 'node:util';
import { type TableName, tableOf } from '../../src/adapters/aws/tables.ts';
import { itemSize, type PlainItem, writeUnits } from './item-size.ts';

/** What one write cost. */
export interface WriteCost {
  readonly table: number;
  /** Of each index that it changed. */
  readonly indexes: Readonly<Record<string, number>>;
}

/** What an index takes for an entry beside its attributes (aws-facts 5.2). */
const INDEX_OVERHEAD = 100;

/**
 * What a table holds, known from the writes that were seen: a write costs by the larger of the item before and after it, and in each index
 * by whether its entry comes, goes, moves or changes (aws-facts 5.1, 5.2). Emulators do not compute that.
 */
export class ShadowTable {
  readonly #name: TableName;
  readonly #items = new Map<string, PlainItem>();

  constructor(name: TableName) {
    this.#name = name;
  }

  /** Average bytes of its items; 0: it is empty. */
  get averageSize(): number {
    const sizes = [...this.#items.values()].map(itemSize);
    return sizes.length === 0 ? 0 : sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  }

  put(item: PlainItem): WriteCost {
    const key = this.#keyOf(item);
    const before = this.#items.get(key);
    this.#items.set(key, item);
    return this.#cost(before, item);
  }

  remove(key: PlainItem): WriteCost {
    const before = this.#items.get(this.#keyOf(key));
    this.#items.delete(this.#keyOf(key));
    return this.#cost(before, undefined);
  }

  /** Of a write whose condition failed: the size of what is there. */
  refused(key: PlainItem): WriteCost {
    const there = this.#items.get(this.#keyOf(key));
    return { table: writeUnits(there === undefined ? 0 : itemSize(there)), indexes: {} };
  }

  find(key: PlainItem): PlainItem | undefined {
    return this.#items.get(this.#keyOf(key));
  }

  #cost(before: PlainItem | undefined, after: PlainItem | undefined): WriteCost {
    const size = Math.max(...[before, after].map((item) => (item === undefined ? 0 : itemSize(item))));
    const indexes = Object.keys(tableOf(this.#name).indexes).flatMap((index) => {
      const units = indexUnits(this.#entry(index, before), this.#entry(index, after));
      return units === 0 ? [] : [[index, units] as const];
    });
    return { table: writeUnits(size), indexes: Object.fromEntries(indexes) };
  }

  /** What an index holds of an item; `undefined`: it has no place in it. */
  #entry(name: string, item: PlainItem | undefined): Entry | undefined {
    const { indexes, partition, sort } = tableOf(this.#name);
    const index = indexes[name];
    if (index === undefined || item === undefined) return undefined;
    const own = [index.partition, index.sort];
    if (own.some((attribute) => item[attribute] === undefined)) return undefined;
    const held =
      index.projection === 'ALL'
        ? Object.keys(item)
        : [...own, partition, ...(sort === undefined ? [] : [sort])];
    return { key: pick(item, own), held: pick(item, held) };
  }

  #keyOf(item: PlainItem): string {
    const { partition, sort } = tableOf(this.#name);
    return JSON.stringify([item[partition], sort === undefined ? '' : item[sort]]);
  }
}

interface Entry {
  readonly key: PlainItem;
  readonly held: PlainItem;
}

function indexUnits(before: Entry | undefined, after: Entry | undefined): number {
  const unitsOf = ({ held }: Entry) => writeUnits(itemSize(held) + INDEX_OVERHEAD);
  if (before === undefined) return after === undefined ? 0 : unitsOf(after);
  if (after === undefined) return unitsOf(before);
  if (!isDeepStrictEqual(before.key, after.key)) return unitsOf(before) + unitsOf(after);
  return isDeepStrictEqual(before.held, after.held) ? 0 : Math.max(unitsOf(before), unitsOf(after));
}

function pick(item: PlainItem, names: readonly string[]): PlainItem {
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}
