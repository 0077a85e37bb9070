import { otherSingulars } from '../words/fold-word.ts';
import { grammarWords } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';
import type { WordIndex } from './word-index.ts';

/** `tradies` of a `Tradie`: of the singulars that a plural may have the one that is a word of the data. */
export function withOwnPlurals(tokens: readonly Token[], { words }: WordIndex): readonly Token[] {
  return tokens.map((token) => {
    const { kind, word, stem } = token;
    const isPlural = kind === 'word' && !words.has(stem) && !grammarWords.has(word);
    // `ones` are none of a province `ON`.
    const own = isPlural
      ? otherSingulars(word).find((each) => each.length > 2 && words.has(each))
      : undefined;
    return own === undefined ? token : { ...token, stem: own };
  });
}
