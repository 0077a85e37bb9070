import type { Scalar } from '../../customer.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { ANY_OF } from './items.ts';
import { isNameField } from '../data/field-roles.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import type { Sentence } from '../sentence/sentence.ts';
import type { Token } from '../words/tokens.ts';
import type { ValueRead, ValuesRead } from '../data/value-read.ts';
import { valuesAt } from './values.ts';

const AND = pattern('and', '&', '+', ', and', 'as well as', 'plus', 'and also');
const OR = pattern('or', ', or', 'and / or', 'nor', '/', ', nor', 'or else', '|');
const COMMA = pattern(',');
const RANGE = pattern('-|–|to|through|until');
const BOTH = /^both$/i;
const BEHIND_ANY = /^(of|the|these|our)$/;
const AGAIN = pattern(
  'in|from|of|on|with|at|the|a|an|for|either|both|living|based|not|city|country',
  'in|from|of|on|at|with|for the|a|an|our|their',
  'those in|from',
  'who live|lives in',
  'in|from either',
);

/** All ways to read a row of values that share one field: `Lisbon, Porto or Faro`. */
export function readValues(sentence: Sentence, at: number, field?: FieldWords): readonly ValuesRead[] {
  const { tokens } = sentence;
  return valuesAt(sentence, at, field).flatMap((first) => {
    const range = rangeFrom(sentence, first);
    if (range !== undefined) return [range];
    const { reads, joins } = rowFrom(sentence, first, field !== undefined);
    const values = reads.flatMap(({ value, others = [] }) => [value, ...others]);
    const isAny =
      BEHIND_ANY.test(tokens[at - 1]?.word ?? '') &&
      [2, 3, 4, 5].some((back) => endOf(tokens, at - back, ANY_OF) === at);
    const join =
      joins.includes('or') || (isAny && joins.length > 0) ? 'or' : joins.includes('and') ? 'and' : 'list';
    const both = join === 'and' && reads.length === 2 ? bothOf(sentence, at, first.field) : undefined;
    if (both !== undefined)
      return [
        { ...first, values: [both], join: 'and', end: reads.at(-1)?.end ?? first.end, assumptions: [] },
      ];
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

/** The value of `both in store and online` where one says that. */
function bothOf({ tokens }: Sentence, at: number, { values }: FieldWords): Scalar | undefined {
  const isSaid = tokens.slice(Math.max(0, at - 3), at).some(({ word }) => word === 'both');
  return isSaid ? values.find(({ value }) => BOTH.test(String(value)))?.value : undefined;
}

/** `A-C`, `B1 to C1`: of values of one letter or digit more the others between. */
function rangeFrom(sentence: Sentence, first: ValueRead): ValuesRead | undefined {
  const { field } = first;
  const next = sentence.tokens[first.end];
  const hyphened = next?.kind === 'word' && next.isJoined ? first.end : undefined;
  const to = endOf(sentence.tokens, first.end, RANGE) ?? hyphened;
  const last = to === undefined ? undefined : valuesAt(sentence, to, field)[0];
  if (last === undefined || ![first, last].every(({ value, customers }) => isStep(value) && customers > 0))
    return undefined;
  const between = field.values
    .map(({ value }) => String(value))
    .filter((value) => isStep(value) && value >= String(first.value) && value <= String(last.value));
  if (between.length < 2) return undefined;
  const customers = Math.min(first.customers, last.customers);
  const score = Math.min(first.score, last.score);
  return { field, values: between.sort(), join: 'or', customers, end: last.end, score, assumptions: [] };
}

function isStep(value: Scalar): boolean {
  return /^\p{L}?[\p{L}\d]$/u.test(String(value));
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
        field.values.length === 0 &&
        !(isNameField(field) && sentence.people.some(({ text }) => text === same.value));
      if (same !== undefined && !isOther) return same;
    } else {
      const same = valuesAt(sentence, from).find((each) => each.field.name === field.name);
      if (same !== undefined) return same;
    }
  }
  return undefined;
}

function joinAt({ tokens }: Sentence, at: number): { join: 'and' | 'or' | 'list'; end: number } | undefined {
  const or = endOf(tokens, at, OR);
  if (or !== undefined) return { join: 'or', end: or };
  const and = endOf(tokens, at, AND);
  if (and !== undefined) return { join: 'and', end: and };
  const comma = endOf(tokens, at, COMMA);
  return comma === undefined ? undefined : { join: 'list', end: comma };
}

function isComparison(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.kind === 'word' && /^(is|contains)$/.test(tokens[at].word);
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
