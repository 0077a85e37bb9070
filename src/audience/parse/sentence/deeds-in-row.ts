import type { Deed } from './deed.ts';
import type { Mark, Phrase } from './phrase.ts';

/** The deed that a phrase says, if it says one. */
export function deedOf(phrase: Phrase | undefined): Deed | undefined {
  return phrase?.meaning.is === 'deed' ? phrase.meaning.deed : undefined;
}

/** The phrase with another deed, at a share of its score. */
export function withDeed(phrase: Phrase, deed: Deed, score = 1, ...notes: readonly string[]): Phrase {
  return {
    ...phrase,
    meaning: { is: 'deed', deed },
    score: phrase.score * score,
    assumptions: [...phrase.assumptions, ...notes],
  };
}

/** Whether a phrase is one of these holding words. */
export function isMark(phrase: Phrase | undefined, ...marks: readonly Mark[]): boolean {
  return phrase?.meaning.is === 'mark' && marks.includes(phrase.meaning.mark);
}

const NONE: ReadonlySet<number> = new Set();

/** Where the nearest deed before stands, past what is `gone`. */
export function lastIndexBefore(
  phrases: readonly Phrase[],
  i: number,
  gone: ReadonlySet<number> = NONE,
): number | undefined {
  for (let j = i - 1; j >= 0; j--) if (!gone.has(j) && deedOf(phrases[j]) !== undefined) return j;
  return undefined;
}

/** The deed that this one is joined with by `and`, `or`, `but` and perhaps `not`, without a new subject. */
export function joinedBefore(phrases: readonly Phrase[], i: number): number | undefined {
  for (let j = i - 1; j >= 0; j--) {
    if (deedOf(phrases[j]) !== undefined) return j < i - 1 ? j : undefined;
    if (!isMark(phrases[j], 'and', 'or', 'but', 'comma', 'not', 'nor', 'neither', 'either')) return undefined;
  }
  return undefined;
}
