import { isDateField } from '../data/field-queries.ts';
import { isNumberField } from '../data/field-roles.ts';
import { nameWords } from '../data/name-words.ts';
import { type FieldRead, fieldsAt } from '../names/field-names.ts';
import { canLieIn, narrowed } from '../names/narrowed.ts';
import { valuesAt } from '../names/values.ts';
import { readMeasured } from '../sentence/comparisons.ts';
import { lookUp, type Sentence } from '../sentence/sentence.ts';
import { lastSpan } from '../times/bare-span.ts';
import { readPeriod } from '../times/periods.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { IS, IS_NOT } from './field-operators.ts';
import { endOfHappening } from './date-verbs.ts';
import { unitOf } from './field-numbers.ts';
import { futureOf } from './future-fields.ts';

/** Fields named at this token: of those with one part in their names the one that what stands behind can be said of. */
export function fieldsMeant(sentence: Sentence, at: number): readonly FieldRead[] {
  const named = ofTheThing(
    sentence,
    at,
    ofThePlan(sentence, at, ofTheValue(sentence, fieldsAt(sentence, at))),
  );
  return ofTheTime(sentence, ofTheNumber(sentence, named));
}

const PLANNED = pattern('is|are? planned|scheduled|booked|arranged|coming|lined up|ahead?', 'date|dates');

/** `no departure planned`: of `next_departure` and `departure_airport` the one that says when. */
function ofThePlan(sentence: Sentence, at: number, reads: readonly FieldRead[]): readonly FieldRead[] {
  const { tokens } = sentence;
  // `no class booked`, of a category of them.
  const isSold = lookUp(sentence, at).some(({ refs }) => refs.some(({ is }) => is === 'category'));
  if (isSold) return reads;
  return reads.flatMap((read) => {
    const same = reads.filter(({ end }) => end === read.end);
    const isSaid = read.others !== undefined && endOf(tokens, read.end, PLANNED) !== undefined;
    return isSaid && same.some(({ field }) => isDateField(field))
      ? narrowed(same, isDateField).filter(({ field }) => field === read.field)
      : [read];
  });
}

/** `on a plan`, of a `pet_plan` beside `plan_renews`: the thing itself, where no time of it is asked for. */
function ofTheThing(sentence: Sentence, at: number, reads: readonly FieldRead[]): readonly FieldRead[] {
  const { tokens, today } = sentence;
  return reads.flatMap((read) => {
    if (read.others === undefined) return [read];
    const said = tokens.slice(at, read.end).map(({ stem }) => stem);
    const isItsDate = (field: FieldWords) =>
      isDateField(field) && said.every((word, i) => nameWords(field)[i] === word);
    const same = reads.filter(({ end }) => end === read.end);
    const things = same.filter(({ field }) => !isItsDate(field));
    const behind = skip(tokens, endOfHappening(sentence, read.end), IS);
    const isTimed = readPeriod(tokens, behind, today) !== undefined;
    if (things.length !== 1 || things[0]?.field.type !== 'text' || isTimed) return [read];
    return narrowed(same, (field) => !isItsDate(field)).filter(({ field }) => field === read.field);
  });
}

/** Of `garden_type` and `garden_m2` the one that can be over 100 in the unit behind it. */
function ofTheNumber({ tokens }: Sentence, reads: readonly FieldRead[]): readonly FieldRead[] {
  return reads.flatMap((read) => {
    const number = readMeasured(tokens, skip(tokens, read.end, pattern('is|are|was|were|of')));
    if (read.others === undefined || number === undefined || number.isBare) return [read];
    const same = reads.filter(({ end }) => end === read.end);
    const isPossible = (field: FieldWords) => isNumberField(field) && unitOf(tokens, number, field).fit > 0;
    if (!same.some(({ field }) => isPossible(field))) return [read];
    return narrowed(same, isPossible).filter(({ field }) => field === read.field);
  });
}

/** Of `next_lesson` and `last_lesson` the one that the time behind `lesson` can be of. */
function ofTheTime(sentence: Sentence, reads: readonly FieldRead[]): readonly FieldRead[] {
  return reads.flatMap((read) => {
    if (read.others === undefined || !isDateField(read.field)) return [read];
    const behind = skip(sentence.tokens, endOfHappening(sentence, read.end), IS);
    const time = readPeriod(sentence.tokens, behind, sentence.today) ?? lastSpan(sentence.tokens, behind);
    if (time === undefined) return [read];
    const same = reads.filter(({ end }) => end === read.end);
    return narrowed(same, (field) => canLieIn(field, futureOf(time, field, sentence), sentence)).filter(
      ({ field }) => field === read.field,
    );
  });
}

/** `KYC pending`: of `kyc_status` and `kyc_review_due` the one that has such a value. */
function ofTheValue(sentence: Sentence, reads: readonly FieldRead[]): readonly FieldRead[] {
  return reads.flatMap((read) => {
    if (read.others === undefined) return [read];
    const same = reads.filter(({ end }) => end === read.end);
    const has = (field: FieldWords) => hasValueBehind(sentence, read.end, field);
    return same.some(({ field }) => has(field))
      ? narrowed(same, has).filter(({ field }) => field === read.field)
      : [read];
  });
}

function hasValueBehind(sentence: Sentence, end: number, field: FieldWords): boolean {
  const behind = [IS, IS_NOT].map((way) => skip(sentence.tokens, end, way));
  return [end, ...behind].some((at) =>
    valuesAt(sentence, at, field).some(({ customers, score }) => customers > 0 && score === 1),
  );
}
