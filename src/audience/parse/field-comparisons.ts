import type { Scalar } from '../customer.ts';
import type { Query } from '../query/query.ts';
import type { Compared } from './field-mention.ts';
import { fittingNumber, giveNumber, isNegatedBound } from './field-numbers.ts';
import { isDateField, negatedIf, valuesQuery } from './field-queries.ts';
import { giveLiteralTime, givePeriod } from './field-times.ts';
import { pattern, skip } from './patterns.ts';
import { readValues } from './value-rows.ts';

/** What stands here as a number, a time or values of the field. */
export function compareField(compared: Compared): void {
  const number = fittingNumber(compared);
  if (number !== undefined && isNegatedBound(compared, number)) return;
  if (number !== undefined) giveNumber(compared, number);
  const isLiteral = giveLiteralTime(compared);
  const isPeriod = givePeriod(compared);
  const isBound = number !== undefined && !number.comparison.isBare;
  if (!isLiteral && !isBound && !(isPeriod && isDateField(compared.field))) giveValues(compared);
}

/** `tier is gold`, `tier in (gold, silver)`. */
function giveValues({ sentence, at, isNegative, isSaid, field, give }: Compared): void {
  const { tokens } = sentence;
  const isBracket = tokens[at - 1]?.word === '(';
  for (const read of readValues(sentence, at, field)) {
    if (isBracket && tokens[read.end]?.word !== ')') continue;
    const values = isBracket ? { ...read, end: read.end + 1 } : read;
    const { query, assumption } = valuesQuery(values);
    const isOne = isNegative && 'is' in query;
    // `tier in (gold, silver)`
    const valuesEnd = isBracket ? skip(tokens, values.end, pattern(')')) : values.end;
    const score = values.score * (isSaid || values.score === 1 ? 1 : 0.98);
    if (isOne && 'field' in query && 'is' in query)
      give(valuesEnd, { field: query.field, isNot: query.is }, score, ...values.assumptions);
    else if (!isNegative && isListed(tokens[at - 1]?.word, query))
      give(valuesEnd, { field: field.name, in: [query.is] }, score, ...values.assumptions);
    else give(valuesEnd, negatedIf(isNegative, query), score, assumption, ...values.assumptions);
  }
}

/** `is one of "a"`: an explanation of a list with one value stays a list. */
function isListed(before: string | undefined, query: Query): query is { field: string; is: Scalar } {
  return before === 'of' && 'is' in query;
}
