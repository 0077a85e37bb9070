import type { Scalar } from '../../customer.ts';
import type { Query } from '../../query/query.ts';
import type { Compared } from './field-mention.ts';
import { type FittingNumber, fittingNumber, giveNumber, isNegatedBound } from './field-numbers.ts';
import { isDateField, negatedIf, valuesQuery } from '../data/field-queries.ts';
import { giveLiteralTime, givePeriod } from './field-times.ts';
import { isAgeField, isNumberField, isYearField } from '../data/field-roles.ts';
import { unitAt } from '../times/spans.ts';
import { pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { widerValue } from './value-doubts.ts';
import { readValues } from '../names/value-rows.ts';
import { readYears } from '../sentence/years.ts';

/** What stands here as a number, a time or values of the field. */
export function compareField(compared: Compared): void {
  if (isYearField(compared.field) && giveYears(compared)) return;
  if (isYearOfNumber(compared)) return;
  const number = fittingNumber(compared);
  if (number !== undefined && isNegatedBound(compared, number)) return;
  if (number !== undefined && !isOfTime(compared, number)) giveNumber(compared, number);
  const isLiteral = giveLiteralTime(compared);
  const isPeriod = givePeriod(compared);
  const isBound = number !== undefined && !number.comparison.isBare;
  if (!isLiteral && !isBound && !(isPeriod && isDateField(compared.field))) giveValues(compared);
}

/** `model year 2019 or newer`, which is at least that number. */
function giveYears({ sentence: { tokens }, at, isNegative, field, give }: Compared): boolean {
  const isDenied = isNegative && readYears(tokens, at - 1, field)?.isBare === false;
  const read = isDenied ? undefined : readYears(tokens, at, field);
  const isNumber =
    read?.isBare === true && (isNegative || !/^(in|from|of)$/.test(tokens[at - 1]?.word ?? ''));
  if (read === undefined || isNumber) return false;
  give(read.end, negatedIf(isNegative, read.query));
  return true;
}

/** `complaints in 2026`: a year, and no number of the field. */
function isYearOfNumber({ sentence: { tokens }, at, field }: Compared): boolean {
  const [before = '', word = ''] = [tokens[at - 1]?.word, tokens[at]?.word];
  const isYear = /^(19|20)\d\d$/.test(word) && /^(in|from|of|for)$/.test(before);
  const isOutside = Number(word) > (field.max ?? Infinity) || Number(word) < (field.min ?? -Infinity);
  return isYear && isNumberField(field) && (isOutside || before === 'in');
}

/** `no visit 60 days`: a length of time, and no number of visits. */
function isOfTime({ sentence: { tokens }, field }: Compared, { comparison }: FittingNumber): boolean {
  const unit = unitAt(tokens[comparison.end]);
  return comparison.isBare && unit !== undefined && !isAgeField(field) && !field.name.includes(unit);
}

/** `tier is gold`, `tier in (gold, silver)`. */
function giveValues({ sentence, at, isNegative, isSaid, field, give }: Compared): void {
  const { tokens } = sentence;
  // `app users no login since June`: what is denied stands behind it.
  const isOfNext = /^(no|not)$/.test(tokens[at]?.word ?? '') && tokens[at + 1]?.kind === 'word';
  if (!isSaid && isOfNext && !/^(and|or|but|in|with|who)$/.test(tokens[at + 1]?.word ?? '')) return;
  const isBracket = tokens[at - 1]?.word === '(';
  for (const read of readValues(sentence, at, field)) {
    if (isBracket && tokens[read.end]?.word !== ')') continue;
    const values = isBracket ? { ...read, end: read.end + 1 } : read;
    const { query, assumption } = valuesQuery(values);
    const isOne = isNegative && 'is' in query;
    // `tier in (gold, silver)`
    const valuesEnd = isBracket ? skip(tokens, values.end, pattern(')')) : values.end;
    const wider = isSaid && values.join !== 'and' ? undefined : widerValue(values);
    const sure = values.score * (isSaid || values.score === 1 ? 1 : 0.98);
    const score = wider === undefined ? sure : sure * PRICE.likelyField;
    if (isOne && 'field' in query && 'is' in query)
      give(valuesEnd, { field: query.field, isNot: query.is }, score, ...values.assumptions);
    else if (!isNegative && isListed(tokens[at - 1]?.word, query))
      give(valuesEnd, { field: field.name, in: [query.is] }, score, ...values.assumptions);
    else give(valuesEnd, negatedIf(isNegative, query), score, assumption, wider, ...values.assumptions);
  }
}

/** `is one of "a"`: an explanation of a list with one value stays a list. */
function isListed(before: string | undefined, query: Query): query is { field: string; is: Scalar } {
  return before === 'of' && 'is' in query;
}
