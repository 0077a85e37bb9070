import type { AttributeValue, Customer, Scalar } from '../../../audience/customer.ts';
import { comparable } from '../../../audience/comparable.ts';
import { fieldReader, NAMING_FIELDS, TIME_FIELD, WORD_FIELDS } from '../../../audience/field.ts';
import type { AttributeColumns } from '../../../audience/sql/schema.ts';
import type { FieldWords } from '../../../audience/vocabulary.ts';
import { CHANNELS } from '../../../kernel/channel.ts';
import { digitsOfId } from '../../../audience/id-digits.ts';
import { Failure } from '../../../kernel/failure.ts';
import { FieldTally, isList } from '../../../audience/field-tally.ts';
import { listCell, type StagedColumn, stagedRow, textCell } from './text-stage.ts';

/** `id_digits` is for questions that name a customer by the digits of the id alone. */
const FIXED: readonly StagedColumn[] = [
  ...['key', 'customer_id', 'customer_id_text', 'id_digits', ...NAMING_FIELDS, ...WORD_FIELDS].map(
    (name) => ({ name, type: 'VARCHAR' }) as const,
  ),
  { name: TIME_FIELD, type: 'BIGINT' },
  ...CHANNELS.map((channel) => ({ name: `consent_${channel}`, type: 'BOOLEAN' }) as const),
];

/** DuckDB takes more, but a list of that many columns is a mistake in its making. */
const MOST_COLUMNS = 5_000;

const FORMS = { text: 'VARCHAR', number: 'DOUBLE', time: 'BIGINT', list: 'VARCHAR[]' } as const;
type Form = keyof typeof FORMS;

type Cells = (string | number | undefined)[];

interface Attribute {
  readonly tally: FieldTally;
  /** Before what `_number`, `_time`, `_list` are added. */
  readonly base: string;
  /** Place of each form among the cells. */
  readonly places: Partial<Record<Form, number>>;
}

interface TextField {
  readonly tally: FieldTally;
  readonly read: (customer: Customer) => AttributeValue | undefined;
}

/**
 * Customers as rows of text. Attributes get their columns as they first come, one for each form that their values have, so the columns
 * grow from row to row.
 */
export class CustomerColumns {
  readonly #id = new FieldTally('customer_id', 'name');
  readonly #texts: readonly TextField[] = [
    ...NAMING_FIELDS.map((name) => ({ tally: new FieldTally(name, 'name'), read: fieldReader(name) })),
    ...WORD_FIELDS.map((name) => ({ tally: new FieldTally(name, 'text'), read: fieldReader(name) })),
  ];
  readonly #signup = new FieldTally(TIME_FIELD, 'text');
  readonly #attributes = new Map<string, Attribute>();
  readonly #bases = new Set<string>();
  #columns: readonly StagedColumn[] = FIXED;

  /** Another array whenever one is added. */
  get columns(): readonly StagedColumn[] {
    return this.#columns;
  }

  row(customer: Customer): string {
    const { id, key, signupAt, consent, attributes } = customer;
    const cells: Cells = [textCell(key), textCell(id), textCell(this.#id.seeScalar(id).text), digitsOfId(id)];
    for (const { tally, read } of this.#texts) {
      const value = read(customer);
      cells.push(value === undefined ? '' : textCell(tally.seeScalar(String(value)).text));
    }
    if (signupAt !== undefined) this.#signup.seeTime(signupAt);
    cells.push(signupAt ?? '');
    for (const channel of CHANNELS) cells.push(String(consent[channel] ?? ''));
    for (const name of Object.keys(attributes)) {
      const value = attributes[name];
      if (value !== undefined) this.#attributeCells(name, value, cells);
    }
    cells.length = this.#columns.length;
    return stagedRow(cells);
  }

  /** As the compiler of queries knows them. */
  attributes(): readonly ({ readonly name: string } & AttributeColumns)[] {
    return [...this.#attributes].map(([name, { places }]) => ({
      name,
      ...Object.fromEntries(
        Object.entries(places).map(([form, place]) => [form, this.#columns[place]?.name]),
      ),
    }));
  }

  words(): readonly FieldWords[] {
    const attributes = [...this.#attributes.values()].map(({ tally }) => tally);
    attributes.sort((a, b) => (a.name < b.name ? -1 : 1));
    const all = [this.#id, ...this.#texts.map(({ tally }) => tally), this.#signup, ...attributes];
    return all.flatMap((tally) => tally.words() ?? []);
  }

  #attributeCells(name: string, value: AttributeValue, cells: Cells): void {
    const attribute = this.#attribute(name);
    if (isList(value)) {
      cells[this.#place(attribute, 'list')] = listCell(attribute.tally.seeList(value));
      return;
    }
    this.#scalarCells(attribute, value, cells);
  }

  #scalarCells(attribute: Attribute, value: Scalar, cells: Cells): void {
    const { text, number, time } = attribute.tally.seeScalar(value);
    cells[this.#place(attribute, 'text')] = textCell(text);
    if (number !== undefined) cells[this.#place(attribute, 'number')] = number;
    if (time !== undefined) cells[this.#place(attribute, 'time')] = time;
  }

  #attribute(name: string): Attribute {
    const known = this.#attributes.get(name);
    if (known !== undefined) return known;
    const attribute = { tally: new FieldTally(name, 'attribute'), base: this.#base(name), places: {} };
    this.#attributes.set(name, attribute);
    return attribute;
  }

  /** Of letters that need no quotes anywhere, and unlike every other, with the endings of the forms too: `vip` beside `vip_number`. */
  #base(name: string): string {
    const safe = `attr_${comparable(name).replace(/[^a-z0-9_]/g, '_')}`;
    let base = safe;
    for (let n = 2; this.#namesOf(base).some((each) => this.#bases.has(each)); n++) base = `${safe}_${n}`;
    for (const each of this.#namesOf(base)) this.#bases.add(each);
    return base;
  }

  #namesOf(base: string): readonly string[] {
    return [base, `${base}_number`, `${base}_time`, `${base}_list`];
  }

  #place({ base, places }: Attribute, form: Form): number {
    const known = places[form];
    if (known !== undefined) return known;
    if (this.#columns.length >= MOST_COLUMNS) {
      throw new Failure(
        'unsupported',
        `The customers have more than ${MOST_COLUMNS} columns of attributes: import lists without those that nobody asks by.`,
      );
    }
    const place = this.#columns.length;
    this.#columns = [
      ...this.#columns,
      { name: form === 'text' ? base : `${base}_${form}`, type: FORMS[form] },
    ];
    places[form] = place;
    return place;
  }
}
