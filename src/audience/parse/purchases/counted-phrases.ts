import type { Comparison } from '../../query/query.ts';
import { type ComparisonRead, readComparison } from '../sentence/comparisons.ts';
import type { Deed, PurchaseVerb } from '../sentence/deed.ts';
import { fieldsAt } from '../names/field-names.ts';
import { type ItemsRead, readItem, readItems } from '../names/items.ts';
import { currencyCode, currencyDoubt, mixedNote } from '../sentence/money.ts';
import { endOf, pattern, type Pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import { withRest } from './purchase-parts.ts';
import { isAnything } from './purchase-things.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { withOtherBound } from '../sentence/times.ts';

const COUNTED: readonly (readonly [PurchaseVerb, Pattern])[] = [
  [
    'bought',
    pattern(
      'order|orders|purchase|purchases|transaction|transactions|buys',
      'separate|different|distinct|total|completed|placed orders|purchases',
    ),
  ],
  ['viewed', pattern('product|page|item? view|views')],
  [
    'carted',
    pattern(
      'cart additions|adds',
      'cart items',
      'carts|baskets',
      'additions to cart',
      'items|products|things in a|the|their? cart|basket',
    ),
  ],
];

/** `at least 3 orders of tents this year`, `number of orders over 5`, `no purchases`. */
export function readCounted(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const pieces = readPieces(sentence, at);
  if (pieces !== undefined) return pieces;
  const reversed = endOf(
    tokens,
    at,
    pattern(
      'with|whose|where|have|has? a|the|their? total? number|count of orders|purchases|transactions',
      'with|whose|have|has? a|an|the|their? order|purchase|orders|purchases count|number',
      'with|whose|have|has? total|orders orders|purchases',
      'orders|purchases',
      'count ( orders|purchases|transactions )',
      'purchase|order? frequency',
    ),
  );
  const number =
    reversed === undefined
      ? undefined
      : readComparison(tokens, skip(tokens, reversed, pattern('is|are|of|was|:|=')));
  const isCount =
    reversed !== undefined &&
    (/^(count|number|frequency)$/.test(tokens[reversed - 1]?.word ?? '') ||
      tokens
        .slice(at, reversed)
        .some(({ word }) => word === 'number' || word === 'count' || word === 'total'));
  const counting = tokens.slice(at, reversed ?? at).map(({ word }) => word);
  const isTotal = counting.includes('total') && !counting.some((word) => /^(number|count)$/.test(word));
  const apart =
    reversed === undefined || number !== undefined ? undefined : countApart(sentence, reversed, isCount);
  if (apart !== undefined) return apart;
  const isSign = reversed !== undefined && /^([<>=]=?|is|are|:)$/.test(tokens[reversed]?.word ?? '');
  if (number !== undefined && (isCount || isSign) && number.currency === undefined)
    return withRest(sentence, {
      deed: { verb: 'bought', times: number.comparison },
      end: skip(tokens, number.end, pattern('orders|purchases|order|purchase|times')),
      score: isTotal ? PRICE.choice : 1,
      assumptions: [...none(number), ...(isTotal ? ['Total orders were taken as their number.'] : [])],
    });
  const start = skip(
    tokens,
    at,
    pattern(
      'with|have|has|had|having|made|make|placed|place|did|done|completed',
      'who have|has|had|made|placed',
    ),
  );
  for (const from of new Set([start, at])) {
    const zero = tokens[from]?.word === 'zero' ? from + 1 : undefined;
    const comparison = readComparison(tokens, from);
    const end = zero ?? comparison?.end;
    if (end === undefined || comparison?.currency !== undefined) continue;
    const things = comparison === undefined ? undefined : countedThings(sentence, comparison);
    if (things !== undefined) return things;
    for (const [verb, way] of COUNTED) {
      const noun = endOf(tokens, end, way);
      if (noun === undefined) continue;
      if (fieldsAt(sentence, end).some(({ score, end: fieldEnd }) => score > 0.94 && fieldEnd >= noun))
        continue;
      const behind =
        comparison?.isBare === true
          ? behindNoun(tokens, noun, comparison.comparison.exactly ?? 0)
          : undefined;
      const times: Comparison =
        zero === undefined
          ? (behind?.times ??
            (comparison?.isBare === true && comparison.comparison.exactly !== 0
              ? { exactly: comparison.comparison.exactly ?? 1 }
              : (comparison?.comparison ?? { exactly: 0 })))
          : { exactly: 0 };
      const isBare =
        comparison?.isBare === true &&
        behind === undefined &&
        zero === undefined &&
        tokens[from - 1]?.word !== 'exactly' &&
        (comparison.comparison.exactly ?? 0) > 0;
      const bounds = isBare ? { times, end: noun } : withOtherBound(tokens, behind?.end ?? noun, times);
      return withRest(sentence, {
        deed: { verb, times: bounds.times },
        end: bounds.end > noun ? skip(tokens, bounds.end, way) : bounds.end,
        score: isBare ? 0.8 : 1,
        assumptions: [
          ...(isBare ? [`A number of orders without "at least" was taken as exactly that many.`] : []),
          ...(comparison === undefined ? [] : none(comparison)),
        ],
      });
    }
  }
  return undefined;
}

const PURCHASES = pattern('purchase|purchases|order|orders|transaction|transactions');

/** Behind `at least 2`: `tent purchases this year`, which are as many purchases and no pieces. */
function countedThings(
  sentence: Sentence,
  { comparison, end, isBare }: ComparisonRead,
): DeedRead | undefined {
  if (isBare) return undefined;
  const item = readItem(sentence, end);
  if (item === undefined || isAnything([item.items])) return undefined;
  const noun = endOf(sentence.tokens, item.end, PURCHASES);
  if (noun === undefined) return undefined;
  return withRest(sentence, {
    deed: { verb: 'bought', times: comparison, items: [item.items] },
    end: noun,
    score: item.score,
    assumptions: item.assumption === undefined ? [] : [item.assumption],
  });
}

/** `number of purchases in Electronics this year is at least 4`. */
function countApart(sentence: Sentence, at: number, isCount: boolean): DeedRead | undefined {
  const { tokens } = sentence;
  const of = withRest(sentence, {
    deed: { verb: 'bought', times: { atLeast: 1 } },
    end: skip(tokens, at, pattern('per customer|user|person|client|member')),
    score: 1,
    assumptions: [],
  });
  const isSign = /^([<>=!]=?|≥|≤)$/.test(tokens[of.end]?.word ?? '');
  if (!isCount && !isSign) return undefined;
  const number = readComparison(tokens, skip(tokens, of.end, pattern('is|are|of|was|were|:|=|being')));
  if (number === undefined || number.currency !== undefined || of.end === at) return undefined;
  return withRest(sentence, {
    deed: { ...of.deed, times: number.comparison },
    end: number.end,
    score: of.score,
    assumptions: [...of.assumptions, ...none(number)],
  });
}

const PIECES = pattern(
  'quantity|qty',
  'the? total? quantity|qty|number of units|items|pieces|products? bought|purchased|ordered?',
  'total? units|items|pieces bought|purchased|ordered',
);

/** `quantity of Camping units purchased >= 6`, `units bought of SKU-1 is at least 3`. */
function readPieces(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const said = endOf(tokens, at, PIECES);
  if (said === undefined || fieldsAt(sentence, at).some(({ score }) => score > 0.94)) return undefined;
  const of = readItems(sentence, skip(tokens, said, pattern('of|in|from|for the?')));
  const items = of === undefined || isAnything(of.items) ? undefined : of;
  const noun = pattern('units|items|pieces? bought|purchased|ordered', 'is|are|of|was|were|:|=|being');
  const end = skip(tokens, skip(tokens, items?.end ?? said, noun), noun);
  const number = readComparison(tokens, end);
  if (number === undefined || number.isBare || number.currency !== undefined) return undefined;
  const things = items === undefined ? {} : { items: items.items, join: items.join };
  return withRest(sentence, {
    deed: { verb: 'bought', units: number.comparison, ...things },
    end: number.end,
    score: items?.score ?? 1,
    assumptions: [...(items?.assumptions ?? []), ...none(number)],
  });
}

/** `3 orders or more`. */
function behindNoun(
  tokens: Sentence['tokens'],
  at: number,
  value: number,
): { times: Comparison; end: number } | undefined {
  const more = endOf(tokens, at, pattern('or more', 'and more', 'at least'));
  if (more !== undefined) return { times: { atLeast: value }, end: more };
  const less = endOf(tokens, at, pattern('or less|fewer', 'at most'));
  return less === undefined ? undefined : { times: { atMost: value }, end: less };
}

function none({ comparison }: ComparisonRead): readonly string[] {
  const isOpen =
    comparison.atLeast === undefined && comparison.moreThan === undefined && comparison.exactly === undefined;
  return isOpen ? ['Who has none at all is counted in.'] : [];
}

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
