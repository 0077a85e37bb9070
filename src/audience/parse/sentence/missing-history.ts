import type { Vocabulary } from '../../vocabulary.ts';
import { type Deed, isMessageVerb } from './deed.ts';

/** What is to be said where the data knows nothing of what was done. */
export function missingHistory(verb: Deed['verb'], has: Vocabulary['has']): string | undefined {
  if (isMessageVerb(verb)) return has.messages ? undefined : 'No messages were sent yet.';
  const kind = verb === 'carted' ? 'carts' : verb === 'viewed' ? 'views' : 'purchases';
  return has[kind] ? undefined : `No ${kind} were imported.`;
}
