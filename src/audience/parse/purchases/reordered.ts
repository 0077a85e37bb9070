import type { DeedRead } from '../sentence/deed-read.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { withRest } from './purchase-parts.ts';

const REORDERED = pattern(
  'reordered|reorder|reordering|repurchased|repurchase|rebought|rebuy|rebooked|rebook|restocked|restock',
  're ordered|order|bought|buy|purchased|purchase|booked|book',
);
const AGAIN = pattern('bought|buy|ordered|order|purchased|purchase|booked|book again');
const DENIED = /^(not|never)$/;
const MOST_BETWEEN = 3;

/** `tent buyers who have not reordered`: nothing of the things before; who has has bought them twice, which is not said so. */
export function readReordered(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const reordered = endOf(tokens, at, REORDERED);
  const end = reordered ?? endOf(tokens, at, AGAIN);
  const isDenied = tokens.slice(Math.max(0, at - MOST_BETWEEN), at).some(({ word }) => DENIED.test(word));
  if (end === undefined || !isDenied) return undefined;
  const isOpen = reordered === undefined;
  return withRest(sentence, {
    deed: { verb: 'bought', isSame: true, join: 'or' },
    end,
    score: isOpen ? PRICE.choice : 0.97,
    assumptions: isOpen ? ['"Again" was taken as buying the same things.'] : [],
  });
}
