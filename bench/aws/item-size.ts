/** An item as plain values, as DynamoDB's document client reads it. */
export type PlainItem = Readonly<Record<string, unknown>>;

/** One write unit writes so many bytes of an item, one read unit reads so many; begun ones count whole (aws-facts 5.1). */
const WRITE_UNIT = 1024;
const READ_UNIT = 4096;

/** Of a list or a map, beside its elements. */
const CONTAINER = 3;
const ELEMENT = 1;

/**
 * Bytes of an item as DynamoDB counts them (developer guide, "Item sizes and formats"): names and strings in UTF-8, a byte for two
 * significant digits and one more, one for a boolean or null, three for a list or map and one for each element.
 */
export function itemSize(item: PlainItem): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value),
    0,
  );
}

function valueSize(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number' || typeof value === 'bigint') return numberSize(String(value));
  if (typeof value === 'boolean' || value === null) return 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (value instanceof Set) return [...value].reduce((sum, each) => sum + valueSize(each), 0);
  if (Array.isArray(value))
    return CONTAINER + value.reduce<number>((sum, each) => sum + ELEMENT + valueSize(each), 0);
  if (typeof value === 'object') {
    const entries = Object.entries(value);
    return CONTAINER + ELEMENT * entries.length + itemSize(Object.fromEntries(entries));
  }
  throw new Error(`An item holds ${typeof value}, whose size nobody knows.`);
}

/** Zeros at either end are not significant; a sign takes a byte. */
function numberSize(text: string): number {
  const digits = text.replace(/e.*$/, '').replaceAll(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

/** Units of one write of so many bytes: at least one. */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT));
}

/** Units of reading so many bytes at once: at least one, half of it when an older state will do. */
export function readUnits(bytes: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT)) * (consistent ? 1 : 0.5);
}
