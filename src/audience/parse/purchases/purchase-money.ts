import type { DeedRead } from '../sentence/deed-read.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { readAmount } from './purchase-amount.ts';
import { readSum } from './purchase-sum.ts';

/** For how much: the sum of `spent over 500`, or the price of `bought for more than 50 EUR`. */
export function readMoney(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { verb, sum, amount } = read.deed;
  if (verb === 'spent' || verb === 'averagePurchase')
    return sum === undefined ? readSum(sentence, read) : undefined;
  return verb === 'bought' && amount === undefined ? readAmount(sentence, read) : undefined;
}
