import type { Query } from '../../query/query.ts';

/** One phrase of a question and what it was taken for. */
export interface Understood {
  /** As it stands in the question. */
  readonly text: string;
  /** In words, with what it was matched to: `city is "Lisbon"`. */
  readonly meaning: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** What words were taken to mean. The same whoever read them, rules or a model. */
export interface Reading {
  /** NOBODY when nothing was understood; never everybody unless everybody was asked for. */
  readonly query: Query;
  readonly understood: readonly Understood[];
  /** Words that carry meaning and were not used, each with the nearest that the data has: `over 40: there is no age; nearest: points, signup_at`. */
  readonly notUnderstood: readonly string[];
  /** What was decided where the words left a choice, as sentences. */
  readonly assumptions: readonly string[];
  /** 0 to 1, calibrated: of answers at 0.9 and above at least 95% are exactly right. */
  readonly confidence: number;
  /** The query before was narrowed or widened: `only those with email`. */
  readonly refines?: boolean;
}
