import { type Deed, isMessageVerb } from './deed.ts';
import type { Mark, Phrase } from './phrase.ts';
import { PRICE } from './price.ts';
import { repeatPeriods } from './repeat-periods.ts';
import type { Sentence } from './sentence.ts';

/** What the deeds of a sentence became once each got what stood elsewhere. */
export interface Settled {
  readonly phrases: readonly Phrase[];
  /** Of what could not be placed. */
  readonly leftOver: readonly Phrase[];
}

/** Gives each deed what stands apart from it: times in front or behind, the things of the deed it is joined with, `it`, `nothing since`. */
export function settleDeeds(sentence: Sentence, given: readonly Phrase[]): Settled {
  let phrases: readonly Phrase[] = withDoubtOfOnly(sentence, given).filter(
    ({ meaning }) => meaning.is !== 'mark' || meaning.mark !== 'noise',
  );
  const leftOver: Phrase[] = [];
  phrases = placeExceptions(withExcluded(sentence, phrases));
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

/** `opened it, then bought`: which came first is not asked for. */
function withDoubtOfOrder(tokens: Sentence['tokens'], given: readonly Phrase[]): readonly Phrase[] {
  return given.map((phrase, i) => {
    const deed = deedOf(phrase);
    const before = lastIndexBefore(given, i, new Set());
    const from = before === undefined ? undefined : given[before]?.end;
    const isInOrder =
      from !== undefined &&
      tokens
        .slice(from, phrase.start)
        .some(({ word }) => /^(then|afterwards|later|subsequently)$/.test(word));
    return deed !== undefined && isInOrder
      ? withDeed(phrase, deed, PRICE.order, 'Both were asked for, in whatever order they came.')
      : phrase;
  });
}

/** `only bought tents` may mean that they bought nothing else, which is not asked for here. */
function withDoubtOfOnly({ tokens }: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  return withDoubtOfOrder(tokens, withDoubtOfTorn(given)).map((phrase, i) => {
    const [before, behind] = [given[i - 1], given[i + 1]];
    const isOnly = (other: Phrase | undefined) =>
      isMark(other, 'noise') &&
      other !== undefined &&
      tokens.slice(other.start, other.end).some(({ word }) => /^(only|just|solely|exclusively)$/.test(word));
    const inside = tokens
      .slice(phrase.start + 1, phrase.end)
      .some(
        ({ word }, j) =>
          /^(only|just)$/.test(word) &&
          !/^(once|twice|one|a)$/.test(tokens[phrase.start + j + 2]?.word ?? ''),
      );
    const deed = deedOf(phrase);
    const isThings = deed !== undefined && deed.items !== undefined && deed.times === undefined;
    return isThings && (isOnly(before) || isOnly(behind) || inside)
      ? withDeed(phrase, deed, PRICE.only, '"only" was read over: other things may have been bought too.')
      : phrase;
  });
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
    if (phrase.meaning.is !== 'period') continue;
    const { period } = phrase.meaning.read;
    const before = lastIndexBefore(phrases, i, gone);
    const previous = before === undefined ? undefined : deedOf(phrases[before]);
    const isNot =
      isMark(phrases[i - 1], 'not', 'except') ||
      (isMark(phrases[i - 2], 'not') && isMark(phrases[i - 1], 'noun', 'who'));
    const next = phrases.findIndex((each, j) => j > i && deedOf(each) !== undefined);
    if (isNot && before !== undefined && previous !== undefined) {
      phrases[i] = withDeed(
        { ...phrase, assumptions: phrase.assumptions },
        { ...previous, when: period, isNegated: false },
        0.97,
      );
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
    const isApart = sentence.tokens.slice(earlier.end, later.start).some(({ word }) => AUXILIARY.test(word));
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
    const before = lastIndexBefore(phrases, i, new Set());
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
      phrases[before] = withDeed(
        { ...earlier, end: phrase.end },
        { ...deed, verb: 'newestPurchase', join: 'or' },
        1,
      );
      for (let j = before + 1; j < i; j++)
        if (isMark(phrases[j], 'and', 'but', 'comma', 'who', 'not')) gone.add(j);
    }
  }
  return phrases.filter((_, i) => !gone.has(i));
}
