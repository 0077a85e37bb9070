import { fieldsAt } from '../names/field-names.ts';
import { isDateField } from '../data/field-queries.ts';
import { isNumberField } from '../data/field-roles.ts';
import { rankDoubt } from '../sentence/money.ts';
import { measureOfThings, mostOfVerb } from './measured-things.ts';
import { type BoughtMeasure, type MeasureRead, measureWord } from './measures.ts';
import { endOf, pattern, type Pattern, skip } from '../words/patterns.ts';
import { EXACT, type Meaning, phrase, type Phrase } from '../sentence/phrase.ts';
import { mostDone, mostOwed, mostThings, spendersAt } from './doing-most.ts';
import { readScope } from './rank-scope.ts';
import type { Sentence } from '../sentence/sentence.ts';

const BY = pattern(
  'by|per|in|on|ranked|sorted|ordered by?',
  'by|with|according to the|their?',
  'by|with the? number|amount|sum|value|count of',
  'by|with the? highest|most|biggest|largest|total|overall|lowest|least|fewest|earliest|latest|soonest|newest|oldest',
  'by|with|having the? most high|big|large',
  'in terms of',
  'ranked by',
  'based on',
  'when ranked by',
  'measured by',
  'order|sort by',
  'as measured by',
  'who|that have|has the? most|highest|least|fewest|lowest',
  'having the? most|highest|fewest|lowest|least',
  'who have made|placed the? most|fewest',
  'with',
);

const WHO_MOST: readonly (readonly [BoughtMeasure, 'most' | 'least', Pattern])[] = [
  ['spend', 'most', pattern('who|that? have|has? spent|spend|spends the? most money?', 'spending the most')],
  ['spend', 'least', pattern('who|that? have|has? spent|spend|spends the? least money?')],
  [
    'purchases',
    'most',
    pattern(
      'who|that? have|has? ordered|bought|purchased|shopped the? most often|frequently?',
      'who|that? have|has? made|placed|with|have the? most orders|purchases',
      'with the? most orders|purchases',
    ),
  ],
  [
    'purchases',
    'least',
    pattern(
      'who|that? have|has? ordered|bought|purchased|shopped the? least often|frequently?',
      'with the? fewest|least orders|purchases',
    ),
  ],
  [
    'recency',
    'most',
    pattern(
      'who|that? have|has? ordered|bought|purchased most recently|last',
      'who|that? most recently ordered|bought|purchased',
    ),
  ],
];

/** `by spend this year`, `with the most points`: what a rank in front of it is by. */
export function readMeasurePhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const read = measureAt(sentence, at) ?? mostOf(sentence, at) ?? spendersAt(sentence, at);
  const isRanked =
    read !== undefined &&
    sentence.tokens.slice(0, at).some(({ kind }) => kind === 'number' || kind === 'word');
  if (read === undefined || !isRanked) return [];
  const scope =
    typeof read.by === 'string'
      ? readScope(sentence, read.end, read.items)
      : { end: read.end, score: 1, notes: [] };
  const meaning: Meaning = {
    is: 'measure',
    by: read.by,
    ...(read.isLeast ? { order: 'least' as const } : {}),
    ...('deed' in scope && scope.deed !== undefined ? { deed: scope.deed } : {}),
  };
  const doubt = rankDoubt(read.by, sentence.index.vocabulary);
  const score = EXACT * read.score * scope.score * (doubt?.price ?? 1);
  return [phrase(at, scope.end, meaning, score, [read.assumption, ...scope.notes, doubt?.note])];
}

/** `the half of our buyers who spend the most`: nobody means any half of them then. */
export function isMostBehind(sentence: Sentence, from: number): boolean {
  const { tokens } = sentence;
  return tokens.slice(from).some(({ word }, i) => {
    if (!MOST_WORD.test(word)) return false;
    const starts = [0, 1, 2, 3].map((back) => from + i - back).filter((at) => at >= from);
    return starts.some((at) => (mostOf(sentence, at) ?? measureAt(sentence, at)) !== undefined);
  });
}

const MOST_WORD = /^(most|highest|biggest|largest|least|fewest|lowest)$/;

/** `have spent the most`, of a number that stands elsewhere. */
export function mostOf(sentence: Sentence, at: number): MeasureRead | undefined {
  const { tokens } = sentence;
  const done = mostDone(sentence, at) ?? mostOwed(sentence, at);
  if (done !== undefined) return done;
  for (const [by, order, way] of WHO_MOST) {
    const end = endOf(tokens, at, way);
    if (end !== undefined) return { by, end, score: 1, isLeast: order === 'least' };
  }
  return mostOfVerb(sentence, at) ?? mostThings(sentence, at);
}

/** `by number of orders`, `with the most points`. */
export function measureAt(sentence: Sentence, at: number): MeasureRead | undefined {
  const { tokens } = sentence;
  const start = endOf(tokens, at, BY);
  if (start === undefined) return undefined;
  const said = tokens.slice(at, start).map(({ word }) => word);
  const isRank = said.some((word) =>
    /^(by|most|highest|biggest|largest|least|fewest|lowest|earliest|latest|soonest|newest|oldest|terms|ranked|sorted|ordered|based|according|per)$/.test(
      word,
    ),
  );
  if (!isRank) return undefined;
  const isLeast = said.some((word) => /^(least|fewest|lowest|earliest|soonest|oldest)$/.test(word));
  for (const from of new Set([
    at + 1,
    start,
    skip(
      tokens,
      start,
      pattern(
        'the|their|most|highest|total|number|amount',
        'number of',
        'the? number of',
        'amount of',
        'total',
      ),
    ),
  ])) {
    const isCounted = tokens.slice(at, from).some(({ word }) => /^(number|amount|count|total)$/.test(word));
    const field = fieldsAt(sentence, from).find(
      ({ field, score }) => (isNumberField(field) || (isDateField(field) && !isCounted)) && score > 0.7,
    );
    const [measure, end] = measureWord(tokens, from);
    const ofThings =
      end === undefined && field === undefined ? measureOfThings(sentence, at, from) : undefined;
    if (ofThings !== undefined) return { ...ofThings, isLeast };
    if (field !== undefined && (end === undefined || field.score > 0.94))
      return {
        by: { field: field.field.name },
        end: field.end,
        score: field.score,
        isLeast,
        ...(field.assumption === undefined ? {} : { assumption: field.assumption }),
      };
    if (measure !== undefined && end !== undefined) return { by: measure, end, score: 1, isLeast };
  }
  return undefined;
}
