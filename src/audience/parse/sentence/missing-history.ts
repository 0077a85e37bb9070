import type { Vocabulary } from '../../vocabulary.ts';
import type { Deed } from './deed.ts';

/** What is to be said where the data knows nothing of what was done. */
export function missingHistory(verb: Deed['verb'], has: Vocabulary['has']): string | undefined {
  const kind = verb === 'carted' ? 'carts' : verb === 'viewed' ? 'views' : 'purchases';
  return has[kind] ? undefined : `No ${kind} were imported.`;
}
