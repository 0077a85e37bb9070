import type { Query } from '../../query/query.ts';
import type { Combining } from './combining.ts';
import { readCondition, readNor } from './condition.ts';
import { PRICE } from '../words/price.ts';

/** Parts of one chain of `and`: what stands before the noun (or the relative clause) says something about all that follows. */
export interface Chain {
  readonly front: readonly Query[];
  readonly back: readonly Query[];
  readonly hasNoun: boolean;
}

export const OR_NOTE = '"or" was taken to bind weaker than what stands side by side.';
const COMMA_NOTE = 'What stands before the comma was taken as holding of all behind it.';
const BUT_NOTE = 'What stands before "but" was taken as holding of all behind it.';
const NOR_NOTE = '"nor" was taken as "and not".';
const NAMED_NOTE = '"and" behind a single customer was taken as something that this customer is too.';

/** What stands side by side or is joined by `and`, up to an `or`, an `except` or the end of the bracket. */
export function readChain(c: Combining, isUnion: boolean): Chain {
  let front: Query[] = [];
  let back: Query[] = [];
  let hasNoun = false;
  let joins = 0;
  while (c.row.at < c.row.phrases.length) {
    const mark = c.row.mark();
    if (mark === 'or' || mark === 'close' || mark === 'except') break;
    if (mark === 'nor') {
      if (back.length + front.length > 0) c.doubt(PRICE.negatedOr, NOR_NOTE);
      const query = readNor(c);
      if (query !== undefined) back.push(query);
      continue;
    }
    if (isUnion && (mark === 'and' || mark === 'comma')) break;
    if (mark === 'and' || mark === 'comma') {
      if (c.row.startsPeople() && front.length + back.length > 0) break;
      if (c.row.isListOf('or')) {
        if (!c.row.isOrOfAll()) c.doubt(PRICE.andWithOr, COMMA_NOTE);
        else if (back.length > 1) c.doubt(PRICE.andWithOr, OR_NOTE);
        break;
      }
      if (mark === 'and') {
        joins++;
        if (c.row.isNamedCustomer(c.row.at - 1)) c.doubt(PRICE.union, NAMED_NOTE);
      }
    }
    if (mark === 'but' && !isUnion && front.length + back.length > 0 && c.row.hasOrAhead()) {
      c.row.at++;
      c.doubt(PRICE.andWithOr, BUT_NOTE);
      const query = c.level(c);
      if (query !== undefined) back.push(query);
      continue;
    }
    if (mark === 'and' || mark === 'comma' || mark === 'but' || mark === 'among') {
      c.row.at++;
      continue;
    }
    if (mark === 'noun') {
      c.row.at++;
      if (!hasNoun) {
        front = front.concat(back);
        back = [];
      }
      hasNoun = true;
      continue;
    }
    if (mark === 'who') {
      c.row.at++;
      if (back.length > 0 && joins === 0) {
        front = front.concat(back);
        back = [];
        hasNoun = true;
      }
      continue;
    }
    const query = readCondition(c);
    if (query !== undefined) back.push(query);
  }
  return { front, back, hasNoun };
}
