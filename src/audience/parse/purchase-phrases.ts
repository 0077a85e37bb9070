import type { Comparison, Items } from '../query/query.ts';
import { type ComparisonRead, readComparison } from './comparisons.ts';
import type { Deed, PurchaseVerb } from './deed.ts';
import { fieldsAt } from './field-phrases.ts';
import { type ItemsRead, readItem, readItems } from './items.ts';
import { currencyCode, currencyDoubt } from './money.ts';
import { endOf, pattern, type Pattern, skip } from './patterns.ts';
import { readPeriod } from './periods.ts';
import { EXACT, phrase, type Phrase } from './phrase.ts';
import type { Sentence } from './sentence.ts';

/** What was read of a deed so far. */
export interface DeedRead {
  readonly deed: Deed;
  readonly end: number;
  readonly score: number;
  readonly assumptions: readonly string[];
}

const BOUGHT = pattern(
  'bought|buy|buys|buying|purchased|purchasing|ordered|ordering|shopped|acquired',
  'purchase|purchases|order|orders',
  'shop|shopped|shopping for',
  'paid for',
  'made|make|placed|place|did|done a|an|any|some purchase|purchases|order|orders of|for?',
  'made|make|placed|place|do|did purchases|orders of|for?',
  'own|owns',
  'picked up',
  'booked|rented|hired|used|tried|took|licensed|installed|downloaded|reserved',
  'got',
  'with|have|has|had a|an|any purchase|order of|for?',
  'buyer|buyers|purchaser|purchasers|shopper of',
  'purchase|purchases|order|orders of|for',
  'having|have bought|purchased|ordered',
  'bought|ordered|purchased from us?',
  'buyers|purchasers|buyer|purchaser',
  'a|one|any single? purchase|order|transaction',
  'with|made|placed|have|has|had|did a|an|one|any single? purchase|order|transaction',
);
const CARTED = pattern('carted', 'added|add|put|placed|adding', 'have|has|had|with|having', 'left');
const IN_CART = pattern(
  'to|in|into|inside a|an|the|their|our|his|her? shopping? cart|carts|basket|baskets|bag|bags|trolley',
);
const CARTED_PLAIN = pattern(
  'carted',
  'carts|cart with|containing',
  'added to a|an|the|their? shopping? cart|carts|basket|bag',
  'put in|into a|the|their? shopping? cart|basket|bag',
);
const VIEWED = pattern(
  'viewed|view|views|viewing|browsed|browse|browses|browsing|seen|saw',
  'looked|look|looks|looking at',
  'checked out',
  'visited the? page|pages of|for',
  'clicked|click on',
  'browsed|browse through|for',
  'had a look at',
  'viewers of',
  'views of',
);
const SPENT = pattern(
  'spent|spend|spends|spending',
  'spent|spend|spends a? total of?',
  'total|overall|lifetime|cumulative|combined spend|spending|spendings|expenditure',
  'their|whose|the|with|have|has|of a? total|overall|lifetime? spend|spending|revenue',
  'spenders of?',
  'revenue',
  'total revenue|sales|purchases|purchase|order value|amount',
  'paid|pay|paying',
  'sum|value|total of purchases|orders|their orders|purchases',
  'purchases|orders totalling|totaling|worth|adding up to?',
  'purchased|ordered|bought goods|products|items worth|for',
);
const AVERAGE = pattern(
  'with|whose|have|has|the|their|an? average|mean|avg purchase|order|basket|spend|transaction|ticket value|amount|size|total|spend?',
  'average|mean|avg value|amount|size|spend of|per their|an|a|all? order|orders|purchase|purchases',
  'aov',
  'average|mean|avg purchase|order|basket|spend value|amount|size?',
  'spend|spent on average per? order|purchase?',
);
const FIRST = pattern(
  'first purchase|order|transaction|buy|purchased|bought|ordered',
  'first time purchase|order|bought|ordered',
  'made|placed|whose|their|with|the a|the|their? first|initial purchase|order|ever?',
  'first time buyers|buyer|purchasers|shoppers|customers',
  'initial purchase|order',
  'date of first purchase|order',
  'first purchase|order date',
  'bought for the first time',
  'purchased|ordered for the first time',
  'new buyers',
);
const LAST = pattern(
  'last|latest purchase|order|transaction|purchased|bought|ordered|buy',
  'most recent|recently purchase|order|transaction|purchased|bought|ordered',
  'whose|their|with|the a|the|their? last|latest purchase|order|transaction',
  'whose|their|with|the a|the|their? most recent purchase|order|transaction',
  'last|latest purchase|order date',
  'date of last|latest purchase|order',
  'whose|the newest purchase|order',
  'last placed|made an|a order|purchase',
  'bought|ordered|purchased last',
);
const NEWEST = pattern('newest purchase of all');

const IS = pattern(
  'is|was|were|are',
  'has been',
  'took place|happened|came|fell|dates|dated back?',
  'was|is made|placed|done|on?',
  'of',
  'is|was of',
  ':',
);
const NOTHING = pattern(
  'nothing|none at all',
  'nothing|none',
  'no products|product|items|item|things|goods',
  'no',
);
const IT = pattern(
  'it|them|that|those|these|one',
  'any of it|them|those|these',
  'the same',
  'the same product|item|products|items|one',
  'that product|item|one',
  'one of them|those',
  'either of them',
);
const TIMES = pattern(
  'time|times|x',
  'separate|different|distinct times|occasions',
  'occasion|occasions',
  'purchase|purchases|order|orders',
);
const UNITS = pattern(
  'unit|units|item|items|piece|pieces|pcs|product|products|copies|things|articles|bottles|packs|boxes|pairs of?',
  'unit|units|item|items|piece|pieces|pcs of?',
);

const ONCE: readonly (readonly [Pattern, Comparison, number])[] = [
  [
    pattern(
      'more than once',
      'over once',
      'multiple times',
      'several times',
      'repeatedly',
      'again and again',
      'more than one time',
    ),
    { atLeast: 2 },
    0.93,
  ],
  [pattern('at least once', 'once or more'), { atLeast: 1 }, 1],
  [pattern('at least twice', 'twice or more'), { atLeast: 2 }, 1],
  [pattern('more than twice'), { moreThan: 2 }, 1],
  [pattern('at least thrice', 'thrice'), { atLeast: 3 }, 1],
  [
    pattern('exactly once', 'only once', 'just once', 'a single time', 'one time only', 'once only'),
    { exactly: 1 },
    1,
  ],
  [pattern('exactly twice', 'only twice', 'just twice'), { exactly: 2 }, 1],
  [pattern('at most once', 'no|not more than once', 'once at most'), { atMost: 1 }, 1],
  [pattern('at most twice', 'no|not more than twice'), { atMost: 2 }, 1],
  [pattern('less than twice', 'fewer than twice'), { lessThan: 2 }, 1],
  [pattern('twice'), { atLeast: 2 }, 1],
  [pattern('once', 'one time'), { atLeast: 1 }, 0.85],
];

/** How often, at this token: `twice`, `at least 3 times`. */
export function readTimes(
  tokens: Sentence['tokens'],
  at: number,
): { times: Comparison; end: number; score: number } | undefined {
  for (const [way, times, score] of ONCE) {
    const end = endOf(tokens, at, way);
    if (end !== undefined) return { times, end, score };
  }
  const comparison = readComparison(tokens, at);
  const end = comparison === undefined ? undefined : endOf(tokens, comparison.end, TIMES);
  if (comparison === undefined || end === undefined || comparison.currency !== undefined) return undefined;
  const more = endOf(tokens, end, pattern('or more', 'and more', 'at least'));
  if (comparison.isBare)
    return {
      times: { atLeast: comparison.comparison.exactly ?? 1 },
      end: more ?? end,
      score: more === undefined ? 0.93 : 1,
    };
  return { times: comparison.comparison, end, score: 1 };
}

/** Every deed of buying that begins at this token. */
export function readPurchasePhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { vocabulary } = sentence.index;
  const reads: (DeedRead | undefined)[] = [];
  for (const [verb, way] of [
    ['bought', BOUGHT],
    ['viewed', VIEWED],
    ['spent', SPENT],
    ['averagePurchase', AVERAGE],
    ['firstPurchase', FIRST],
    ['lastPurchase', LAST],
    ['newestPurchase', NEWEST],
  ] as const) {
    const end = endOf(sentence.tokens, at, way);
    if (end === undefined) continue;
    const isField = fieldsAt(sentence, at).some(
      ({ score, end: fieldEnd }) => score > 0.94 && fieldEnd >= end,
    );
    if (!isField || verb === 'bought') reads.push(readDeed(sentence, verb, at, end));
  }
  reads.push(readCarted(sentence, at), readCounted(sentence, at), readAmountSpent(sentence, at));
  return reads.flatMap((read) => {
    if (read === undefined) return [];
    const missing = missingHistory(read.deed.verb, vocabulary.has);
    return [
      phrase(
        at,
        read.end,
        { is: 'deed', deed: read.deed },
        EXACT * read.score * (missing === undefined ? 1 : 0.95),
        [...read.assumptions, missing],
      ),
    ];
  });
}

function missingHistory(
  verb: Deed['verb'],
  has: { purchases: boolean; carts: boolean; views: boolean },
): string | undefined {
  const kind = verb === 'carted' ? 'carts' : verb === 'viewed' ? 'views' : 'purchases';
  return has[kind] ? undefined : `No ${kind} were imported.`;
}

function readDeed(sentence: Sentence, verb: PurchaseVerb, at: number, verbEnd: number): DeedRead | undefined {
  const { tokens } = sentence;
  const word = tokens[verbEnd - 1]?.word ?? '';
  const first =
    verb === 'firstPurchase' || verb === 'lastPurchase' || verb === 'newestPurchase'
      ? { deed: { verb }, end: verbEnd }
      : { deed: { verb, isBareVerb: true }, end: verbEnd };
  const read = withRest(sentence, { ...first, score: 1, assumptions: [] });
  const { deed } = read;
  if (verb === 'spent' && deed.sum === undefined) return spentWithout(sentence, read, verbEnd);
  if (verb === 'averagePurchase' && deed.sum === undefined) return undefined;
  if (verb === 'lastPurchase' && deed.when === undefined)
    return deed.items === undefined ? undefined : { ...read, deed: { ...deed, verb: 'newestPurchase' } };
  if (
    verb === 'lastPurchase' &&
    deed.items !== undefined &&
    IS_OF.test(
      tokens
        .slice(verbEnd, verbEnd + 2)
        .map(({ word }) => word)
        .join(' '),
    )
  )
    return { ...read, deed: { ...deed, verb: 'newestPurchase' } };
  if (verb === 'firstPurchase' && deed.when === undefined) return undefined;
  if (verb === 'bought' && word === 'got' && (deed.items === undefined || isAnything(deed.items)))
    return undefined;
  if (
    verb === 'bought' &&
    /^(purchase|purchases|order|orders)$/.test(word) &&
    verbEnd === at + 1 &&
    deed.items === undefined &&
    deed.when === undefined &&
    deed.amount === undefined
  )
    return { ...read, score: 0.95 };
  return read;
}

/** `last purchase was a tent`, and not `last purchase of a tent`. */
const IS_OF = /^(was|is|were)( a| an| the| of)? ?/;

function spentWithout({ tokens }: Sentence, read: DeedRead, verbEnd: number): DeedRead | undefined {
  const nothing = tokens[verbEnd]?.word === 'nothing';
  if (nothing)
    return { ...read, deed: { ...read.deed, verb: 'spent', sum: { atMost: 0 }, isNegated: false } };
  const isMoney =
    /^(spent|spend|spends|spending)$/.test(tokens[verbEnd - 1]?.word ?? '') && read.deed.items !== undefined;
  return isMoney ? { ...read, deed: { ...read.deed, verb: 'bought' }, score: read.score * 0.88 } : undefined;
}

function isAnything(items: readonly Items[]): boolean {
  return items.every((each) => Object.keys(each).length === 0);
}

/** All that belongs to a verb, in any order: what, how often, how many, for how much, when. */
function withRest(sentence: Sentence, begun: DeedRead): DeedRead {
  let read = begun;
  for (let rounds = 0; rounds < 8; rounds++) {
    const next =
      nextPart(sentence, read) ??
      nextPart(sentence, {
        ...read,
        end: skip(
          sentence.tokens,
          read.end,
          pattern(
            'in total|all',
            ',',
            'with us',
            'from us',
            'at all',
            'altogether',
            'before',
            'overall',
            'on us',
            'online',
            'exactly',
            'from|with|at our shop|store|us',
            'ever',
            'only',
            'just',
          ),
        ),
      });
    if (next === undefined) break;
    read = next;
  }
  return {
    ...read,
    deed: { ...read.deed, isBareVerb: read.deed.isBareVerb === true && read.end === begun.end },
  };
}

function nextPart(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  return money(sentence, read) ?? count(sentence, read) ?? time(sentence, read) ?? things(sentence, read);
}

function grown(
  read: DeedRead,
  part: Partial<Deed>,
  end: number,
  score = 1,
  assumptions: readonly (string | undefined)[] = [],
): DeedRead {
  return {
    deed: { ...read.deed, ...part },
    end,
    score: Math.min(read.score, score),
    assumptions: [...read.assumptions, ...assumptions.filter((each) => each !== undefined)],
  };
}

function money(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { deed } = read;
  const { tokens, index } = sentence;
  const isSum = deed.verb === 'spent' || deed.verb === 'averagePurchase';
  if (isSum ? deed.sum !== undefined : deed.verb !== 'bought' || deed.amount !== undefined) return undefined;
  const isOrder = [1, 2].some(
    (back) =>
      /^(order|purchase|orders|purchases|transaction)$/.test(tokens[read.end - back]?.word ?? '') &&
      (back === 1 || /^(of|for)$/.test(tokens[read.end - 1]?.word ?? '')),
  );
  const opener = isSum
    ? skip(
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
      )
    : (endOf(
        tokens,
        read.end,
        pattern(
          'for|worth|costing|of|at|totalling|totaling',
          'worth|value of',
          'with a? value|amount of?',
          'of a value of',
          'each for',
          'for a total of',
        ),
      ) ?? read.end);
  const comparison = (isSum ? readComparison(tokens, read.end) : undefined) ?? readComparison(tokens, opener);
  if (comparison === undefined) return undefined;
  const hasUnit =
    endOf(
      tokens,
      comparison.end,
      pattern(
        'time|times|x|orders|purchases|order|purchase|units|items|pieces|products|days|weeks|months|years',
      ),
    ) !== undefined;
  if (hasUnit && comparison.currency === undefined) return undefined;
  if (!isSum && comparison.currency === undefined && !(isOrder && !comparison.isBare)) {
    const isEach = endOf(tokens, comparison.end, pattern('each', 'per order|purchase|item'));
    if (isEach === undefined || opener === read.end) return undefined;
  }
  const currency = currencyCode(comparison.currency, index.vocabulary);
  const end = skip(
    tokens,
    comparison.end,
    pattern(
      'each',
      'in total',
      'altogether',
      'in one order',
      'per order|purchase',
      'overall',
      'or more in total',
      'worth of',
    ),
  );
  const bare = comparison.isBare && isSum;
  const bound: Comparison =
    bare && tokens[opener - 1]?.word !== 'exactly'
      ? { atLeast: comparison.comparison.exactly ?? 0 }
      : comparison.comparison;
  if (isSum) {
    const isMixed = currency === undefined && index.vocabulary.currencies.length > 1 && deed.verb === 'spent';
    const note = isMixed
      ? `Amounts of ${index.vocabulary.currencies.slice(0, 4).join(', ')} were added as they are; name a currency to count only one.`
      : undefined;
    return grown(
      read,
      { sum: bound, ...(currency === undefined || deed.verb !== 'spent' ? {} : { currency }) },
      end,
      bare ? 0.75 : isMixed || currencyDoubt(currency, index.vocabulary) !== undefined ? 0.85 : 1,
      [bare ? 'A sum without "more than" was taken as at least that much.' : undefined, note],
    );
  }
  const isOne = isOrder || /^(each|order|purchase)$/.test(tokens[end - 1]?.word ?? '');
  return grown(read, { amount: bound }, end, isOne ? 0.95 : 0.75, [
    isOne ? undefined : 'The sum was taken as that of one purchase.',
  ]);
}

function count(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { deed } = read;
  const { tokens } = sentence;
  if (deed.verb !== 'bought' && deed.verb !== 'carted' && deed.verb !== 'viewed') return undefined;
  if (deed.times === undefined) {
    const times = readTimes(tokens, skip(tokens, read.end, pattern('on|in', ',')));
    if (times !== undefined && times.end > read.end) {
      const of = endOf(tokens, times.end, pattern('of|for|with|containing'));
      const items = of === undefined ? undefined : readItems(sentence, of);
      const more =
        items === undefined || deed.items !== undefined ? {} : { items: items.items, join: items.join };
      return grown(
        read,
        { times: times.times, ...more },
        items === undefined || deed.items !== undefined ? times.end : items.end,
        Math.min(times.score, items?.score ?? 1),
        items?.assumptions ?? [],
      );
    }
  }
  if (deed.units !== undefined || deed.verb === 'viewed') return undefined;
  const comparison = readComparison(tokens, read.end);
  if (comparison === undefined || comparison.currency !== undefined) return undefined;
  const units = endOf(tokens, comparison.end, UNITS);
  const items =
    deed.items === undefined
      ? readItems(sentence, units === undefined ? comparison.end : skip(tokens, units, pattern('of')))
      : undefined;
  if (units === undefined && items === undefined) return undefined;
  const bound: Comparison = comparison.isBare
    ? { atLeast: comparison.comparison.exactly ?? 1 }
    : comparison.comparison;
  const isOne = comparison.isBare && comparison.comparison.exactly === 1;
  const part = items === undefined ? {} : { items: items.items, join: items.join };
  return grown(
    read,
    { ...(isOne ? {} : { units: bound }), ...part },
    Math.max(units ?? 0, items?.end ?? 0),
    Math.min(comparison.isBare && !isOne ? 0.75 : units === undefined ? 0.9 : 1, items?.score ?? 1),
    [
      comparison.isBare && !isOne ? 'A number of things was taken as at least that many pieces.' : undefined,
      ...(items?.assumptions ?? []),
    ],
  );
}

function time(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  if (read.deed.when !== undefined) return undefined;
  const { verb } = read.deed;
  const isDated = verb === 'firstPurchase' || verb === 'lastPurchase';
  const start = skip(
    sentence.tokens,
    read.end,
    isDated ? IS : pattern('again', ',', 'made', 'placed', 'ever', 'at some point', 'on'),
  );
  const period =
    readPeriod(sentence.tokens, start, sentence.today) ??
    readPeriod(sentence.tokens, read.end, sentence.today);
  if (period === undefined) return undefined;
  const isVague = period.span?.isFor === true || period.span?.isAtLeast === true;
  return grown(read, { when: period.period }, period.end, isVague ? 0.95 : period.score, [period.assumption]);
}

function things(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { deed } = read;
  const { tokens } = sentence;
  if (deed.items !== undefined || deed.isSame === true) return undefined;
  const neither = tokens[read.end]?.word === 'neither' ? readItems(sentence, read.end + 1) : undefined;
  if (neither !== undefined)
    return grown(
      read,
      { items: neither.items, join: 'or', isNegated: true },
      neither.end,
      neither.score,
      neither.assumptions,
    );
  const same = endOf(tokens, read.end, IT);
  const nothing = endOf(tokens, read.end, NOTHING);
  const start = skip(
    tokens,
    read.end,
    pattern(
      'on|of|for|in|with|:|from|containing|is|was',
      'is|was|were a|an|the|of|for',
      'of|on|for the|our|any',
      'none of',
    ),
  );
  const items = readItems(sentence, start) ?? readItems(sentence, read.end);
  if (nothing !== undefined && (items === undefined || tokens[read.end]?.word === 'no')) {
    const none = tokens[read.end]?.word === 'no' ? readItems(sentence, read.end + 1) : undefined;
    const from =
      none === undefined ? readItems(sentence, skip(tokens, nothing, pattern('from|in|of'))) : undefined;
    const known = none ?? (skip(tokens, nothing, pattern('from|in|of')) > nothing ? from : undefined);
    if (tokens[read.end]?.word === 'no' && none === undefined && nothing === read.end + 1) return undefined;
    return grown(
      read,
      { items: known?.items ?? [{}], ...(known === undefined ? {} : { join: 'or' }), isNegated: true },
      known?.end ?? skip(tokens, nothing, pattern('else', 'from us')),
      known?.score ?? 1,
      known?.assumptions ?? [],
    );
  }
  if (items !== undefined && !(isAnything(items.items) && same !== undefined)) {
    if (deed.verb === 'lastPurchase' && items.items.some((each) => Object.keys(each).length === 0))
      return undefined;
    return grown(read, { items: items.items, join: items.join }, items.end, items.score, items.assumptions);
  }
  return same === undefined ? undefined : grown(read, { isSame: true }, same);
}

/** `added a tent to the cart`, `have a lamp in their basket`, `carted`. */
function readCarted(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const plain = endOf(tokens, at, CARTED_PLAIN);
  if (plain !== undefined)
    return withRest(sentence, {
      deed: { verb: 'carted', isBareVerb: true },
      end: plain,
      score: 1,
      assumptions: [],
    });
  const verb = endOf(tokens, at, CARTED);
  if (verb === undefined) return undefined;
  const comparison = readComparison(tokens, verb);
  const units = comparison !== undefined && comparison.currency === undefined ? comparison : undefined;
  const start = units === undefined ? verb : skip(tokens, units.end, UNITS);
  const same = endOf(tokens, start, IT);
  const items = readItems(sentence, start);
  const things = items?.end ?? same ?? (units === undefined ? undefined : start);
  const end = things === undefined ? undefined : endOf(tokens, things, IN_CART);
  if (end === undefined) return undefined;
  const some =
    items === undefined
      ? same === undefined
        ? { items: [{}] }
        : { isSame: true }
      : { items: items.items, join: items.join };
  const bound = unitsOf(units);
  const begun: DeedRead = {
    deed: { verb: 'carted', ...some, ...(bound === undefined ? {} : { units: bound }) },
    end,
    score: items?.score ?? 1,
    assumptions: items?.assumptions ?? [],
  };
  return withRest(sentence, tokens[at]?.word === 'left' ? { ...begun, score: begun.score * 0.85 } : begun);
}

function unitsOf(read: ComparisonRead | undefined): Comparison | undefined {
  if (read === undefined) return undefined;
  return read.isBare ? { atLeast: read.comparison.exactly ?? 1 } : read.comparison;
}

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
      'additions to cart',
      'items|products|things in a|the|their? cart|basket',
    ),
  ],
];

/** `at least 3 orders of tents this year`, `number of orders over 5`, `no purchases`. */
function readCounted(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const reversed = endOf(
    tokens,
    at,
    pattern(
      'with|whose|where|have|has? a|the|their? number|count of orders|purchases|transactions',
      'with|whose|have|has? a|an|the|their? order|purchase|orders|purchases count|number',
      'with|whose|have|has? total|orders orders|purchases',
      'orders|purchases',
    ),
  );
  const number =
    reversed === undefined
      ? undefined
      : readComparison(tokens, skip(tokens, reversed, pattern('is|are|of|was|:|=')));
  const isCount =
    reversed !== undefined &&
    (/^(count|number)$/.test(tokens[reversed - 1]?.word ?? '') ||
      tokens
        .slice(at, reversed)
        .some(({ word }) => word === 'number' || word === 'count' || word === 'total'));
  const isSign = reversed !== undefined && /^([<>=]=?|is|are|:)$/.test(tokens[reversed]?.word ?? '');
  if (number !== undefined && (isCount || isSign) && number.currency === undefined)
    return withRest(sentence, {
      deed: { verb: 'bought', times: number.comparison },
      end: number.end,
      score: 1,
      assumptions: none(number),
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
      return withRest(sentence, {
        deed: { verb, times },
        end: behind?.end ?? noun,
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
  return withRest(sentence, { deed, end, score: score * (isBare ? 0.75 : 0.97), assumptions });
}

/** `over 500 euros in purchases`, `more than $100 worth of tents`, `at least 50 EUR spent`. */
function readAmountSpent(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens, index } = sentence;
  const start = skip(
    tokens,
    at,
    pattern('with|have|has|had|having|bought|purchased|ordered|made', 'bought|ordered|purchased for'),
  );
  const comparison = readComparison(tokens, start);
  if (comparison === undefined) return undefined;
  const noun = endOf(
    tokens,
    comparison.end,
    pattern(
      'spent',
      'in|of total? purchases|orders|sales|spend|spending|revenue',
      'worth of',
      'total? spend|spending|revenue',
      'in total spend',
    ),
  );
  const of =
    comparison.currency === undefined
      ? undefined
      : endOf(tokens, comparison.end, pattern('of|on', 'worth of'));
  const ofItems = of === undefined ? undefined : readItems(sentence, of);
  if (of !== undefined && ofItems !== undefined && !isAnything(ofItems.items))
    return spentOn(sentence, comparison, ofItems);
  if (noun === undefined || fieldsAt(sentence, comparison.end).some(({ score }) => score > 0.94))
    return undefined;
  const currency = currencyCode(comparison.currency, index.vocabulary);
  const item = tokens[noun - 1]?.word === 'of' ? readItem(sentence, noun) : undefined;
  const isAny = endOf(tokens, noun, pattern('purchases|orders|products|goods|items|stuff'));
  const bound: Comparison = comparison.isBare
    ? { atLeast: comparison.comparison.exactly ?? 0 }
    : comparison.comparison;
  const deed: Deed = {
    verb: 'spent',
    sum: bound,
    ...(currency === undefined ? {} : { currency }),
    ...(item === undefined ? {} : { items: [item.items] }),
  };
  return withRest(sentence, {
    deed,
    end: item?.end ?? isAny ?? noun,
    score: comparison.isBare ? 0.75 : (item?.score ?? 1),
    assumptions: item?.assumption === undefined ? [] : [item.assumption],
  });
}
