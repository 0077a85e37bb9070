import { isAnything } from '../names/items.ts';
import type { Comparison } from '../../query/query.ts';
import { type ComparisonRead, readComparison } from '../sentence/comparisons.ts';
import type { PurchaseVerb } from '../sentence/deed.ts';
import { fieldsAt } from '../names/field-names.ts';
import { readItem } from '../names/one-item.ts';
import { endOf, pattern, type Pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import { withRest } from './purchase-parts.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { withOtherBound } from '../sentence/times.ts';
import { readPieces } from './pieces-bought.ts';
import { noteOfNone, PIECES_NOTE } from './purchase-count.ts';

const IN_CARTS = pattern(
  'item|items|product|products|thing|things in|into a|the|their|our? shopping? cart|basket|bag|trolley',
);
const COUNTED: readonly (readonly [PurchaseVerb, Pattern])[] = [
  [
    'bought',
    pattern(
      'order|orders|purchase|purchases|transaction|transactions|buys',
      'separate|different|distinct|total|completed|placed orders|purchases',
    ),
  ],
  ['viewed', pattern('product|page|item? view|views')],
  ['carted', pattern('cart additions|adds', 'cart items', 'carts|baskets', 'additions to cart')],
  ['carted', IN_CARTS],
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
      assumptions: [...noteOfNone(number), ...(isTotal ? ['Total orders were taken as their number.'] : [])],
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
      const isOfPieces = endOf(tokens, end, IN_CARTS) === noun;
      return withRest(sentence, {
        deed: { verb, ...(isOfPieces ? { units: bounds.times } : { times: bounds.times }) },
        end: bounds.end > noun ? skip(tokens, bounds.end, way) : bounds.end,
        score: isBare ? 0.8 : isOfPieces ? PRICE.choice : 1,
        assumptions: [
          ...(isOfPieces ? [PIECES_NOTE] : []),
          ...(isBare ? [`A number of orders without "at least" was taken as exactly that many.`] : []),
          ...(comparison === undefined ? [] : noteOfNone(comparison)),
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
    assumptions: [...of.assumptions, ...noteOfNone(number)],
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
