import { fieldReader, TIME_FIELD } from './field.ts';
import type { AttributeValue, Customer } from './customer.ts';
import { otherFieldOf } from './query/other-field.ts';
import type { Query } from './query/query.ts';

/** One customer of an audience as an example: enough to recognise them by, and no address. */
export interface SampleCustomer {
  readonly id: string;
  /** First name and the first letter of the last: `Emma W.` */
  readonly name: string | null;
  readonly city: string | null;
  readonly country: string | null;
  /** The fields that the query is about, except those that name or reach a person. */
  readonly fields: Readonly<Record<string, AttributeValue | null>>;
}

/** Shown of every customer already, or of none. */
const NOT_SHOWN: ReadonlySet<string> = new Set([
  'customer_id',
  'external_id',
  'first_name',
  'last_name',
  'phone',
  'whatsapp',
  'email',
  'city',
  'country',
]);

/** A customer as it is shown beside a query about `fields`. */
export function sampleCustomer(customer: Customer, fields: readonly string[]): SampleCustomer {
  const { id, city, country } = customer;
  return {
    id,
    name: nameOf(customer),
    city: city ?? null,
    country: country ?? null,
    fields: Object.fromEntries(fields.map((field) => [field, valueOf(customer, field)])),
  };
}

/** The fields that a query is about, as far as they are shown, each once. */
export function shownFields(query: Query): readonly string[] {
  return [...new Set(fieldsOf(query))].filter((field) => !NOT_SHOWN.has(field));
}

/** Every field that a query is about, in its order. */
export function fieldsOf(query: Query): readonly string[] {
  if ('and' in query) return query.and.flatMap(fieldsOf);
  if ('or' in query) return query.or.flatMap(fieldsOf);
  if ('not' in query) return fieldsOf(query.not);
  if ('top' in query) {
    const own = typeof query.by === 'object' ? [query.by.field] : [];
    return query.among === undefined ? own : [...own, ...fieldsOf(query.among)];
  }
  if ('share' in query) return query.among === undefined ? [] : fieldsOf(query.among);
  if (!('field' in query)) return [];
  const other = otherFieldOf(query);
  return other === undefined ? [query.field] : [query.field, other];
}

function nameOf({ firstName, lastName }: Customer): string | null {
  const [initial] = lastName ?? '';
  const parts = [firstName, initial === undefined ? undefined : `${initial}.`].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? null : parts.join(' ');
}

function valueOf(customer: Customer, field: string): AttributeValue | null {
  if (field === TIME_FIELD)
    return customer.signupAt === undefined ? null : new Date(customer.signupAt).toISOString().slice(0, 10);
  return fieldReader(field)(customer) ?? null;
}
