import type { Measure } from '../../query/query.ts';
import { isNumberField } from '../data/field-roles.ts';
import { readItems } from '../names/items.ts';
import { fieldsAt } from '../names/field-names.ts';
import { isOfVerb, ofVerb } from '../names/narrowed.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';

/** What a rank may be by that is counted from purchases. */
export type BoughtMeasure = Exclude<Measure, { field: string }>;

/** What a rank is by. */
export interface MeasureRead {
  readonly by: Measure;
  readonly end: number;
  readonly score: number;
  readonly assumption?: string;
  readonly isLeast: boolean;
  /** The things follow at once: `the most tents`. */
  readonly isOfThings?: true;
}

const RANKS = /^(top|best|biggest|highest|largest|heaviest|bottom|lowest|smallest)$/;

/** `top 15 gold spenders`: what stands between says of whom. */
export function spendersAt({ tokens }: Sentence, at: number): MeasureRead | undefined {
  const isDoer = /^spenders?$/.test(tokens[at]?.word ?? '');
  const isRanked = tokens.slice(0, at).some(({ word }) => RANKS.test(word));
  return isDoer && isRanked ? { by: 'spend', end: at + 1, score: 1, isLeast: false } : undefined;
}

/** `use the most data`, `attended the most classes`: of the fields with that noun the one that has the verb. */
export function mostDone(sentence: Sentence, at: number): MeasureRead | undefined {
  const { tokens } = sentence;
  const verb = skip(tokens, at, pattern('who|that have|has?', 'have|has'));
  const most = endOf(tokens, verb + 1, pattern('the? most|least|fewest'));
  const reads =
    most === undefined ? [] : fieldsAt(sentence, most).filter(({ field }) => isNumberField(field));
  const said = tokens.slice(verb, verb + 1);
  const [read] = ofVerb(said, reads).filter(({ field }) => isOfVerb(field, said));
  if (most === undefined || read === undefined) return undefined;
  const { field, end, score, assumption } = read;
  const isLeast = tokens[most - 1]?.word !== 'most';
  const note = assumption === undefined ? {} : { assumption };
  return { by: { field: field.name }, end, score, isLeast, ...note };
}

const MOST_THINGS = pattern(
  'with|having the? most|fewest|least',
  'who|that? have|has? had|made|bought|ordered|purchased|booked|placed|taken|did|made the? most|fewest|least',
);

/** `with the most tents`: by the purchases of them. */
export function mostThings(sentence: Sentence, at: number): MeasureRead | undefined {
  const end = endOf(sentence.tokens, at, MOST_THINGS);
  const items = end === undefined ? [] : (readItems(sentence, end)?.items ?? []);
  if (end === undefined || !items.some((each) => Object.keys(each).length > 0)) return undefined;
  if (fieldsAt(sentence, end).some(({ field }) => isNumberField(field))) return undefined;
  const isLeast = sentence.tokens[end - 1]?.word !== 'most';
  return { by: 'purchases', end, score: 1, isLeast, isOfThings: true };
}
