import { nameWords } from '../data/name-words.ts';
import type { Comparison, Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { comparedField } from '../data/field-queries.ts';
import { isAgeField, isOwnAgeField } from '../data/field-roles.ts';
import { shownField } from '../data/shown-field.ts';
import { type ComparisonRead, readComparison } from '../sentence/comparisons.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { keyWords } from '../words/tokens.ts';

const CHILD = pattern('child|children|kid|kids|son|sons|daughter|daughters', 'little ones|one');
const LEAD = pattern(
  'with|has|have|having|whose|where|parents|parent|mothers|fathers|mums|dads of? a|an|the|their|any?',
);
const AGED = pattern('is|are|being? aged|age', 'who|that? is|are', 'between the? ages of?', 'of age?');
const YEARS = pattern('years|year old|olds?', 'years of age', 'yo|yrs', 'and a half');
const CHILDREN = /^(child|kid|son|daughter)$/;
const YOUNGEST = /^(youngest|smallest|min|minimum)$/;
const OLDEST = /^(oldest|eldest|max|maximum)$/;

/** `a dog older than 8` of `dog_age`, `kids under 5` of `youngest_age`: ages of those who belong to customers. */
export function readAgesOfOthers(sentence: Sentence, at: number): readonly Phrase[] {
  const start = skip(sentence.tokens, at, LEAD);
  return [...behindNoun(sentence, at, start), ...beforeNoun(sentence, at, start)];
}

/** `kids aged 3 to 5`. */
function behindNoun(sentence: Sentence, at: number, start: number): readonly Phrase[] {
  const { tokens } = sentence;
  const noun = nounAt(sentence, start);
  if (noun === undefined) return [];
  const from = skip(tokens, noun.end, AGED);
  const read = readComparison(tokens, from);
  if (read === undefined) return [];
  const end = skip(tokens, read.end, YEARS);
  const isAge = end > read.end || isAgeWord(tokens[from - 1]?.word) || isAgeWord(tokens[from]?.word);
  return isAge ? made(sentence, at, end, noun.fields, read) : [];
}

/** `a 3 year old`, `5-year-old twins`. */
function beforeNoun(sentence: Sentence, at: number, start: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  const read = readComparison(tokens, start);
  const old = read === undefined ? undefined : endOf(tokens, skip(tokens, read.end, pattern('-')), OLD);
  if (read === undefined || old === undefined || start === at) return [];
  const noun = nounAt(sentence, old);
  if (noun !== undefined) return made(sentence, at, noun.end, noun.fields, read);
  const fields = index.vocabulary.fields;
  // `has a 3 year old`: of a customer it would be said with `is`.
  const isHad = /^(a|an|the|any)$/.test(tokens[start - 1]?.word ?? '') && !fields.some(isOwnAgeField);
  return isHad ? made(sentence, at, old, agesOfChildren(fields), read) : [];
}

const OLD = pattern('year|years -? old|olds');

function isAgeWord(word = ''): boolean {
  return /^(aged|age|ages|under|over|above|below|older|younger)$/.test(word);
}

/** Whom the data has ages of. */
function nounAt(
  { tokens, index }: Sentence,
  at: number,
): { readonly end: number; readonly fields: readonly FieldWords[] } | undefined {
  const { fields } = index.vocabulary;
  const child = endOf(tokens, at, CHILD);
  const ofChildren = child === undefined ? [] : agesOfChildren(fields);
  if (child !== undefined && ofChildren.length > 0) return { end: child, fields: ofChildren };
  const { stem = '' } = tokens[at] ?? {};
  const named = agesOfOthers(fields).filter((field) => stem !== 'age' && nameWords(field).includes(stem));
  return named.length > 0 && !isSuperlative(stem) ? { end: at + 1, fields: named } : undefined;
}

function isSuperlative(word: string): boolean {
  return YOUNGEST.test(word) || OLDEST.test(word);
}

function agesOfOthers(fields: readonly FieldWords[]): readonly FieldWords[] {
  return fields.filter((field) => isAgeField(field) && !isOwnAgeField(field));
}

/** `child_age`, `youngest_age`. */
export function agesOfChildren(fields: readonly FieldWords[]): readonly FieldWords[] {
  return agesOfOthers(fields).filter(({ name }) =>
    keyWords(name).every((word) => word === 'age' || CHILDREN.test(word) || isSuperlative(word)),
  );
}

function made(
  sentence: Sentence,
  at: number,
  end: number,
  fields: readonly FieldWords[],
  { comparison, currency }: ComparisonRead,
): readonly Phrase[] {
  const meant = fieldsFor(fields, comparison);
  const queries = meant.map(({ name }) => comparedField(name, comparison));
  const [first] = queries;
  if (first === undefined || currency !== undefined) return [];
  const query: Query = queries.length === 1 ? first : { or: queries };
  const note = `"${textOf(sentence, at, end)}" was taken as ${meant.map(shownField).join(' or ')}.`;
  const isSure = fields.length === 1;
  return [phrase(at, end, { is: 'query', query }, EXACT * (isSure ? 0.97 : PRICE.choice), [note])];
}

/** Somebody has a child under 5 where the youngest is, and one over 10 where the oldest is. */
function fieldsFor(
  fields: readonly FieldWords[],
  { atLeast, atMost, moreThan, lessThan, exactly }: Comparison,
): readonly FieldWords[] {
  const isLow = (atMost ?? lessThan) !== undefined;
  const isHigh = (atLeast ?? moreThan) !== undefined;
  const end = isLow && !isHigh ? YOUNGEST : isHigh && !isLow ? OLDEST : undefined;
  const only = fields.filter(
    ({ name }) => end !== undefined && name.split('_').some((word) => end.test(word)),
  );
  return exactly === undefined && only.length > 0 ? only : fields;
}
