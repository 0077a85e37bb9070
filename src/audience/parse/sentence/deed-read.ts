import type { Deed } from './deed.ts';
import type { Sentence } from './sentence.ts';

/** What was read of a deed so far. */
export interface DeedRead {
  readonly deed: Deed;
  readonly end: number;
  readonly score: number;
  readonly assumptions: readonly string[];
}

/** The deed with one part more, which ends here. */
export function grown(
  read: DeedRead,
  part: Partial<Deed>,
  end: number,
  score = 1,
  assumptions: readonly (string | undefined)[] = [],
): DeedRead {
  return {
    deed: { ...read.deed, ...part },
    end,
    score: Math.min(read.score, score),
    assumptions: [...read.assumptions, ...assumptions.filter((each) => each !== undefined)],
  };
}

/** The deed with all parts that follow, in any order, each right behind the one before or behind words that say nothing. */
export function grownByParts(
  sentence: Sentence,
  begun: DeedRead,
  nextPart: (sentence: Sentence, read: DeedRead) => DeedRead | undefined,
  skipNoise: (tokens: Sentence['tokens'], at: number) => number,
): DeedRead {
  let read = begun;
  for (let rounds = 0; rounds < 8; rounds++) {
    const next =
      nextPart(sentence, read) ?? nextPart(sentence, { ...read, end: skipNoise(sentence.tokens, read.end) });
    if (next === undefined) break;
    read = next;
  }
  return read;
}
