import type { Token } from './tokens.ts';
import type { Scalar } from '../customer.ts';
import type { FieldWords } from '../vocabulary.ts';
import { countryOfCode, isPartOfCountry } from './countries.ts';
import { isCountryCode } from './country-codes.ts';
import { isAddressField, isPlaceField } from './field-roles.ts';
import { readNumber } from './numbers.ts';
import { NOISE } from './noun-words.ts';
import { isOrdinaryWord } from './ordinary-words.ts';
import { endOf, grammarWords, pattern, skip } from './patterns.ts';
import { PRICE } from './price.ts';
import { inRegion, regionOf } from './region-values.ts';
import { isCapital, isCode, lookUp, type Sentence, textOf } from './sentence.ts';

/** One value of one field that words may mean. */
export interface ValueRead {
  readonly field: FieldWords;
  readonly value: Scalar;
  /** What else the words stand for: of `Europe` the other countries. */
  readonly others?: readonly Scalar[];
  /** Who has it: of two fields with one value the more common is meant more often. */
  readonly customers: number;
  readonly end: number;
  readonly score: number;
  readonly assumption?: string;
}

/** Values of one field in a row. */
export interface ValuesRead {
  readonly field: FieldWords;
  readonly values: readonly Scalar[];
  readonly join: 'and' | 'or' | 'list';
  readonly customers: number;
  readonly end: number;
  readonly score: number;
  readonly assumptions: readonly string[];
}

const STRONG_NOUN =
  /^(customer|client|user|member|people|person|guest|patient|contact|shopper|those|them|one|us)$/;
const YES = pattern('true', 'yes', 'on', 'enabled|activated', 'switched|turned on');
const NO = pattern('false', 'no', 'off', 'disabled|deactivated', 'switched|turned off');
const AND = pattern('and', '&', '+', ', and', 'as well as', 'plus', 'and also');
const OR = pattern('or', ', or', 'and / or', 'nor', '/', ', nor', 'or else', '|');
const COMMA = pattern(',');
const AGAIN = pattern(
  'in|from|of|on|with|at|the|a|an|for|either|both|living|based|not|city|country',
  'in|from the',
  'those in|from',
  'who live|lives in',
  'in|from either',
);

/** Values that the words at this token name, of one field or of any. */
export function valuesAt(sentence: Sentence, at: number, field?: FieldWords): readonly ValueRead[] {
  const token = sentence.tokens[at];
  if (token === undefined) return [];
  if (field !== undefined) {
    const literal = literalAt(sentence, at, field);
    if (literal !== undefined) return [literal];
  }
  const found = field === undefined && isMerelyGrammar(sentence, at) ? [] : fromData(sentence, at, field);
  if (found.length > 0) return found;
  return field === undefined ? [] : unlisted(sentence, at, field);
}

/** Function words are values only where they are written like names. */
function isMerelyGrammar(sentence: Sentence, at: number): boolean {
  const [found] = lookUp(sentence, at);
  if (found !== undefined && found.end > at + 1) return false;
  const token = sentence.tokens[at];
  if (token === undefined || token.kind === 'quoted') return false;
  if (/^\d+$/.test(token.word)) return true;
  const isNoise =
    endOf(sentence.tokens, at, NOISE) !== undefined ||
    STRONG_NOUN.test(token.stem) ||
    /^(and|or|not|no|never|none|but|nothing|more|less|most|least|top|last|first|next|since|before|after|until|between|except|without|time|times|once|only|than|new)$/.test(
      token.word,
    );
  if (countryOfCode(token.raw) !== undefined && grammarWords.has(token.word))
    return !isCountryCode(sentence, at);
  const isLetter = token.word.length === 1 && token.raw === token.word;
  const isWritten = at > 0 ? isCapital(sentence, at) : isCode(sentence, at);
  return isLetter || (isNoise && !isWritten);
}

function literalAt(sentence: Sentence, at: number, field: FieldWords): ValueRead | undefined {
  const { tokens } = sentence;
  const literal = (value: Scalar, end: number, score = 1): ValueRead => ({
    field,
    value,
    customers: 0,
    end,
    score,
  });
  const token = tokens[at];
  if (token?.kind === 'quoted') return literal(token.word, at + 1);
  if (field.type === 'boolean') {
    const yes = endOf(tokens, at, YES);
    if (yes !== undefined) return literal(true, yes);
    const no = endOf(tokens, at, NO);
    if (no !== undefined) return literal(false, no);
  }
  const listed = fromData(sentence, at, field);
  const number = readNumber(tokens, at);
  if (
    number !== undefined &&
    (field.type !== 'date' || /^(is|of|not|or|and|,)$/.test(tokens[at - 1]?.word ?? '')) &&
    number.isPercent !== true &&
    (listed[0]?.end ?? 0) <= number.end &&
    (field.type === 'integer' || field.type === 'decimal' || isWholeNumber(sentence, at, number.end))
  ) {
    const text = field.values.find(({ value }) => typeof value === 'string' && value === token?.raw)?.value;
    const isOdd = text === undefined && field.type === 'text' && field.values.length > 0;
    return literal(text ?? number.value, number.end, isOdd ? 0.9 : 1);
  }
  return listed[0] === undefined && (token?.word === 'true' || token?.word === 'false')
    ? literal(token.word === 'true', at + 1, 0.9)
    : undefined;
}

/** `-5` and `007`, and not the beginning of `12-34-56` or `2x`. */
function isWholeNumber({ text, tokens }: Sentence, at: number, end: number): boolean {
  const said = text.slice(tokens[at]?.start ?? 0, tokens[end - 1]?.end ?? 0);
  return /^-?\d[\d.,]*$/.test(said) && !(tokens[end]?.isJoined === true && tokens[end]?.kind !== 'sign');
}

function fromData(sentence: Sentence, at: number, field?: FieldWords): readonly ValueRead[] {
  const all: ValueRead[] = [];
  for (const found of lookUp(sentence, at)) {
    const text = textOf(sentence, at, found.end);
    const region = regionOf(sentence, at, found);
    if (region !== undefined) all.push(...inRegion(sentence, at, found, region, field));
    for (const ref of found.refs) {
      // `ins` is no plural of the country IN.
      const isPlural = sentence.tokens[at]?.word === `${sentence.tokens[at]?.stem ?? ''}s`;
      if (ref.is === 'value' && isPlural && String(ref.value).length < 3) continue;
      if (
        ref.is === 'value' &&
        (field === undefined ? ref.field.name !== 'preferred_channel' : ref.field.name === field.name)
      ) {
        const shown =
          found.score < 1 || ref.isPart === true
            ? { assumption: `"${text}" was taken as ${shownField(ref.field)} "${String(ref.value)}".` }
            : {};
        const languagePenalty = ref.isPart === true && field === undefined ? 0.75 : 1;
        all.push({
          field: ref.field,
          value: ref.value,
          customers: ref.customers,
          end: found.end,
          score: found.score * languagePenalty,
          ...shown,
        });
      } else if (ref.is === 'country' && region === undefined) {
        const isPart = isPartOfCountry(text);
        const note = `${text} is only a part of ${ref.code}, all of which was taken.`;
        for (const read of inCountry(sentence, ref.code, found.end, found.score, field))
          all.push(isPart ? { ...read, score: read.score * PRICE.partOfCountry, assumption: note } : read);
      }
    }
  }
  const code =
    countryOfCode(sentence.tokens[at]?.raw ?? '') ??
    (field !== undefined && /^[a-z]{2,3}$/.test(sentence.tokens[at]?.raw ?? '')
      ? countryOfCode((sentence.tokens[at]?.raw ?? '').toUpperCase())
      : undefined);
  const small = code === undefined && field === undefined ? smallCode(sentence, at) : undefined;
  if (small !== undefined) all.push(...inCountry(sentence, small, at + 1, PRICE.smallCode));
  if (code !== undefined && !/^[A-Z\W\d]+$/.test(sentence.text.length > 12 ? sentence.text : 'x'))
    all.push(...inCountry(sentence, code, at + 1, 1, field));
  else if (code !== undefined && sentence.tokens.length <= 3)
    all.push(...inCountry(sentence, code, at + 1, 1, field));
  const longest = Math.max(
    0,
    ...all.filter(({ score }) => score > 0.9).map(({ end }) => end),
    ...(all.some(({ score }) => score > 0.9) ? [] : all.map(({ end }) => end)),
  );
  const seen = new Set<string>();
  return all.filter(({ end, field, score }) => {
    const key = field.name;
    const isKept =
      end === longest &&
      !seen.has(key) &&
      (score > 0.9 || !all.some((each) => each.end === end && each.score > 0.9 && each.field.name === key));
    if (isKept) seen.add(key);
    return isKept;
  });
}

/** `swe`, between commas or after `in`, and no word of any other kind. */
function smallCode({ tokens }: Sentence, at: number): string | undefined {
  const [before, token, behind] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  const isApart =
    (before === undefined || /^([,/]|in|from|or|and|not)$/.test(before.word)) &&
    (behind === undefined || /^([,/.?]|or|and)$/.test(behind.word));
  const isWord =
    token === undefined ||
    !/^[a-z]{3}$/.test(token.raw) ||
    grammarWords.has(token.word) ||
    isOrdinaryWord(token.word);
  return isApart && !isWord ? countryOfCode(token.raw.toUpperCase()) : undefined;
}

function inCountry(
  { index }: Sentence,
  code: string,
  end: number,
  score: number,
  only?: FieldWords,
): readonly ValueRead[] {
  return index.countryFields.flatMap(({ field, byCode }) => {
    if (only !== undefined && only.name !== field.name) return [];
    const stored = byCode.get(code);
    const value = stored ?? (field.name === 'country' ? code : undefined);
    if (value === undefined) return [];
    const customers = field.values.find((each) => each.value === value)?.customers ?? 0;
    const absent = stored === undefined ? { assumption: `No customer has the country ${code}.` } : {};
    return [{ field, value, customers, end, score: score < 1 ? score : 1, ...absent }];
  });
}

/** Of a field whose values are too many to know, words are taken as they stand; of any other they have to be values. */
function unlisted(sentence: Sentence, at: number, field: FieldWords): readonly ValueRead[] {
  const { tokens } = sentence;
  if (
    field.values.length > 0 ||
    field.type === 'date' ||
    field.type === 'boolean' ||
    field.type === 'integer' ||
    field.type === 'decimal'
  )
    return [];
  const run = wholeRun(sentence, at);
  if (run !== undefined) return [{ field, value: run.text, customers: 0, end: run.end, score: 1 }];
  if (isAddressField(field)) return [];
  let end = at;
  while (end < tokens.length && end < at + 4) {
    const token = tokens[end];
    if (
      token === undefined ||
      token.kind === 'sign' ||
      (grammarWords.has(token.word) && !(isCapital(sentence, end) && end > at))
    )
      break;
    end++;
    if (!isCapital(sentence, end - 1)) break;
  }
  return end === at ? [] : [{ field, value: textOf(sentence, at, end), customers: 0, end, score: 0.97 }];
}

/** An address or a code: what stands without a space. */
function wholeRun(sentence: Sentence, at: number): { text: string; end: number } | undefined {
  const run = runAt(sentence, at);
  return run !== undefined && run.text.length > 1 && /[@\d]/.test(run.text) ? run : undefined;
}

/** All from this token on to the next space, without what ends a sentence. */
export function runAt(
  { text, tokens }: Sentence,
  at: number,
): { readonly text: string; readonly end: number } | undefined {
  const start = tokens[at]?.start;
  if (start === undefined) return undefined;
  const run = /^\S+/.exec(text.slice(start, start + 200))?.[0].replace(/[,;:.!?)]+$/, '');
  if (run === undefined || run === '') return undefined;
  const end = tokens.findIndex((token, i) => i >= at && token.end >= start + run.length);
  return end < 0 ? undefined : { text: run, end: end + 1 };
}

interface Row {
  readonly reads: readonly ValueRead[];
  readonly joins: readonly ('and' | 'or' | 'list')[];
}

/** The values that go on from the first; side by side without a word between them only before an `or`: `Lisbon Porto or Faro`. */
function rowFrom(sentence: Sentence, first: ValueRead, isExplicit: boolean): Row {
  const { tokens } = sentence;
  const reads = [first];
  const joins: ('and' | 'or' | 'list')[] = [];
  let sure = 1;
  for (let end = first.end; reads.length < 200; ) {
    const join = joinAt(sentence, end);
    const next = nextValue(sentence, join?.end ?? end, first.field, isExplicit);
    // `email is ...` begins the next condition, though "email" may be a value too.
    if (next === undefined || isComparison(tokens, next.end) || tokens[next.end - 1]?.raw === 'is') break;
    if (isExplicit && isOddNumber(next) && isUnitAt(sentence, next.end)) break;
    if (join === undefined && (next.customers === 0 || next.score < 1 || first.field.type === 'list')) break;
    joins.push(join?.join ?? 'list');
    reads.push(next);
    if (join?.join === 'or' || (join !== undefined && sure === reads.length - 1)) sure = reads.length;
    end = next.end;
  }
  return { reads: reads.slice(0, sure), joins: joins.slice(0, sure - 1) };
}

/** `+ nights` behind a number. */
function isUnitAt(sentence: Sentence, at: number): boolean {
  const token = sentence.tokens[at];
  return (token?.kind === 'word' || token?.word === '+') && joinAt(sentence, at) === undefined;
}

/** No value of a field of words: `in a group, 20+ nights`. */
function isOddNumber({ field, value, customers }: ValueRead): boolean {
  return typeof value === 'number' && customers === 0 && field.type === 'text' && field.values.length > 0;
}

/** All ways to read a row of values that share one field: `Lisbon, Porto or Faro`. */
export function readValues(sentence: Sentence, at: number, field?: FieldWords): readonly ValuesRead[] {
  const { tokens } = sentence;
  return valuesAt(sentence, at, field).flatMap((first) => {
    const { reads, joins } = rowFrom(sentence, first, field !== undefined);
    const values = reads.flatMap(({ value, others = [] }) => [value, ...others]);
    const join = joins.includes('or') ? 'or' : joins.includes('and') ? 'and' : 'list';
    // A list may be of both, which a row of values can't say of a region.
    if (join === 'and' && first.field.type === 'list' && values.length > reads.length) return [];
    return [
      {
        field: first.field,
        values,
        join,
        customers: Math.min(...reads.map(({ customers }) => customers)),
        end: skip(tokens, reads.at(-1)?.end ?? first.end, pattern('respectively')),
        score: Math.min(...reads.map(({ score }) => score)),
        assumptions: reads.flatMap(({ assumption }) => assumption ?? []),
      },
    ];
  });
}

function isComparison(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.kind === 'word' && /^(is|contains)$/.test(tokens[at].word);
}

function joinAt({ tokens }: Sentence, at: number): { join: 'and' | 'or' | 'list'; end: number } | undefined {
  const or = endOf(tokens, at, OR);
  if (or !== undefined) return { join: 'or', end: or };
  const and = endOf(tokens, at, AND);
  if (and !== undefined) return { join: 'and', end: and };
  const comma = endOf(tokens, at, COMMA);
  return comma === undefined ? undefined : { join: 'list', end: comma };
}

/** The next of a row: with its preposition again (`or in Faro`), and a noun in between (`gold members or silver members` is not one row). */
function nextValue(
  sentence: Sentence,
  at: number,
  field: FieldWords,
  isExplicit: boolean,
): ValueRead | undefined {
  for (const from of new Set([at, skip(sentence.tokens, at, AGAIN)])) {
    if (from > at && sentence.tokens[from - 1]?.word === 'not') continue;
    if (isExplicit) {
      const same = valuesAt(sentence, from, field)[0];
      const isOther =
        same !== undefined &&
        typeof same.value === 'string' &&
        same.customers === 0 &&
        sentence.tokens[from]?.kind === 'word' &&
        field.values.length === 0;
      if (same !== undefined && !isOther) return same;
    } else {
      const same = valuesAt(sentence, from).find((each) => each.field.name === field.name);
      if (same !== undefined) return same;
    }
  }
  return undefined;
}

export function shownField({ name }: FieldWords): string {
  return name.replaceAll('_', ' ');
}

/** Where people live comes before where they shop. */
function placeRank({ name }: FieldWords): number {
  if (name === 'country' || name === 'city') return 3;
  return /(^|_)(city|town|country|region|state)$/.test(name) ? 2 : 0;
}

/** The one that the words around are about: a place behind `in`; else the only one, or the one that most have. */
export function chooseField(
  reads: readonly ValuesRead[],
  isPlace: boolean,
):
  | { readonly read: ValuesRead; readonly others: readonly ValuesRead[]; readonly isSure: boolean }
  | undefined {
  const longest = Math.max(0, ...reads.map(({ end }) => end));
  const candidates = reads.filter(({ end }) => end === longest);
  const best = Math.max(0, ...candidates.map(({ score }) => score));
  const close = candidates.filter(({ score }) => score > best - 0.1);
  const places = close.filter(({ field }) => isPlaceField(field));
  const wanted = isPlace && places.length > 0 ? places : close;
  const ranked = wanted.toSorted(
    (a, b) => placeRank(b.field) - placeRank(a.field) || b.customers - a.customers,
  );
  const read = ranked[0];
  const others = close.filter((each) => each !== read);
  if (read === undefined) return undefined;
  return {
    read,
    others,
    isSure: isPlace && others.every(({ field }) => placeRank(field) < placeRank(read.field)),
  };
}
