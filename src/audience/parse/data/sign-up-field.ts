import type { FieldWords } from '../../vocabulary.ts';
import { isDateField } from './field-queries.ts';
import type { WordIndex } from './word-index.ts';

/** `joined`, `member_since`, `registration_date`, `became_a_customer_date`. */
const NAMED =
  /^(join|joined|joining|signed_up|registered|registration|enrolled|enrolment|enrollment|onboarded|(member|customer|client|user)_since|became_an?_(member|customer|client|user))(_(at|on|date|day|time))?$/;

/** When somebody signed up: `signup_at`, or where nobody has one the date that is named so. */
export function signUpField({ fields, vocabulary }: WordIndex): FieldWords | undefined {
  return (
    fields.get('signup_at') ?? vocabulary.fields.find((field) => isDateField(field) && NAMED.test(field.name))
  );
}

const BECAME = /^became_/;

/** `became customers this year` of a `became_a_customer_date` is not when they signed up. */
export function becameField({ vocabulary }: WordIndex): FieldWords | undefined {
  return vocabulary.fields.find(
    (field) => isDateField(field) && NAMED.test(field.name) && BECAME.test(field.name),
  );
}
