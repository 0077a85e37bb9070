import { type DeedRead, grown, grownByParts } from '../sentence/deed-read.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { readCount } from './purchase-count.ts';
import { readPurchaseDate } from './purchase-date.ts';
import { readMoney } from './purchase-money.ts';
import { readThings } from './purchase-things.ts';
import { readTime } from './purchase-time.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** All that belongs to a verb, in any order: what, how often, how many, for how much, when. */
export function withRest(sentence: Sentence, begun: DeedRead): DeedRead {
  const read = grownByParts(sentence, begun, nextPart, skipNoise);
  return {
    ...read,
    deed: { ...read.deed, isBareVerb: read.deed.isBareVerb === true && read.end === begun.end },
  };
}

function nextPart(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  return (
    readTogether(sentence, read) ??
    readMoney(sentence, read) ??
    readFirstTime(sentence, read) ??
    readCount(sentence, read) ??
    readPurchaseDate(sentence, read) ??
    readTime(sentence, read) ??
    readThings(sentence, read)
  );
}

function skipNoise(tokens: Sentence['tokens'], at: number): number {
  return skip(
    tokens,
    at,
    pattern(
      'in total|all',
      ',',
      'with us',
      'from us',
      'at all',
      'altogether',
      'before',
      'overall',
      'on us',
      'exactly',
      'from|with|at our shop|store|us',
      ',? inclusive|included ,?',
      '( inclusive )',
      'at any time|point',
      'lifetime',
      'so far',
      'to date',
      'recently|lately (|,|:?',
      'ever',
      'only',
      'just',
    ),
  );
}

const TOGETHER = pattern('together|combined', 'put|taken together', 'in total|all');

/** `spent over 200 on tents and boots together`: one sum. */
function readTogether({ tokens }: Sentence, read: DeedRead): DeedRead | undefined {
  const { sum, items = [], join } = read.deed;
  const end =
    sum !== undefined && items.length > 1 && join === 'and' ? endOf(tokens, read.end, TOGETHER) : undefined;
  return end === undefined ? undefined : grown(read, { join: 'or' }, end);
}

/** `bought shoes for the first time this year`. */
function readFirstTime({ tokens }: Sentence, read: DeedRead): DeedRead | undefined {
  const { verb, times, units, amount } = read.deed;
  const end = endOf(tokens, read.end, pattern('for the|their very? first time ever?'));
  const isPlain = verb === 'bought' && times === undefined && units === undefined && amount === undefined;
  return end === undefined || !isPlain ? undefined : grown(read, { verb: 'firstPurchase', join: 'or' }, end);
}
