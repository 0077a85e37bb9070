import type { Query } from '../../query/query.ts';
import { mergeItems } from '../sentence/deed.ts';
import type { Phrase } from '../sentence/phrase.ts';

export type Rank = Extract<Phrase['meaning'], { is: 'rank' } | { is: 'share' }>;

/** A rank or share of all that the rest of its bracket says. */
export function ranked(rank: Rank, among: Query | undefined): Query {
  const inner = among === undefined ? {} : { among };
  if (rank.is === 'share')
    return { share: rank.percent, ...(rank.seed === undefined ? {} : { seed: rank.seed }), ...inner };
  const items = rank.deed?.items ?? [];
  return {
    top: rank.top,
    by: rank.by,
    ...(rank.order === undefined ? {} : { order: rank.order }),
    ...(items.length === 0 ? {} : { on: mergeItems(items) }),
    ...(rank.deed?.when === undefined ? {} : { when: rank.deed.when }),
    ...inner,
  };
}
