import { isCurrencyName } from '../words/currency-words.ts';
import { editDistance, unlikeness } from '../words/edit-distance.ts';
import { singular, verbRoot } from '../words/fold-word.ts';
import type { NearWord } from '../words/near-words.ts';
import { PERSON } from '../words/noun-words.ts';
import { readNumber } from '../words/numbers.ts';
import { isOccasionWord } from '../times/occasions.ts';
import { isOrdinaryWord, nearOrdinary } from '../words/ordinary-words.ts';
import { grammarWords, pattern, skip, standTogether } from '../words/patterns.ts';
import { readSpan, unitAt, unitNamed } from '../times/spans.ts';
import type { Token } from '../words/tokens.ts';
import type { WordIndex } from './word-index.ts';

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

interface Candidate extends NearWord {
  readonly of: 'grammar' | 'data' | 'ordinary';
}

/** Unknown words that are compared; the rest of a long text is not. */
const MAX_UNKNOWN = 24;
/** By how much less likely a word is that says nothing about customers. */
const ORDINARY_DOUBT = 0.25;
/** By how much a word has to be nearer than all others to be taken without a doubt. */
const CLEARLY = 0.15;
/** Short words that hold sentences together, of which two letters are swapped more often than in any others. */
const HOLDING = /^(the|and|for|who|not|has|had|are|was|all|any|but|did|can|with|from|that|than|have|this)$/;
/** Names of times, the only words of the grammar with capitals. */
const TIME_NAME = /^(january|february|march|april|june|july|august|(sept|nov|dec)ember|october|\w+day)$/;

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

function candidatesFor({ word, stem }: Token, index: WordIndex, isCapital: boolean): readonly Candidate[] {
  const limit = word.length < 4 ? 1 : undefined;
  const ofGrammar = index.nearGrammar
    .find(word, limit)
    .filter((each) => !isCapital || TIME_NAME.test(each.word));
  const [likely, other] = word.length - stem.length > 1 || stem.length < 3 ? [word, stem] : [stem, word];
  const near = index.near.find(likely, limit);
  const ofData = (near.length > 0 || !word.endsWith('ies') ? near : index.near.find(other, limit)).map(
    (each) => nearerInPlural(word, each),
  );
  if (ofGrammar.length === 0 && ofData.length === 0) return [];
  const known = new Set([...ofGrammar, ...ofData].map((each) => singular(each.word)));
  const farthest = Math.max(...[...ofGrammar, ...ofData].map(({ distance }) => distance));
  const ordinary = nearOrdinary
    .find(word, farthest)
    .filter((each) => !known.has(singular(each.word)) && !isFormOf(each.word, ofData));
  return [
    ...ofGrammar.map((each) => ({
      ...each,
      unlikeness: each.unlikeness + (PERSON.byFirst.has(each.word) ? ORDINARY_DOUBT : 0),
      of: 'grammar' as const,
    })),
    ...ofData.map((each) => ({ ...each, of: 'data' as const })),
    ...ordinary.map((each) => ({
      ...each,
      unlikeness: each.unlikeness + ORDINARY_DOUBT,
      of: 'ordinary' as const,
    })),
  ].sort((a, b) => a.unlikeness - b.unlikeness);
}

/** `golden` where the data has `gold`: whichever was typed, the same is meant. */
function isFormOf(word: string, ofData: readonly NearWord[]): boolean {
  return ofData.some((each) => each.word.length >= 4 && word.startsWith(each.word));
}

/** The data's words are kept in singular: `tosy` is two letters swapped in `toys`, and not one too many in `toy`. */
function nearerInPlural(word: string, near: NearWord): NearWord {
  const plural = `${near.word}s`;
  const distance = editDistance(word, plural, near.distance);
  const nearer = distance > near.distance ? Infinity : unlikeness(word, plural, distance);
  return nearer < near.unlikeness ? { word: plural, distance, unlikeness: nearer } : near;
}

function clearOf({ word }: Token, candidates: readonly Candidate[]): Candidate | undefined {
  const best = nearestOf(candidates);
  if (best === undefined || best.unlikeness > mostUnlike(word.length, best.distance)) return undefined;
  return best.word.length < 4 && !HOLDING.test(best.word) ? undefined : best;
}

/** The one that is nearer than all that are other words. */
function nearestOf(candidates: readonly Candidate[]): Candidate | undefined {
  const [best] = candidates;
  const second = candidates.find((each) => singular(each.word) !== singular(best?.word ?? ''));
  return second === undefined || second.unlikeness - (best?.unlikeness ?? 0) >= CLEARLY ? best : undefined;
}

/** In a short word a changed letter makes another word; of two errors in a word of six letters both have to be doubled letters. */
function mostUnlike(length: number, distance: number): number {
  if (distance > 1) return length >= 8 ? 2.6 : 2;
  return length >= 6 ? 1.6 : length === 5 ? 1.4 : length === 4 ? 1.2 : 1;
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

/** Words that are often written for another one, where only the other makes sense: `more then 5`, `form Spain`, `brought a tent`. */
function confused(
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
  if (behind === undefined) return undefined;
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

/** Words of the data are compared in singular. */
function shownAs(typed: string, meant: string): string {
  if (!typed.endsWith('s') || meant.endsWith('s')) return meant;
  return typed.endsWith('ies') && meant.endsWith('y') ? `${meant.slice(0, -1)}ies` : `${meant}s`;
}
