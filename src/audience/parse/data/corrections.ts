import { valueOfDoer } from './doer-words.ts';
import { isCurrencyName } from '../words/currency-words.ts';
import { singular, verbRoot } from '../words/fold-word.ts';
import type { NearWord } from '../words/near-words.ts';
import { isOccasionWord } from '../times/occasions.ts';
import { isOrdinaryWord } from '../words/ordinary-words.ts';
import { grammarWords, standTogether } from '../words/patterns.ts';
import { isLongFor } from '../words/short-words.ts';
import { unitAt, unitNamed } from '../times/spans.ts';
import type { Token } from '../words/tokens.ts';
import type { WordIndex } from './word-index.ts';
import { isDoneBy } from './denied-words.ts';
import { type Candidate, candidatesFor, clearOf, nearestOf } from './correction-candidates.ts';
import { confused } from './confused-words.ts';

/** What a misspelt word was read as. */
export interface Correction {
  readonly said: string;
  readonly meant: string;
}

/** Words put right, by their place. */
export interface Corrected {
  readonly tokens: readonly Token[];
  readonly corrections: ReadonlyMap<number, Correction>;
  /** Of words in doubt: those of the data that are nearest. */
  readonly near: ReadonlyMap<number, readonly NearWord[]>;
}

/** Unknown words that are compared; the rest of a long text is not. */
const MAX_UNKNOWN = 24;

/**
 * Puts unmistakable typing errors right: words that are none, with one word of the grammar or the data that is nearest by far, and short
 * or doubtful ones where only one choice stands beside their neighbours in what can be said. `ofPeople`: words of customers' names.
 */
export function corrected(
  tokens: readonly Token[],
  index: WordIndex,
  ofPeople: ReadonlySet<string>,
): Corrected {
  const fixed = [...tokens];
  const corrections = new Map<number, Correction>();
  const open = new Map<number, readonly Candidate[]>();
  const put = (at: number, word: string, of: Candidate['of'] = 'grammar') => {
    const token = fixed[at];
    if (token === undefined) return;
    fixed[at] = { ...token, word, stem: singular(word) };
    corrections.set(at, { said: token.raw, meant: of === 'data' ? shownAs(token.word, word) : word });
  };
  let unknown = 0;
  for (const [at, token] of tokens.entries()) {
    const isPerson = ofPeople.has(token.word) || isName(tokens, at);
    if (
      isPerson ||
      isPartOfWord(tokens, at, index) ||
      isCodeOf(token, tokens) ||
      isKnown(token, index) ||
      isDoneBy(token.word, index.words) ||
      index.shortWords.some((short) => isLongFor(token.stem, short)) ||
      valueOfDoer(token.stem, index) !== undefined ||
      index.fieldRoots.has(verbRoot(token.word))
    )
      continue;
    if (unknown++ >= MAX_UNKNOWN) continue;
    const candidates = candidatesFor(token, index, isCapitalised(tokens, at));
    const clear = clearOf(token, candidates);
    if (clear === undefined) open.set(at, candidates);
    else if (clear.of !== 'ordinary') put(at, clear.word, clear.of);
  }
  for (const [at, candidates] of open) {
    const beside = candidates.filter(({ word, of }) => of !== 'ordinary' && fits(fixed, at, word, index));
    const only = nearestOf(beside);
    if (only !== undefined) put(at, only.word, only.of);
  }
  for (const at of tokens.keys()) {
    const meant = confused(fixed, at, index);
    if (meant !== undefined) put(at, meant);
  }
  return { tokens: fixed, corrections, near: nearestOfData(open, corrections) };
}

function nearestOfData(
  open: ReadonlyMap<number, readonly Candidate[]>,
  corrections: ReadonlyMap<number, Correction>,
): ReadonlyMap<number, readonly NearWord[]> {
  return new Map(
    [...open].flatMap(([at, candidates]) => {
      const near = candidates.filter(
        ({ of, word, distance }) => of === 'data' && word.length > 4 && distance <= (word.length < 8 ? 1 : 2),
      );
      return corrections.has(at) || near.length === 0 ? [] : [[at, near]];
    }),
  );
}

/** Whether it is a word of the data, of the grammar or of English, or no word. */
export function isKnown({ kind, word, stem }: Token, { words }: WordIndex): boolean {
  return (
    kind !== 'word' ||
    word.length < 3 ||
    /\d/.test(word) ||
    words.has(stem) ||
    isCurrencyName(stem) ||
    isOccasionWord(word) ||
    [word, stem].some((each) => each.length > 2 && (grammarWords.has(each) || isOrdinaryWord(each)))
  );
}

/** `co-branded`, which the data has as one word. */
function isPartOfWord(tokens: readonly Token[], at: number, { words }: WordIndex): boolean {
  const [before, token, behind] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  const isOne = (a: Token | undefined, b: Token | undefined) =>
    b?.isJoined === true && words.has(`${a?.word ?? ''}${b.stem}`);
  return isOne(before, token) || isOne(token, behind);
}

/** `EUR` and `MRR` among words in small letters are written on purpose. */
function isCodeOf({ raw }: Token, tokens: readonly Token[]): boolean {
  return /^\p{Lu}{2,4}$/u.test(raw) && tokens.some((each) => /\p{Ll}/u.test(each.raw));
}

/** What follows `named` is nobody's typing error. */
function isName(tokens: readonly Token[], at: number): boolean {
  return [1, 2].some((back) => /^(named|called|name|surname)$/.test(tokens[at - back]?.word ?? ''));
}

/** A capital letter that no sentence begins with, or nothing else than a name. */
function isCapitalised(tokens: readonly Token[], at: number): boolean {
  return /^\p{Lu}\p{Ll}/u.test(tokens[at]?.raw ?? '') && (at > 0 || tokens.length <= 2);
}

/** Whether a word and the one before or behind it are said together, by people or in the data. */
function fits(tokens: readonly Token[], at: number, word: string, { refs }: WordIndex): boolean {
  const [before, behind] = [tokens[at - 1], tokens[at + 1]];
  const isBesideNumber =
    (behind?.kind === 'number' && /^(last|past|next|top|over|under|than|least|most)$/.test(word)) ||
    (before?.kind === 'number' && unitNamed(singular(word)) !== undefined) ||
    (unitAt(behind) !== undefined && /^(this|last|past|next)$/.test(word)) ||
    (/^(this|last|past|next)$/.test(before?.word ?? '') && unitNamed(singular(word)) !== undefined);
  return (
    isBesideNumber ||
    (before !== undefined &&
      (standTogether(before.word, word) || refs.has(`${before.stem} ${singular(word)}`))) ||
    (behind !== undefined &&
      (standTogether(word, behind.word) || refs.has(`${singular(word)} ${behind.stem}`)))
  );
}

/** Words of the data are compared in singular. */
function shownAs(typed: string, meant: string): string {
  if (!typed.endsWith('s') || meant.endsWith('s')) return meant;
  return typed.endsWith('ies') && meant.endsWith('y') ? `${meant.slice(0, -1)}ies` : `${meant}s`;
}
