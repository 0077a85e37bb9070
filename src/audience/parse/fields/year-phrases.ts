import type { FieldWords } from '../../vocabulary.ts';
import { fieldsAt } from '../names/field-names.ts';
import { isPlaceField, isYearField } from '../data/field-roles.ts';
import { isOneOwned, isOwnedThing } from '../names/owned-things.ts';
import { shownField } from '../data/shown-field.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';
import { readYears, yearAt } from '../sentence/years.ts';
import { PRICE } from '../words/price.ts';

const NEWER = /^(newer|older|younger)$/;
/** Names in front of a year have as many words. */
const MOST_WORDS = 3;

/** `2015 Hondas`, `Hondas from 2018`, `2019 or newer`: years beside a value, or compared as only things are, of the only field of years. */
export function readYearNumbers(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  const [field, ...others] = index.vocabulary.fields.filter(isYearField);
  const read = field === undefined || others.length > 0 ? undefined : readYears(tokens, at, field);
  if (field === undefined || read === undefined) return [];
  const named = fieldsAt(sentence, read.end).find((each) => each.field === field);
  if (named !== undefined && named.score > 0.9)
    return [phrase(at, named.end, { is: 'query', query: read.query, isAdjective: true }, named.score)];
  const isOfThings = tokens.slice(at, read.end).some(({ word }) => NEWER.test(word));
  const isIn = tokens.slice(at, read.end).every((_, i) => isYearOf(sentence, at + i, field));
  const isBeside =
    isBehindValue(sentence, at) ||
    isOwnedThing(sentence, at - 1) ||
    isOneOwned(sentence, at - 1) ||
    isOwnedThing(sentence, read.end) ||
    isValueAt(sentence, read.end);
  if (!isIn || !(isBeside || isOfThings)) return [];
  const note = `"${textOf(sentence, at, read.end)}" was taken as ${shownField(field)}.`;
  const sure = isOfThings ? 0.97 : PRICE.likelyField;
  return [phrase(at, read.end, { is: 'query', query: read.query, isAdjective: true }, EXACT * sure, [note])];
}

/** Whether the field has such years, where there is one. */
function isYearOf({ tokens }: Sentence, at: number, { min = 0, max = 0 }: FieldWords): boolean {
  const year = yearAt(tokens, at);
  return year === undefined || (year >= min && year <= max + 1);
}

function isBehindValue(sentence: Sentence, at: number): boolean {
  const starts = Array.from({ length: MOST_WORDS }, (_, back) => at - 1 - back);
  return starts.some((start) => isValueAt(sentence, start, at));
}

/** A value that says what somebody has, and not where they are. */
function isValueAt(sentence: Sentence, at: number, end?: number): boolean {
  return lookUp(sentence, at).some(
    (found) =>
      found.score === 1 &&
      (end === undefined || found.end === end) &&
      found.refs.some((ref) => ref.is === 'value' && !isPlaceField(ref.field)),
  );
}
