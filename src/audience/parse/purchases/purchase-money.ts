import type { DeedRead } from '../sentence/deed-read.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { paidIn, readAmount, readCurrency } from './purchase-amount.ts';
import { readSum } from './purchase-sum.ts';

/** For how much and in what: the sum of `spent over 500`, or the price of `bought for more than 50 EUR`. */
export function readMoney(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { verb, sum, amount, currency } = read.deed;
  const isSum = verb === 'spent' || verb === 'averagePurchase';
  if (!isSum && verb !== 'bought') return undefined;
  const money = isSum
    ? sum === undefined && readSum(sentence, read)
    : amount === undefined && readAmount(sentence, read);
  return money || (currency === undefined ? readCurrency(sentence, read) : undefined);
}

const PAID = pattern('paid|pay|pays|paying');

/** `pay in euros`: the end of the verb that means buying before a currency. */
export function endOfPaid({ tokens }: Sentence, at: number): number | undefined {
  const end = endOf(tokens, at, PAID);
  return end !== undefined && paidIn(tokens, end) !== undefined ? end : undefined;
}
