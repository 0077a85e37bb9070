import type { Comparison } from '../../query/query.ts';
import { isNumberField } from '../data/field-roles.ts';
import { fieldsAt } from '../names/field-names.ts';
import { type ComparisonRead, readComparison, readOneBound } from '../sentence/comparisons.ts';
import { type DeedRead, grown } from '../sentence/deed-read.ts';
import { currencyCode, currencyDoubt, mixedNote } from '../sentence/money.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { currencyBehind } from '../words/currency-words.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { endOfMoney, isOtherNumber } from './money-parts.ts';
import { paidIn } from './purchase-amount.ts';

/** The sum of many purchases, or their mean: `spent over 500`, `spent over 50 per order on average`. */
export function readSum(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { tokens, index } = sentence;
  const { verb } = read.deed;
  const opener = skip(
    tokens,
    read.end,
    pattern(
      'is|was|are|were|of|a total of|total',
      'is|was|are a total of?',
      'in total',
      'at',
      ':',
      'amount|value of|is?',
      'is|was|of|: ',
      'value|amount is|of|was?',
    ),
  );
  const sum =
    ownBound(sentence, read.end) ?? ownBound(sentence, opener) ?? amountBehindCurrency(tokens, read.end);
  if (sum === undefined || isOtherNumber(tokens, sum)) return undefined;
  // `over 100 in pounds`
  const comparison = sum.currency === undefined ? { ...sum, ...paidIn(tokens, sum.end) } : sum;
  const currency = currencyCode(comparison.currency, index.vocabulary);
  const end = endOfMoney(tokens, comparison.end);
  const mean = verb === 'spent' ? meanBehind(tokens, comparison.end) : undefined;
  const isNothing = comparison.isBare && comparison.comparison.exactly === 0;
  const bare = comparison.isBare && !isNothing;
  const bound: Comparison =
    bare && tokens[opener - 1]?.word !== 'exactly'
      ? { atLeast: comparison.comparison.exactly ?? 0 }
      : isNothing
        ? { atMost: 0 }
        : comparison.comparison;
  const doubt =
    currencyDoubt(comparison.currency, index.vocabulary) ??
    (isNothing ? undefined : mixedNote(comparison.currency, index.vocabulary, 'added'));
  const isPaying = /^(pay|pays|paying)$/.test(tokens[read.end - 1]?.word ?? '');
  const isOpen = mean === undefined && verb === 'spent' && holdsForNothing(bound);
  const score =
    (bare ? PRICE.bareNumber : doubt === undefined ? 1 : PRICE.currencies) *
    (mean?.score ?? (isPaying ? PRICE.currencies : isOpen ? PRICE.smallSum : 1));
  return grown(
    read,
    {
      sum: bound,
      ...(currency === undefined ? {} : { currency }),
      ...(mean === undefined ? {} : { verb: 'averagePurchase' }),
    },
    mean?.end ?? end,
    score,
    [
      bare ? 'A sum without "more than" was taken as at least that much.' : undefined,
      doubt,
      mean?.assumption,
      isPaying ? 'Paying was taken as the sum of all purchases.' : undefined,
      isOpen ? 'Who spent nothing is counted in.' : undefined,
    ],
  );
}

/** `over 3000 and fewer than 3 claims`: the second number is of a field. */
function ownBound(sentence: Sentence, at: number): ComparisonRead | undefined {
  const read = readComparison(sentence.tokens, at);
  const isOther =
    read !== undefined && Object.keys(read.comparison).length > 1 && isOfField(sentence, read.end);
  return isOther ? readOneBound(sentence.tokens, at) : read;
}

function isOfField(sentence: Sentence, at: number): boolean {
  return fieldsAt(sentence, at).some(({ field }) => isNumberField(field));
}

/** `spent less than 50`, which `spent nothing` plainly does. */
function holdsForNothing({ exactly, atLeast, moreThan, atMost }: Comparison): boolean {
  return (exactly ?? atLeast ?? moreThan) === undefined && atMost !== 0;
}

/** `total spend in EUR of at least 750`, `spend (EUR) > 500`. */
function amountBehindCurrency(tokens: Sentence['tokens'], at: number): ComparisonRead | undefined {
  const opener = endOf(tokens, at, pattern('in', '(', 'in (')) ?? at;
  const named = currencyBehind(tokens, opener);
  if (named === undefined) return undefined;
  const from = skip(tokens, named.end, pattern(')'));
  const start = skip(tokens, from, pattern('is|was|are|were|of|:', 'is|was of', 'value|amount of?'));
  const read = readComparison(tokens, start);
  return read === undefined || read.currency !== undefined
    ? undefined
    : { ...read, currency: named.currency };
}

/** `spent over 50 per order on average`. */
function meanBehind(
  tokens: Sentence['tokens'],
  at: number,
): { end: number; score: number; assumption?: string } | undefined {
  const end = endOf(
    tokens,
    at,
    pattern(
      'per|each|every|an order|purchase|transaction|basket on? average?',
      'on average',
      'on average per|each|every|an|in|for? an|each? order|purchase|transaction|basket',
      'average per order|purchase|transaction',
    ),
  );
  if (end === undefined) return undefined;
  const said = new Set(tokens.slice(at, end).map(({ word }) => word));
  const isPlain = said.has('average') && said.size > 2;
  return isPlain
    ? { end, score: 1 }
    : { end, score: PRICE.choice, assumption: 'It was taken as the mean of the purchases.' };
}
