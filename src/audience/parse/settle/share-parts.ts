import { type Deed, isMessageVerb } from '../sentence/deed.ts';
import { deedOf, isMark, joinedBefore, lastIndexBefore, withDeed } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';
import { readPeriod } from '../times/periods.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** `viewed or bought a tent`: the things are those of both; `opened X but did not click`: the campaign is. */
export function shareParts(sentence: Sentence, given: readonly Phrase[]): Phrase[] {
  return shareObjects(sentence, shareBareVerbs(sentence, given));
}

function shareBareVerbs(sentence: Sentence, given: readonly Phrase[]): Phrase[] {
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
    else if (deed.when === undefined && isTimeOfAll(sentence, phrases, i)) {
      phrases[before] = withDeed(
        earlier,
        { ...deed, ...(laterDeed.when === undefined ? {} : { when: laterDeed.when }) },
        PRICE.sharedTime,
        'The time behind the comma was taken for both.',
      );
    } else if (
      deed.when === undefined &&
      laterDeed.when !== undefined &&
      !isApart &&
      laterDeed.isNegated !== true &&
      deed.verb !== 'firstPurchase' &&
      deed.verb !== 'lastPurchase' &&
      laterDeed.verb !== 'firstPurchase' &&
      laterDeed.verb !== 'lastPurchase' &&
      !(isMixed && isContrast(between)) &&
      later.start - earlier.end <= MOST_BETWEEN
    ) {
      phrases[i] = withDeed(
        later,
        laterDeed,
        PRICE.sharedTime,
        'The time was taken for the last of the joined deeds only.',
      );
    }
  }
  return phrases;
}

/** `cart but no purchase, last 30 days`: a time that ends everything, behind a comma. */
function isTimeOfAll({ tokens, today }: Sentence, phrases: readonly Phrase[], i: number): boolean {
  const later = phrases[i];
  if (later === undefined || i < phrases.length - 1) return false;
  const comma = tokens.findLastIndex(({ word }, at) => word === ',' && at > later.start && at < later.end);
  return comma >= 0 && readPeriod(tokens, comma + 1, today)?.end === later.end;
}

function shareObjects({ tokens }: Sentence, given: readonly Phrase[]): Phrase[] {
  const phrases = [...given];
  for (let i = 1; i < phrases.length; i++) {
    const later = phrases[i];
    const deed = deedOf(later);
    const before = deed?.isSame === true ? namingBefore(phrases, i, deed) : lastIndexBefore(phrases, i);
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
      phrases[i] = ofThoseThen(later, withObjectOf(deed, earlier), earlier, deed.isSame === true);
    else if (
      hasNone &&
      isBut &&
      (deed.isBareVerb === true || isVerbOfThat(tokens.slice(later.start, later.end))) &&
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

const THEN_NOTE = 'It was taken of the messages of that time.';

/** `got two campaigns this year and opened none`: of those, and not of all that was ever sent. */
function ofThoseThen(later: Phrase, deed: Deed, { when, verb, campaigns }: Deed, isSame: boolean): Phrase {
  const isOfThen =
    when !== undefined && deed.when === undefined && campaigns === undefined && verb !== deed.verb;
  if (!isOfThen || !isMessageVerb(verb)) return withDeed(later, deed);
  return isSame
    ? withDeed(later, { ...deed, when })
    : withDeed(later, { ...deed, when }, PRICE.sharedTime, THEN_NOTE);
}

/** `viewed, not bought 2026`: a verb that no thing is said of, though a time is. */
function isVerbOfThat(said: Sentence['tokens']): boolean {
  return (
    /^(bought|ordered|purchased|booked|viewed|carted)$/.test(said[0]?.word ?? '') &&
    !said.some(({ word }) => /^(anything|something|nothing)$/.test(word))
  );
}

/** Words between two verbs or things that are spoken of in one breath: `but not a`. */
const MOST_BETWEEN = 4;

const AUXILIARY = /^(have|has|had|did|do|does|are|is|was|were|who|that|they)$/;

function isContrast(words: readonly string[]): boolean {
  return (
    words.includes('but') &&
    words.includes('not') &&
    !words.some((word) => /^(who|that|they|are|is)$/.test(word))
  );
}

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
  return lastIndexBefore(phrases, i);
}

function withPartsOf(deed: Deed, other: Deed): Deed {
  const { verb, isNegated: _negated, isOfVerb, ...rest } = other;
  void verb;
  // `bought or donated this year`
  const things = isOfVerb === true ? { items: [{}] } : {};
  return { ...rest, ...things, ...deed, isBareVerb: false };
}

function withObjectOf(deed: Deed, { items, join, channels, campaigns }: Deed): Deed {
  return {
    ...deed,
    ...(items === undefined ? {} : { items }),
    ...(join === undefined || deed.join !== undefined ? {} : { join }),
    ...(channels === undefined || deed.channels !== undefined ? {} : { channels }),
    ...(campaigns === undefined ? {} : { campaigns }),
    isSame: false,
  };
}
