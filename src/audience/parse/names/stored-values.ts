import type { Scalar } from '../../customer.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { countryOfCode, isPartOfCountry } from '../words/countries.ts';
import { foldWord } from '../words/fold-word.ts';
import { isOrdinaryWord } from '../words/ordinary-words.ts';
import { grammarWords } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { inRegion, regionOf } from './region-values.ts';
import {
  beginsSentence,
  type Found,
  isCapital,
  isCode,
  lookUp,
  type Sentence,
  textOf,
} from '../sentence/sentence.ts';
import type { Ref } from '../data/ref.ts';
import { shownField } from '../data/shown-field.ts';
import type { ValueRead } from '../data/value-read.ts';

/** Values that customers have, by what the words at this token are in the data: a value, a country or a region. */
export function storedValuesAt(sentence: Sentence, at: number, field?: FieldWords): readonly ValueRead[] {
  const all = [
    ...lookUp(sentence, at).flatMap((found) => valuesOf(sentence, at, found, field)),
    ...valuesOfCode(sentence, at, field),
  ];
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

function valuesOf(sentence: Sentence, at: number, found: Found, field?: FieldWords): readonly ValueRead[] {
  const all: ValueRead[] = [];
  const text = textOf(sentence, at, found.end);
  const region = regionOf(sentence, at, found);
  if (region !== undefined) all.push(...inRegion(sentence, at, found, region, field));
  const isWhole = !found.refs.every(isPartOfName);
  for (const ref of found.refs) {
    // `ins` is no plural of the country IN.
    const isPlural = ref.is === 'value' && sentence.tokens[at]?.word === `${foldWord(String(ref.value))}s`;
    if (ref.is === 'value' && isPlural && String(ref.value).length < 3) continue;
    if (ref.is === 'value' && ref.isCode === true && text !== text.toUpperCase()) continue;
    if (
      ref.is === 'value' &&
      (field === undefined ? ref.field.name !== 'preferred_channel' : ref.field.name === field.name)
    ) {
      const shown =
        found.score < 1 || ref.isPart === true || ref.others !== undefined
          ? { assumption: `"${text}" was taken as ${shownField(ref.field)} ${shownValues(ref)}.` }
          : {};
      const isSure = !isWhole && ref.others === undefined && isWrittenFront(sentence, at, ref.value);
      const ofPart = ref.isPart === true && field === undefined ? (isSure ? 0.95 : 0.75) : 1;
      all.push({
        field: ref.field,
        value: ref.value,
        ...(ref.others === undefined ? {} : { others: ref.others }),
        customers: ref.customers,
        end: found.end,
        score: found.score * ofPart,
        ...shown,
      });
    } else if (ref.is === 'country' && region === undefined) {
      const isPart = isPartOfCountry(text);
      const note = `${text} is only a part of ${ref.code}, all of which was taken.`;
      // `French` of customers that are all Swiss: they speak it.
      for (const read of inCountry(sentence, ref.code, found.end, found.score, field))
        if (read.customers > 0 || !sentence.index.languages.has(sentence.tokens[at]?.stem ?? ''))
          all.push(
            isPart
              ? { ...read, score: read.score * PRICE.partOfCountry, assumption: note }
              : field === undefined
                ? withDoubtOfLanguage(sentence, at, read)
                : read,
          );
    }
  }
  return all;
}

function isPartOfName(ref: Ref): boolean {
  return (ref.is === 'field' || ref.is === 'value') && ref.isPart === true;
}

/** `AXA` of `AXA Health`: the front of one name, written like it. */
function isWrittenFront(sentence: Sentence, at: number, value: Scalar): boolean {
  const { raw = '' } = sentence.tokens[at] ?? {};
  const isWritten = isCode(sentence, at) || (isCapital(sentence, at) && !beginsSentence(sentence, at));
  return isWritten && String(value).startsWith(`${raw} `);
}

/** Of this part of the smaller group either is nearly the same. */
const NEARLY_ALL = 0.9;

/** `Spanish customers`, where not only those who live in Spain speak it. */
function withDoubtOfLanguage({ tokens, index }: Sentence, at: number, read: ValueRead): ValueRead {
  const { word = '', stem = '', raw = '' } = tokens[at] ?? {};
  const language = read.end === at + 1 && word === stem ? index.languages.get(stem) : undefined;
  if (language === undefined || language.field === read.field || read.customers === 0) return read;
  const [few = 0, many = 0] = [language.customers, read.customers].toSorted((a, b) => a - b);
  const note = `"${raw}" was taken as ${shownField(read.field)}, and not as ${shownField(language.field)}.`;
  return few >= NEARLY_ALL * many
    ? read
    : { ...read, score: read.score * PRICE.likelyField, assumption: note };
}

function shownValues({ value, others = [] }: { value: Scalar; others?: readonly Scalar[] }): string {
  return [value, ...others].map((each) => `"${String(each)}"`).join(', ');
}

/** `DE`, `swe`: a country by its code. */
function valuesOfCode(sentence: Sentence, at: number, field?: FieldWords): readonly ValueRead[] {
  const code =
    countryOfCode(sentence.tokens[at]?.raw ?? '') ??
    (field !== undefined && /^[a-z]{2,3}$/.test(sentence.tokens[at]?.raw ?? '')
      ? countryOfCode((sentence.tokens[at]?.raw ?? '').toUpperCase())
      : undefined);
  if (code !== undefined) {
    // Where all is in capitals, only a short text is a code.
    const isWritten = !/^[A-Z\W\d]+$/.test(sentence.text.length > 12 ? sentence.text : 'x');
    return isWritten || sentence.tokens.length <= 3 ? inCountry(sentence, code, at + 1, 1, field) : [];
  }
  const small = field === undefined ? smallCode(sentence, at) : undefined;
  return small === undefined ? [] : inCountry(sentence, small, at + 1, PRICE.smallCode);
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
