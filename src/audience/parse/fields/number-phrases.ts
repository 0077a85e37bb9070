import type { FieldWords } from '../../vocabulary.ts';
import { boundBehind, type ComparisonRead, readComparison, readMeasured } from '../sentence/comparisons.ts';
import { nameWords } from '../data/name-words.ts';
import { longOnes } from '../words/short-words.ts';
import { comparedField } from '../data/field-queries.ts';
import { isNumberField } from '../data/field-roles.ts';
import { verbRoot } from '../words/fold-word.ts';
import { readNumberRow } from '../sentence/number-rows.ts';
import { narrowed, ofVerb, ONE_OF_SEVERAL } from '../names/narrowed.ts';
import { countsPurchases } from '../names/counting-fields.ts';
import { measureAt, measureFit } from '../words/measures.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { type Sentence } from '../sentence/sentence.ts';
import { unitAt } from '../times/spans.ts';
import { fieldsAt, type FieldRead } from '../names/field-names.ts';
import { unitOf } from './field-numbers.ts';
import { asStored } from './stored-shares.ts';
import { shownField } from '../data/shown-field.ts';

const HEAD = pattern(
  'with|have|has|having|had|got|received|made|gave|give|earned|collected|holding|hold|holds|paying|pay|pays|owe|owes|owing|who have|has?',
  'with|have|has|having? made|gave|given|give us?',
  'have|has|had|who|that|are|is|were? used|use|uses|using|consumed|consume|consumes|consuming',
  'a|an total|balance of',
  'sit|sits|sitting|are|is on',
  'racked|built|saved|run|clocked up',
  'came|come|been|went|gone to',
  'attended|attend|joined|done|did|taken|took',
  'accumulated|accrued|gathered|amassed|reached|hit',
  'sent|issued|raised|created|logged|submitted|posted|uploaded|written|wrote|played|watched|streamed',
);

/** `10 things on their wish list`. */
const BEHIND_NUMBER = pattern(
  'of|in|for|on the|their?',
  'thing|things|item|items|product|products|piece|pieces|article|articles|entries on|in|at the|their|a|our?',
);

/** `more than 100 points`, `100+ points`, `5 seats`: a number before the name of a field of numbers. */
export function readNumberPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const head = skip(tokens, at, HEAD);
  return [...new Set([head, at, at + 1])].flatMap((start) => {
    const split = splitComparison(sentence, at, start);
    if (split !== undefined) return [split];
    const comparison = readMeasured(tokens, start);
    if (comparison === undefined) return [];
    const row = rowOfNumbers(sentence, at, start);
    if (row !== undefined) return [row];
    const behind = skip(tokens, comparison.end, BEHIND_NUMBER);
    const isUnitAgain = comparison.unit !== undefined && measureAt(tokens[behind]) !== undefined;
    const from = isUnitAgain ? comparison.end : behind;
    return ofVerb(tokens.slice(Math.max(0, at - 1), start), [
      ...numberFieldsAt(sentence, from),
      ...fieldsOfUnit(sentence, comparison),
    ])
      .filter(({ field }) => unitOf(tokens, comparison, field).fit > 0)
      .filter(({ score }) => score > 0.95 || unitAt(tokens[from]) === undefined || !isOfTime(tokens, start))
      .filter(({ field }) => start <= at || start === head || saysField(sentence, at, field))
      .flatMap((read) => numberPhrase(sentence, at, comparison, read));
  });
}

/** Fields with the unit in their name, which is all that `10 GB or more` says of them. */
function fieldsOfUnit({ tokens, index }: Sentence, { unit, end }: ComparisonRead): readonly FieldRead[] {
  if (unit === undefined) return [];
  const fields = index.vocabulary.fields.filter(
    (field) => isNumberField(field) && measureFit(field, unit.name, tokens[unit.at]) === 1,
  );
  return fields.map((field) => {
    const others = fields.filter((each) => each !== field);
    const note = others.length > 0 ? `; it could also be ${others.map(shownField).join(', ')}` : '';
    return {
      field,
      end,
      score: others.length === 0 ? EXACT * 0.95 : ONE_OF_SEVERAL,
      assumption: `"${tokens[unit.at]?.raw ?? ''}" was taken as the unit of ${shownField(field)}${note}.`,
      ...(others.length > 0 ? { others } : {}),
    };
  });
}

const OF_WHAT = pattern('of|on|with|in a|an|the|their?', "'", 's');

/** `month` of `tenure_months`, `year` of `licence_yrs`. */
function isInUnit(field: FieldWords, unit: string): boolean {
  return field.name.includes(unit) || nameWords(field).some((word) => longOnes(word).includes(unit));
}

/** Also behind a unit that is in the field's name: `30 day terms` of `payment_terms_days`, `10 years of practice`. */
function numberFieldsAt(sentence: Sentence, at: number): readonly FieldRead[] {
  const unit = unitAt(sentence.tokens[at]);
  const behind = unit === undefined ? [] : fieldsAt(sentence, skip(sentence.tokens, at + 1, OF_WHAT));
  return narrowed(
    [...fieldsAt(sentence, at), ...behind.filter(({ field }) => unit !== undefined && isInUnit(field, unit))],
    isNumberField,
  );
}

/** `1, 2 or 3 children`. */
function rowOfNumbers(sentence: Sentence, at: number, start: number): Phrase | undefined {
  const row = readNumberRow(sentence.tokens, start);
  const [read] =
    row === undefined ? [] : numberFieldsAt(sentence, skip(sentence.tokens, row.end, BEHIND_NUMBER));
  if (row === undefined || read === undefined) return undefined;
  return phrase(
    at,
    read.end,
    { is: 'query', query: { field: read.field.name, in: row.values } },
    read.score,
    [read.assumption],
  );
}

/** `more points than 4,500`. */
function splitComparison(sentence: Sentence, at: number, start: number): Phrase | undefined {
  const { tokens } = sentence;
  const isMore = endOf(tokens, start, pattern('more|higher')) !== undefined;
  const isLess = endOf(tokens, start, pattern('fewer|less|lower')) !== undefined;
  if (!isMore && !isLess) return undefined;
  const read = fieldsAt(sentence, start + 1).find(({ field }) => isNumberField(field));
  if (read === undefined || tokens[read.end]?.word !== 'than') return undefined;
  const number = readComparison(tokens, read.end + 1);
  const value = number?.isBare === true ? number.comparison.exactly : undefined;
  if (number === undefined || value === undefined) return undefined;
  const query = comparedField(read.field.name, isMore ? { moreThan: value } : { lessThan: value });
  return phrase(at, number.end, { is: 'query', query }, read.score, [read.assumption]);
}

/** `for 3 months` is a time and not a tenure in months. */
function isOfTime(tokens: Sentence['tokens'], at: number): boolean {
  return /^(for|in|within|last|past|next|since)$/.test(tokens[at - 1]?.word ?? '');
}

/** `stayed more than 10 nights`: the word in front is of the field's name too. */
function saysField({ tokens }: Sentence, at: number, { name }: FieldWords): boolean {
  const word = tokens[at]?.word ?? '';
  return word.length > 3 && name.split('_').some((part) => verbRoot(part) === verbRoot(word));
}

function numberPhrase(
  sentence: Sentence,
  at: number,
  said: ComparisonRead,
  read: FieldRead,
): readonly Phrase[] {
  const { tokens } = sentence;
  const { comparison, fit, note } = asStored(read.field, said);
  const after = boundBehind(tokens, read.end, comparison);
  const bounds = after?.comparison ?? comparison.comparison;
  const other = comparison.isBare ? undefined : otherBound(tokens, read.end, comparison);
  const query = comparedField(read.field.name, { ...bounds, ...other?.comparison });
  const rival = countsPurchases(sentence, read);
  return [
    phrase(
      at,
      other?.end ?? after?.end ?? read.end,
      { is: 'query', query },
      read.score *
        fit *
        (comparison.isBare && after === undefined ? 0.95 : 1) *
        (rival === undefined ? 1 : PRICE.countingField),
      [read.assumption, note, rival],
    ),
  ];
}

/** `more than 100 points but less than 500`. */
function otherBound(
  tokens: Sentence['tokens'],
  at: number,
  { comparison }: ComparisonRead,
): ComparisonRead | undefined {
  const start = endOf(tokens, at, pattern('and', 'but'));
  const read = start === undefined ? undefined : readComparison(tokens, start);
  const isLower = ({ atLeast, moreThan }: ComparisonRead['comparison']) =>
    (atLeast ?? moreThan) !== undefined;
  const isFree =
    read !== undefined &&
    !read.isBare &&
    read.currency === undefined &&
    Object.keys(read.comparison).length === 1 &&
    Object.keys(comparison).length === 1 &&
    isLower(read.comparison) !== isLower(comparison) &&
    /^([,.?!)]|and|or|but|who|in|from|with|)$/.test(tokens[read.end]?.word ?? '');
  return isFree ? read : undefined;
}
