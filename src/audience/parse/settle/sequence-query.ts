import type { Span } from '../../query/period.ts';
import type { Query } from '../../query/query.ts';
import { happeningOf } from './happening.ts';
import { VERBLESS_NOTE } from '../purchases/counted-things.ts';
import { type Deed, deedQuery, isMessageVerb } from '../sentence/deed.ts';
import { deedOf } from '../sentence/deeds-in-row.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';

/** Two deeds of which the second came behind the first, and all that says so. */
export interface Pair {
  readonly first: Deed;
  readonly second: Deed;
  /** All phrases that it takes up. */
  readonly from: number;
  readonly to: number;
  readonly isNegated: boolean;
  readonly isOfSameProduct: boolean;
  /** `left a tent in the cart, never bought afterwards`: most likely the tent. */
  readonly isLikelySame?: boolean;
  /** `put a tent in the cart and never bought it`: most likely at no time. */
  readonly isEver?: boolean;
  readonly within?: Span;
}

/** `and then a stove`, `after a tent`: the other deed has the verb. */
export function isOfVerbBefore({ first, second }: Pair): boolean {
  return (
    (second.isVerbless === true && !isMessageVerb(first.verb)) ||
    (first.isVerbless === true && !isMessageVerb(second.verb))
  );
}

export function sequenceQuery(pair: Pair): Query | undefined {
  const { first: before, second: after, within } = pair;
  const isOfThings = !isMessageVerb(before.verb) && !isMessageVerb(after.verb);
  const isSame = (after.isSame === true || isUnbought(before, after)) && isOfThings;
  const verb = after.isVerbless === true ? before.verb : after.verb;
  const first =
    before.isNegated === true
      ? undefined
      : happeningOf(before, before.isVerbless === true ? verb : before.verb);
  const second = happeningOf(
    isSame ? { ...after, items: [{}], isSame: false } : after,
    isOfVerbBefore(pair) ? verb : after.verb,
  );
  if (first === undefined || second === undefined || (pair.isOfSameProduct && !isOfThings)) return undefined;
  const rest = {
    ...(before.when === undefined ? {} : { when: before.when }),
    ...(within === undefined ? {} : { within }),
    ...(pair.isOfSameProduct || isSame ? { sameProduct: true as const } : {}),
  };
  if (pair.isNegated) return { first, notFollowedBy: second, ...rest };
  const followed: Query = { first, followedBy: second, ...rest };
  // `abandoned a cart and later bought a tent`
  const left = before.isLeft === true ? deedQuery(before) : undefined;
  return left === undefined ? followed : { and: [left, followed] };
}

/** The first deed, and the other never with the same things. */
export function neverQuery({ first, second }: Pair): Query | undefined {
  const begun = deedQuery(first);
  const { items = [] } = first;
  const done = deedQuery({ ...second, items, join: 'or', isSame: false, isNegated: false });
  return begun === undefined || done === undefined ? undefined : { and: [begun, { not: done }] };
}

export function joined(parts: readonly Phrase[], query: Query, hasVerbOfOther: boolean): Phrase {
  const scores = parts.map((each) =>
    hasVerbOfOther && deedOf(each)?.isVerbless === true ? each.score / PRICE.thingsBeside : each.score,
  );
  const notes = parts
    .flatMap(({ assumptions }) => assumptions)
    .filter((each) => !(hasVerbOfOther && each === VERBLESS_NOTE));
  const [begin, end] = [parts.at(0)?.start ?? 0, parts.at(-1)?.end ?? 0];
  return phrase(begin, end, { is: 'query', query }, Math.min(EXACT, ...scores), notes);
}

/** `put a tent in the cart and did not buy it`: what is not bought is what was put there. */
export function isUnbought(first: Deed, { verb, isSame, items, when, times }: Deed): boolean {
  const isOfThose = isSame === true || (items === undefined && times === undefined);
  return first.verb === 'carted' && verb === 'bought' && isOfThose && when === undefined;
}
