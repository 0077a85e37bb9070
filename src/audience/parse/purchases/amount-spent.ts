import type { Comparison } from '../../query/query.ts';
import { type ComparisonRead, readComparison } from '../sentence/comparisons.ts';
import type { Deed } from '../sentence/deed.ts';
import { fieldsAt } from '../names/field-names.ts';
import { isAnything, type ItemsRead, readItems } from '../names/items.ts';
import { readItem } from '../names/one-item.ts';
import { currencyCode, currencyDoubt, mixedNote } from '../sentence/money.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import { withRest } from './purchase-parts.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** `more than $100 of books`. */
function spentOn(
  sentence: Sentence,
  { comparison, currency, isBare }: ComparisonRead,
  { items, end, score, assumptions }: ItemsRead,
): DeedRead {
  const code = currencyCode(currency, sentence.index.vocabulary);
  const sum: Comparison = isBare ? { atLeast: comparison.exactly ?? 0 } : comparison;
  const deed: Deed = {
    verb: 'spent',
    sum,
    items,
    join: 'or',
    ...(code === undefined ? {} : { currency: code }),
  };
  const doubt = currencyDoubt(currency, sentence.index.vocabulary);
  return withRest(sentence, {
    deed,
    end,
    score: score * (isBare ? PRICE.bareNumber : 0.97) * (doubt === undefined ? 1 : PRICE.currencies),
    assumptions: doubt === undefined ? assumptions : [...assumptions, doubt],
  });
}

/** `over 500 euros in purchases`, `more than $100 worth of tents`, `at least 50 EUR spent`. */
export function readAmountSpent(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens, index } = sentence;
  const start = skip(
    tokens,
    at,
    pattern('with|have|has|had|having|bought|purchased|ordered|made', 'bought|ordered|purchased for'),
  );
  const comparison = readComparison(tokens, start);
  if (comparison === undefined) return undefined;
  const named = endOf(
    tokens,
    comparison.end,
    pattern(
      'spent',
      'spenders|spender',
      'in|of total? purchases|orders|sales|spend|spending|revenue',
      'worth of',
      'total? spend|spending|revenue',
      'in total spend',
    ),
  );
  const total =
    comparison.currency === undefined
      ? undefined
      : endOf(tokens, comparison.end, pattern('in? total|all', 'altogether|overall|lifetime'));
  const noun = named ?? total;
  const of =
    comparison.currency === undefined
      ? undefined
      : endOf(tokens, comparison.end, pattern('of|on', 'worth of'));
  const ofItems = of === undefined ? undefined : readItems(sentence, of);
  if (of !== undefined && ofItems !== undefined && !isAnything(ofItems.items))
    return spentOn(sentence, comparison, ofItems);
  const bounds = comparison.isBare ? boundBefore(tokens, at, comparison) : comparison.comparison;
  const isAgain = comparison.currency !== undefined && isSpentBefore(sentence, at);
  if (noun === undefined && isAgain && bounds !== undefined) {
    const again = currencyCode(comparison.currency, index.vocabulary);
    const deed: Deed = {
      verb: 'spent',
      sum: bounds,
      ...(again === undefined ? {} : { currency: again }),
    };
    const doubt = currencyDoubt(comparison.currency, index.vocabulary);
    return withRest(sentence, {
      deed,
      end: comparison.end,
      score: doubt === undefined ? 0.95 : PRICE.currencies,
      assumptions: doubt === undefined ? [] : [doubt],
    });
  }
  if (noun === undefined || fieldsAt(sentence, comparison.end).some(({ score }) => score > 0.94))
    return undefined;
  const currency = currencyCode(comparison.currency, index.vocabulary);
  const item = tokens[noun - 1]?.word === 'of' ? readItem(sentence, noun) : undefined;
  const isAny = endOf(tokens, noun, pattern('purchases|orders|products|goods|items|stuff'));
  const bound: Comparison = comparison.isBare
    ? { atLeast: comparison.comparison.exactly ?? 0 }
    : comparison.comparison;
  const doubt =
    mixedNote(currency, index.vocabulary, 'added') ?? currencyDoubt(comparison.currency, index.vocabulary);
  const isDoubtful = doubt !== undefined;
  const deed: Deed = {
    verb: 'spent',
    sum: bound,
    ...(currency === undefined ? {} : { currency }),
    ...(item === undefined ? {} : { items: [item.items] }),
  };
  return withRest(sentence, {
    deed,
    end: item?.end ?? isAny ?? noun,
    score: (comparison.isBare ? PRICE.bareNumber : (item?.score ?? 1)) * (isDoubtful ? PRICE.currencies : 1),
    assumptions: [item?.assumption, doubt].filter((each) => each !== undefined),
  });
}

/** `over 500 CHF or 800 EUR`: the second sum has the bound of the first. */
function boundBefore(
  tokens: Sentence['tokens'],
  at: number,
  { comparison: { exactly } }: ComparisonRead,
): Comparison | undefined {
  if (exactly === undefined) return undefined;
  for (let from = at - 3; from >= Math.max(0, at - 9); from--) {
    const read = readComparison(tokens, from);
    const [bound, ...others] = Object.keys(read?.comparison ?? {});
    if (read?.end === at - 1 && !read.isBare && bound !== undefined && others.length === 0)
      return { [bound]: exactly };
  }
  return undefined;
}

/** `spent over 500 CHF or over 500 EUR`. */
function isSpentBefore({ tokens }: Sentence, at: number): boolean {
  return (
    /^(or|and|but)$/.test(tokens[at - 1]?.word ?? '') &&
    tokens.slice(0, at).some(({ word }) => /^(spent|spend|spends|spending)$/.test(word))
  );
}
