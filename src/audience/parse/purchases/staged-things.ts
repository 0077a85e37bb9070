import type { DeedRead } from '../sentence/deed-read.ts';
import { isAnything } from '../names/items.ts';
import { endOf } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { SAW } from '../words/purchase-words.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { textOf } from '../sentence/sentence.ts';
import { keyWords } from '../words/tokens.ts';
import { readDeed } from './purchase-deed.ts';

const STAGED =
  /^(drama|opera|concert|play|musical|ballet|theater|film|movie|cinema|screening|show|performance|gig|festival|comedy|circus|recital|match|fixture)$/;

/** `saw Hamlet`, of a house that sells seats: who bought one, and not who looked at a page. */
export function readSeen(sentence: Sentence, at: number): DeedRead | undefined {
  const end = endOf(sentence.tokens, at, SAW);
  if (end === undefined || !isSeen(sentence, at)) return undefined;
  const read = readDeed(sentence, 'bought', at, end);
  if (read?.deed.items === undefined || isAnything(read.deed.items)) return undefined;
  const note = `"${textOf(sentence, at, end)}" was taken as having bought it.`;
  return { ...read, score: read.score * PRICE.choice, assumptions: [...read.assumptions, note] };
}

/** Whether that verb is said of what is staged. */
export function isSeen({ tokens, index }: Sentence, at: number): boolean {
  const isVerb = endOf(tokens, at, SAW) !== undefined;
  return (
    isVerb && index.vocabulary.categories.some((name) => keyWords(name).some((word) => STAGED.test(word)))
  );
}
