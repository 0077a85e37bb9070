import type { Measure } from '../../query/query.ts';
import { isNumberField } from '../data/field-roles.ts';
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
