import { singular } from '../words/fold-word.ts';
import { PERSON } from '../words/noun-words.ts';
import { readNumber } from '../words/numbers.ts';
import { grammarWords, pattern, skip } from '../words/patterns.ts';
import { readSpan, unitNamed } from '../times/spans.ts';
import type { Token } from '../words/tokens.ts';
import type { WordIndex } from './word-index.ts';

/** In a short word a changed letter makes another word; of two errors in a word of six letters both have to be doubled letters. */
export function mostUnlike(length: number, distance: number): number {
  if (distance > 1) return length >= 8 ? 2.6 : 2;
  return length >= 6 ? 1.6 : length === 5 ? 1.4 : length === 4 ? 1.2 : 1;
}

const COMPARING =
  /^(more|less|fewer|greater|higher|lower|bigger|larger|smaller|older|younger|longer|earlier|later)$/;

/** Verbs and plurals made by the rule where English has none, and a word that is no English. */
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['buyed', 'bought'],
  ['boughted', 'bought'],
  ['spended', 'spent'],
  ['payed', 'paid'],
  ['sended', 'sent'],
  ['leaved', 'left'],
  ['getted', 'got'],
  ['peoples', 'people'],
  ['womans', 'women'],
  ['informations', 'information'],
]);

/** English words that are a unit of time with an error behind `this` and `last`: `last weak`. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ['weak', 'week'],
  ['moth', 'month'],
  ['mouth', 'month'],
]);
const OF_TIME = /^(this|last|next|past|previous|each|every)$/;

/** Words that are often written for another one, where only the other makes sense: `more then 5`, `form Spain`, `brought a tent`. */
export function confused(
  tokens: readonly Token[],
  at: number,
  { words, nearGrammar }: WordIndex,
): string | undefined {
  const [before, token, behind] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (token?.kind !== 'word') return undefined;
  const irregular = words.has(token.stem) ? undefined : IRREGULAR.get(token.word);
  if (irregular !== undefined) return irregular;
  if (before?.kind === 'number' && !grammarWords.has(token.word) && !words.has(token.stem)) {
    const unit = nearGrammar.find(token.word).find(({ word }) => unitNamed(singular(word)) !== undefined);
    return unit !== undefined && unit.unlikeness <= mostUnlike(5, unit.distance) ? unit.word : undefined;
  }
  const unit = words.has(token.stem) || !OF_TIME.test(before?.word ?? '') ? undefined : UNITS.get(token.word);
  if (unit !== undefined || behind === undefined) return unit;
  switch (token.word) {
    case 'then':
    case 'of':
    case 'that':
    case 'as':
      return COMPARING.test(before?.word ?? '') && readNumber(tokens, at + 1) !== undefined
        ? 'than'
        : undefined;
    case 'since':
      return isSpan(tokens, at + 1) ? 'for' : undefined;
    case 'how':
      return before?.kind === 'word' && !/^(many|much|often|long|far)$/.test(behind.word) ? 'who' : undefined;
    case 'form':
      return !words.has('form') && (words.has(behind.stem) || behind.word === 'the') ? 'from' : undefined;
    case 'brought':
      return words.has('brought') || isPersonOrAside(tokens, at + 1) ? undefined : 'bought';
    default:
      return undefined;
  }
}

/** `brought a friend`, `brought it back`: no typing error of `bought`. */
function isPersonOrAside(tokens: readonly Token[], at: number): boolean {
  const from = skip(tokens, at, pattern('a|an|the|their|our|someone|more|other'));
  const word = tokens[from]?.word ?? '';
  return PERSON.byFirst.has(word) || /^(in|back|up|along|friends?|famil(y|ies)|kids|children)$/.test(word);
}

/** `since 3 months`, and not `since 3 months ago`. */
function isSpan(tokens: readonly Token[], at: number): boolean {
  const from = skip(tokens, at, pattern('more|longer than', 'over', 'at least'));
  const span = readSpan(tokens, from);
  return span !== undefined && !/^(ago|back|before)$/.test(tokens[span.end]?.word ?? '');
}
