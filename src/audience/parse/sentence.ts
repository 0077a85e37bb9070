import { once } from './once.ts';
import type { AsOf } from '../query/period.ts';
import { type Day, dayIn } from './calendar.ts';
import { grammarWords } from './patterns.ts';
import { singular } from './fold-word.ts';
import { isOrdinaryWord } from './ordinary-words.ts';
import { PRICE } from './price.ts';
import { keyWords, type Token, tokenize } from './tokens.ts';
import type { Ref, WordIndex } from './word-index.ts';

/** A question cut into tokens, with what each may be in the data. */
export interface Sentence {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Of each token: how it may be written in the data, best first. */
  readonly forms: readonly (readonly Form[])[];
  readonly index: WordIndex;
  readonly today: Day;
  readonly named: ReadonlyMap<string, readonly string[]>;
  /** Tokens whose typing error was taken for a word of the grammar. */
  readonly corrected: ReadonlySet<number>;
}

export interface Form {
  readonly words: readonly string[];
  readonly score: number;
}

/** What the data knows under the words from one token on. */
export interface Found {
  readonly refs: readonly Ref[];
  readonly end: number;
  /** 1 where it is written the same, but for case, accents and plural. */
  readonly score: number;
}

/** Unknown words that are looked up with typing errors; the rest of a long text is not. */
const MAX_UNKNOWN = 24;
const TYPO_SCORE = [1, PRICE.typo, PRICE.twoTypos];

export function sentenceOf(
  text: string,
  index: WordIndex,
  asOf: AsOf,
  named: ReadonlyMap<string, readonly string[]>,
): Sentence {
  const tokens: Token[] = [];
  const forms: (readonly Form[])[] = [];
  const corrected = new Set<number>();
  let unknown = 0;
  for (const token of tokenize(text)) {
    if (token.kind === 'quoted') {
      forms.push([{ words: keyWords(token.word), score: 1 }]);
      tokens.push(token);
      continue;
    }
    const isKnown =
      token.kind !== 'word' ||
      index.words.has(token.stem) ||
      grammarWords.has(token.word) ||
      grammarWords.has(token.stem) ||
      isOrdinaryWord(token.word) ||
      isOrdinaryWord(token.stem);
    const near =
      isKnown || unknown++ >= MAX_UNKNOWN
        ? []
        : index.near.find(token.word.length - token.stem.length > 1 ? token.word : token.stem);
    const nearGrammar = isKnown || unknown > MAX_UNKNOWN ? [] : index.nearGrammar.find(token.word);
    const exact = { words: [token.stem], score: 1 };
    const [better] = nearGrammar;
    if (
      better !== undefined &&
      better.distance === 1 &&
      (near[0] === undefined || near[0].distance > better.distance || near[0].word === singular(better.word))
    ) {
      corrected.add(tokens.length);
      tokens.push({ ...token, word: better.word, stem: singular(better.word) });
    } else tokens.push(token);
    forms.push([
      exact,
      ...near.map(({ word, distance }) => ({ words: [word], score: TYPO_SCORE[distance] ?? 0.7 })),
    ]);
  }
  return {
    text,
    tokens,
    forms,
    index,
    today: dayIn(asOf.at, asOf.zone),
    named,
    corrected,
  };
}

/** Everything that the data has under the words from this token on, longest first. */
export const lookUp = once(search);

function search(sentence: Sentence, at: number): readonly Found[] {
  const found: Found[] = [];
  let keys: readonly { key: string; score: number; words: number }[] = [{ key: '', score: 1, words: 0 }];
  for (let i = at; i < sentence.tokens.length && keys.length > 0; i++) {
    const token = sentence.tokens[i];
    if (token?.kind === 'sign' && token.word !== '&') {
      if (i === at || !/^[/.'’:,!+®™-]$/.test(token.word)) break;
      continue;
    }
    const isArticle = i > at && /^(a|an|the|our)$/.test(token?.word ?? '');
    const before = keys;
    const joined =
      i > at && token?.isJoined === true && token.kind === 'word' && sentence.tokens[i - 1]?.word !== 'non'
        ? token.stem
        : undefined;
    keys = keys
      .flatMap(({ key, score, words }) =>
        (token?.word === '&' ? [{ words: ['and'], score: 1 }] : (sentence.forms[i] ?? [])).map((form) => ({
          key: [key, ...form.words].filter((word) => word !== '').join(' '),
          score: score * form.score,
          words: words + form.words.length,
        })),
      )
      .filter(({ words }) => words <= sentence.index.longest)
      .slice(0, 9);
    if (joined !== undefined)
      keys = [...keys, ...before.slice(0, 3).map((each) => ({ ...each, key: `${each.key}${joined}` }))];
    const hits = keys.flatMap(({ key, score }) => {
      const refs = sentence.index.refs.get(key);
      return refs === undefined ? [] : [{ refs, end: i + 1, score }];
    });
    if (isArticle) keys = [...keys, ...before.filter(({ key }) => key !== '').slice(0, 3)];
    found.push(...hits.sort((a, b) => b.score - a.score).slice(0, 3));
  }
  return found.reverse();
}

export function textOf({ text, tokens }: Sentence, start: number, end: number): string {
  const [first, last] = [tokens[start], tokens[end - 1]];
  return first === undefined || last === undefined ? '' : text.slice(first.start, last.end);
}

/** Whether a word begins with a capital letter though no sentence begins there. */
export function isCapital({ tokens }: Sentence, at: number): boolean {
  return /^\p{Lu}/u.test(tokens[at]?.raw ?? '');
}
