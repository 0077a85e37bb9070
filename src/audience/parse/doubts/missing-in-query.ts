import type { Query } from '../../query/query.ts';
import type { Vocabulary } from '../../vocabulary.ts';
import type { Deed } from '../sentence/deed.ts';
import { missingHistory } from '../sentence/missing-history.ts';
import { partsOfQuery } from './query-parts.ts';

/** What a query asks for of which there is nothing yet: it finds nobody, or everybody who did not. */
export function missingInQuery(query: Query, has: Vocabulary['has']): readonly string[] {
  const notes = new Set(
    [query, ...('first' in query ? [query.first] : [])]
      .flatMap(verbsIn)
      .map((verb) => missingHistory(verb, has)),
  );
  const own = [...notes].filter((note) => note !== undefined);
  return [...new Set([...own, ...partsOfQuery(query).flatMap((part) => missingInQuery(part, has))])];
}

const VERBS: ReadonlySet<string> = new Set<Deed['verb']>([
  'bought',
  'carted',
  'viewed',
  'spent',
  'averagePurchase',
  'shareOfSpend',
  'firstPurchase',
  'lastPurchase',
  'newestPurchase',
  'oldestPurchase',
  'contacted',
  'delivered',
  'opened',
  'clicked',
  'failed',
]);

function isVerb(key: string): key is Deed['verb'] {
  return VERBS.has(key);
}

function verbsIn(part: object): readonly Deed['verb'][] {
  return Object.keys(part).filter(isVerb);
}
