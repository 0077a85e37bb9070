import type { FieldWords } from '../../vocabulary.ts';
import { categoriesOfDoer } from '../names/category-verbs.ts';
import type { TopCount } from '../../query/query.ts';
import { fieldsAt } from '../names/field-names.ts';
import { fieldOfPeople, numberOfPeople } from '../names/field-people.ts';
import { shownField } from '../data/shown-field.ts';
import { isNumberField } from '../data/field-roles.ts';
import { measureAt, mostOf } from './measure-phrases.ts';
import type { BoughtMeasure, MeasureRead, Ranking } from './measures.ts';
import { rankDoubt } from '../sentence/money.ts';
import { narrowed, ofVerb } from '../names/narrowed.ts';
import { PERSON } from '../words/noun-words.ts';
import { endOf, pattern, type Pattern, skip } from '../words/patterns.ts';
import { EXACT, type Meaning, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { readScope } from './rank-scope.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** `top 10 buyers`: of spend, unless more is said. */
export const BUYERS = pattern('buyer|buyers|shoppers|purchasers');

/** Whom a word names by what they do most: `spenders`. */
const DOERS: readonly (readonly [BoughtMeasure, Pattern])[] = [
  ['spend', pattern('spender|spenders', 'spending customers|clients|users|members', 'spending')],
  ['purchases', pattern('frequent buyers|shoppers|purchasers|customers', 'often buyers')],
  ['recency', pattern('recent|latest|newest buyers|buyer|shoppers|purchasers|purchases|orders')],
  ['spend', BUYERS],
];

const OFTEN = pattern('frequent|regular|often|active');
const SPENT_NOTE = 'Buyers were ranked by what they spent.';

/** Says most or least of what stands behind it. */
export const SUPERLATIVE =
  /^(most|highest|biggest|largest|least|fewest|lowest|earliest|latest|soonest|newest|oldest)$/;

/** Behind `top 100`: a doer, or later `by` and a measure; what stands between is read on its own. */
export function ranked(
  sentence: Sentence,
  at: number,
  end: number,
  top: TopCount,
  isLeast: boolean,
): readonly Phrase[] {
  const { tokens } = sentence;
  const again = endOf(tokens, end, pattern('highest|biggest|best|largest|heaviest|most'));
  if (again !== undefined && !isLeast) return ranked(sentence, at, again, top, isLeast);
  const doer = doerAt(sentence, end);
  if (doer !== undefined) {
    const by = measureAt(sentence, doer.end) ?? { ...doer, isLeast };
    return [rank(sentence, at, by.end, top, by, isLeast)];
  }
  const person = skipPeople(sentence, end);
  const by = measureAt(sentence, person) ?? measureAt(sentence, end);
  if (by !== undefined) return [rank(sentence, at, by.end, top, by, isLeast || by.isLeast)];
  const using = usedAt(sentence, end);
  if (using !== undefined) return [rank(sentence, at, using.end, top, using, isLeast)];
  // `10 best customers for tents`: for what they spent on them.
  if (person > end && readScope(sentence, person).deed !== undefined)
    return [
      ofDeed(sentence, at, person, top, isLeast, {
        by: 'spend',
        score: PRICE.choice,
        assumption: SPENT_NOTE,
      }),
    ];
  const meaning: Meaning = {
    is: 'rank',
    top,
    by: 'spend',
    isOpen: true,
    ...(isLeast ? { order: 'least' as const } : {}),
  };
  return [phrase(at, end, meaning, 0.9)];
}

/** `customers`, and not `subscribers` where only some have a `subscription`. */
function skipPeople(sentence: Sentence, at: number): number {
  return fieldOfPeople(sentence, at).length > 0 ? at : skip(sentence.tokens, at, PERSON);
}

/** `data users`, `users of data`; of several fields with that word the one that is used. */
function usedAt(sentence: Sentence, at: number): Omit<MeasureRead, 'isLeast'> | undefined {
  const { tokens } = sentence;
  const of = endOf(tokens, at, pattern('users|user|consumers|consumer of the|our?'));
  const start = of ?? at;
  const reads = narrowed(fieldsAt(sentence, start), isNumberField);
  const said = of === undefined ? tokens.slice(reads[0]?.end ?? start).slice(0, 1) : tokens.slice(at, of);
  const read = ofVerb(said, reads).find(({ score }) => score > 0.7);
  if (read === undefined) return undefined;
  const { field, end, score, assumption } = read;
  return { by: { field: field.name }, end, score, ...(assumption === undefined ? {} : { assumption }) };
}

/** `spenders`, `frequent shoppers`, and where donations are sold `frequent donors`. */
function doerAt(sentence: Sentence, at: number): Omit<MeasureRead, 'isLeast'> | undefined {
  const { tokens } = sentence;
  for (const [by, way] of DOERS) {
    const end = endOf(tokens, at, way);
    const isSaid = by !== 'spend' || tokens.slice(at, end).some(({ word }) => word.startsWith('spend'));
    if (end !== undefined)
      return { by, end, ...(isSaid ? { score: 1 } : { score: PRICE.choice, assumption: SPENT_NOTE }) };
  }
  const often = endOf(tokens, at, OFTEN);
  const categories = categoriesOfDoer(sentence, often ?? at);
  if (categories.length === 0) return often === undefined ? giverAt(sentence, at) : undefined;
  return {
    by: often === undefined ? 'spend' : 'purchases',
    end: (often ?? at) + 1,
    score: 1,
    items: [{ categories }],
  };
}

/** `donors`, where nothing but a `donated_eur` says how much they gave. */
function giverAt(sentence: Sentence, at: number): Omit<MeasureRead, 'isLeast'> | undefined {
  const field = numberOfPeople(sentence, at);
  if (field === undefined || measureAt(sentence, at + 1) !== undefined) return undefined;
  const assumption = `"${sentence.tokens[at]?.raw ?? ''}" were ranked by ${shownField(field)}.`;
  return { by: { field: field.name }, end: at + 1, score: 0.97, assumption };
}

/** Behind `100`: `who spent the most`, `customers with the most points`. */
export function whoMost(sentence: Sentence, at: number, end: number, top: TopCount): readonly Phrase[] {
  const person = skipPeople(sentence, end);
  const most = mostOf(sentence, person);
  if (most !== undefined) return [rank(sentence, at, most.end, top, most, most.isLeast)];
  const by = measureAt(sentence, person);
  const isSuperlative =
    by !== undefined && sentence.tokens.slice(person, by.end).some(({ word }) => SUPERLATIVE.test(word));
  return by !== undefined && isSuperlative ? [rank(sentence, at, by.end, top, by, by.isLeast)] : [];
}

/** A rank by a measure, with the things and the time behind it where it is of purchases. */
export function rank(
  sentence: Sentence,
  at: number,
  end: number,
  top: TopCount,
  measure: Ranking,
  isLeast: boolean,
): Phrase {
  const { by: said, score, assumption } = measure;
  const stored = said === 'spend' && measure.items === undefined ? storedSpend(sentence) : undefined;
  const by = stored === undefined ? said : { field: stored.name };
  const note = stored === undefined ? undefined : `Spend was taken from the field ${shownField(stored)}.`;
  if (typeof by === 'string') return ofDeed(sentence, at, end, top, isLeast, measure);
  return phrase(
    at,
    end,
    { is: 'rank', top, by, ...(isLeast ? { order: 'least' as const } : {}) },
    EXACT * score,
    [assumption, note],
  );
}

const SPEND =
  /^(metric_)?(total|lifetime|overall|historic|cumulative)_(spend|spent|spending|revenue|amount_spent)(_[a-z]{3})?$/;

/** What says how much somebody spent, where no purchases do. */
function storedSpend({ index: { vocabulary } }: Sentence): FieldWords | undefined {
  return vocabulary.has.purchases
    ? undefined
    : vocabulary.fields.find((field) => isNumberField(field) && SPEND.test(field.name));
}

/** A rank by what was bought, with the things and the time behind it: `spenders on tents this year`. */
export function ofDeed(
  sentence: Sentence,
  at: number,
  end: number,
  top: TopCount,
  isLeast: boolean,
  { by, score, assumption, items }: Ranking,
): Phrase {
  const scope = readScope(sentence, end, items);
  const meaning: Meaning = {
    is: 'rank',
    top,
    by,
    ...(isLeast ? { order: 'least' as const } : {}),
    ...(scope.deed === undefined ? {} : { deed: scope.deed }),
  };
  const doubt = rankDoubt(by, sentence.index.vocabulary);
  return phrase(at, scope.end, meaning, EXACT * score * scope.score * (doubt?.price ?? 1), [
    ...scope.notes,
    assumption,
    doubt?.note,
  ]);
}
