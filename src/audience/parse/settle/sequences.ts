import type { Span } from '../../query/period.ts';
import type { Deed } from '../sentence/deed.ts';
import { deedOf, isMark, lastIndexBefore } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { readSpan, spanText } from '../times/spans.ts';
import { PRICE } from '../words/price.ts';
import { withDoubtOfSent } from './of-those-sent.ts';
import {
  type Pair,
  isOfVerbBefore,
  isUnbought,
  joined,
  neverQuery,
  sequenceQuery,
} from './sequence-query.ts';

/** `bought a tent and then a stove within 30 days`, `opened it and bought nothing since`: one condition of two deeds, where a query can say it. */
export function placeSequences(sentence: Sentence, given: readonly Phrase[], leftOver: Phrase[]): Phrase[] {
  let phrases = [...given];
  for (let i = 0; i < phrases.length; i++) {
    const pair = pairAt(sentence, phrases, i);
    const query = pair && (pair.isEver === true ? neverQuery(pair) : sequenceQuery(pair));
    if (pair === undefined || query === undefined) continue;
    const parts = phrases.slice(pair.from, pair.to);
    const made = withDoubtOfSent(sentence, joined(parts, query, isOfVerbBefore(pair)), parts);
    const sure = pair.isEver === true ? withDoubtOf(made, PRICE.likelyField, EVER_NOTE) : made;
    const told = pair.isLikelySame === true ? withDoubtOf(sure, PRICE.choice, SAME_NOTE) : sure;
    phrases = [...phrases.slice(0, pair.from), told, ...phrases.slice(pair.to)];
    i = pair.from;
  }
  return phrases.flatMap((each, at) => withoutOrder(each, at, phrases, leftOver));
}

/** Between what is no deed `and then` is a plain `and`; an order that no query says is told. */
function withoutOrder(
  each: Phrase,
  at: number,
  phrases: readonly Phrase[],
  leftOver: Phrase[],
): readonly Phrase[] {
  if (each.meaning.is !== 'order') return [each];
  const isSaid = ({ meaning }: Phrase) => meaning.is !== 'mark' && meaning.is !== 'order';
  const isOfDeeds =
    deedOf(phrases.slice(0, at).findLast(isSaid)) !== undefined &&
    deedOf(phrases.slice(at).find(isSaid)) !== undefined;
  if (each.meaning.stands === 'behind' || isOfDeeds) leftOver.push(each);
  return each.meaning.stands === 'behind' ? [] : [{ ...each, meaning: { is: 'mark', mark: 'and' } }];
}

const NOTHING: Deed = { verb: 'bought', items: [{}], isNegated: true };

function pairAt(sentence: Sentence, phrases: readonly Phrase[], at: number): Pair | undefined {
  const from = lastIndexBefore(phrases, at);
  const first = from === undefined ? undefined : deedOf(phrases[from]);
  const other = phrases[at];
  if (from === undefined || first === undefined || other === undefined) return undefined;
  // `bought a tent and nothing since` is the newest of all purchases.
  const isNothing =
    other.meaning.is === 'nothingSince' && other.meaning.of === undefined && first.verb !== 'bought';
  const later = isNothing ? NOTHING : deedOf(other);
  const between = phrases.slice(from + 1, at);
  const isJoined = between.every(
    (each) => each.meaning.is === 'order' || isMark(each, 'and', 'but', 'comma', 'who', 'not', 'noun'),
  );
  if (later === undefined || !isJoined) return undefined;
  if (between.some(({ meaning }) => meaning.is === 'order' && meaning.isTurned === true))
    return turnedPair(phrases, from, at, first, later);
  return straightPair(sentence, phrases, { from, at, first, later, isNothing });
}

interface Deeds {
  readonly from: number;
  readonly at: number;
  readonly first: Deed;
  readonly later: Deed;
  /** `and nothing since`, which needs no other word of order. */
  readonly isNothing: boolean;
}

/** The second deed behind the first, with all that stands between and behind them. */
function straightPair(
  sentence: Sentence,
  phrases: readonly Phrase[],
  { from, at, first, later, isNothing }: Deeds,
): Pair | undefined {
  const other = phrases[at];
  if (other === undefined) return undefined;
  const isOneOfThem = later.isSame === true && isOneOfSeveral(sentence, other, first);
  const second = isOneOfThem ? { ...later, isSame: false, items: first.items ?? [] } : later;
  const between = phrases.slice(from + 1, at);
  const isNegated = between.some((each) => isMark(each, 'not')) !== (second.isNegated === true);
  const closing = phrases.findIndex(({ meaning }, i) => i > at && meaning.is !== 'order');
  const to = closing < 0 ? phrases.length : closing;
  const orders = [...between, ...phrases.slice(at + 1, to)].flatMap(({ meaning }) =>
    meaning.is === 'order' ? [meaning] : [],
  );
  if (orders.length === 0 && !isNothing && !(isNegated && isUnbought(first, second))) return undefined;
  const late = second.when === undefined && phrases[to]?.meaning.is === 'period' ? phrases[to] : undefined;
  const limit = limitWithin(sentence, late ?? other);
  // Another time than `within 30 days` of the first deed is none that a sequence has.
  if (second.when !== undefined && limit === undefined) return undefined;
  const within = orders.find((each) => each.within !== undefined)?.within ?? limit;
  const isEver =
    isNegated && orders.length === 0 && first.isLeft !== true && isNeverBought(sentence, phrases, from, at);
  const isLikelySame = isNegated && isWithoutObject(sentence, other) && isOfCertainThings(first);
  return {
    first,
    second,
    from,
    to: late !== undefined && limit !== undefined ? to + 1 : to,
    isNegated,
    isOfSameProduct: isLikelySame || orders.some((each) => each.isOfSameProduct === true),
    isLikelySame,
    isEver: isEver && !isLikelySame && isOfCertainThings(first),
    ...(within === undefined ? {} : { within }),
  };
}

/** `bought a stove within 30 days of a tent`: what is said behind came first. */
function turnedPair(
  phrases: readonly Phrase[],
  from: number,
  at: number,
  second: Deed,
  said: Deed,
): Pair | undefined {
  if (second.when !== undefined || said.isNegated === true || said.isSame === true) return undefined;
  const within = phrases
    .slice(from, at)
    .flatMap(({ meaning }) =>
      meaning.is === 'order' && meaning.within !== undefined ? [meaning.within] : [],
    )
    .at(0);
  const isDenied = isMark(phrases[from - 1], 'not');
  return {
    first: said,
    second,
    from: isDenied ? from - 1 : from,
    to: at + 1,
    isNegated: isDenied !== (second.isNegated === true),
    isOfSameProduct: false,
    ...(within === undefined ? {} : { within }),
  };
}

/** `viewed a tent and then bought one`: any of the tents. */
function isOneOfSeveral({ tokens }: Sentence, { start, end }: Phrase, { items = [] }: Deed): boolean {
  const isOne = tokens.slice(start, end).some(({ word }) => word === 'one');
  const [only, ...others] = items;
  const isSingle = others.length === 0 && only?.categories === undefined && only?.products?.length === 1;
  return isOne && only !== undefined && Object.keys(only).length > 0 && !isSingle;
}

const EVER_NOTE = 'What was never bought was taken as at no time, before the cart neither.';
const SAME_NOTE = 'What was not bought afterwards was taken as the same things, and not as anything.';

/** `put a tent in the cart and never bought it`, and not `never finished the order`, which is the one begun there. */
function isNeverBought({ tokens }: Sentence, phrases: readonly Phrase[], from: number, at: number): boolean {
  const said = tokens.slice(phrases[from]?.end, phrases[at]?.end).map(({ word }) => word);
  return said.includes('never') && said.some((word) => /^(bought|buy|purchased?|ordered)$/.test(word));
}

const OBJECTLESS =
  /^(not|never|and|but|has|have|had|did|does|do|n't|ever|actually|yet|bought|purchased|ordered|buy|order|purchase|buying|ordering|since|then|that|again|after|afterwards)$/;

/** `never bought`: what, is not said. */
function isWithoutObject({ tokens }: Sentence, { start, end }: Phrase): boolean {
  return tokens.slice(start, end).every(({ word }) => OBJECTLESS.test(word));
}

function isOfCertainThings({ verb, items = [] }: Deed): boolean {
  const isThing = items.some((each) => Object.keys(each).length > 0);
  return (verb === 'carted' || verb === 'viewed') && isThing;
}

function withDoubtOf(made: Phrase, price: number, note: string): Phrase {
  return { ...made, score: made.score * price, assumptions: [...made.assumptions, note] };
}

/** `within 30 days`, which was read as the last 30 days. */
function limitWithin({ tokens }: Sentence, { start, end }: Phrase): Span | undefined {
  const within = tokens.findIndex(({ word }, i) => i >= start && i < end && word === 'within');
  const span = within < 0 ? undefined : readSpan(tokens, within + 1);
  return span === undefined ? undefined : spanText(span);
}
