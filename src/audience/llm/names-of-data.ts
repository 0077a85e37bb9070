import { nearest } from '../../kernel/failure.ts';
import { comparable } from '../comparable.ts';
import { parseCountry } from '../country-code.ts';
import type { Scalar } from '../customer.ts';
import type { FieldWords, Vocabulary } from '../vocabulary.ts';

/** Looks names up in the data: near misses are put right, and what is not there is told. */
export class NamesOfData {
  readonly problems: string[] = [];
  readonly assumptions: string[] = [];
  readonly notUnderstood: string[] = [];
  readonly fields: ReadonlyMap<string, FieldWords>;
  readonly #vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.fields = new Map(vocabulary.fields.map((field) => [field.name, field]));
  }

  fieldName(said: string): string | undefined {
    if (this.fields.has(said)) return said;
    return this.near('field', said, [...this.fields.keys()]);
  }

  /** Numbers, booleans and what has too many different values to be listed are taken as they are. */
  value(field: FieldWords, said: Scalar): Scalar | undefined {
    const isWord = field.type === 'text' || field.type === 'list' || field.type === 'mixed';
    if (!isWord || field.values.length === 0) return said;
    const exact = field.values.find(({ value }) => isSame(value, said));
    if (exact !== undefined) return exact.value;
    const country = field.name === 'country' ? parseCountry(String(said)) : undefined;
    if (country !== undefined) {
      if (!field.values.some(({ value }) => isSame(value, country)))
        this.assumptions.push(`Nobody has the country ${country}.`);
      return country;
    }
    const known = new Map(field.values.map(({ value }) => [String(value), value]));
    const found = this.near(`value of ${field.name}`, String(said), [...known.keys()]);
    return found === undefined ? undefined : known.get(found);
  }

  list(kind: string, said: readonly string[] | undefined, all: () => readonly string[]): readonly string[] {
    if (said === undefined) return [];
    const known = all();
    return said.flatMap(
      (each) => known.find((name) => isSame(name, each)) ?? this.near(kind, each, known) ?? [],
    );
  }

  currency(said: string): string | undefined {
    const { currencies } = this.#vocabulary;
    return (
      currencies.find((each) => isSame(each, said)) ??
      this.missing(`currency ${quoted(said)}`, currencies.slice(0, 5))
    );
  }

  near(kind: string, said: string, known: readonly string[]): string | undefined {
    const near = nearest(said, known);
    if (near === undefined) return this.missing(`${kind} ${quoted(said)}`, known.slice(0, 5));
    this.problems.push(`There is no ${kind} ${quoted(said)}; nearest: ${quoted(near)}.`);
    this.assumptions.push(`${quoted(said)} was taken for the ${kind} ${quoted(near)}.`);
    return near;
  }

  missing(what: string, known: readonly string[]): undefined {
    const there = known.length === 0 ? '' : `; there is ${known.map(quoted).join(', ')}`;
    this.problems.push(`There is no ${what}${there}.`);
    this.notUnderstood.push(`There is no ${what}${there}`);
  }
}

export function isSame(a: Scalar, b: Scalar): boolean {
  return comparable(String(a)) === comparable(String(b));
}

export function quoted(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 60)}...` : text}"`;
}
