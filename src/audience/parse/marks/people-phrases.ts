import { isSortWord } from '../data/sort-words.ts';
import { valueOfDoer } from '../data/doer-words.ts';
import { fieldsAt } from '../names/field-names.ts';
import { fieldOfPeople } from '../names/field-people.ts';
import {
  CALLED_FOR,
  CALLING,
  COMMAND,
  DOERS,
  EVERYONE,
  HAVING,
  NOISE,
  OFTEN_SOME,
  PARENTS,
  PERSON,
} from '../words/noun-words.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';
import { isBusinessOf, isKindSold, isOneOwned, isOwnedThing } from '../names/owned-things.ts';
import { yesAndNo } from '../data/field-roles.ts';
import { nameWords } from '../data/name-words.ts';
import { keyWords } from '../words/tokens.ts';
import { isBehindThing } from '../names/thing-values.ts';
import { isSaidOf } from '../names/values.ts';

const NOBODY = pattern('nobody', 'no one', 'none of them');
const NONE_OF = /^(them|those|these)$/;

/** Words between `every` and its noun. */
const MOST_ADJECTIVES = 3;

/** `customers`, `riders`, `everyone`, `nobody`. */
export function readPeople(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const person = endOf(tokens, at, PERSON);
  const isShort =
    person === at + 1 &&
    tokens[at + 1]?.word === '.' &&
    tokens[at + 1]?.isJoined === true &&
    tokens[at + 2]?.isJoined === true;
  const everyone = everyoneAt(sentence, at);
  const nobody = endOf(tokens, at, NOBODY);
  return [
    person !== undefined && !isWeakNoun(sentence, at, person) ? personAt(sentence, at, person) : undefined,
    isShort ? phrase(at, at + 2, { is: 'mark', mark: 'noise' }) : undefined,
    calledSo(sentence, at),
    sorts(sentence, at),
    owners(sentence, at),
    parents(sentence, at),
    everyone === undefined ? undefined : phrase(at, everyone, { is: 'everyone' }),
    isEveryOf(sentence, at) ? phrase(at, at + 1, { is: 'everyone' }) : undefined,
    nobody === undefined || isNoneThen(sentence, nobody) ? undefined : phrase(at, nobody, { is: 'nobody' }),
  ].filter((found) => found !== undefined);
}

/** `none of them in June`: of what was done. */
function isNoneThen({ tokens, today }: Sentence, end: number): boolean {
  return NONE_OF.test(tokens[end - 1]?.word ?? '') && readPeriod(tokens, end, today) !== undefined;
}

/** `all our customers`, and of `all our subscribers` only `all`, where no more than some have a `subscription`. */
function everyoneAt(sentence: Sentence, at: number): number | undefined {
  const end = endOf(sentence.tokens, at, EVERYONE);
  return end !== undefined && end > at + 1 && fieldOfPeople(sentence, end - 1).length > 0 ? at + 1 : end;
}

/** `members`; `tenants`, who may be only some of them. */
function personAt(sentence: Sentence, at: number, end: number): Phrase {
  const { tokens } = sentence;
  const some = OFTEN_SOME.find(([way]) => endOf(tokens, at, way) === end);
  const isOther = some !== undefined && (!isBusinessOf(sentence.index, some[1]) || isOfFlag(sentence, at));
  const isDoer = endOf(tokens, at, DOERS) === end;
  const isDoubtful = isOther || isDoer || isHavingNothing(sentence, at) || isValueToo(sentence, at, end);
  return phrase(
    at,
    end,
    { is: 'mark', mark: 'noun' },
    EXACT * (isDoubtful ? PRICE.calling : 1),
    isDoubtful ? [`"${tokens[at]?.raw ?? ''}" was taken as a word for customers.`] : [],
  );
}

/** `students`, where some have a `student_discount`. */
function isOfFlag({ tokens, index }: Sentence, at: number): boolean {
  const { stem = '' } = tokens[at] ?? {};
  return index.vocabulary.fields.some(
    (field) => yesAndNo(field) !== undefined && nameWords(field).includes(stem),
  );
}

/** `members`, where `member` is a value beside `volunteer`; a value in front of it says which of them. */
function isValueToo(sentence: Sentence, at: number, end: number): boolean {
  const isOf = (i: number, to: number) =>
    lookUp(sentence, i).some(
      (found) =>
        found.end === to &&
        found.score === 1 &&
        found.refs.some((ref) => ref.is === 'value' && ref.isPart !== true && ref.customers > 0),
    );
  return isOf(at, end) && !isOf(at - 1, at);
}

/** `owners in Leeds`, and not `dog owners` or `owners of a dog`. */
function isHavingNothing({ tokens }: Sentence, at: number): boolean {
  if (endOf(tokens, at, HAVING) === undefined || /^(of|with)$/.test(tokens[at + 1]?.word ?? '')) return false;
  const before = tokens[at - 1];
  return before === undefined || [NOISE, COMMAND].some((each) => endOf(tokens, at - 1, each) === at);
}

/** `riders`, of a business whose data knows a `last_ride`: all of its customers. */
function calledSo(sentence: Sentence, at: number): Phrase | undefined {
  const end = endOf(sentence.tokens, at, CALLING);
  const isSold = isKindSold(sentence.index, sentence.tokens[at]?.stem ?? '');
  const isOfField = fieldsAt(sentence, at).length > 0;
  const isDoer = valueOfDoer(sentence.tokens[at]?.stem ?? '', sentence.index) !== undefined;
  if (isDoer || fieldOfPeople(sentence, at).length > 0) return undefined;
  if (end === undefined || (isSold && !isOfField)) return undefined;
  if (isWholeValue(sentence, at, end)) return doingWithThing(sentence, at, end);
  const { stem = '', raw = '' } = sentence.tokens[at] ?? {};
  const business = CALLED_FOR.find(([way]) => endOf(sentence.tokens, at, way) !== undefined);
  const isOfData =
    (business !== undefined && isBusinessOf(sentence.index, business[1])) ||
    isBehindThing(sentence, at) ||
    (isOfField && !isSold && !isOfSome(sentence, at)) ||
    ['r', 'er'].some((ending) => sentence.index.words.has(stem.slice(0, -ending.length)));
  return phrase(at, end, { is: 'mark', mark: 'noun' }, EXACT * (isOfData ? 1 : PRICE.calling), [
    `"${raw}" was taken as a word for customers.`,
  ]);
}

/** `e-book readers`, where a `club_level` is `Reader`: who reads them, and is of any level. */
function doingWithThing(sentence: Sentence, at: number, end: number): Phrase | undefined {
  if (!isBehindThing(sentence, at)) return undefined;
  const { raw = '' } = sentence.tokens[at] ?? {};
  return phrase(at, end, { is: 'mark', mark: 'noun' }, EXACT * PRICE.calling, [
    `"${raw}" was taken as a word for customers, and not as a value.`,
  ]);
}

/** `electric cars`, `cars over 100,000 km`: those who have one; `a car from 2015` says no more than `from 2015`. */
function owners(sentence: Sentence, at: number): Phrase | undefined {
  if (isOneOwned(sentence, at) && !isOwnedThing(sentence, at))
    return phrase(at, at + 1, { is: 'mark', mark: 'noise' });
  return isOwnedThing(sentence, at)
    ? phrase(at, at + 1, { is: 'mark', mark: 'noun' }, EXACT, [
        `"${sentence.tokens[at]?.raw ?? ''}" was taken as a word for customers.`,
      ])
    : undefined;
}

const OF_SORT = /(^|_)(type|kind|sort|category|class|sector|segment)$/;

/** `labs in Leeds`, where an `org_type` may be `Contract lab`: all of them, most likely. */
function sorts(sentence: Sentence, at: number): Phrase | undefined {
  const { word = '', stem = '', raw = '' } = sentence.tokens[at] ?? {};
  const isSort = sentence.index.vocabulary.fields.some(
    (field) => OF_SORT.test(field.name) && isSortWord(field, stem),
  );
  if (word === stem || !isSort || isKindSold(sentence.index, stem)) return undefined;
  return phrase(at, at + 1, { is: 'mark', mark: 'noun' }, EXACT * PRICE.calling, [
    `"${raw}" was taken as a word for customers.`,
  ]);
}

const OF_PARENTS = /^(child|kid|baby|toddler|son|daughter|pet|dog|cat|puppy|kitten)$/;

/** `parents`, of a business whose data tells of their `kids`; `cat parents`, of one with a `pet_type`. */
function parents(sentence: Sentence, at: number): Phrase | undefined {
  const end = endOf(sentence.tokens, at, PARENTS);
  const isTheirs = sentence.index.vocabulary.fields.some((field) =>
    nameWords(field).some((word) => OF_PARENTS.test(word)),
  );
  if (end === undefined || !isTheirs || isWholeValue(sentence, at, end)) return undefined;
  return phrase(at, end, { is: 'mark', mark: 'noun' }, EXACT, [
    `"${textOf(sentence, at, end)}" was taken as a word for customers.`,
  ]);
}

/** `runners`, where some prefer `trail running` and others `hiking`. */
function isOfSome({ forms, index }: Sentence, at: number): boolean {
  const stems = (forms[at] ?? []).flatMap(({ words }) => words);
  return index.vocabulary.fields.some(({ values }) => {
    const having = values.filter(({ value }) => keyWords(String(value)).some((word) => stems.includes(word)));
    return having.length > 0 && having.length < values.length;
  });
}

/** `runner`, a value, and not only a word of one, as in `Clyde Runners`. */
function isWholeValue(sentence: Sentence, at: number, end: number): boolean {
  return lookUp(sentence, at).some(
    (found) =>
      found.end >= end &&
      found.score === 1 &&
      found.refs.some((ref) => (ref.is === 'value' && ref.isPart !== true) || ref.is === 'flag'),
  );
}

/** `every caterer`, `every gold member`: what stands between says something of the people. */
function isEveryOf(sentence: Sentence, at: number): boolean {
  const { tokens } = sentence;
  if (!/^(every|each)$/.test(tokens[at]?.word ?? '')) return false;
  const isValue = lookUp(sentence, at + 1).some(
    ({ refs, score }) => score === 1 && refs.some(({ is }) => is === 'value'),
  );
  if (isValue) return true;
  const noun = tokens.findIndex((_, i) => i > at && endOf(tokens, i, PERSON) !== undefined);
  const between = tokens.slice(at + 1, noun);
  return noun > at && between.length <= MOST_ADJECTIVES && between.every(({ kind }) => kind === 'word');
}

/** `business travellers`, where a `traveller_type` says which of them: `business` is no word for all. */
function isKindOfPeople(sentence: Sentence, at: number, end: number): boolean {
  const isOfSome = OFTEN_SOME.some(([way]) => endOf(sentence.tokens, at, way) === end);
  const isNoun = endOf(sentence.tokens, end, PERSON) !== undefined;
  return (
    isOfSome &&
    isNoun &&
    sentence.tokens[at]?.word === sentence.tokens[at]?.stem &&
    fieldsAt(sentence, end).some(({ field }) => field.type === 'text' && field.values.length > 1)
  );
}

/** `with no company`, `with a company`, of which the data has a field. */
function isHadField(sentence: Sentence, at: number): boolean {
  const [second = '', last = ''] = [2, 1].map((back) => sentence.tokens[at - back]?.word ?? '');
  const isArticle = /^(a|an|any)$/.test(last);
  const isLacked = /^(no|without|whose|missing|lacking)$/.test(isArticle ? second : last);
  const isHad = isArticle && /^(with|have|has|having)$/.test(second);
  return (isLacked || isHad) && fieldsAt(sentence, at).length > 0;
}

/** `business` in `business customers` is a noun only where the data has no such value, and `one` of `one order` is a number. */
function isWeakNoun(sentence: Sentence, at: number, end: number): boolean {
  const isStrong =
    /^(customer|client|user|member|people|person|guest|patient|contact|shopper|those|them|one|us|folk)$/.test(
      sentence.tokens[at]?.stem ?? '',
    ) && !isSaidOf(sentence, at);
  const isNumber = /^(purchases?|orders?|transactions?)$/.test(sentence.tokens[end]?.word ?? '');
  if (sentence.tokens[at]?.word === 'one' && isNumber) return true;
  if (fieldOfPeople(sentence, at).length > 0) return true;
  if (!isStrong && (isHadField(sentence, at) || isKindOfPeople(sentence, at, end))) return true;
  return (
    !isStrong &&
    lookUp(sentence, at).some(
      (found) =>
        found.end >= end &&
        found.score === 1 &&
        found.refs.some((ref) => ref.is === 'value' || ref.is === 'flag'),
    )
  );
}
