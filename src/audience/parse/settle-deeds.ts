import type { Period } from '../query/period.ts';
import { anyOf } from './and-or.ts';
import { type Deed, deedQuery, isMessageVerb } from './deed.ts';
import { withoutOrder } from './in-order.ts';
import { EXACT, type Mark, type Phrase } from './phrase.ts';
import { PRICE } from './price.ts';
import { repeatPeriods } from './repeat-periods.ts';
import type { Sentence } from './sentence.ts';
import { VERBLESS_NOTE } from './thing-phrases.ts';

/** What the deeds of a sentence became once each got what stood elsewhere. */
export interface Settled {
  readonly phrases: readonly Phrase[];
  /** Of what could not be placed. */
  readonly leftOver: readonly Phrase[];
}

/** Gives each deed what stands apart from it: times in front or behind, the things of the deed it is joined with, `it`, `nothing since`. */
export function settleDeeds(sentence: Sentence, given: readonly Phrase[]): Settled {
  const inOrder = withoutOrder(sentence, withDoubtOfOnly(sentence, given));
  let phrases = inOrder.phrases.filter(({ meaning }) => meaning.is !== 'mark' || meaning.mark !== 'noise');
  const leftOver: Phrase[] = [...inOrder.leftOver];
  phrases = placeExceptions(withExcluded(sentence, phrases));
  phrases = withVerbBefore(phrases);
  phrases = placeMeasure(phrases, leftOver);
  phrases = placePeriods(repeatPeriods(phrases), leftOver);
  phrases = shareParts(sentence, phrases);
  phrases = withoutIt(placeNothingSince(phrases, leftOver), leftOver);
  return { phrases, leftOver };
}

/** Things side by side without `and` are one thing that the data does not have: `lounge pass` is not a lounge and a pass. */
function withDoubtOfTorn(given: readonly Phrase[]): readonly Phrase[] {
  return given.map((phrase, i) => {
    const before = given[i - 1];
    const isTorn =
      deedOf(phrase)?.isVerbless === true &&
      before?.end === phrase.start &&
      deedOf(before)?.items !== undefined;
    return isTorn ? { ...phrase, score: phrase.score * PRICE.torn } : phrase;
  });
}

/** `viewed a tent but no stove`: things behind `but not` have the verb of those before them. */
function withVerbBefore(given: readonly Phrase[]): Phrase[] {
  const phrases = [...given];
  for (const [i, phrase] of given.entries()) {
    const deed = deedOf(phrase);
    const before = deed?.isVerbless === true ? joinedBefore(given, i) : undefined;
    const earlier = before === undefined ? undefined : deedOf(phrases[before]);
    const isBut =
      before !== undefined &&
      given.slice(before + 1, i).some((each) => isMark(each, 'not')) &&
      given.slice(before + 1, i).every((each) => isMark(each, 'but', 'and', 'comma', 'not'));
    if (deed === undefined || !isBut || earlier?.isVerbless === true || earlier?.items === undefined)
      continue;
    if (earlier.verb !== 'bought' && earlier.verb !== 'carted' && earlier.verb !== 'viewed') continue;
    const isTimed = earlier.when !== undefined && deed.when === undefined;
    const notes = phrase.assumptions.filter((each) => each !== VERBLESS_NOTE);
    phrases[i] = {
      ...phrase,
      score: isTimed ? phrase.score : Math.min(EXACT, phrase.score / PRICE.thingsBeside),
      meaning: { is: 'deed', deed: { ...deed, verb: earlier.verb, isVerbless: false } },
      assumptions: isTimed ? [...notes, 'Things behind "not" were taken as never, not in that time.'] : notes,
    };
  }
  return phrases;
}

/** `only bought tents` may mean that they bought nothing else, which is not asked for here. */
function withDoubtOfOnly({ tokens }: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  return withDoubtOfTorn(given).map((phrase, i) => {
    const behind = given[i + 1];
    const before = given[i - 1];
    const isOnly = (other: Phrase | undefined) =>
      isMark(other, 'noise') &&
      other !== undefined &&
      tokens.slice(other.start, other.end).some(({ word }) => /^(only|just|solely|exclusively)$/.test(word));
    const isEver = before !== undefined && tokens[before.start]?.word === 'ever' && isOnly(given[i - 2]);
    const inside = tokens
      .slice(phrase.start + 1, phrase.end)
      .some(
        ({ word }, j) =>
          /^(only|just)$/.test(word) &&
          !/^(once|twice|one|a)$/.test(tokens[phrase.start + j + 2]?.word ?? ''),
      );
    const lead = isOnly(before) ? tokens[(before?.start ?? 0) - 1]?.word : undefined;
    if (
      (isOnly(before) && isAddressOf([lead, tokens[phrase.start]?.word], phrase)) ||
      ((isOnly(before) || isOnly(behind)) && isConsent(phrase))
    )
      return {
        ...phrase,
        score: phrase.score * PRICE.only,
        assumptions: [...phrase.assumptions, '"only" was read over: other channels were not excluded.'],
      };
    const deed = deedOf(phrase);
    const isThings =
      deed !== undefined && (deed.items !== undefined || deed.when !== undefined) && deed.times === undefined;
    return isThings && (isOnly(before) || isOnly(behind) || isEver || inside)
      ? withDeed(phrase, deed, PRICE.only, '"only" was read over: there may be other things and other times.')
      : phrase;
  });
}

/** `only have an email address`, `with only email`; `only with email` is most likely about people. */
function isAddressOf([lead, word]: readonly (string | undefined)[], { meaning }: Phrase): boolean {
  const isHeld =
    /^(have|has|having|got|use|uses)$/.test(word ?? '') || /^(with|have|has|having)$/.test(lead ?? '');
  return isHeld && meaning.is === 'query' && 'reachable' in meaning.query;
}

function isConsent({ meaning }: Phrase): boolean {
  return meaning.is === 'query' && 'consents' in meaning.query;
}

/** `alumni excluded`: takes away what stands before it. */
function withExcluded({ tokens }: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  const isExcluded = (phrase: Phrase | undefined) =>
    isMark(phrase, 'except') &&
    phrase !== undefined &&
    /^exc(lud|ept)ed$/.test(tokens[phrase.start]?.word ?? '');
  return given.flatMap((phrase, i) => {
    if (isExcluded(phrase)) return [];
    if (
      phrase.meaning.is !== 'query' ||
      !(isExcluded(given[i + 1]) || (isMark(given[i + 1], 'noun') && isExcluded(given[i + 2])))
    )
      return [phrase];
    return [{ ...phrase, meaning: { is: 'query', query: { not: phrase.meaning.query } } }];
  });
}

/** `everyone but gold members`: behind everyone `but` takes away. */
function placeExceptions(given: readonly Phrase[]): Phrase[] {
  return given.map((phrase, i) => {
    const before = given[i - 1];
    const isAfterAll =
      before?.meaning.is === 'everyone' ||
      (isMark(before, 'noun') && given[i - 2]?.meaning.is === 'everyone');
    const isNegated = isMark(given[i + 1], 'not', 'who');
    return isMark(phrase, 'but') && isAfterAll && !isNegated
      ? { ...phrase, meaning: { is: 'mark', mark: 'except' } }
      : phrase;
  });
}

/** `top 5 gold members by spend`: the measure goes to its rank; a rank without one is by spend, which is a guess. */
function placeMeasure(given: readonly Phrase[], leftOver: Phrase[]): Phrase[] {
  const phrases = [...given];
  const rank = phrases.findIndex(({ meaning }) => meaning.is === 'rank' && meaning.isOpen === true);
  const measure = phrases.findIndex(({ meaning }) => meaning.is === 'measure');
  const [ranked, by] = [phrases[rank], phrases[measure]];
  if (ranked?.meaning.is === 'rank' && by?.meaning.is === 'measure') {
    const { top, order } = ranked.meaning;
    const least = order ?? by.meaning.order;
    const meaning: Phrase['meaning'] = {
      is: 'rank',
      top,
      by: by.meaning.by,
      ...(least === undefined ? {} : { order: least }),
      ...(by.meaning.deed === undefined ? {} : { deed: by.meaning.deed }),
    };
    phrases[rank] = { ...ranked, meaning, score: by.score, assumptions: by.assumptions };
    return phrases.filter((_, i) => i !== measure);
  }
  if (by !== undefined) leftOver.push(by);
  if (ranked !== undefined)
    phrases[rank] = { ...ranked, score: 0.6, assumptions: ['Nothing was said to rank by: spend was taken.'] };
  return phrases.filter((_, i) => i !== measure);
}

function deedOf(phrase: Phrase | undefined): Deed | undefined {
  return phrase?.meaning.is === 'deed' ? phrase.meaning.deed : undefined;
}

function withDeed(phrase: Phrase, deed: Deed, score = 1, ...notes: readonly string[]): Phrase {
  return {
    ...phrase,
    meaning: { is: 'deed', deed },
    score: phrase.score * score,
    assumptions: [...phrase.assumptions, ...notes],
  };
}

function isMark(phrase: Phrase | undefined, ...marks: readonly Mark[]): boolean {
  return phrase?.meaning.is === 'mark' && marks.includes(phrase.meaning.mark);
}

function placePeriods(given: readonly Phrase[], leftOver: Phrase[]): Phrase[] {
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
      const deed: Deed = { ...previous, when: period, isBareVerb: false, isNegated: false };
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

function lastIndexBefore(
  phrases: readonly Phrase[],
  i: number,
  gone: ReadonlySet<number>,
): number | undefined {
  for (let j = i - 1; j >= 0; j--) if (!gone.has(j) && deedOf(phrases[j]) !== undefined) return j;
  return undefined;
}

function crosses(phrases: readonly Phrase[], from: number, to: number): boolean {
  return phrases
    .slice(from + 1, to)
    .some((each) => isMark(each, 'or', 'noun', 'either', 'except') || (isMark(each, 'who') && to - from > 2));
}

const AUXILIARY = /^(have|has|had|did|do|does|are|is|was|were|who|that|they)$/;

function isContrast(words: readonly string[]): boolean {
  return (
    words.includes('but') &&
    words.includes('not') &&
    !words.some((word) => /^(who|that|they|are|is)$/.test(word))
  );
}

/** `viewed or bought a tent`: the things are those of both; `opened X but did not click`: the campaign is. */
function shareParts(sentence: Sentence, given: readonly Phrase[]): Phrase[] {
  const phrases = [...given];
  for (let i = phrases.length - 1; i > 0; i--) {
    const later = phrases[i];
    const laterDeed = deedOf(later);
    const before = joinedBefore(phrases, i);
    const earlier = before === undefined ? undefined : phrases[before];
    const deed = deedOf(earlier);
    if (
      later === undefined ||
      laterDeed === undefined ||
      before === undefined ||
      earlier === undefined ||
      deed === undefined
    )
      continue;
    const between = sentence.tokens.slice(earlier.end, later.start).map(({ word }) => word);
    // `viewed but did not buy a tent` is one thing, `bought and have viewed a tent` is not.
    const isApart = between.some((word) => AUXILIARY.test(word)) && !isContrast(between);
    const isMixed = isMessageVerb(deed.verb) !== isMessageVerb(laterDeed.verb);
    if (!isMixed && deed.isBareVerb === true && !isApart)
      phrases[before] = withDeed(earlier, withPartsOf(deed, laterDeed));
    else if (
      deed.when === undefined &&
      laterDeed.when !== undefined &&
      !isApart &&
      laterDeed.isNegated !== true &&
      deed.verb !== 'firstPurchase' &&
      deed.verb !== 'lastPurchase' &&
      later.start - earlier.end <= 2
    ) {
      phrases[i] = withDeed(
        later,
        laterDeed,
        PRICE.sharedTime,
        'The time was taken for the last of the joined deeds only.',
      );
    }
  }
  for (let i = 1; i < phrases.length; i++) {
    const later = phrases[i];
    const deed = deedOf(later);
    const before = deed?.isSame === true ? namingBefore(phrases, i, deed) : lastIndexBefore(phrases, i, NONE);
    const earlier = before === undefined ? undefined : deedOf(phrases[before]);
    if (
      later === undefined ||
      deed === undefined ||
      earlier === undefined ||
      isMessageVerb(deed.verb) !== isMessageVerb(earlier.verb)
    )
      continue;
    const hasNone = deed.items === undefined && deed.channels === undefined && deed.campaigns === undefined;
    const isBut =
      before !== undefined && phrases.slice(before + 1, i).some((each) => isMark(each, 'but', 'not'));
    if (
      deed.isSame === true ||
      (hasNone && isMessageVerb(deed.verb) && before !== undefined && joinedBefore(phrases, i) === before)
    )
      phrases[i] = withDeed(later, withObjectOf(deed, earlier));
    else if (
      hasNone &&
      isBut &&
      deed.isBareVerb === true &&
      earlier.items !== undefined &&
      deed.verb !== earlier.verb
    ) {
      phrases[i] = withDeed(
        later,
        withObjectOf(deed, earlier),
        PRICE.sharedThing,
        'A verb without a thing was taken with the things of the verb before it.',
      );
    }
  }
  return phrases;
}

const NONE: ReadonlySet<number> = new Set();

/** The nearest deed of its kind that says of what, which `it` and `any` are about; else the nearest of any kind. */
function namingBefore(phrases: readonly Phrase[], i: number, { verb }: Deed): number | undefined {
  for (let j = i - 1; j >= 0; j--) {
    const deed = deedOf(phrases[j]);
    const isNamed =
      deed !== undefined &&
      isMessageVerb(deed.verb) === isMessageVerb(verb) &&
      (deed.items ?? deed.campaigns ?? deed.channels) !== undefined;
    if (isNamed) return j;
  }
  return lastIndexBefore(phrases, i, NONE);
}

/** `bought the same product twice`: the same as what, nobody said. */
function withoutIt(phrases: readonly Phrase[], leftOver: Phrase[]): Phrase[] {
  return phrases.flatMap((phrase) => {
    const deed = deedOf(phrase);
    if (deed?.isSame !== true || isMessageVerb(deed.verb)) return [phrase];
    leftOver.push(phrase);
    return [];
  });
}

/** The deed that this one is joined with by `and`, `or`, `but` and perhaps `not`, without a new subject. */
function joinedBefore(phrases: readonly Phrase[], i: number): number | undefined {
  for (let j = i - 1; j >= 0; j--) {
    if (deedOf(phrases[j]) !== undefined) return j < i - 1 ? j : undefined;
    if (!isMark(phrases[j], 'and', 'or', 'but', 'comma', 'not', 'nor', 'neither', 'either')) return undefined;
  }
  return undefined;
}

function withPartsOf(deed: Deed, other: Deed): Deed {
  const { verb, isNegated: _negated, ...rest } = other;
  void verb;
  return { ...rest, ...deed, isBareVerb: false };
}

function withObjectOf(deed: Deed, { items, join, channels, campaigns }: Deed): Deed {
  return {
    ...deed,
    ...(items === undefined ? {} : { items }),
    ...(join === undefined ? {} : { join }),
    ...(channels === undefined || deed.channels !== undefined ? {} : { channels }),
    ...(campaigns === undefined ? {} : { campaigns }),
    isSame: false,
  };
}

const SAME_NOTE = 'What was not bought since was taken as the same things, and not as anything.';

function placeNothingSince(given: readonly Phrase[], leftOver: Phrase[]): Phrase[] {
  const phrases = [...given];
  const gone = new Set<number>();
  for (const [i, phrase] of phrases.entries()) {
    if (phrase.meaning.is !== 'nothingSince') continue;
    gone.add(i);
    const before = lastIndexBefore(phrases, i, new Set());
    const earlier = before === undefined ? undefined : phrases[before];
    const deed = deedOf(earlier);
    if (
      before === undefined ||
      earlier === undefined ||
      deed?.verb !== 'bought' ||
      deed.times !== undefined ||
      deed.units !== undefined
    )
      leftOver.push(phrase);
    else {
      const ended = { ...earlier, end: phrase.end };
      phrases[before] =
        phrase.meaning.isSame === true && deed.items !== undefined
          ? withDeed(ended, { ...deed, verb: 'lastPurchase', join: 'or' }, PRICE.choice, SAME_NOTE)
          : withDeed(ended, { ...deed, verb: 'newestPurchase', join: 'or' });
      for (let j = before + 1; j < i; j++)
        if (isMark(phrases[j], 'and', 'but', 'comma', 'who', 'not')) gone.add(j);
    }
  }
  return phrases.filter((_, i) => !gone.has(i));
}
