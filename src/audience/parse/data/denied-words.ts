import { isPast } from '../words/fold-word.ts';
import type { Token } from '../words/tokens.ts';
import type { WordIndex } from './word-index.ts';

/** `advised` of an `advisor`. */
export function isDoneBy(word: string, words: ReadonlySet<string>): boolean {
  const root = word.endsWith('ed') ? word.slice(0, -2) : undefined;
  return root !== undefined && ['or', 'er'].some((ending) => words.has(`${root}${ending}`));
}

const DENIAL = 'un';

/** `unverified` as `not verified`, `uninsured` of an `insurer`, where the data has only what is. */
export function withDenialsApart(tokens: readonly Token[], { words }: WordIndex): readonly Token[] {
  return tokens.flatMap((token) => {
    const { word, stem, start, end, raw, kind } = token;
    const rest = word.slice(DENIAL.length);
    const isDenied =
      kind === 'word' &&
      word.startsWith(DENIAL) &&
      isPast(rest) &&
      (words.has(rest) || isDoneBy(rest, words) || words.has(rest.replace(/ed$/, 'ing'))) &&
      !words.has(stem);
    if (!isDenied) return [token];
    const cut = start + DENIAL.length;
    return [
      { ...token, word: 'not', stem: 'not', end: cut, raw: raw.slice(0, DENIAL.length) },
      { kind, word: rest, stem: rest, start: cut, end, raw: raw.slice(DENIAL.length), isJoined: false },
    ];
  });
}
