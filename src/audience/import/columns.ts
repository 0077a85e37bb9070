import { Failure } from '../../kernel/failure.ts';
import { fieldName } from '../../kernel/field-name.ts';

/** Names that a field goes by, the first before the others. */
export type FieldNames<F extends string> = Readonly<Record<F, readonly string[]>>;

/** What columns are whose names do not tell: the column's name by the field's. */
export type ColumnNames = ReadonlyMap<string, string>;

export interface ColumnPlan<F extends string> {
  /** Where each field stands; absent: the file does not have it. */
  readonly fields: ReadonlyMap<F, number>;
  /** Every other column, with the name that its attribute gets. */
  readonly others: readonly (readonly [index: number, name: string])[];
  /** A name that stands twice. */
  readonly repeated: string | undefined;
}

/**
 * Finds out what each column is. Of two that could be the same field the one with the better name is it, the other is an attribute. A
 * column that `named` gives a field may be another one by its own name, too: an email address that is the id as well.
 */
export function planColumns<F extends string>(
  given: readonly string[],
  known: FieldNames<F>,
  named: ColumnNames = new Map(),
): ColumnPlan<F> {
  const columns = given.map((name, i) => fieldName(name) || `column_${i + 1}`);
  const places = new Map<string, number>();
  let repeated: string | undefined;
  for (const [i, name] of columns.entries()) {
    if (places.has(name)) repeated ??= name;
    else places.set(name, i);
  }
  const fields = new Map<F, number>();
  for (const field in known) {
    const own = named.get(field);
    const names = own === undefined ? known[field] : [fieldName(own)];
    const index = names.map((name) => places.get(name)).find((at) => at !== undefined);
    if (index !== undefined) fields.set(field, index);
  }
  const taken = new Set(fields.values());
  const others = columns.map((name, i) => [i, name] as const).filter(([i]) => !taken.has(i));
  return { fields, others, repeated };
}

/**
 * `required`: of each of these lists one field.
 * @throws Failure `file_invalid` when a name stands twice, or a column of `named` or a required one is not there.
 */
export function checkHeader<F extends string>(
  file: string,
  header: readonly string[],
  plan: ColumnPlan<F>,
  required: readonly (readonly F[])[],
  named: ColumnNames = new Map(),
): void {
  if (plan.repeated !== undefined) {
    const place = header.findLastIndex((name) => fieldName(name) === plan.repeated) + 1;
    throw new Failure(
      'file_invalid',
      `${file} names column ${place} like an earlier one: rename or remove one of the two.`,
    );
  }
  const present = new Set(header.map(fieldName));
  const absent = [...named.values()].find((column) => !present.has(fieldName(column)));
  if (absent !== undefined)
    throw new Failure('file_invalid', `${file} has no column ${absent}; ${describeHeader(header)}.`);
  const lacked = required.filter((either) => !either.some((field) => plan.fields.has(field)));
  if (lacked.length === 0) return;
  const wanted = `has no column ${lacked.map((either) => either.join(' or ')).join(', and none for ')}`;
  const advice = `name it in the first line, or say which one it is: --column ${lacked[0]?.[0]}=NAME.`;
  throw new Failure('file_invalid', `${file} ${wanted}; ${describeHeader(header)}: ${advice}`);
}

/** The names found, unless the first line is a person's data, which no error may show. */
function describeHeader(header: readonly string[]): string {
  const names = header.filter((name) => name.trim() !== '').slice(0, 30);
  const isData = names.some(
    (name) => /^\d|@|\d{3}|[^\p{L}\p{M}\p{N}\s_.\-/()#%]/u.test(name) || name.length > 60,
  );
  return isData || names.length === 0 ? 'its first line looks like data' : `it has ${names.join(', ')}`;
}
