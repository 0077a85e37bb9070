import type { Sentence } from '../sentence/sentence.ts';
import { endOf } from '../words/patterns.ts';
import { BOUGHT, CARTED, VIEWED } from '../words/purchase-words.ts';

const DEEDS = [BOUGHT, VIEWED, CARTED] as const;

/** `bought size 40 shoes`, `bought size M hats`: they are what was bought. */
export function isOfDeed({ tokens }: Sentence, at: number): boolean {
  return [1, 2].some((back) => DEEDS.some((way) => endOf(tokens, at - back, way) !== undefined));
}
