import { boundBehind, boundOf, type ComparisonRead, readComparison } from '../sentence/comparisons.ts';
import { type DeedRead, grown } from '../sentence/deed-read.ts';
import { areDone } from '../names/category-verbs.ts';
import { readItems } from '../names/items.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { unitAt } from '../times/spans.ts';
import { PRICE } from '../words/price.ts';
import { UNITS } from '../words/purchase-words.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { isOnlyBefore, readTimes } from '../sentence/times.ts';

/** How often, or how many pieces: `twice`, `3 tents`, `quantity > 5`. */
export function readCount(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { verb, times, units } = read.deed;
  const { tokens } = sentence;
  if (verb !== 'bought' && verb !== 'carted' && verb !== 'viewed') return undefined;
  const often = times === undefined ? (readHowOften(sentence, read) ?? readSigned(tokens, read)) : undefined;
  if (often !== undefined) return often;
  if (verb === 'viewed') return times === undefined ? readThingsViewed(tokens, read) : undefined;
  const different = readDifferent(sentence, read);
  if (different !== undefined) return different;
  return units === undefined ? (readQuantity(tokens, read) ?? readPieces(sentence, read)) : undefined;
}

/** Where `in one order` ends: which purchases were made together, nobody knows. */
export function endOfOneOrder(tokens: Sentence['tokens'], at: number): number | undefined {
  return endOf(tokens, at, pattern('in|within one|a|the single|same? order|purchase|transaction|go'));
}

/** `twice`, `on at least 3 occasions of tents`. */
function readHowOften(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { tokens } = sentence;
  if (endOfOneOrder(tokens, read.end) !== undefined) return undefined;
  const times = readTimes(tokens, skip(tokens, read.end, pattern('on|in', ',')));
  if (times === undefined || times.end <= read.end) return undefined;
  const of = endOf(tokens, times.end, pattern('of|for|with|containing'));
  const items = of === undefined ? undefined : readItems(sentence, of);
  const isNew = items !== undefined && read.deed.items === undefined;
  return grown(
    read,
    { times: times.times, ...(isNew ? { items: items.items, join: items.join } : {}) },
    isNew ? items.end : times.end,
    Math.min(times.score, items?.score ?? 1),
    [times.assumption, ...(items?.assumptions ?? [])],
  );
}

/** `orders > 3`. */
function readSigned(tokens: Sentence['tokens'], read: DeedRead): DeedRead | undefined {
  if (!/^[<>=≥≤]=?$/.test(tokens[read.end]?.word ?? '')) return undefined;
  const signed = readComparison(tokens, read.end);
  return signed === undefined || signed.currency !== undefined
    ? undefined
    : grown(read, { times: signed.comparison }, signed.end, 0.95);
}

/** `viewed more than 3 products`. */
function readThingsViewed(tokens: Sentence['tokens'], read: DeedRead): DeedRead | undefined {
  const seen = readComparison(tokens, read.end);
  const noun = seen === undefined || seen.isBare ? undefined : endOf(tokens, seen.end, UNITS);
  return seen === undefined || noun === undefined
    ? undefined
    : grown(read, { times: seen.comparison }, noun, PRICE.thingsBeside, [
        'A number of things viewed was taken as that many views.',
      ]);
}

/** `quantity over 5`. */
function readQuantity(tokens: Sentence['tokens'], read: DeedRead): DeedRead | undefined {
  const noun = endOf(tokens, read.end, pattern(',? quantity|qty', ',? with? a? quantity|qty of?'));
  const quantity =
    noun === undefined ? undefined : readComparison(tokens, skip(tokens, noun, pattern('is|:')));
  return quantity === undefined || quantity.currency !== undefined
    ? undefined
    : grown(read, { units: quantity.comparison }, quantity.end);
}

const DIFFERENT = pattern('different|distinct|unique|separate|various');
const PRODUCTS = pattern(
  'products|product|items|item|things|articles|skus|sku|titles',
  'kinds|types|sorts of products|product|items|things',
);

/** `more than 5 different products`, `3 different tents`. */
export function readDifferent(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { tokens } = sentence;
  const { verb, items: named, differentProducts } = read.deed;
  const number = readComparison(tokens, read.end);
  const said = number === undefined ? undefined : endOf(tokens, number.end, DIFFERENT);
  if (verb !== 'bought' || differentProducts !== undefined || number === undefined || said === undefined)
    return undefined;
  const noun = endOf(tokens, said, PRODUCTS);
  const of = noun === undefined ? said : skip(tokens, noun, pattern('of|from|in'));
  const items =
    named === undefined && (noun === undefined || of > noun) ? readItems(sentence, of) : undefined;
  const end = items === undefined ? noun : skip(tokens, items.end, PRODUCTS);
  if (end === undefined || number.currency !== undefined) return undefined;
  const isExact = number.isBare && tokens[read.end - 1]?.word === 'exactly';
  return grown(
    read,
    {
      differentProducts: isExact ? number.comparison : boundOf(number),
      ...(items === undefined ? {} : { items: items.items, join: 'or' }),
    },
    end,
    Math.min(items?.score ?? 1, number.isBare && !isExact ? PRICE.bareNumber : 1),
    [
      ...(items?.assumptions ?? []),
      number.isBare && !isExact ? 'A number of products was taken as at least that many.' : undefined,
    ],
  );
}

/** `more than 2 hours ago`, though a `Spa Hour` is sold. */
function isAgo(tokens: Sentence['tokens'], at: number): boolean {
  return unitAt(tokens[at]) !== undefined && /^(ago|back)$/.test(tokens[at + 1]?.word ?? '');
}

export const PIECES_NOTE = 'A number of things was taken as that many pieces, of one product or several.';

/** `3 tents`, `more than 5 items`. */
function readPieces(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { tokens } = sentence;
  const comparison = readComparison(tokens, read.end);
  if (comparison === undefined || comparison.currency !== undefined || isAgo(tokens, comparison.end))
    return undefined;
  const units = endOf(tokens, comparison.end, UNITS);
  const items =
    read.deed.items === undefined
      ? readItems(sentence, units === undefined ? comparison.end : skip(tokens, units, pattern('of')))
      : undefined;
  if (units === undefined && items === undefined) return undefined;
  const isOnly = comparison.isBare && isOnlyBefore(tokens, read.end);
  const end = Math.max(units ?? 0, items?.end ?? 0);
  // `3 tents or more`
  const behind = boundBehind(tokens, end, comparison);
  const isBare = comparison.isBare && behind === undefined;
  const isOne = isBare && comparison.comparison.exactly === 1 && !isOnly;
  const noun = items === undefined && !isOne ? (tokens[(units ?? 0) - 1]?.word ?? '') : '';
  const isThings = /^things?$/.test(noun);
  const isDone = units === undefined && items !== undefined && areDone(sentence, items.items);
  const isKinds = /^(product|item|article)s?$/.test(noun);
  const bound = behind?.comparison ?? (isOnly ? comparison.comparison : boundOf(comparison));
  const isDoubtful = isBare && !isOne && !isOnly;
  const part = items === undefined ? {} : { items: items.items, join: items.join };
  return grown(
    read,
    { ...(isOne ? {} : isThings || isDone ? { times: bound } : { units: bound }), ...part },
    behind?.end ?? end,
    Math.min(
      isDoubtful
        ? 0.75
        : isOnly
          ? PRICE.choice
          : units === undefined
            ? 0.9
            : isKinds || isThings
              ? PRICE.choice
              : 1,
      items?.score ?? 1,
    ),
    [
      isThings || (isDone && !isOne) ? 'A number of things was taken as that many purchases.' : undefined,
      isKinds ? PIECES_NOTE : undefined,
      isDoubtful && !isDone ? 'A number of things was taken as at least that many pieces.' : undefined,
      isOnly && !isThings && !isDone
        ? '"Only" and a number was taken as exactly that many pieces.'
        : undefined,
      ...(items?.assumptions ?? []),
    ],
  );
}

/** Who has none at all is among those with at most so many. */
export function noteOfNone({ comparison }: ComparisonRead): readonly string[] {
  const isOpen =
    comparison.atLeast === undefined && comparison.moreThan === undefined && comparison.exactly === undefined;
  return isOpen ? ['Who has none at all is counted in.'] : [];
}
