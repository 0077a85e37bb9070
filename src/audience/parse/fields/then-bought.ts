import { readItems } from '../names/items.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf } from '../words/patterns.ts';
import { BOUGHT } from '../words/purchase-words.ts';

const THEN = /^(then|later|afterwards|subsequently|by)$/;

/** `bought a course and then an exam`, `followed by an exam`: what is sold, though there is an `exam_date`. */
export function isThenBought(sentence: Sentence, at: number): boolean {
  const { tokens } = sentence;
  const [then = '', article = ''] = tokens.slice(Math.max(0, at - 2), at).map(({ word }) => word);
  return (
    THEN.test(then) &&
    /^(a|an|one|some|any)$/.test(article) &&
    tokens.slice(0, at - 2).some((_, i) => endOf(tokens, i, BOUGHT) !== undefined) &&
    readItems(sentence, at) !== undefined
  );
}
