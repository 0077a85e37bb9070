import { comparable } from './comparable.ts';
import type { AttributeValue, Scalar } from './customer.ts';
import { parseTimeSpan } from './iso-time.ts';
import { type FieldType, type FieldWords, MAX_VALUES } from './vocabulary.ts';

/** One value as it is stored, in each form that it has. */
export interface StoredScalar {
  readonly text: string;
  readonly number?: number;
  /** Epoch ms. */
  readonly time?: number;
}

/** Of one value: its forms, and how many customers have it. */
interface Spelling {
  readonly stored: StoredScalar;
  customers: number;
}

/** Spellings of one value: `LISBON` beside `Lisbon`. More than this in all are no words to ask by. */
const MOST_SPELLINGS = 2 * MAX_VALUES;

/** What one field's values are, as they go by. Memory is bounded by MAX_VALUES. */
export class FieldTally {
  readonly name: string;
  readonly #types = new Set<'text' | 'date' | 'number' | 'fraction' | 'boolean' | 'list'>();
  readonly #isText: boolean;
  readonly #single = new Map<Scalar, Spelling>();
  readonly #inLists = new Map<Scalar, Spelling>();
  #keepsValues: boolean;
  #known = 0;
  #min = Infinity;
  #max = -Infinity;

  /** `kind`: `name` for what names people, whose values are not kept; `text` for what is no number or time whatever it looks like. */
  constructor(name: string, kind: 'attribute' | 'text' | 'name') {
    this.name = name;
    this.#isText = kind !== 'attribute';
    this.#keepsValues = kind !== 'name';
  }

  /** A customer's value that is no list. */
  seeScalar(value: Scalar): StoredScalar {
    this.#known++;
    return this.#count(this.#single, value, (each) => this.#stored(each));
  }

  /** The comparable forms of a list. What is in a list is no number and no time. */
  seeList(values: readonly Scalar[]): readonly string[] {
    this.#known++;
    this.#types.add('list');
    const texts = new Set<string>();
    return values.map((value) => {
      const text = comparable(String(value));
      if (!texts.has(text)) this.#count(this.#inLists, value, () => ({ text }));
      texts.add(text);
      return text;
    });
  }

  seeTime(at: number): void {
    this.#known++;
    this.#types.add('date');
    this.#widen(at);
  }

  /** `undefined` where nobody has a value. */
  words(): FieldWords | undefined {
    if (this.#known === 0) return undefined;
    return {
      name: this.name,
      type: this.#type(),
      known: this.#known,
      values: this.#values(),
      ...(this.#min <= this.#max && { min: this.#min, max: this.#max }),
    };
  }

  #widen(value: number): void {
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  #count(
    spellings: Map<Scalar, Spelling>,
    value: Scalar,
    store: (value: Scalar) => StoredScalar,
  ): StoredScalar {
    const known = spellings.get(value);
    if (known !== undefined) {
      known.customers++;
      return known.stored;
    }
    const stored = store(value);
    if (!this.#keepsValues) return stored;
    spellings.set(value, { stored, customers: 1 });
    if (this.#single.size + this.#inLists.size > MOST_SPELLINGS) {
      this.#keepsValues = false;
      this.#single.clear();
      this.#inLists.clear();
    }
    return stored;
  }

  #stored(value: Scalar): StoredScalar {
    const text = comparable(String(value));
    if (typeof value === 'boolean') {
      this.#types.add('boolean');
      return { text };
    }
    if (typeof value === 'number') {
      this.#types.add(Number.isInteger(value) ? 'number' : 'fraction');
      this.#widen(value);
      return { text, number: value };
    }
    const time = this.#isText ? undefined : parseTimeSpan(value)?.startAt;
    this.#types.add(time === undefined ? 'text' : 'date');
    if (time === undefined) return { text };
    this.#widen(time);
    return { text, time };
  }

  #type(): FieldType {
    const has = this.#types;
    if (has.has('list')) return 'list';
    const isText = has.has('text') || has.has('date');
    const isNumber = has.has('number') || has.has('fraction');
    if (Number(isText) + Number(isNumber) + Number(has.has('boolean')) > 1) return 'mixed';
    if (isNumber) return has.has('fraction') ? 'decimal' : 'integer';
    if (isText) return has.has('text') ? 'text' : 'date';
    return 'boolean';
  }

  /** Values that are compared as one are one, in their most frequent spelling. */
  #values(): FieldWords['values'] {
    const byText = new Map<string, { value: Scalar; most: number; customers: number }>();
    for (const [value, { stored, customers }] of [...this.#single, ...this.#inLists]) {
      const { text } = stored;
      const same = byText.get(text);
      if (same === undefined) {
        byText.set(text, { value, most: customers, customers });
      } else {
        same.customers += customers;
        if (customers > same.most) [same.value, same.most] = [value, customers];
      }
    }
    if (byText.size > MAX_VALUES) return [];
    const sorted = [...byText].sort(([a, x], [b, y]) => y.customers - x.customers || (a < b ? -1 : 1));
    return sorted.map(([, { value, customers }]) => ({ value, customers }));
  }
}

export function isList(value: AttributeValue): value is readonly Scalar[] {
  return typeof value === 'object';
}
