import { grammarWords } from '../words/patterns.ts';
import { CALLING } from '../words/noun-words.ts';
import { isOrdinaryWord } from '../words/ordinary-words.ts';
import type { WordIndex } from './word-index.ts';

const DOER = /^(\p{L}{3,})(?:ist|er)$/u;
/** What a word loses before `ist`: `piano`, `viola`, `saxophone`. */
const ENDINGS = ['', 'o', 'a', 'e', 'y'] as const;

/** `piano` of `pianist`, `drum` of `drummer`: the value of a field by what those are called who have to do with it, where no other word is. */
export function valueOfDoer(stem: string, index: WordIndex): string | undefined {
  const [, root = ''] = DOER.exec(stem) ?? [];
  const isOther = !CALLING.byFirst.has(stem) && (grammarWords.has(stem) || isOrdinaryWord(stem));
  if (root === '' || index.words.has(stem) || isOther) return undefined;
  const single = /([^aeiou])\1$/.test(root) ? [root.slice(0, -1)] : [];
  return [root, ...single]
    .flatMap((each) => ENDINGS.map((ending) => `${each}${ending}`))
    .find((word) => isWholeValue(word, index));
}

function isWholeValue(word: string, { refs }: WordIndex): boolean {
  return refs.get(word)?.some((ref) => ref.is === 'value' && ref.isPart !== true) === true;
}
