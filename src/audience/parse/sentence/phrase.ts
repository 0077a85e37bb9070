import type { Span } from '../../query/period.ts';
import type { Measure, Query, TopCount } from '../../query/query.ts';
import type { Deed } from './deed.ts';
import type { PeriodRead } from '../times/period-read.ts';

/** Words that hold the parts of a sentence together. */
export type Mark =
  | 'and'
  | 'or'
  | 'comma'
  | 'but'
  | 'not'
  | 'notBoth'
  | 'except'
  | 'either'
  | 'neither'
  | 'nor'
  | 'open'
  | 'close'
  | 'who'
  | 'noun'
  | 'among'
  | 'noise';

export type Meaning =
  | {
      readonly is: 'query';
      readonly query: Query /** Stands before the noun it says something about: `gold`. */;
      readonly isAdjective?: boolean;
      /** Is a noun for people as well: `subscribers`. */
      readonly isNoun?: boolean;
    }
  | { readonly is: 'deed'; readonly deed: Deed }
  | { readonly is: 'period'; readonly read: PeriodRead }
  | {
      readonly is: 'rank';
      readonly top: TopCount;
      readonly by: Measure;
      readonly order?: 'least';
      readonly deed?: Deed;
      /** What to rank by was not said there. */
      readonly isOpen?: boolean;
    }
  /** `by spend this year`, apart from its `top 100`. */
  | { readonly is: 'measure'; readonly by: Measure; readonly order?: 'least'; readonly deed?: Deed }
  | { readonly is: 'share'; readonly percent: number; readonly seed?: string }
  | { readonly is: 'everyone' }
  | { readonly is: 'nobody' }
  /** `and nothing since`. */
  | {
      readonly is: 'nothingSince';
      /** `but none since`, `but not since`; absent: of anything. */
      readonly of?: 'sameThings' | 'likelySameThings';
    }
  /** One deed came behind another: `and then`; what stands behind the second of them: `afterwards`. */
  | {
      readonly is: 'order';
      readonly stands: 'between' | 'behind';
      readonly isOfSameProduct?: true;
      /** What stands behind it came first: `bought a stove after a tent`. */
      readonly isTurned?: true;
      /** `within 2 weeks of that`. */
      readonly within?: Span;
    }
  | { readonly is: 'mark'; readonly mark: Mark };

/** Some words of a sentence and one thing that they may mean. */
export interface Phrase {
  /** Numbers of tokens. */
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly meaning: Meaning;
  readonly assumptions: readonly string[];
}

/** An exact match with one reading. */
export const EXACT = 0.98;

export function phrase(
  start: number,
  end: number,
  meaning: Meaning,
  score = EXACT,
  assumptions: readonly (string | undefined)[] = [],
): Phrase {
  return { start, end, meaning, score, assumptions: assumptions.filter((each) => each !== undefined) };
}
