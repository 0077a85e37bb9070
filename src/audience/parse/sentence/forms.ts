import { valueOfDoer } from '../data/doer-words.ts';
import { isKnown } from '../data/corrections.ts';
import type { WordIndex } from '../data/word-index.ts';
import { isDerived, isIrregular, verbRoot } from '../words/fold-word.ts';
import type { NearWord } from '../words/near-words.ts';
import { PRICE } from '../words/price.ts';
import { isLongFor } from '../words/short-words.ts';
import { keyWords, type Token } from '../words/tokens.ts';

/** How a word of a question may be written in the data. */
export interface Form {
  readonly words: readonly string[];
  readonly score: number;
  /** What those do whom the word names, which the data knows as they are called too: `running` of `runners`. */
  readonly isDoing?: true;
  /** Only how it begins, in the name of a field: `vacc` of `vaccination`. */
  readonly isShort?: true;
  /** As the whole name of a field has it, where something else is called as it stands: `driving` of `hours_driven`, beside `Night Driving`. */
  readonly isOfName?: true;
}

const TYPO_SCORE = [1, PRICE.typo, PRICE.twoTypos];

export function formsOf(token: Token, near: readonly NearWord[], index: WordIndex): readonly Form[] {
  const { kind, word, stem } = token;
  if (kind === 'quoted') return [{ words: keyWords(word), score: 1 }];
  const isOther = isKnown(token, index) && (index.words.has(stem) || !(isIrregular(word) || isDerived(word)));
  const root = index.fieldRoots.get(verbRoot(word));
  if (root !== undefined && !isOther) return [{ words: [root], score: 1 }];
  const doing = valueOfDoer(stem, index) ?? doingOf(stem);
  return [
    { words: [stem], score: 1 },
    ...(doing !== undefined && index.words.has(doing)
      ? [{ words: [doing], score: 1, ...(index.words.has(stem) ? { isDoing: true as const } : {}) }]
      : []),
    ...(root === undefined || root === stem ? [] : [{ words: [root], score: 1, isOfName: true as const }]),
    ...shortFormOf(token, index),
    ...near.map((each) => ({ words: [each.word], score: TYPO_SCORE[each.distance] ?? 0.7 })),
  ];
}

function shortFormOf({ kind, stem }: Token, { shortWords }: WordIndex): readonly Form[] {
  const short = kind === 'word' ? shortWords.find((each) => isLongFor(stem, each)) : undefined;
  return short === undefined ? [] : [{ words: [short], score: 1, isShort: true }];
}

/** `hiking` of `hiker`, what those do whom the data knows by it. */
function doingOf(stem: string): string | undefined {
  const [, root] = /^(\p{L}{3,})(?:er|ist)$/u.exec(stem) ?? [];
  return root === undefined ? undefined : `${root}ing`;
}
