import type { FieldRead } from './field-names.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import { isNumberField } from '../data/field-roles.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';

const PURCHASES = /^(orders|purchases|transactions|bookings)$/;

/** What is to be said of a field of `orders` where purchases were imported too: both have a number of them. */
export function countsPurchases(
  { index }: Sentence,
  { field, others, assumption }: FieldRead,
): string | undefined {
  const isPart = assumption !== undefined && others === undefined;
  return isPart && index.vocabulary.has.purchases && namesPurchases(field.name)
    ? `The purchases that were imported were not counted; say "bought" and how often for that.`
    : undefined;
}

function namesPurchases(name: string): boolean {
  return name.split('_').some((word) => PURCHASES.test(word));
}

/** The same of a number of purchases of anything at any time, which such a field may be meant by. */
export function withDoubtOfField({ tokens, index }: Sentence, at: number, read: DeedRead): DeedRead {
  const { verb, items, when, times } = read.deed;
  if (verb !== 'bought' || items !== undefined || when !== undefined || times === undefined) return read;
  const said = tokens.slice(at, read.end).map(({ word }) => word);
  const field = index.vocabulary.fields.find(
    (each) =>
      isNumberField(each) && each.name.split('_').some((word) => PURCHASES.test(word) && said.includes(word)),
  );
  return field === undefined
    ? read
    : {
        ...read,
        score: read.score * PRICE.countedByField,
        assumptions: [...read.assumptions, `Purchases were counted, and not ${shownField(field)} taken.`],
      };
}
