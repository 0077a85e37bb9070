import { otherSingulars } from '../words/fold-word.ts';
import type { Token } from '../words/tokens.ts';
import type { WordIndex } from './word-index.ts';

/** `tradies` of a `Tradie`: of the singulars that a plural may have the one that is a word of the data. */
export function withOwnPlurals(tokens: readonly Token[], { words }: WordIndex): readonly Token[] {
  return tokens.map((token) => {
    const { kind, word, stem } = token;
    const own =
      kind !== 'word' || words.has(stem) ? undefined : otherSingulars(word).find((each) => words.has(each));
    return own === undefined ? token : { ...token, stem: own };
  });
}
