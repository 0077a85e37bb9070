import type { Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { boundBehind, type ComparisonRead, readMeasured } from '../sentence/comparisons.ts';
import type { Compared } from './field-mention.ts';
import { comparedField, negatedIf, otherThan } from '../data/field-queries.ts';
import { agesOfChildren } from './others-of-customer.ts';
import { isAgeField, isNumberField } from '../data/field-roles.ts';
import { measureFit } from '../words/measures.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';
import { asStored } from './stored-shares.ts';
import { unitAt } from '../times/spans.ts';
import { keyWords, type Token } from '../words/tokens.ts';

/** A number whose unit can be the field's. */
export interface FittingNumber {
  readonly comparison: ComparisonRead;
  readonly fit: number;
  readonly note?: string;
}

/** The number here, where the field may be measured in its unit. */
export function fittingNumber({ sentence, at, field }: Compared): FittingNumber | undefined {
  const { tokens, index } = sentence;
  const read = readMeasured(tokens, at);
  const unit = unitOf(tokens, read, field);
  if (read === undefined || unit.fit === 0) return undefined;
  const hasAges = agesOfChildren(index.vocabulary.fields).length > 0;
  if (isLikeAge(tokens, at, read, field, hasAges))
    return hasAges && read.comparison.atMost === undefined
      ? undefined
      : { comparison: read, fit: PRICE.choice, note: 'A number of children was taken, not their age.' };
  const stored = asStored(field, read);
  return { ...unit, ...stored, fit: unit.fit * stored.fit };
}

/** `kids under 5`: how old they are, most likely. */
function isLikeAge(
  tokens: readonly Token[],
  at: number,
  { comparison, end }: ComparisonRead,
  { name }: FieldWords,
  hasAges: boolean,
): boolean {
  const isRange = comparison.atLeast !== undefined && comparison.atMost !== undefined;
  const isOfChildren = keyWords(name).some((word) => /^(child|kid|son|daughter)$/.test(word));
  const isAge =
    /^(under|over|above|below|aged|older|younger)$/.test(tokens[at]?.word ?? '') ||
    /^(older|younger)$/.test(tokens[end - 1]?.word ?? '') ||
    unitAt(tokens[end]) === 'year';
  return isOfChildren && (isAge || (isRange && hasAges)) && comparison.exactly !== 0;
}

/** `not over 200` is a bound of its own, read without the negation. */
export function isNegatedBound(
  { sentence: { tokens }, at, isNegative, field }: Compared,
  { comparison }: FittingNumber,
): boolean {
  return (
    isNegative &&
    !comparison.isBare &&
    isNumberField(field) &&
    !isInBrackets(tokens, at) &&
    readMeasured(tokens, at - 1) !== undefined
  );
}

/** `points over 100`, `seats other than 5`. */
export function giveNumber(compared: Compared, number: FittingNumber): void {
  const { sentence, at, isNegative, isSaid, field, give } = compared;
  const { tokens, today } = sentence;
  const { comparison, fit, note } = number;
  const isList = tokens[at - 1]?.word === 'of' && tokens[at - 2]?.word === 'one';
  const isNumber = isNumberField(field) || (field.type === 'mixed' && !comparison.isBare);
  if (!(isList && comparison.isBare) && (!isNegative || isInBrackets(tokens, at)) && isNumber)
    giveBounds(compared, number);
  else if (comparison.isBare) return;
  else if (isNegative && isNumberField(field))
    give(comparison.end, otherThan(field.name, comparison.comparison), fit, note);
  else if (
    isSaid &&
    !isNumberField(field) &&
    !isOfPeople(compared) &&
    readPeriod(tokens, at, today) === undefined
  ) {
    give(comparison.end, negatedIf(isNegative, comparedField(field.name, comparison.comparison)), 0.85);
  }
}

/** `app users are over 50`: how old they are, where a flag is no number; an explanation writes `is more than`. */
function isOfPeople({ sentence: { tokens }, at, field }: Compared): boolean {
  return field.type === 'boolean' && !/^(more|less|at)$/.test(tokens[at]?.word ?? '');
}

function giveBounds(
  { sentence, at, isNegative, field, give }: Compared,
  { comparison, fit, note }: FittingNumber,
): void {
  const { tokens } = sentence;
  const isAge = isAgeField(field)
    ? skip(tokens, comparison.end, pattern('years|year old?', 'years of age'))
    : comparison.end;
  give(isAge, negatedIf(isNegative, comparedField(field.name, comparison.comparison)), fit, note);
  const unit = unitBehind(tokens, isAge, field);
  if (unit !== undefined) {
    const { end, comparison: bounds } = boundBehind(tokens, unit.end, comparison) ?? {
      ...comparison,
      ...unit,
    };
    give(end, negatedIf(isNegative, comparedField(field.name, bounds)), unit.score, unit.assumption);
  }
  const row = readRow(sentence, at, isAge, field, comparison);
  if (row !== undefined) give(row.end, negatedIf(isNegative, row.query), fit, note);
}

/** Whether the unit that was said can be that of the field: `fit` 0 where the field has another. */
export function unitOf(
  tokens: Sentence['tokens'],
  read: ComparisonRead | undefined,
  field: FieldWords,
): { readonly fit: number; readonly note?: string } {
  if (read?.unit === undefined || !isNumberField(field)) return { fit: 1 };
  const token = tokens[read.unit.at];
  const fit = measureFit(field, read.unit.name, token);
  return fit === 1
    ? { fit }
    : { fit, note: `"${token?.raw ?? ''}" was taken as the unit of ${shownField(field)}.` };
}

/** `points over 100 or under 10`, `seats 5, 10 or 20`: bounds of one field in a row. */
function readRow(
  { tokens }: Sentence,
  from: number,
  at: number,
  { name }: FieldWords,
  first: ComparisonRead,
): { query: Query; end: number } | undefined {
  const parts = [comparedField(name, first.comparison)];
  let end = at;
  let join: 'and' | 'or' = 'and';
  for (;;) {
    const or = endOf(tokens, end, pattern('or', ', or'));
    const next = or ?? endOf(tokens, end, pattern('and', 'but', ','));
    const read = next === undefined ? undefined : readMeasured(tokens, next);
    if (read === undefined || read.isBare !== first.isBare || fieldFollows(tokens, read.end)) break;
    if (read.unit?.name !== first.unit?.name && first.unit !== undefined) break;
    if (or !== undefined) join = 'or';
    parts.push(comparedField(name, read.comparison));
    end = read.end;
  }
  if (parts.length === 1 || (first.isBare && join === 'and' && !isInBrackets(tokens, from))) return undefined;
  const bare = parts.flatMap((part) => ('is' in part ? [part.is] : []));
  if (bare.length === parts.length) return { query: { field: name, in: bare }, end };
  return { query: join === 'or' ? { or: parts } : { and: parts }, end };
}

/** `in (5, 10)`. */
function isInBrackets(tokens: Sentence['tokens'], at: number): boolean {
  return /^[([{]$/.test(tokens[at - 1]?.word ?? '');
}

/** Whether a number is of something else: `and 3 orders`. */
export function fieldFollows(tokens: Sentence['tokens'], at: number): boolean {
  const next = tokens[at];
  return (
    next?.kind === 'word' &&
    !/^(and|or|but|who|that|in|from|with|on|customers?|members?|users?|points?|as|living|people)$/.test(
      next.word,
    )
  );
}

const UNIT_IN_NAME =
  /minute|hour|day|daily|week|month|quarter|year|annual|price|amount|value|spend|point|limit|total/;

/** `payment terms of 60 days`, `a pledge of 10 a month`: the unit is in the field's name, or nothing there speaks against it. */
function unitBehind(
  tokens: readonly Token[],
  at: number,
  field: FieldWords,
): { end: number; score: number; assumption?: string } | undefined {
  const from = skip(tokens, at, pattern('a', 'an', 'per', 'each', 'every'));
  const unit = unitAt(tokens[from]);
  if (unit === undefined) return undefined;
  if (field.name.includes(unit)) return { end: from + 1, score: 1 };
  if (from > at || UNIT_IN_NAME.test(field.name) || isAgeField(field)) return undefined;
  const assumption = `${shownField(field)} was taken to be in ${unit}s.`;
  return { end: from + 1, score: PRICE.choice, assumption };
}
