import type { DeedRead } from '../sentence/deed-read.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';

const DENIED = /^(not|no|never|without|nor|neither|least|than|zero)$/;
/** Words from what denies a purchase to the purchase: `have never made a single order`. */
const MOST_BEFORE = 4;

/** `a single purchase`, `one order` between verb and end is exactly one; `not a single one` is none at all. */
export function withSingle({ tokens }: Sentence, at: number, verbEnd: number, read: DeedRead): DeedRead {
  const isOne = tokens.slice(at, verbEnd).some(({ word }) => /^(one|single)$/.test(word));
  const isDenied = tokens.slice(Math.max(0, at - MOST_BEFORE), at).some(({ word }) => DENIED.test(word));
  const { times, amount } = read.deed;
  // `a single purchase over 500` is one that large, whatever else was bought.
  if (!isOne || isDenied || times !== undefined || amount !== undefined) return read;
  return {
    ...read,
    deed: { ...read.deed, times: { exactly: 1 } },
    score: Math.min(read.score, PRICE.choice),
    assumptions: [...read.assumptions, 'One purchase was taken as exactly one.'],
  };
}
