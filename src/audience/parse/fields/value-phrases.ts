import type { FieldWords } from '../../vocabulary.ts';
import { nameWords } from '../data/name-words.ts';
import { saidInFull } from '../words/measures.ts';
import { valuesQuery } from '../data/field-queries.ts';
import {
  isAimField,
  isLanguageField,
  isLikedField,
  isOriginField,
  isPlaceField,
  isSourceField,
  isStaffField,
} from '../data/field-roles.ts';
import { verbRoot } from '../words/fold-word.ts';
import { readComparison } from '../sentence/comparisons.ts';
import { fieldsAt } from '../names/field-names.ts';
import { NOISE } from '../words/noun-words.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { BOUGHT } from '../words/purchase-words.ts';
import { isCode, lookUp, type Sentence } from '../sentence/sentence.ts';
import { chooseField } from '../names/chosen-field.ts';
import { shownField } from '../data/shown-field.ts';
import { type ValueLead, valueLeads } from './value-leads.ts';
import type { ValuesRead } from '../data/value-read.ts';
import { readValues } from '../names/value-rows.ts';
import { isSortWord } from '../data/sort-words.ts';
import { SPEAKERS, languagesAt, spokenLanguages } from './spoken-languages.ts';
import {
  bornThere,
  withDoubtOfBought,
  withDoubtOfBoth,
  withDoubtOfDenied,
  withDoubtOfKind,
  withDoubtOfNation,
  withDoubtOfNear,
  withDoubtOfOrders,
  withDoubtOfThing,
  withGuessedVerb,
  widerValue,
} from './value-doubts.ts';

const KIND = pattern(
  'level|levels|status|plan|plans|package|segment|group|tier|tiers|class|type|category|speaker|speakers|speaking|program|programme|holder|holders|subscription|subscriptions|membership',
);
/** Those who like a thing or have it are those whose field it is. */
const LIKING = pattern(
  'fan|fans|lover|lovers|enthusiast|enthusiasts|drinker|drinkers|eater|eaters|wearer|wearers|collector|collectors|goer|goers|seeker|seekers|aficionado|aficionados|buff|buffs|devotee|devotees|addict|addicts',
);

const ARTICLE = /^(a|an|the|our)$/;

/** Values without their field's name: `gold`, `in Lisbon or Porto`, `Business plan customers`. */
export function readValuePhrases(sentence: Sentence, at: number): readonly Phrase[] {
  return valueLeads(sentence, at).flatMap((lead) => {
    const before = sentence.tokens.slice(at, lead.start).map(({ word }) => word);
    const said = sentence.tokens[lead.start - 1]?.word ?? '';
    const reads = fieldsMeant(sentence, at, lead);
    // `doing an evening course`, of a `course`: the noun says of which field it is.
    const isGuessed =
      lead.isGuessed === true &&
      namedBehind(sentence, reads).length === 0 &&
      !reads.every(({ field }) => isDoneWith(sentence.tokens[at], field));
    const read = valuePhrase(
      sentence,
      at,
      lead.start,
      before.includes('born')
        ? reads.map(bornThere)
        : isGuessed
          ? reads.map(withGuessedVerb(sentence, at, lead.start))
          : reads,
      lead.isPlace || isFromOrOutside(said),
    );
    if (read === undefined) return [];
    const found = before.includes('neither') ? denied(read) : read;
    return [
      /^(near|around)$/.test(said) ? withDoubtOfNear(found) : found,
      ...withoutNoun(sentence, at, lead.start, reads),
    ];
  });
}

/** `fixed contracts ending in May`: the noun behind the value begins the name of the field that is spoken of next. */
function withoutNoun(
  sentence: Sentence,
  at: number,
  start: number,
  reads: readonly ValuesRead[],
): readonly Phrase[] {
  const [only, ...others] = namedBehind(sentence, reads);
  const isShared =
    only !== undefined &&
    others.length === 0 &&
    fieldsAt(sentence, only.read.end).some(({ field }) => field !== only.read.field);
  return isShared ? [made(sentence, at, only.read.end, { ...only.read, score: 0.98 }, [], start)] : [];
}

/** Of the fields that have such values those that what stands before can be said of. */
function fieldsMeant(sentence: Sentence, at: number, { start, isOf }: ValueLead): readonly ValuesRead[] {
  const { tokens } = sentence;
  const isSpeaking = start > at && (tokens[start - 1]?.word ?? '').startsWith('speak');
  const language = languagesAt(sentence, start);
  if (language !== undefined && (isSpeaking || endOf(tokens, language.end, SPEAKERS) !== undefined))
    return [language];
  const all = asWritten(sentence, start, readValues(sentence, start));
  if (isSpeaking) return spokenLanguages(all);
  if (isOf !== undefined) return all.filter(({ field }) => isOf(field));
  if (isHome(sentence, at, start)) return whereTheyLive(all);
  return isLivingThere(sentence, at, start) ? homes(all) : all;
}

/** `NL` of a field that has it so, and not `nl` of another. */
function asWritten(sentence: Sentence, at: number, reads: readonly ValuesRead[]): readonly ValuesRead[] {
  const raw = sentence.tokens[at]?.raw;
  const same = isCode(sentence, at) ? reads.filter(({ values: [value] }) => value === raw) : [];
  return same.length > 0 ? same : reads;
}

/** `in neither London nor Leeds`. */
function denied(read: Phrase): Phrase {
  const { meaning } = read;
  return meaning.is === 'query' ? { ...read, meaning: { is: 'query', query: { not: meaning.query } } } : read;
}

function isFromOrOutside(word: string): boolean {
  return /^(from|outside)$/.test(word);
}

/** `live outside York`, which no branch is meant by. */
function isHome({ tokens }: Sentence, at: number, start: number): boolean {
  return tokens
    .slice(Math.max(0, at - 2), start)
    .some(({ word }) => /^(live|lives|living|lived|reside|resides|residing|resident|residents)$/.test(word));
}

function whereTheyLive(reads: readonly ValuesRead[]): readonly ValuesRead[] {
  const where = reads.filter(({ field }) => /^(city|country|town|region|state)$/.test(field.name));
  return where.length > 0 ? where : homes(reads);
}

/** `in Japan`, but not `from Japan`. */
function isLivingThere({ tokens }: Sentence, at: number, start: number): boolean {
  const said = tokens.slice(at, start).map(({ word }) => word);
  return (
    tokens[start - 1]?.word === 'outside' ||
    (said.some((word) => /^(in|within|near|inside)$/.test(word)) &&
      !said.some((word) => /^(from|born)$/.test(word)))
  );
}

/** Without the country of a passport, unless it is all there is. */
function homes(reads: readonly ValuesRead[]): readonly ValuesRead[] {
  const where = reads.filter(({ field }) => !isOriginField(field));
  return where.length > 0 ? where : reads;
}

function valuePhrase(
  sentence: Sentence,
  at: number,
  start: number,
  reads: readonly ValuesRead[],
  isPlace: boolean,
): Phrase | undefined {
  const { tokens } = sentence;
  const named = namedBehind(sentence, reads);
  const [only] = named;
  if (isThenThing(sentence, start, named)) return undefined;
  if (only !== undefined && named.every(({ read }) => read.field === only.read.field)) {
    const isName = only.read.score < 0.8 && isLanguageField(only.read.field);
    const end = skip(tokens, only.end, LIKING);
    const read = { ...only.read, score: isName ? 1 : only.read.score };
    return made(sentence, at, end, withDoubtOfBought(sentence, at, read), [], start);
  }
  const saying = reads.filter(({ field }) => isSaidBefore(sentence, at, start, field));
  const [said] = saying;
  if (said !== undefined && saying.length === 1) return made(sentence, at, said.end, said, [], start);
  // What is done by somebody is no other field's.
  const isPaying = /^(pay|pays|paying|paid)$/.test(tokens[at]?.word ?? '');
  const isBy = !isPaying && tokens.slice(at, start).some(({ word }) => word === 'by');
  if (isBy && !reads.every(({ field }) => isSourceField(field))) return ofStaff(sentence, at, start, reads);
  const isLiked = tokens.slice(at, start).some(({ word }) => word.startsWith('prefer'));
  const liked = isLiked ? likedOf(reads) : reads;
  const isAimed = tokens.slice(at, start).some(({ word }) => /^(want|aim|hop|try|tri|keen)/.test(word));
  const aims = isAimed ? reads.filter(({ field }) => isAimField(field) || isLikedField(field)) : [];
  if (isAimed && aims.length === 0) return undefined;
  const chosen = chooseField(isAimed ? aims : liked, isPlace);
  if (chosen === undefined) return undefined;
  // Who speaks Polish need not be in Poland.
  if (endOf(tokens, chosen.read.end, pattern('speaker|speakers|speaking')) !== undefined) return undefined;
  const { others, isSure } = chosen;
  const thing = isPlace ? chosen.read : withDoubtOfThing(sentence, at, start, chosen.read);
  const kind =
    isPlace || isLed(sentence, at, start)
      ? thing
      : withDoubtOfNation(sentence, start, withDoubtOfKind(sentence, start, thing));
  const read = withDoubtOfOrders(sentence, withDoubtOfDenied(sentence, start, kind));
  const end =
    endOf(tokens, read.end, LIKING) ??
    endOfSort(sentence, read) ??
    endOfTrouble(sentence, read) ??
    skip(tokens, read.end, KIND);
  const isKindAhead = end > read.end && endOf(tokens, read.end, NOISE) === undefined;
  return withDoubtOfBoth(
    sentence,
    read,
    made(sentence, at, isKindAhead ? end : read.end, read, others, start, isSure),
  );
}

const TROUBLE = pattern(
  'problem|problems|issue|issues|injury|injuries|trouble|troubles|pain|pains|complaint|complaints',
);

/** `knee problems`, of a `body_area`; `neck pain above 6` is how bad it is. */
function endOfTrouble({ tokens }: Sentence, { end }: ValuesRead): number | undefined {
  const trouble = endOf(tokens, end, TROUBLE);
  return trouble === undefined || readComparison(tokens, trouble) !== undefined ? undefined : trouble;
}

/** `hospital labs`, where others are a `Contract lab`: what all of them are says no more. */
function endOfSort({ tokens }: Sentence, { field, end }: ValuesRead): number | undefined {
  const { stem = '', kind } = tokens[end] ?? {};
  return kind === 'word' && isSortWord(field, stem) ? end + 1 : undefined;
}

/** What people do with a thing by its name: nothing else is said by `drive a Tesla`, of a `car_make`. */
const DONE_WITH: readonly (readonly [RegExp, RegExp])[] = [
  [/^dr(ive|ives|iving|ove)$/, /^(car|vehicle)$/],
  [/^play(s|ing|ed)?$/, /^(game|instrument|sport)$/],
  [/^(ride|rides|riding)$/, /^(bike|horse|pony)$/],
  [/^(study|studies|studying|learn|learns|learning)$/, /^(course|subject|language)$/],
  [/^(support|supports|supporting)$/, /^(team|club)$/],
];

function isDoneWith(verb: Sentence['tokens'][number] | undefined, field: FieldWords): boolean {
  return DONE_WITH.some(
    ([doing, thing]) => doing.test(verb?.word ?? '') && nameWords(field).some((word) => thing.test(word)),
  );
}

const ORDER = /^(then|later|afterwards|subsequently|thereafter|after|before|following)$/;

/** `bought a Classic Bag and later a Tote Bag`, of a `bag`: behind what was bought, and by its whole name, it is the thing. */
function isThenThing(sentence: Sentence, start: number, named: readonly { readonly end: number }[]): boolean {
  const { tokens } = sentence;
  const before = ARTICLE.test(tokens[start - 1]?.word ?? '') ? start - 2 : start - 1;
  if (!ORDER.test(tokens[before]?.word ?? '')) return false;
  const isBought = tokens.slice(0, before).some((_, i) => endOf(tokens, i, BOUGHT) !== undefined);
  return (
    isBought &&
    lookUp(sentence, start).some(
      ({ refs, end, score }) =>
        score === 1 && refs.some(({ is }) => is === 'product') && named.some((each) => each.end === end),
    )
  );
}

/** Whether more than an article stands in front of the value. */
function isLed({ tokens }: Sentence, at: number, start: number): boolean {
  return tokens.slice(at, start).some(({ word }) => !ARTICLE.test(word));
}

/** `looked after by Ada Quill`, of a `mentor`: by somebody only staff can do that. */
function ofStaff(
  sentence: Sentence,
  at: number,
  start: number,
  reads: readonly ValuesRead[],
): Phrase | undefined {
  const isDone = sentence.tokens[at]?.word !== 'by';
  const [only, ...others] = isDone ? reads.filter(({ field }) => isStaffField(field)) : [];
  return only === undefined || others.length > 0 ? undefined : made(sentence, at, only.end, only, [], start);
}

/** `prefers Rioja`, of a `fav_region`, `prefers shade`; who prefers a place need not live there. */
function likedOf(reads: readonly ValuesRead[]): readonly ValuesRead[] {
  const liked = reads.filter(({ field }) => isLikedField(field));
  return liked.length > 0 ? liked : reads.filter(({ field }) => !isPlaceField(field) && !isStaffField(field));
}

const BEFORE_NAME = pattern('as|among|amongst? a|an|the|their?', 'tier|level|grade|status|rank');

/** Those whose field is named behind them: `Gold tier`, `German speakers`. */
function namedBehind(
  sentence: Sentence,
  reads: readonly ValuesRead[],
): readonly { readonly read: ValuesRead; readonly end: number }[] {
  const isSpoken = ({ end }: ValuesRead) =>
    endOf(sentence.tokens, end, pattern('speaker|speakers|speaking')) !== undefined;
  const spoken = spokenLanguages(reads.filter(isSpoken));
  if (spoken.length > 0) return spoken.map((read) => ({ read, end: read.end + 1 }));
  return reads.flatMap((read) => {
    const field = fieldsAt(sentence, skip(sentence.tokens, read.end, BEFORE_NAME)).find(
      (each) => each.field.name === read.field.name && each.score > 0.7,
    );
    return field === undefined ? [] : [{ read, end: field.end }];
  });
}

/** `interested in film`: the words in front are of the name of the field `interests`. */
function isSaidBefore({ tokens }: Sentence, at: number, start: number, field: FieldWords): boolean {
  const isBy = tokens[start - 1]?.word === 'by';
  const words = nameWords(field);
  const parts = new Set(
    [...words, ...saidInFull(words).flat()].map((part) =>
      verbRoot(isBy ? part.replace(/[eo]r$/, 'ed') : part),
    ),
  );
  const isOf = (root: string) =>
    parts.has(root) || (root.length > 5 && [...parts].some((part) => part.startsWith(root)));
  return tokens.slice(at, start).some(({ word }) => word.length > 2 && isOf(verbRoot(word)));
}

export function made(
  sentence: Sentence,
  at: number,
  end: number,
  read: ValuesRead,
  others: readonly ValuesRead[],
  start: number,
  isSure = false,
): Phrase {
  const { query, assumption } = valuesQuery(read);
  const note =
    others.length === 0
      ? undefined
      : `"${String(read.values[0])}" is a value of ${[read, ...others].map(({ field }) => shownField(field)).join(' and ')}; ${shownField(read.field)} was taken.`;
  const less = butNot(sentence, end, read.field);
  const wider = widerValue(read);
  return phrase(
    at,
    less?.end ?? end,
    {
      is: 'query',
      query: less === undefined ? query : { and: [query, { not: valuesQuery(less).query }] },
      isAdjective: start === at,
    },
    EXACT *
      read.score *
      (others.length > 0 ? (isSure ? PRICE.likelyField : PRICE.choice) : 1) *
      (wider === undefined ? 1 : PRICE.likelyField),
    [assumption, note, wider, ...read.assumptions, ...(less?.assumptions ?? [])],
  );
}

/** `speaks Japanese but not English`: of a value that several fields have, the field is that of the value before. */
function butNot(sentence: Sentence, at: number, { name }: FieldWords): ValuesRead | undefined {
  const start = endOf(sentence.tokens, at, pattern('but|and|, not', 'not', ', but not'));
  const reads = start === undefined ? [] : readValues(sentence, start);
  const same = reads.find(({ field }) => field.name === name);
  return reads.length > 1 && same?.join !== 'and' && same?.score === 1 ? same : undefined;
}
