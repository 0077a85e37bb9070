import type { Query } from '../../query/query.ts';
import { type Chain, OR_NOTE, readChain } from './chain.ts';
import type { Phrase } from '../sentence/phrase.ts';
import type { Combining } from './combining.ts';
import { allOf, anyOf } from '../words/and-or.ts';
import { PRICE } from '../words/price.ts';

/** Both of one field: nobody is in both groups, so "and" can only mean either. */
function isOneField(a: Query | undefined, b: Query | undefined): boolean {
  return a !== undefined && b !== undefined && 'field' in a && 'field' in b && a.field === b.field;
}

/** A chain, and the choices behind its noun: `gold members in London or in Leeds`. */
interface Group {
  readonly front: readonly Query[];
  readonly hasNoun: boolean;
  readonly choices: Query[];
}

/** `a or b or c`. With `isUnion`, behind `except`, `and` joins groups of people. */
export function readAlternatives(c: Combining, isUnion: boolean): Query | undefined {
  const first = readChain(c, isUnion);
  const groups = [groupOf(first)];
  let isMixed = first.back.length > 1 && first.front.length === 0;
  while (continues(c, isUnion)) {
    const mark = c.row.mark();
    const isPeople = !isUnion && mark !== 'or' && !c.row.isOrOfAll();
    if (isUnion && (mark === 'and' || mark === 'comma'))
      c.doubt(PRICE.unionTaken, 'Both groups behind "except" were taken away.');
    const from = c.row.at;
    c.row.skip('or', 'and', 'comma');
    const chain = readChain(c, isUnion);
    if (c.row.at === from) break;
    const all = allOf([...chain.front, ...chain.back]);
    if (all === undefined) {
      const dangling = c.row.phrases[from];
      if (!chain.hasNoun && dangling !== undefined) c.leftOver.push(dangling);
      continue;
    }
    if (isPeople) doubtUnion(c, groups[0], all);
    if (chain.front.length + chain.back.length > 1) isMixed = true;
    const last = groups.at(-1);
    if (last !== undefined && isChoiceOf(last, chain, all)) last.choices.push(all);
    else groups.push(groupOf(chain));
  }
  const isChoice = groups.length > 1 || groups.some(({ choices }) => choices.length > 1);
  if (isChoice && isMixed) c.doubt(PRICE.andWithOr, OR_NOTE);
  if (groups.some(({ choices, front }) => choices.length > 1 && front.length > 0)) c.doubt(PRICE.sharedFront);
  return anyOf(groups.map(queryOf).filter((query) => query !== undefined));
}

function groupOf({ front, back, hasNoun }: Chain): Group {
  const choice = allOf(back);
  return { front, hasNoun, choices: choice === undefined ? [] : [choice] };
}

function queryOf({ front, choices }: Group): Query | undefined {
  const choice = anyOf(choices);
  return allOf(choice === undefined ? front : [...front, choice]);
}

/** Whether a chain is one choice more of what the noun before it has in front. */
function isChoiceOf({ front, hasNoun, choices }: Group, chain: Chain, all: Query): boolean {
  const isOpen = hasNoun && front.length > 0 && choices.length > 0;
  return isOpen && !chain.hasNoun && !front.some((each) => isOneField(each, all));
}

function doubtUnion(c: Combining, first: Group | undefined, all: Query): void {
  const before = first && allOf([...first.front, ...first.choices]);
  c.doubt(
    isOneField(all, before) ? PRICE.unionOfOneField : PRICE.union,
    'Two groups of people joined by "and" were taken together: whoever is in either.',
  );
}

function continues(c: Combining, isUnion: boolean): boolean {
  const mark = c.row.mark();
  if (mark === 'comma' && c.row.at === c.row.phrases.length - 1) return false;
  if (mark === 'or') return true;
  if (isUnion && (c.row.mark(c.row.at + 1) === 'except' || isAsideNext(c))) return false;
  return (isUnion && (mark === 'and' || mark === 'comma')) || c.row.startsPeople() || c.row.isOrOfAll();
}

/** `, with an email address` behind those who are taken away; `, over 100 points` behind those of a tier, where no list goes on. */
export function isAsideNext(c: Combining): boolean {
  if (c.row.mark() !== 'comma') return false;
  const next = c.row.phrases[c.row.at + 1];
  const before = c.row.phrases[c.row.at - 1];
  if (next === undefined) return false;
  const [a, b] = [queryIn(before), queryIn(next)];
  const isOther = a !== undefined && b !== undefined && !isOneField(a, b) && isBounded(b);
  return c.isAside(next) || (isOther && !c.row.isListOf('and', 'or'));
}

function queryIn(phrase: Phrase | undefined): Query | undefined {
  return phrase?.meaning.is === 'query' ? phrase.meaning.query : undefined;
}

/** A number or a time, which no list of groups has beside a name. */
function isBounded(query: Query): boolean {
  return (
    'moreThan' in query || 'atLeast' in query || 'lessThan' in query || 'atMost' in query || 'during' in query
  );
}
