import type { Query } from '../../query/query.ts';
import type { Phrase } from '../sentence/phrase.ts';

/** Things or channels of one deed, all of which are meant. */
export function isJoinedByAnd(phrase: Phrase | undefined): boolean {
  if (phrase?.meaning.is === 'query')
    return 'and' in phrase.meaning.query && isAlike(phrase.meaning.query.and);
  if (phrase?.meaning.is !== 'deed') return false;
  const { items = [], join, channels = [], campaigns = [] } = phrase.meaning.deed;
  return join === 'and' && items.length + channels.length + campaigns.length > 1;
}

/** All of one kind: `reachable by email and SMS`, and not the two halves of one condition. */
function isAlike(parts: readonly Query[]): boolean {
  const kinds = new Set(parts.map((part) => Object.keys(part).toSorted().join()));
  const isRange = parts.some((part) => 'atLeast' in part || 'during' in part);
  return parts.length > 1 && kinds.size === 1 && !isRange;
}
