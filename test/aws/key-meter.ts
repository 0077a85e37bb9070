import type { Item } from '../../src/adapters/aws/dynamodb.ts';
import { type TableName, tableOf } from '../../src/adapters/aws/tables.ts';

/** What one partition key of a table or an index takes (aws-facts 5.1); more is rejected, whatever the table may take. */
const UNITS_PER_SECOND = 1_000;

/** Counts write units by partition key and second, of tables and of their indexes, and rejects what a key does not take. */
export class KeyMeter {
  readonly #units = new Map<string, number>();
  #rejected = 0;
  #total = 0;

  get rejected(): number {
    return this.#rejected;
  }

  get total(): number {
    return this.#total;
  }

  /** Units in the busiest second of the busiest keys, most first. */
  busiest(count: number): readonly { readonly key: string; readonly units: number }[] {
    const keys = new Map<string, number>();
    for (const [name, units] of this.#units) {
      const key = name.slice(0, name.lastIndexOf('@'));
      keys.set(key, Math.max(keys.get(key) ?? 0, units));
    }
    return [...keys]
      .map(([key, units]) => ({ key, units }))
      .toSorted((a, b) => b.units - a.units)
      .slice(0, count);
  }

  /** A write of an item where `before` stood: one to the table, and one to each index for an entry that goes and one for one that comes. */
  put(table: TableName, item: Item, before: Item | undefined, atMs: number): void {
    const { partition, indexes } = tableOf(table);
    this.write(table, String(item[partition]), atMs);
    for (const [name, index] of Object.entries(indexes)) {
      const keys = [before, item].map((each) => entryOf(each, index));
      const [old, next] = keys;
      if (old?.entry === next?.entry && index.projection === 'KEYS_ONLY') continue;
      for (const each of old?.entry === next?.entry ? [next] : keys) {
        if (each !== undefined) this.write(`${table} ${name}`, each.partition, atMs);
      }
    }
  }

  write(table: string, partition: string, atMs: number): void {
    const name = `${table} ${partition}@${Math.floor(atMs / 1000)}`;
    const units = (this.#units.get(name) ?? 0) + 1;
    this.#units.set(name, units);
    this.#total++;
    if (units > UNITS_PER_SECOND) this.#rejected++;
  }
}

function entryOf(
  item: Item | undefined,
  { partition, sort }: { readonly partition: string; readonly sort: string },
): { readonly partition: string; readonly entry: string } | undefined {
  const key = item?.[partition];
  const within = item?.[sort];
  if (typeof key !== 'string' || (typeof within !== 'string' && typeof within !== 'number')) return undefined;
  return { partition: key, entry: `${key} ${within}` };
}
