import type { Comparison } from '../../query/query.ts';
import { type ComparisonRead, readComparison } from '../sentence/comparisons.ts';
import { currencyBehind } from '../words/currency-words.ts';
import { type DeedRead, grown } from '../sentence/deed-read.ts';
import { currencyCode, currencyDoubt, mixedNote } from '../sentence/money.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { areDone } from '../names/category-verbs.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** For how much: the sum of `spent over 500`, or the price of `bought for more than 50 EUR`. */
export function readMoney(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { verb, sum, amount } = read.deed;
  if (verb === 'spent' || verb === 'averagePurchase')
    return sum === undefined ? readSum(sentence, read) : undefined;
  return verb === 'bought' && amount === undefined ? readAmount(sentence, read) : undefined;
}

function readSum({ tokens, index }: Sentence, read: DeedRead): DeedRead | undefined {
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
  const comparison =
    readComparison(tokens, read.end) ??
    readComparison(tokens, opener) ??
    amountBehindCurrency(tokens, read.end);
  if (comparison === undefined || isOtherNumber(tokens, comparison)) return undefined;
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

const TOTALLING = pattern(
  'totalling|totaling',
  'adding|coming|amounting|adds|came|summing up? to',
  'for a total of',
);
const IN_TOTAL = pattern('in total', 'altogether|overall|combined');

function readAmount(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { tokens, index } = sentence;
  const { items } = read.deed;
  const isDone = items !== undefined && read.deed.isOfVerb !== true && areDone(sentence, items);
  const isOrder =
    isDone ||
    [1, 2].some(
      (back) =>
        /^(order|purchase|orders|purchases|transaction)$/.test(tokens[read.end - back]?.word ?? '') &&
        (back === 1 || /^(of|for)$/.test(tokens[read.end - 1]?.word ?? '')),
    );
  const opener =
    endOf(
      tokens,
      read.end,
      pattern(
        'for|worth|costing|of|at|totalling|totaling',
        'adding|coming|amounting|adds|came|summing up? to',
        'worth|value of',
        'with a? value|amount of?',
        'of a value of',
        'each for',
        'for a total of',
      ),
    ) ?? read.end;
  const comparison = readComparison(tokens, opener);
  if (comparison === undefined || isOtherNumber(tokens, comparison)) return undefined;
  const isSum =
    items !== undefined &&
    (endOf(tokens, read.end, TOTALLING) === opener || endOf(tokens, comparison.end, IN_TOTAL) !== undefined);
  if (comparison.currency === undefined && !((isOrder || isSum) && !comparison.isBare)) {
    const isEach = endOf(tokens, comparison.end, pattern('each', 'per order|purchase|item'));
    if (isEach === undefined || opener === read.end) return undefined;
  }
  const currency = currencyCode(comparison.currency, index.vocabulary);
  const end = endOfMoney(tokens, comparison.end);
  const doubt =
    currencyDoubt(comparison.currency, index.vocabulary) ??
    mixedNote(comparison.currency, index.vocabulary, 'compared');
  if (isSum && !comparison.isBare)
    return grown(
      read,
      { verb: 'spent', sum: comparison.comparison, ...(currency === undefined ? {} : { currency }) },
      end,
      doubt === undefined ? 1 : PRICE.currencies,
      [doubt],
    );
  const isOne = isOrder || /^(each|order|purchase)$/.test(tokens[end - 1]?.word ?? '');
  // `purchases over 3` may be their number, too.
  const isNumber =
    comparison.currency === undefined && /^(orders|purchases)$/.test(tokens[read.end - 1]?.word ?? '');
  const sure = isOne ? (isNumber ? PRICE.choice : 0.95) : 0.75;
  const score = sure * (doubt === undefined ? 1 : PRICE.currencies);
  return grown(
    read,
    { amount: comparison.comparison, ...(currency === undefined ? {} : { currency }) },
    end,
    score,
    [isOne ? undefined : 'The sum was taken as that of one purchase.', doubt],
  );
}

/** `spent 5 times`: a number, and not of money. */
function isOtherNumber(tokens: Sentence['tokens'], { end, currency }: ComparisonRead): boolean {
  const unit = endOf(
    tokens,
    end,
    pattern(
      'time|times|x|orders|purchases|order|purchase|units|items|pieces|products|days|weeks|months|years',
    ),
  );
  return unit !== undefined && currency === undefined;
}

function endOfMoney(tokens: Sentence['tokens'], at: number): number {
  return skip(
    tokens,
    at,
    pattern('each', 'in total', 'altogether', 'in one order', 'overall', 'or more in total', 'worth of'),
  );
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
