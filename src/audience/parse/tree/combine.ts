import type { Query } from '../../query/query.ts';
import { isAsideNext, readAlternatives } from './alternatives.ts';
import { Combining, type PhraseChecks } from './combining.ts';
import { isMark } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';
import { ranked } from '../settle/ranked.ts';
import { allOf } from '../words/and-or.ts';
import { PRICE } from '../words/price.ts';

/** The tree of a row of phrases, and what is uncertain about how they hang together. */
export interface Combined {
  /** Absent where nothing but holding words was there. */
  readonly query?: Query;
  readonly isEveryone: boolean;
  readonly score: number;
  readonly assumptions: readonly string[];
  /** Phrases that could not become part of it. */
  readonly leftOver: readonly Phrase[];
}

const ASIDE_NOTE = 'What stands behind the comma was taken of those who are left, not of those taken away.';

/** Recursive descent over phrases: `or` binds weaker than `and` and than standing side by side, `except` takes from all before it. */
export function combine(phrases: readonly Phrase[], checks: PhraseChecks): Combined {
  const c = new Combining(phrases, checks, readLevel);
  const parts: Query[] = [];
  while (c.row.at < c.row.phrases.length) {
    const query = readLevel(c);
    if (query !== undefined) parts.push(query);
    if (c.row.phrases[c.row.at] !== undefined) c.row.at++;
  }
  const query = allOf(parts);
  return {
    ...(query === undefined ? {} : { query }),
    isEveryone: c.isEveryone,
    score: c.score,
    assumptions: [...c.assumptions],
    leftOver: c.leftOver,
  };
}

/** `except brokers who spent over 100`: what is said behind `who` may be of all that are left. */
function isSaidOfWhom(taken: readonly Phrase[]): boolean {
  const who = taken.findIndex((each) => isMark(each, 'who'));
  return taken.slice(0, Math.max(0, who)).some(({ meaning }) => meaning.is === 'query');
}

/** All of one bracket. */
function readLevel(c: Combining): Query | undefined {
  const outer = c.pending;
  c.pending = [];
  let query = readAlternatives(c, false);
  for (;;) {
    const from = c.row.at;
    c.row.skip('and', 'but', 'comma', 'who');
    if (c.row.mark() !== 'except') {
      c.row.at = from;
      break;
    }
    const except = c.row.phrases.slice(c.row.at, c.row.at + 1);
    c.row.at++;
    const isAfterAll = c.isEveryone;
    const without = readAlternatives(c, true);
    if (isAsideNext(c)) c.doubt(PRICE.unionTaken, ASIDE_NOTE);
    const isOpen = isAfterAll ? isSaidOfWhom(c.row.phrases.slice(from, c.row.at)) : query === undefined;
    if (isOpen && without !== undefined && ('and' in without || 'or' in without))
      c.doubt(PRICE.unionTaken, 'All that stands behind "except" was taken away.');
    if (without === undefined) c.leftOver.push(...except);
    else query = allOf([...(query === undefined ? [] : [query]), { not: without }]);
  }
  for (const rank of c.pending.toReversed()) query = ranked(rank, query);
  c.pending = outer;
  return query;
}
