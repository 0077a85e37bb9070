import type { Items, Measure } from '../../query/query.ts';
import { endOf, pattern, type Pattern } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

/** What a rank may be by that is counted from purchases. */
export type BoughtMeasure = Exclude<Measure, { field: string }>;

/** What a rank is by. */
export interface Ranking {
  readonly by: Measure;
  readonly score: number;
  readonly assumption?: string;
  /** Only of these: `by perfume spend`. */
  readonly items?: readonly Items[];
}

/** The same, and where its words end. */
export interface MeasureRead extends Ranking {
  readonly end: number;
  readonly isLeast: boolean;
}

const MEASURES: readonly (readonly [BoughtMeasure, Pattern])[] = [
  [
    'spend',
    pattern(
      'spend|spending|spent|revenue|sales|turnover|expenditure|money',
      'total|overall|lifetime spend|spending|revenue|amount|value',
      'customer? lifetime value',
      'ltv|clv|cltv',
      'amount spent',
      'money spent',
      'purchase|order value|amount|volume|total',
      'total purchases value|amount',
      'how much they spent',
      'amount of money spent',
    ),
  ],
  [
    'purchases',
    pattern(
      'orders|purchases|order|purchase|transactions',
      'number|count|frequency of orders|purchases|transactions',
      'order|purchase count|counts|frequency|number',
      'total|overall|lifetime number? of? orders|purchases',
      'how often they bought|ordered|purchased',
      'frequency',
    ),
  ],
  [
    'units',
    pattern(
      'units|quantity|pieces|volume',
      'lifetime units|items|quantity',
      'number|quantity of units|items|pieces|products',
      'items|units|products|pieces bought|purchased|ordered',
      'units sold',
      'items',
      'quantity bought|purchased',
      'number|quantity of units|items|pieces|products bought|purchased|ordered',
    ),
  ],
  [
    'recency',
    pattern(
      'recency',
      'recent|newest|last|latest purchase|order|purchases|orders',
      'most recent purchase|order|purchases|orders',
      'date of last purchase|order',
      'time of last purchase|order',
      'last purchase|order date',
    ),
  ],
];

/** The measure that is named at this token, and where its name ends. */
export function measureWord(
  tokens: readonly Token[],
  at: number,
): readonly [BoughtMeasure, number] | readonly [undefined, undefined] {
  let best: readonly [BoughtMeasure, number] | undefined;
  for (const [measure, way] of MEASURES) {
    const end = endOf(tokens, at, way);
    if (end !== undefined && (best === undefined || end > best[1])) best = [measure, end];
  }
  return best ?? [undefined, undefined];
}
