import type { Period } from '../../query/period.ts';
import { anyOf } from '../words/and-or.ts';
import { type Deed, deedQuery } from '../sentence/deed.ts';
import { deedOf, isMark, lastIndexBefore, withDeed } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';

/** Gives each time to the deed or the rank that it is about. */
export function placePeriods(given: readonly Phrase[], leftOver: Phrase[]): Phrase[] {
  const phrases = [...given];
  const gone = new Set<number>();
  for (const [i, phrase] of phrases.entries()) {
    if (phrase.meaning.is !== 'period' || gone.has(i)) continue;
    const { period } = phrase.meaning.read;
    // `have not, in the last 60 days, bought`: the commas are those of the time.
    if (isMark(phrases[i - 1], 'comma') && isMark(phrases[i + 1], 'comma')) gone.add(i - 1).add(i + 1);
    const before = lastIndexBefore(phrases, i, gone);
    const previous = before === undefined ? undefined : deedOf(phrases[before]);
    const isNot =
      isMark(phrases[i - 1], 'not', 'except') ||
      (isMark(phrases[i - 2], 'not') && isMark(phrases[i - 1], 'noun', 'who'));
    const next = phrases.findIndex((each, j) => j > i && deedOf(each) !== undefined);
    const host = before === undefined ? undefined : phrases[before];
    if (isNot && before !== undefined && host !== undefined && previous !== undefined) {
      phrases[before] = withDeed(host, { ...previous, isBareVerb: false });
      const deed: Deed = { ...withoutCount(previous), when: period, isBareVerb: false, isNegated: false };
      phrases[i] = withDeed(phrase, deed, 0.97);
      const others = alternatives(phrases, i);
      const queries = [period, ...others].flatMap((when) => deedQuery({ ...deed, when }) ?? []);
      const either = others.length === 0 ? undefined : anyOf(queries);
      if (either !== undefined) phrases[i] = { ...phrase, meaning: { is: 'query', query: either } };
      for (let j = 1; j <= others.length * 2; j++) gone.add(i + j);
      continue;
    }
    const isFree =
      before !== undefined &&
      previous !== undefined &&
      previous.when === undefined &&
      !crosses(phrases, before, i);
    const target = isFree
      ? before
      : next >= 0 && deedOf(phrases[next])?.when === undefined
        ? next
        : undefined;
    const rank = phrases.findIndex(
      ({ meaning }) =>
        meaning.is === 'rank' && typeof meaning.by === 'string' && meaning.deed?.when === undefined,
    );
    const targetPhrase = target === undefined ? undefined : phrases[target];
    const deed = deedOf(targetPhrase);
    if (target !== undefined && targetPhrase !== undefined && deed !== undefined) {
      const isLeading = target > i;
      phrases[target] = withDeed(
        { ...targetPhrase, ...(isLeading ? { start: targetPhrase.start } : {}) },
        { ...deed, when: period, isBareVerb: false },
        phrase.score / 0.98,
        ...phrase.assumptions,
      );
      if (isLeading) spread(phrases, target, period);
      gone.add(i);
    } else if (rank >= 0) {
      const ranked = phrases[rank];
      if (ranked?.meaning.is === 'rank')
        phrases[rank] = {
          ...ranked,
          meaning: { ...ranked.meaning, deed: { verb: 'bought', ...ranked.meaning.deed, when: period } },
        };
      gone.add(i);
    } else {
      leftOver.push(phrase);
      gone.add(i);
    }
  }
  return phrases.filter((_, i) => !gone.has(i));
}

/** `bought it at least twice but not in 2026`: not even once then. */
function withoutCount(deed: Deed): Deed {
  const { times, units, ...rest } = deed;
  const isLeast = (count = {}) => 'atLeast' in count || 'moreThan' in count;
  return deed.when === undefined && (isLeast(times) || isLeast(units)) ? rest : deed;
}

/** `but not in October or November`: the further times. */
function alternatives(phrases: readonly Phrase[], i: number): readonly Period[] {
  const periods: Period[] = [];
  for (let at = i + 1; isMark(phrases[at], 'or', 'nor'); at += 2) {
    const meaning = phrases[at + 1]?.meaning;
    if (meaning?.is !== 'period') break;
    periods.push(meaning.read.period);
  }
  return periods;
}

/** A time in front of joined deeds is the time of all of them. */
function spread(phrases: Phrase[], from: number, when: NonNullable<Deed['when']>): void {
  for (let i = from + 1; i < phrases.length; i++) {
    const phrase = phrases[i];
    const deed = deedOf(phrase);
    if (isMark(phrase, 'noun')) return;
    if (
      phrase !== undefined &&
      deed !== undefined &&
      deed.when === undefined &&
      deed.verb !== 'firstPurchase'
    )
      phrases[i] = withDeed(phrase, { ...deed, when });
  }
}

/** `garden customers in the UK, last 6 months`: when they bought. */
function isOfCustomers(phrases: readonly Phrase[], from: number, to: number): boolean {
  const deed = deedOf(phrases[from]);
  return (
    deed?.verb === 'bought' &&
    deed.items !== undefined &&
    isMark(phrases[from + 1], 'noun') &&
    isMark(phrases[to - 1], 'comma') &&
    to === phrases.length - 1
  );
}

function crosses(phrases: readonly Phrase[], from: number, to: number): boolean {
  if (isOfCustomers(phrases, from, to)) return false;
  return phrases
    .slice(from + 1, to)
    .some((each) => isMark(each, 'or', 'noun', 'either', 'except') || (isMark(each, 'who') && to - from > 2));
}
