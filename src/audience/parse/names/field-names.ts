import type { FieldWords } from '../../vocabulary.ts';
import { isDateField } from '../data/field-queries.ts';
import { isAgeField, isNumberField, isOwnAgeField } from '../data/field-roles.ts';
import { nameWords } from '../data/name-words.ts';
import { isSameVerb } from '../words/fold-word.ts';
import { once } from '../words/once.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { EXACT } from '../sentence/phrase.ts';
import { ONE_OF_SEVERAL, ONLY_PART } from './narrowed.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';

/** A field by its name, or by a part of its name where no other has it. */
export interface FieldRead {
  readonly field: FieldWords;
  readonly end: number;
  readonly score: number;
  readonly assumption?: string;
  /** The other fields that have the same part in their name. */
  readonly others?: readonly FieldWords[];
}

/** `youngest child` of `youngest_age`. */
const CHILD = pattern('child|children|kid|kids|son|sons|daughter|daughters');
const DATES = pattern('date|dates');
const END_DATES = pattern('date|dates', 'end|expiry|expiration date|dates?');
const NUMBERS = pattern(
  'score|scores|value|values|figure|figures|rating|amount|amounts|balance|balances|total|totals',
  'left|remaining|available over?',
);

/** Fields named at this token, whole names first. */
export const fieldsAt = once(fieldsAtAt);

function fieldsAtAt(sentence: Sentence, at: number): readonly FieldRead[] {
  const reads: FieldRead[] = [];
  for (const { refs, end: said, score } of lookUp(sentence, at)) {
    const named = refs.filter((ref) => ref.is === 'field' && !ref.isPart);
    const spelled = named.filter((ref) => ref.is === 'field' && isSpelled(sentence, at, said, ref.field));
    const whole = spelled.length > 0 ? spelled : named;
    const parts = refs.filter((ref) => ref.is === 'field' && ref.isPart);
    for (const ref of whole)
      if (ref.is === 'field')
        reads.push({ field: ref.field, end: endOfKind(sentence, said, ref.field), score: EXACT * score });
    if (whole.length > 0) continue;
    const having = parts.flatMap((ref) =>
      ref.is === 'field' && !isOpposed(sentence, at, ref.field) ? [ref.field] : [],
    );
    const asSaid = having.filter((field) => isPluralOf(sentence, at, said, field));
    const first = asSaid.length === 1 ? asSaid : [];
    for (const field of [...first, ...having.filter((each) => !first.includes(each))]) {
      const others = first.includes(field) ? [] : having.filter((each) => each !== field);
      const note =
        others.length > 0 ? `; it could also be ${others.slice(0, 4).map(shownField).join(', ')}` : '';
      const rest = endOfRest(sentence, at, said, field);
      if (rest !== undefined) {
        reads.push({ field, end: rest, score: EXACT * score });
        continue;
      }
      reads.push({
        field,
        end: endOfKind(sentence, said, field),
        score: (others.length === 0 ? ONLY_PART : ONE_OF_SEVERAL) * score,
        assumption: `"${textOf(sentence, at, said)}" was taken as the field ${shownField(field)}${note}.`,
        ...(others.length > 0 ? { others } : {}),
      });
    }
  }
  return reads;
}

const OF = pattern('in|on|of|at|for the|their|his|her|our|a|an?');

/** Where `bottles in the cellar` of `cellar_bottles` ends: what stands first in the name, said behind the rest. */
function endOfRest(sentence: Sentence, at: number, said: number, field: FieldWords): number | undefined {
  const { tokens } = sentence;
  const words = nameWords(field);
  const last = tokens.slice(at, said).map(({ stem }) => stem);
  const first = words.slice(0, -last.length);
  const start = endOf(tokens, said, OF);
  const isWhole =
    start !== undefined &&
    first.length > 0 &&
    !first.some((word) => [FIRST, LAST, NEXT].some((each) => each.test(word))) &&
    words.slice(first.length).join(' ') === last.join(' ') &&
    first.every((word, i) => tokens[start + i]?.stem === word);
  return isWhole ? start + first.length : undefined;
}

const FIRST = /^(first|initial|initially|earliest)$/;
const LAST = /^(last|latest|recent|newest)$/;
const NEXT = /^(next|upcoming|coming)$/;

/** `first donated`, though the data knows only a `last_donation`. */
export function isOpposed({ tokens }: Sentence, at: number, { name }: FieldWords): boolean {
  const before = tokens[at - 1]?.word ?? '';
  const said = [FIRST, LAST, NEXT].find((each) => each.test(before));
  const words = name.split('_');
  // `had a lesson since June`, though the data knows only the `next_lesson`
  const isOver = /^(a|an|any|their)$/.test(before) && tokens[at - 2]?.word === 'had';
  if (isOver && words.some((word) => NEXT.test(word)) && tokens[at + 1]?.word !== 'booked') return true;
  return (
    said !== undefined &&
    !words.some((word) => said.test(word)) &&
    words.some((word) => [FIRST, LAST, NEXT].some((each) => each.test(word)))
  );
}

/** `lessons` is said of `lessons_taken`, and not of `last_lesson`. */
function isPluralOf({ tokens }: Sentence, at: number, end: number, { name }: FieldWords): boolean {
  const { word = '', stem } = tokens[end - 1] ?? {};
  return end === at + 1 && word !== stem && name.split('_').includes(word);
}

/** `renewal date` of `renewal`, `churn risk score` of `churn_risk`: what kind of thing it is, where no other field is called so. */
function endOfKind(sentence: Sentence, at: number, field: FieldWords): number {
  const child = isAgeField(field) && !isOwnAgeField(field) ? endOf(sentence.tokens, at, CHILD) : undefined;
  if (child !== undefined) return child;
  const isEnd = nameWords(field).some((word) => isSameVerb('end', word));
  const kind = isDateField(field) ? (isEnd ? END_DATES : DATES) : isNumberField(field) ? NUMBERS : undefined;
  const end = kind === undefined ? undefined : endOf(sentence.tokens, at, kind);
  return end === undefined || lookUp(sentence, at).some(({ score }) => score === 1) ? at : end;
}

/** Of `language` and `languages` the one that was said. */
function isSpelled({ tokens }: Sentence, at: number, end: number, { name }: FieldWords): boolean {
  return (
    tokens
      .slice(at, end)
      .map(({ word }) => word)
      .join('_') === name
  );
}
