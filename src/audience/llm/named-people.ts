import type { Query } from '../query/query.ts';
import { isPersonalField } from './bounded-vocabulary.ts';
import { rewriteQuery } from './rewrite-query.ts';

/** How much of a query names people, by their ids or a field that names or reaches them. */
export function namesPeople(query: Query): 'nothing' | 'some' | 'all' {
  let named = 0;
  let others = 0;
  rewriteQuery(query, {
    leaf: (leaf) => {
      if ('customers' in leaf || ('field' in leaf && !('exists' in leaf) && isPersonalField(leaf.field)))
        named++;
      else others++;
      return leaf;
    },
    ranked: (ranked) => {
      others++;
      return ranked;
    },
  });
  if (named === 0) return 'nothing';
  return others === 0 ? 'all' : 'some';
}
