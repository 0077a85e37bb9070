import { fieldsAt } from '../names/field-names.ts';
import { readItems } from '../names/items.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf } from '../words/patterns.ts';
import { BOUGHT } from '../words/purchase-words.ts';

const THEN = /^(then|later|afterwards|subsequently|by)$/;
const ARTICLE = /^(a|an|one|some|any)$/;

/** `bought a course and then an exam`, `bought a workshop but no course`: what is sold, though there is an `exam_date` and a `course`. */
export function isThenBought(sentence: Sentence, at: number): boolean {
  const { tokens } = sentence;
  const [then = '', article = ''] = tokens.slice(Math.max(0, at - 2), at).map(({ word }) => word);
  const isNext = THEN.test(then) && ARTICLE.test(article);
  const isLacked = /^(but|and)$/.test(then) && article === 'no';
  const isBehind =
    (isNext || isLacked) && tokens.slice(0, at - 2).some((_, i) => endOf(tokens, i, BOUGHT) !== undefined);
  const things = isBehind ? readItems(sentence, at) : undefined;
  // `but no exam date` is no exam.
  return things !== undefined && !fieldsAt(sentence, at).some(({ end }) => end > things.end);
}
