import { type Random, seededRandom } from '../../src/kernel/random.ts';

/** Seeded choices for made-up data: the same seed gives the same files on every machine. */
export class Chance {
  readonly #random: Random;

  constructor(seed: string) {
    this.#random = seededRandom(seed);
  }

  /** [0, 1). */
  next(): number {
    return this.#random.next();
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  /** Both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(list: readonly T[]): T {
    const value = list[this.int(0, list.length - 1)];
    if (value === undefined) throw new RangeError('Nothing to pick from.');
    return value;
  }

  /** Early entries more often: half the picks come from the first third of the list. */
  pickEarly<T>(list: readonly T[]): T {
    const value = list[Math.floor(this.next() ** 1.5 * list.length)];
    if (value === undefined) throw new RangeError('Nothing to pick from.');
    return value;
  }

  /** A moment in whole seconds, epoch ms. */
  time(from: number, until: number): number {
    return from + Math.floor((this.next() * (until - from)) / 1_000) * 1_000;
  }
}

/** `2026-03-31T08:15:00Z`. */
export function isoTime(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

export function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** A CSV file of rows of the same keys. */
export function csvText(rows: readonly Readonly<Record<string, string | number | boolean>>[]): string {
  const [first = {}] = rows;
  const columns = Object.keys(first);
  const cell = (value: string | number | boolean | undefined) => {
    const text = value === undefined ? '' : String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}
