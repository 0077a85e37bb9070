import type { Comparison, Items } from '../query/query.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { type ComparisonRead, readComparison } from './comparisons.ts';
import type { Deed, PurchaseVerb } from './deed.ts';
import { readItems } from './items.ts';
import { currencyBehind } from './currency-words.ts';
import { currencyCode, currencyDoubt } from './money.ts';
import { endOf, pattern, skip } from './patterns.ts';
import { readPeriod } from './periods.ts';
import { PRICE } from './price.ts';
import { IS, IT, NOTHING, UNITS } from './purchase-words.ts';
import { readTimes } from './times.ts';
import type { Sentence } from './sentence.ts';

/** What was read of a deed so far. */
export interface DeedRead {
  readonly deed: Deed;
  readonly end: number;
  readonly score: number;
  readonly assumptions: readonly string[];
}
export function readDeed(
  sentence: Sentence,
  verb: PurchaseVerb,
  at: number,
  verbEnd: number,
): DeedRead | undefined {
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
  // `total purchases over 5` is a number of them.
  if (verb === 'spent' && /^(purchases|orders)$/.test(word) && deed.currency === undefined) return undefined;
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
  if (
    verb === 'bought' &&
    /^(got|acquired)$/.test(word) &&
    (deed.items === undefined || isAnything(deed.items))
  )
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

export function isAnything(items: readonly Items[]): boolean {
  return items.every((each) => Object.keys(each).length === 0);
}

/** All that belongs to a verb, in any order: what, how often, how many, for how much, when. */
export function withRest(sentence: Sentence, begun: DeedRead): DeedRead {
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
            'exactly',
            'from|with|at our shop|store|us',
            ',? inclusive|included ,?',
            '( inclusive )',
            'at any time|point',
            'lifetime',
            'so far',
            'to date',
            'recently|lately (|,|:?',
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
  return (
    money(sentence, read) ??
    firstTime(sentence, read) ??
    count(sentence, read) ??
    time(sentence, read) ??
    things(sentence, read)
  );
}

/** `bought shoes for the first time this year`. */
function firstTime({ tokens }: Sentence, read: DeedRead): DeedRead | undefined {
  const { verb, times, units, amount } = read.deed;
  const end = endOf(tokens, read.end, pattern('for the|their very? first time ever?'));
  const isPlain = verb === 'bought' && times === undefined && units === undefined && amount === undefined;
  return end === undefined || !isPlain ? undefined : grown(read, { verb: 'firstPurchase', join: 'or' }, end);
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
  const plain = (isSum ? readComparison(tokens, read.end) : undefined) ?? readComparison(tokens, opener);
  const ahead = plain === undefined && isSum ? amountBehindCurrency(tokens, read.end) : undefined;
  const comparison = plain ?? ahead;
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
    pattern('each', 'in total', 'altogether', 'in one order', 'overall', 'or more in total', 'worth of'),
  );
  const mean = deed.verb === 'spent' ? meanBehind(tokens, comparison.end) : undefined;
  const isNothing = isSum && comparison.isBare && comparison.comparison.exactly === 0;
  const bare = comparison.isBare && isSum && !isNothing;
  const bound: Comparison =
    bare && tokens[opener - 1]?.word !== 'exactly'
      ? { atLeast: comparison.comparison.exactly ?? 0 }
      : isNothing
        ? { atMost: 0 }
        : comparison.comparison;
  const inCurrency = currency === undefined ? {} : { currency };
  const doubt =
    currencyDoubt(comparison.currency, index.vocabulary) ??
    (isNothing ? undefined : mixedNote(comparison, index.vocabulary, isSum));
  if (isSum) {
    const isPaying = /^(pay|pays|paying)$/.test(tokens[read.end - 1]?.word ?? '');
    const isOpen = mean === undefined && deed.verb === 'spent' && holdsForNothing(bound);
    const score =
      (bare ? PRICE.bareNumber : doubt === undefined ? 1 : PRICE.currencies) *
      (mean?.score ?? (isPaying ? PRICE.currencies : isOpen ? PRICE.smallSum : 1));
    return grown(
      read,
      { sum: bound, ...inCurrency, ...(mean === undefined ? {} : { verb: 'averagePurchase' }) },
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
  const isOne = isOrder || /^(each|order|purchase)$/.test(tokens[end - 1]?.word ?? '');
  // `purchases over 3` may be their number, too.
  const isNumber =
    comparison.currency === undefined && /^(orders|purchases)$/.test(tokens[read.end - 1]?.word ?? '');
  const sure = isOne ? (isNumber ? PRICE.choice : 0.95) : 0.75;
  const score = sure * (doubt === undefined ? 1 : PRICE.currencies);
  return grown(read, { amount: bound, ...inCurrency }, end, score, [
    isOne ? undefined : 'The sum was taken as that of one purchase.',
    doubt,
  ]);
}

/** `both tents`, where there are two. */
function eachOf([only, other]: readonly Items[]): readonly Items[] | undefined {
  const names = other === undefined && only?.products?.length === 2 ? only.products : [];
  return names.length === 2 ? names.map((name) => ({ products: [name] })) : undefined;
}

/** Where `in one order` ends: which purchases were made together, nobody knows. */
export function endOfOneOrder(tokens: Sentence['tokens'], at: number): number | undefined {
  return endOf(tokens, at, pattern('in|within one|a|the single|same? order|purchase|transaction|go'));
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

/** An amount of no currency, where the purchases are in several. */
function mixedNote(
  { currency }: ComparisonRead,
  { currencies }: Vocabulary,
  isSum: boolean,
): string | undefined {
  if (currency !== undefined || currencies.length < 2) return undefined;
  const shown = currencies.slice(0, 4).join(', ');
  return `Amounts of ${shown} were ${isSum ? 'added' : 'compared'} as they are; name a currency to count only one.`;
}

function count(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { deed } = read;
  const { tokens } = sentence;
  if (deed.verb !== 'bought' && deed.verb !== 'carted' && deed.verb !== 'viewed') return undefined;
  if (deed.times === undefined && endOfOneOrder(tokens, read.end) === undefined) {
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
  if (deed.times === undefined && /^[<>=≥≤]=?$/.test(tokens[read.end]?.word ?? '')) {
    const signed = readComparison(tokens, read.end);
    if (signed !== undefined && signed.currency === undefined)
      return grown(read, { times: signed.comparison }, signed.end, 0.95);
  }
  if (deed.verb === 'viewed' && deed.times === undefined) {
    const seen = readComparison(tokens, read.end);
    const noun = seen === undefined || seen.isBare ? undefined : endOf(tokens, seen.end, UNITS);
    return seen === undefined || noun === undefined
      ? undefined
      : grown(read, { times: seen.comparison }, noun, PRICE.thingsBeside, [
          'A number of things viewed was taken as that many views.',
        ]);
  }
  if (deed.units !== undefined || deed.verb === 'viewed') return undefined;
  const pieces = endOf(tokens, read.end, pattern(',? quantity|qty', ',? with? a? quantity|qty of?'));
  const quantity =
    pieces === undefined ? undefined : readComparison(tokens, skip(tokens, pieces, pattern('is|:')));
  if (quantity !== undefined && quantity.currency === undefined)
    return grown(read, { units: quantity.comparison }, quantity.end);
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
  const isKinds = items === undefined && !isOne && /^products?$/.test(tokens[(units ?? 0) - 1]?.word ?? '');
  const part = items === undefined ? {} : { items: items.items, join: items.join };
  return grown(
    read,
    { ...(isOne ? {} : { units: bound }), ...part },
    Math.max(units ?? 0, items?.end ?? 0),
    Math.min(
      comparison.isBare && !isOne ? 0.75 : units === undefined ? 0.9 : isKinds ? PRICE.choice : 1,
      items?.score ?? 1,
    ),
    [
      isKinds ? 'A number of products was taken as that many pieces, of one product or several.' : undefined,
      comparison.isBare && !isOne ? 'A number of things was taken as at least that many pieces.' : undefined,
      ...(items?.assumptions ?? []),
    ],
  );
}

/** `not in over a year` is longer ago than that; without the `not` nobody can know. */
function isNegatedBefore({ tokens }: Sentence, end: number): boolean {
  return tokens
    .slice(0, end)
    .some(({ word }) => /^(not|no|never|nothing|none|without|nor|neither)$/.test(word));
}

function time(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  if (read.deed.when !== undefined) return undefined;
  const { verb } = read.deed;
  const isDated = verb === 'firstPurchase' || verb === 'lastPurchase';
  const start = skip(
    sentence.tokens,
    read.end,
    isDated ? IS : pattern(',', 'made', 'placed', 'ever', 'at some point', 'on'),
  );
  const period =
    readPeriod(sentence.tokens, start, sentence.today) ??
    readPeriod(sentence.tokens, read.end, sentence.today) ??
    (sentence.tokens[read.end - 1]?.word === 'for'
      ? readPeriod(sentence.tokens, read.end - 1, sentence.today)
      : undefined);
  if (period === undefined) return undefined;
  if ('next' in period.period || 'following' in period.period)
    return grown(read, { when: period.period }, period.end, PRICE.contradiction, [
      'Nobody has done anything yet in a time that lies ahead.',
    ]);
  const isVague = period.span?.isFor === true || period.span?.isAtLeast === true;
  if (period.span?.isAtLeast === true && !isNegatedBefore(sentence, read.end))
    return grown(read, { when: period.period }, period.end, PRICE.only, [
      `"more than ${period.span.text}" was taken as in the last ${period.span.text}.`,
    ]);
  return grown(read, { when: period.period }, period.end, isVague ? 0.95 : period.score, [period.assumption]);
}

/** Behind `nothing`. */
const NO_THINGS = pattern('from|in|of|on the|our?');

const LONE = pattern('any|some|none', 'any|some|none of it|them|those|these|that');

/** `any`, `some` and `none` behind a thing that was named before are of that thing: `looked at shoes but never bought any`. */
export function loneOf(
  sentence: Sentence,
  at: number,
): { readonly end: number; readonly isNone: boolean } | undefined {
  const end = endOf(sentence.tokens, at, LONE);
  if (end === undefined || (readItems(sentence, at)?.end ?? end) > end) return undefined;
  const isNamed = sentence.tokens
    .slice(0, at)
    .some((_, i) => readItems(sentence, i)?.items.some((each) => Object.keys(each).length > 0) === true);
  return isNamed ? { end, isNone: sentence.tokens[at]?.word === 'none' } : undefined;
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
  const lone = loneOf(sentence, read.end);
  if (lone !== undefined)
    return grown(read, lone.isNone ? { isSame: true, isNegated: true } : { isSame: true }, lone.end);
  const same = endOf(tokens, read.end, IT);
  const nothing = endOf(tokens, read.end, NOTHING);
  if (nothing !== undefined && /^(but|except|besides)$/.test(tokens[nothing]?.word ?? '')) return undefined;
  if (nothing === read.end + 1 && tokens[read.end]?.word === 'none' && tokens[nothing]?.word !== 'of')
    return grown(read, { isSame: true, isNegated: true }, nothing, PRICE.choice, [
      '"none" was taken as none of the things before it.',
    ]);
  const both = tokens[read.end]?.word === 'both' ? readItems(sentence, read.end + 1) : undefined;
  if (both !== undefined && both.items.length > 1 && both.join === 'and')
    return grown(read, { items: both.items, join: 'and' }, both.end, both.score, both.assumptions);
  const start = skip(
    tokens,
    read.end,
    pattern(
      'on|of|for|in|with|:|from|containing|is|was|both',
      'on|of|for|in|from both',
      'is|was|were a|an|the|of|for',
      'of|on|for the|our|any',
      'none of',
    ),
  );
  const items = readItems(sentence, start) ?? readItems(sentence, read.end);
  if (nothing !== undefined && (items === undefined || tokens[read.end]?.word === 'no')) {
    // `bought in 2025, nothing in 2026` is two deeds.
    if (deed.when !== undefined && tokens[read.end - 1]?.word === ',') return undefined;
    const none = tokens[read.end]?.word === 'no' ? readItems(sentence, read.end + 1) : undefined;
    const from = none === undefined ? readItems(sentence, skip(tokens, nothing, NO_THINGS)) : undefined;
    const known = none ?? (skip(tokens, nothing, NO_THINGS) > nothing ? from : undefined);
    if (tokens[read.end]?.word === 'no' && none === undefined && nothing === read.end + 1) return undefined;
    const isTwice = isDeniedTwice(tokens, read.end);
    return grown(
      read,
      {
        items: known?.items ?? [{}],
        ...(known === undefined ? {} : { join: 'or' }),
        ...(isTwice ? {} : { isNegated: true }),
      },
      known?.end ?? skip(tokens, nothing, pattern('else', 'from us')),
      isTwice ? PRICE.choice : (known?.score ?? 1),
      [...(known?.assumptions ?? []), isTwice ? '"Not" and "nothing" were taken as one "not".' : undefined],
    );
  }
  if (items !== undefined && !(isAnything(items.items) && same !== undefined)) {
    if (deed.verb === 'lastPurchase' && items.items.some((each) => Object.keys(each).length === 0))
      return undefined;
    const both = tokens.slice(read.end, start).some(({ word }) => word === 'both')
      ? eachOf(items.items)
      : undefined;
    return grown(
      read,
      { items: both ?? items.items, join: both === undefined ? items.join : 'and' },
      items.end,
      items.score,
      items.assumptions,
    );
  }
  return same === undefined ? undefined : grown(read, { isSame: true }, same);
}

/** `did not buy nothing`: two words for one denial, most likely. */
function isDeniedTwice(tokens: Sentence['tokens'], at: number): boolean {
  return [2, 3].some((back) => /^(not|never)$/.test(tokens[at - back]?.word ?? ''));
}
