import type { FieldRead } from './field-names.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import { isDateField } from '../data/field-queries.ts';
import { isNumberField } from '../data/field-roles.ts';
import { nameWords } from '../data/name-words.ts';
import { productsWith } from './product-names.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { endOf } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { BOUGHT } from '../words/purchase-words.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { keyWords } from '../words/tokens.ts';
import { shownField } from '../data/shown-field.ts';

const PURCHASES = /^(orders|purchases|transactions|bookings)$/;

/** What is to be said of a field of `orders` where purchases were imported too: both have a number of them. */
export function countsPurchases(
  sentence: Sentence,
  { field, others, assumption }: FieldRead,
): string | undefined {
  const { index } = sentence;
  const isPart = assumption !== undefined && others === undefined;
  const isOfPurchases = isPart && namesPurchases(field.name);
  const isOfThings = (nameWords(field).length === 1 || isPart) && namesThing(sentence, field);
  return index.vocabulary.has.purchases && (isOfPurchases || isOfThings)
    ? `The purchases that were imported were not counted; say "bought" and how often for that.`
    : undefined;
}

/** `tastings`, where a `Blind Tasting` is sold too; `prints` of `prepaid_prints`, where there is a category `Prints`. */
function namesThing(sentence: Sentence, field: FieldWords): boolean {
  const noun = nameWords(field).slice(-1);
  const { categories } = sentence.index.vocabulary;
  return (
    productsWith(sentence, noun).length > 0 ||
    categories.some((name) => keyWords(name).join() === noun.join())
  );
}

/** Of names what says of which of the times a date is, or that something is counted. */
const WHICH = /^(last|latest|recent|most|next|first|total|number|count|num|no|of)$/;

interface Rival {
  readonly price: number;
  readonly note: string;
}

/** `came to 3 tastings`, `came to a tasting` of fields `tastings` and `last_tasting`, where no verb of buying was said. */
export function rivalField(
  { tokens, index }: Sentence,
  at: number,
  { deed, end }: DeedRead,
): Rival | undefined {
  if (deed.verb !== 'bought' || deed.items === undefined || endOf(tokens, at, BOUGHT) !== undefined)
    return undefined;
  const said = tokens.slice(at, end).map(({ stem }) => stem);
  const isNamed = (field: FieldWords) => {
    const [noun = '', ...others] = nameWords(field).filter((word) => !WHICH.test(word));
    return others.length === 0 && said.includes(noun);
  };
  const field = index.vocabulary.fields.find(
    (each) => (isNumberField(each) || isDateField(each)) && isNamed(each),
  );
  const isCount = deed.when === undefined && (deed.times ?? deed.units) !== undefined;
  const price =
    isCount && field !== undefined && isNumberField(field) ? PRICE.countedByField : PRICE.likelyField;
  return field && { price, note: `Purchases were counted, and not ${shownField(field)} taken.` };
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
