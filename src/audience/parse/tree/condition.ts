import type { Query } from '../../query/query.ts';
import type { Combining } from './combining.ts';
import { deedQuery } from '../sentence/deed.ts';
import type { Mark, Phrase } from '../sentence/phrase.ts';
import { isJoinedByAnd } from '../settle/joined-by-and.ts';
import { type Rank, ranked } from '../settle/ranked.ts';
import { allOf, anyOf } from '../words/and-or.ts';
import { PRICE } from '../words/price.ts';

/** One condition, with what negates it, or a bracket. */
export function readCondition(c: Combining): Query | undefined {
  const phrase = c.row.phrases[c.row.at];
  if (phrase === undefined) return undefined;
  c.row.at++;
  const { meaning } = phrase;
  switch (meaning.is) {
    case 'query':
      return meaning.query;
    case 'deed': {
      const query = deedQuery(meaning.deed);
      if (query === undefined) c.leftOver.push(phrase);
      return query;
    }
    case 'rank':
    case 'share':
      return readRank(c, phrase, meaning);
    case 'everyone':
      c.isEveryone = true;
      return undefined;
    case 'nobody':
      return { not: { all: true } };
    case 'period':
    case 'measure':
    case 'nothingSince':
    case 'order':
      c.leftOver.push(phrase);
      return undefined;
    case 'mark':
      return readMarked(c, phrase, meaning.mark);
  }
}

function readMarked(c: Combining, phrase: Phrase, mark: Mark): Query | undefined {
  switch (mark) {
    case 'open':
      return readBracket(c);
    case 'not':
      return readNegated(c, phrase);
    case 'notBoth':
      return readNotBoth(c, phrase);
    case 'neither': {
      const parts = [readOperand(c)];
      while (c.row.goPast('nor', 'or') || (c.row.isListOf('nor', 'or') && c.row.goPast('comma')))
        parts.push(readOperand(c));
      const excluded = anyOf(parts.filter((part) => part !== undefined));
      return excluded && { not: excluded };
    }
    case 'either': {
      const parts = [readOperand(c)];
      while (c.row.mark() === 'or' || c.row.isListOf('or')) {
        c.row.at++;
        parts.push(readOperand(c));
      }
      return anyOf(parts.filter((part) => part !== undefined));
    }
    case 'among':
    case 'and':
    case 'but':
    case 'close':
    case 'comma':
    case 'except':
    case 'noise':
    case 'nor':
    case 'noun':
    case 'or':
    case 'who':
      return undefined;
  }
}

function readBracket(c: Combining): Query | undefined {
  const isEveryone = c.isEveryone;
  c.isEveryone = false;
  const inner = c.level(c);
  if (c.row.mark() === 'close') c.row.at++;
  const query = inner ?? (c.isEveryone ? { all: true } : undefined);
  c.isEveryone = isEveryone;
  return query;
}

/** The next condition, past words that only lead to it. */
function readOperand(c: Combining): Query | undefined {
  c.row.skip('who', 'noun', 'but');
  const mark = c.row.mark();
  if (mark === 'or' || mark === 'and' || mark === 'close' || mark === 'comma' || mark === 'nor')
    return undefined;
  return readCondition(c);
}

function readNegated(c: Combining, phrase: Phrase): Query | undefined {
  const start = c.row.at;
  const isEveryone = c.isEveryone;
  const inner = readOperand(c);
  if (inner === undefined) {
    const isAll = c.row.phrases[start]?.meaning.is === 'everyone' && c.row.at > start;
    c.isEveryone = isEveryone;
    if (isAll) return { not: { all: true } };
    c.leftOver.push(phrase);
    return undefined;
  }
  if (isJoinedByAnd(c.row.phrases[c.row.at - 1]))
    c.doubt(PRICE.notBoth, '"not" with "and" was taken as not both; say "neither" for none of them.');
  const parts = [inner];
  // `haven't opened or clicked` negates both, as long as nobody new is spoken of; `no roaming or insurance` most likely does, but not `not gold or vip members`.
  while (
    (c.row.mark() === 'or' || c.row.mark() === 'nor') &&
    (c.row.isBoth('deed') || (c.row.isBoth('query') && c.row.mark(c.row.at + 2) !== 'noun'))
  ) {
    if (c.row.isBoth('query'))
      c.doubt(PRICE.negatedOr, '"not" before "a or b" was taken as neither of them.');
    c.row.at++;
    const next = readCondition(c);
    if (next !== undefined) parts.push(next);
  }
  if (c.row.mark() === 'or' && c.row.isBoth('query'))
    c.doubt(PRICE.negatedOr, '"not" before "a or b" was taken as said of the first only.');
  while (c.row.goPast('nor')) {
    const next = readOperand(c);
    if (next !== undefined) parts.push(next);
  }
  const excluded = anyOf(parts);
  return excluded && { not: excluded };
}

/** `nor` far behind what is denied before it: one condition more that must not hold. */
export function readNor(c: Combining): Query | undefined {
  c.row.at++;
  const query = readOperand(c);
  return query && { not: query };
}

/** `not both gold and in London`: what `and` joins behind it, one or the other of which may hold. */
function readNotBoth(c: Combining, phrase: Phrase): Query | undefined {
  const isJoined = isJoinedByAnd(c.row.phrases[c.row.at]);
  const parts = [readOperand(c)];
  if (!isJoined && c.row.mark() === 'and') {
    c.row.at++;
    parts.push(readOperand(c));
  }
  const known = parts.filter((part) => part !== undefined);
  if (known.length < 2 && !isJoined) c.leftOver.push(phrase);
  const both = allOf(known);
  return both && (known.length < 2 && !isJoined ? both : { not: both });
}

function readRank(c: Combining, phrase: Phrase, rank: Rank): Query | undefined {
  if (c.row.mark() === 'among' && c.row.mark(c.row.at + 1) === 'open') {
    c.row.at += 2;
    return ranked(rank, readBracket(c));
  }
  if (c.isInTop(phrase)) return ranked(rank, undefined);
  c.pending.push(rank);
  return undefined;
}
