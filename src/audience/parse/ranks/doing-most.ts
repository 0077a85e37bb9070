import { isDebtField, isNumberField } from '../data/field-roles.ts';
import { isAnything, readItems } from '../names/items.ts';
import { fieldsAt } from '../names/field-names.ts';
import { isOfVerb, ofVerb } from '../names/narrowed.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import type { MeasureRead } from './measures.ts';

const RANKS = /^(top|best|biggest|highest|largest|heaviest|bottom|lowest|smallest)$/;

/** `top 15 gold spenders`: what stands between says of whom. */
export function spendersAt({ tokens }: Sentence, at: number): MeasureRead | undefined {
  const isDoer = /^spenders?$/.test(tokens[at]?.word ?? '');
  const isRanked = tokens.slice(0, at).some(({ word }) => RANKS.test(word));
  return isDoer && isRanked ? { by: 'spend', end: at + 1, score: 1, isLeast: false } : undefined;
}

/** `use the most data`, `attended the most classes`: of the fields with that noun the one that has the verb. */
export function mostDone(sentence: Sentence, at: number): MeasureRead | undefined {
  const { tokens } = sentence;
  const verb = skip(tokens, at, pattern('who|that have|has?', 'have|has'));
  const most = endOf(tokens, verb + 1, pattern('the? most|least|fewest'));
  const reads =
    most === undefined ? [] : fieldsAt(sentence, most).filter(({ field }) => isNumberField(field));
  const said = tokens.slice(verb, verb + 1);
  const read = ofVerb(said, reads).find(({ field }) => isOfVerb(field, said));
  if (most === undefined || read === undefined) return undefined;
  const { field, end, score, assumption } = read;
  const isLeast = tokens[most - 1]?.word !== 'most';
  const note = assumption === undefined ? {} : { assumption };
  return { by: { field: field.name }, end, score, isLeast, ...note };
}

const OWE_MOST = pattern('who|that? still|currently? owe|owes|owing us? the? most money?');
const OWE_LEAST = pattern('who|that? still|currently? owe|owes|owing us? the? least money?');
const DEBTORS = pattern('debtors|debts');

/** `who owe us the most`, `10 biggest debtors`, of a `balance_due`. */
export function mostOwed({ tokens, index }: Sentence, at: number): MeasureRead | undefined {
  const least = endOf(tokens, at, OWE_LEAST);
  const isRanked = RANKS.test(tokens[at - 1]?.word ?? '');
  const end = least ?? endOf(tokens, at, OWE_MOST) ?? (isRanked ? endOf(tokens, at, DEBTORS) : undefined);
  const [field, ...others] = end === undefined ? [] : index.vocabulary.fields.filter(isDebtField);
  if (end === undefined || field === undefined || others.length > 0) return undefined;
  return { by: { field: field.name }, end, score: 0.98, isLeast: least !== undefined };
}

const MOST_THINGS = pattern(
  'with|having the? most|fewest|least',
  'who|that? have|has? had|made|bought|ordered|purchased|booked|placed|taken|did|made the? most|fewest|least',
);

/** `with the most tents`: by the purchases of them. */
export function mostThings(sentence: Sentence, at: number): MeasureRead | undefined {
  const most = endOf(sentence.tokens, at, MOST_THINGS);
  const things = most === undefined ? undefined : readItems(sentence, most);
  if (most === undefined || things === undefined || isAnything(things.items)) return undefined;
  if (fieldsAt(sentence, most).some(({ field }) => isNumberField(field))) return undefined;
  return {
    by: 'purchases',
    end: things.end,
    score: PRICE.choice * things.score,
    items: things.items,
    isLeast: sentence.tokens[most - 1]?.word !== 'most',
    assumption: 'Most of them was taken as the most purchases of them.',
  };
}
