import type { Vocabulary } from '../../vocabulary.ts';
import { isNameOfOther } from '../data/field-roles.ts';
import { shownField } from '../data/shown-field.ts';
import { bareName, type PersonName } from '../sentence/person-names.ts';
import type { Reading } from '../sentence/reading.ts';
import { PRICE } from '../words/price.ts';
import { rounded } from './confidence.ts';

/** `Daisy` in `Daisy in Leeds`, of a `pet_name`: nothing but the name of somebody else, whom customers may be called like. */
export function nameOfOther({ understood }: Reading, { fields }: Vocabulary): PersonName | undefined {
  const others = fields.filter(isNameOfOther).map((field) => `${shownField(field)} is "`);
  const said = understood.find(({ meaning }) => others.some((other) => meaning.startsWith(other)));
  return said === undefined ? undefined : bareName(said.text);
}

/** `Hamilton`, where customers live and are called so. */
export function withDoubtOfPerson(reading: Reading, { text, query }: PersonName): Reading {
  if (JSON.stringify(reading.query) === JSON.stringify(query)) return reading;
  const named = reading.understood.find((each) => each.text === text) ?? reading.understood[0];
  const meaning = named?.meaning ?? 'something else';
  return {
    ...reading,
    assumptions: [...reading.assumptions, `Customers are called "${text}" too; ${meaning} was taken.`],
    confidence: rounded(Math.min(reading.confidence, PRICE.choice)),
  };
}
