import type { AttributeValue, Customer } from './customer.ts';

/** The fields that every workspace has, by the names of their import columns. */
const READERS: ReadonlyMap<string, (customer: Customer) => AttributeValue | undefined> = new Map([
  ['customer_id', (c: Customer) => c.id],
  ['external_id', (c: Customer) => c.externalId],
  ['first_name', (c: Customer) => c.firstName],
  ['last_name', (c: Customer) => c.lastName],
  ['phone', (c: Customer) => c.addresses.sms],
  ['whatsapp', (c: Customer) => c.addresses.whatsapp],
  ['email', (c: Customer) => c.addresses.email],
  ['country', (c: Customer) => c.country],
  ['city', (c: Customer) => c.city],
  ['timezone', (c: Customer) => c.timezone],
  ['language', (c: Customer) => c.language],
  ['preferred_channel', (c: Customer) => c.preferredChannel],
]);

/** Text fields that name a person, and are no words to ask by; the others are. `customer_id` is in neither. */
export const NAMING_FIELDS = [
  'external_id',
  'first_name',
  'last_name',
  'phone',
  'whatsapp',
  'email',
] as const;
export const WORD_FIELDS = ['country', 'city', 'timezone', 'language', 'preferred_channel'] as const;

/** The one field that is a time; it is no `AttributeValue`. */
export const TIME_FIELD = 'signup_at';

/** Whether the field is one of those that hold text for everybody. */
export function isTextField(name: string): boolean {
  return READERS.has(name);
}

/** What reads a field, known or attribute, from a customer. */
export function fieldReader(name: string): (customer: Customer) => AttributeValue | undefined {
  return (
    READERS.get(name) ??
    (({ attributes }) => (Object.hasOwn(attributes, name) ? attributes[name] : undefined))
  );
}
