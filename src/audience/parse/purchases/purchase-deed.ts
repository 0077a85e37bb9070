import type { Items } from '../../query/query.ts';
import { isRatingField } from '../data/field-roles.ts';
import { nameWords } from '../data/name-words.ts';
import { isAnything } from '../names/items.ts';
import type { PurchaseVerb } from '../sentence/deed.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import { verbRoot } from '../words/fold-word.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { withRest } from './purchase-parts.ts';
import { DONE_TIMES, TOOK_PART } from '../words/purchase-words.ts';
import type { Sentence } from '../sentence/sentence.ts';

const OF_ENDS: ReadonlySet<PurchaseVerb> = new Set([
  'firstPurchase',
  'lastPurchase',
  'newestPurchase',
  'oldestPurchase',
]);

/** A verb of buying with all that belongs to it; `undefined` where the verb means nothing without what is missing. */
export function readDeed(
  sentence: Sentence,
  verb: PurchaseVerb,
  at: number,
  verbEnd: number,
): DeedRead | undefined {
  const read = withRest(sentence, {
    deed: OF_ENDS.has(verb) ? { verb } : { verb, isBareVerb: true },
    end: verbEnd,
    score: 1,
    assumptions: [],
  });
  switch (verb) {
    case 'spent':
      return spent(sentence, read, verbEnd);
    case 'averagePurchase':
      return read.deed.sum === undefined ? undefined : read;
    case 'firstPurchase':
      return endPurchase('oldestPurchase', sentence, read, verbEnd);
    case 'lastPurchase':
      return endPurchase('newestPurchase', sentence, read, verbEnd);
    case 'bought':
      if (isUsingUp(sentence, verbEnd)) return undefined;
      if (endOf(sentence.tokens, at, TOOK_PART) === verbEnd) return tookPart(sentence, at, read);
      return bought(read, sentence.tokens[verbEnd - 1]?.word ?? '', verbEnd === at + 1);
    case 'carted':
    case 'viewed':
    case 'newestPurchase':
    case 'oldestPurchase':
      return read;
    case 'shareOfSpend':
      return undefined;
  }
}

/** `came to the gala`, which is sold; `came to us` says nothing of what, and `events_attended` or `last_visit` knows it better. */
function tookPart({ tokens, index }: Sentence, at: number, read: DeedRead): DeedRead | undefined {
  const { items, when } = read.deed;
  const { word = '' } = tokens[at] ?? {};
  const root = verbRoot(word);
  const isOfField =
    index.fieldRoots.has(root) &&
    index.vocabulary.fields.some(
      (field) => !isRatingField(field) && nameWords(field).some((each) => verbRoot(each) === root),
    );
  const isCertain = /^(came|come|went|gone|been)$/.test(word) && items?.every(isOfProducts) === true;
  if (items === undefined || isAnything(items) || (isOfField && !isCertain)) return undefined;
  // `came to a Friday Late`, where `visits` are counted too.
  if (isOfField) return { ...read, score: read.score * PRICE.thingsBeside };
  if (endOf(tokens, at, DONE_TIMES) !== undefined) return doneTimes(read, word);
  return when === undefined || !/^(sign|regist)/.test(word)
    ? read
    : {
        ...read,
        score: read.score * PRICE.choice,
        assumptions: [...read.assumptions, 'The time was taken as that of the booking.'],
      };
}

function isOfProducts({ products, categories }: Items): boolean {
  return products !== undefined && categories === undefined;
}

/** `made 2 transfers`, which are so many orders. */
function doneTimes(read: DeedRead, word: string): DeedRead {
  const { units, ...deed } = read.deed;
  const isCounted = units !== undefined && deed.times === undefined;
  const isAsked = word.startsWith('appl');
  return {
    ...read,
    deed: isCounted ? { ...deed, times: units } : read.deed,
    score: read.score * (isAsked ? PRICE.choice : 1),
    assumptions: [
      ...read.assumptions,
      ...(isCounted ? ['A number of things done was taken as that many purchases.'] : []),
      ...(isAsked ? ['Having applied for it was taken as having bought it.'] : []),
    ],
  };
}

/** `used all their seats`: as many as they have, which no number says. */
function isUsingUp({ tokens }: Sentence, verbEnd: number): boolean {
  return (
    tokens[verbEnd - 1]?.word === 'used' &&
    endOf(tokens, verbEnd, pattern('all|both of? their|the')) !== undefined
  );
}

function spent({ tokens }: Sentence, read: DeedRead, verbEnd: number): DeedRead | undefined {
  const { deed } = read;
  const word = tokens[verbEnd - 1]?.word ?? '';
  if (deed.sum !== undefined) {
    // `total purchases over 5` is a number of them.
    const isNumber = /^(purchases|orders)$/.test(word) && deed.currency === undefined;
    return isNumber ? undefined : read;
  }
  if (tokens[verbEnd]?.word === 'nothing')
    return { ...read, deed: { ...deed, verb: 'spent', sum: { atMost: 0 }, isNegated: false } };
  if (deed.currency !== undefined && /^(spent|paid|pay|paying)$/.test(word))
    return { ...read, deed: { ...deed, verb: 'bought' } };
  const isMoney = /^(spent|spend|spends|spending)$/.test(word) && deed.items !== undefined;
  return isMoney ? { ...read, deed: { ...deed, verb: 'bought' }, score: read.score * 0.88 } : undefined;
}

/** `last purchase was a tent`, and not `last purchase of a tent`. */
const IS_OF = /^(was|is|were)( a| an| the| of)? ?/;

function endPurchase(
  outermost: 'newestPurchase' | 'oldestPurchase',
  { tokens }: Sentence,
  read: DeedRead,
  verbEnd: number,
): DeedRead | undefined {
  const { deed } = read;
  const behind = tokens
    .slice(verbEnd, verbEnd + 2)
    .map(({ word }) => word)
    .join(' ');
  if (deed.items === undefined) return deed.when === undefined ? undefined : read;
  const isOfAll = deed.when === undefined || IS_OF.test(behind);
  return isOfAll ? { ...read, deed: { ...deed, verb: outermost } } : read;
}

const OF_SOMETHING = /^(used|tried|licensed|installed|downloaded)$/;

function bought(read: DeedRead, word: string, isOneWord: boolean): DeedRead | undefined {
  const { items, when, amount } = read.deed;
  if (/^(got|acquired)$/.test(word) && (items === undefined || isAnything(items))) return undefined;
  // `installed last month`: what, nobody said, and it need not have been bought.
  if (OF_SOMETHING.test(word) && items === undefined) return undefined;
  const isNoun = /^(purchase|purchases|order|orders)$/.test(word) && isOneWord;
  const isBare = items === undefined && when === undefined && amount === undefined;
  return isNoun && isBare ? { ...read, score: 0.95 } : read;
}
