import { type DeedRead, grown } from '../sentence/deed-read.ts';
import { areDone } from '../names/category-verbs.ts';
import { readComparison } from '../sentence/comparisons.ts';
import { currencyCode, currencyDoubt, mixedNote } from '../sentence/money.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { currencyBehind, type CurrencyRead } from '../words/currency-words.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { endOfMoney, isOtherNumber } from './money-parts.ts';

const TOTALLING = pattern(
  'totalling|totaling',
  'adding|coming|amounting|adds|came|summing up? to',
  'for a total of',
);
const IN_TOTAL = pattern('in total', 'altogether|overall|combined');

const IN = pattern('in', 'and? paid in');

/** `bought tents in euros`: what was paid with. */
export function readCurrency({ tokens, index }: Sentence, read: DeedRead): DeedRead | undefined {
  const said = paidIn(tokens, read.end);
  const currency = currencyCode(said?.currency, index.vocabulary);
  if (said === undefined || currency === undefined) return undefined;
  const doubt = currencyDoubt(said.currency, index.vocabulary);
  return grown(read, { currency }, said.end, doubt === undefined ? 1 : PRICE.currencies, [doubt]);
}

/** `in euros`. */
export function paidIn(tokens: Sentence['tokens'], at: number): CurrencyRead | undefined {
  const paid = endOf(tokens, at, IN);
  return paid === undefined ? undefined : currencyBehind(tokens, paid);
}

/** The price of one purchase, `bought for more than 50 EUR`, or what they come to: `for 50 in total`. */
export function readAmount(sentence: Sentence, read: DeedRead): DeedRead | undefined {
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
