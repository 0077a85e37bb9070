import type { Comparison, Items } from '../query/query.ts';
import { readComparison } from './comparisons.ts';
import type { Deed, PurchaseVerb } from './deed.ts';
import { readItems } from './items.ts';
import { currencyCode, currencyDoubt } from './money.ts';
import { endOf, pattern, skip } from './patterns.ts';
import { readPeriod } from './periods.ts';
import { PRICE } from './price.ts';
import { IS, IT, NOTHING, readTimes, UNITS } from './purchase-words.ts';
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
      ? sumOf(comparison.comparison.exactly ?? 0)
      : comparison.comparison;
  if (isSum) {
    const isMixed = currency === undefined && index.vocabulary.currencies.length > 1;
    const note = isMixed
      ? `Amounts of ${index.vocabulary.currencies.slice(0, 4).join(', ')} were added as they are; name a currency to count only one.`
      : undefined;
    const doubt = currencyDoubt(comparison.currency, index.vocabulary);
    return grown(
      read,
      { sum: bound, ...(currency === undefined || deed.verb !== 'spent' ? {} : { currency }) },
      end,
      bare ? PRICE.bareNumber : isMixed || doubt !== undefined ? PRICE.currencies : 1,
      [bare ? 'A sum without "more than" was taken as at least that much.' : undefined, note, doubt],
    );
  }
  const isOne = isOrder || /^(each|order|purchase)$/.test(tokens[end - 1]?.word ?? '');
  // `purchases over 3` may be their number, too.
  const isNumber =
    comparison.currency === undefined && /^(orders|purchases)$/.test(tokens[read.end - 1]?.word ?? '');
  return grown(read, { amount: bound }, end, isOne ? (isNumber ? PRICE.choice : 0.95) : 0.75, [
    isOne ? undefined : 'The sum was taken as that of one purchase.',
  ]);
}

/** `spent 100` is most likely that much or more; `spent 0` is nothing. */
function sumOf(amount: number): Comparison {
  return amount === 0 ? { atMost: 0 } : { atLeast: amount };
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
    readPeriod(sentence.tokens, read.end, sentence.today) ??
    (sentence.tokens[read.end - 1]?.word === 'for'
      ? readPeriod(sentence.tokens, read.end - 1, sentence.today)
      : undefined);
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
  if (nothing !== undefined && /^(but|except|besides)$/.test(tokens[nothing]?.word ?? '')) return undefined;
  if (nothing === read.end + 1 && tokens[read.end]?.word === 'none' && tokens[nothing]?.word !== 'of')
    return grown(read, { isSame: true, isNegated: true }, nothing, PRICE.choice, [
      '"none" was taken as none of the things before it.',
    ]);
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
    const isTwice = isNegatedBefore(tokens, read.end);
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
    return grown(read, { items: items.items, join: items.join }, items.end, items.score, items.assumptions);
  }
  return same === undefined ? undefined : grown(read, { isSame: true }, same);
}

/** `did not buy nothing`: two words for one denial, most likely. */
function isNegatedBefore(tokens: Sentence['tokens'], at: number): boolean {
  return [2, 3].some((back) => /^(not|never)$/.test(tokens[at - back]?.word ?? ''));
}
