import { readCarted } from './cart-phrases.ts';
import { readAmountSpent, readCounted } from './counted-phrases.ts';
import type { Deed } from './deed.ts';
import { fieldsAt } from './field-phrases.ts';
import type { Period } from '../query/period.ts';
import { readComparison } from './comparisons.ts';
import { endOf, pattern, skip } from './patterns.ts';
import { EXACT, phrase, type Phrase } from './phrase.ts';
import { type DeedRead, readDeed } from './purchase-deed.ts';
import { AVERAGE, BOUGHT, FIRST, LAST, NEWEST, SPENT, VIEWED } from './purchase-words.ts';
import type { Sentence } from './sentence.ts';
import { spanText, unitAt } from './spans.ts';

/** Every deed of buying that begins at this token. */
export function readPurchasePhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { vocabulary } = sentence.index;
  if (isWished(sentence, at)) return [];
  const reads: (DeedRead | undefined)[] = [];
  for (const [verb, way] of [
    ['bought', BOUGHT],
    ['viewed', VIEWED],
    ['spent', SPENT],
    ['averagePurchase', AVERAGE],
    ['firstPurchase', FIRST],
    ['lastPurchase', LAST],
    ['newestPurchase', NEWEST],
  ] as const) {
    const end = endOf(sentence.tokens, at, way);
    if (end === undefined) continue;
    const isField = fieldsAt(sentence, at).some(
      ({ score, end: fieldEnd }) => score > 0.94 && fieldEnd >= end,
    );
    if (!isField || verb === 'bought') reads.push(readDeed(sentence, verb, at, end));
  }
  reads.push(
    readSinceLast(sentence, at),
    readCarted(sentence, at),
    readCounted(sentence, at),
    readAmountSpent(sentence, at),
  );
  return reads.flatMap((read) => {
    if (read === undefined) return [];
    const missing = missingHistory(read.deed.verb, vocabulary.has);
    return [
      phrase(
        at,
        read.end,
        { is: 'deed', deed: read.deed },
        EXACT * read.score * (missing === undefined ? 1 : 0.95),
        [...read.assumptions, missing],
      ),
    ];
  });
}

const SINCE_LAST = pattern(
  'since the|their? last|latest purchase|order|transaction',
  'since the|their? most recent purchase|order|transaction',
  'from|after the? last purchase|order',
);

/** `days since last purchase > 90`. */
function readSinceLast({ tokens }: Sentence, at: number): DeedRead | undefined {
  const start = skip(tokens, at, pattern('number of', 'the? number of', 'with'));
  const unit = unitAt(tokens[start]);
  const since = unit === undefined ? undefined : endOf(tokens, start + 1, SINCE_LAST);
  if (unit === undefined || since === undefined) return undefined;
  const read = readComparison(tokens, skip(tokens, since, pattern('is|are|was|of|:')));
  if (read === undefined || read.currency !== undefined) return undefined;
  const { moreThan, atLeast, lessThan, atMost } = read.comparison;
  const [older, newer] = [moreThan ?? atLeast, lessThan ?? atMost];
  const count = older ?? newer;
  if (count === undefined || (older !== undefined && newer !== undefined) || !Number.isInteger(count))
    return undefined;
  const text = spanText({ count, unit });
  const end = unitAt(tokens[read.end]) === unit ? read.end + 1 : read.end;
  const when: Period = older === undefined ? { last: text } : { olderThan: text };
  return { deed: { verb: 'lastPurchase', when }, end, score: 1, assumptions: [] };
}

function missingHistory(
  verb: Deed['verb'],
  has: { purchases: boolean; carts: boolean; views: boolean },
): string | undefined {
  const kind = verb === 'carted' ? 'carts' : verb === 'viewed' ? 'views' : 'purchases';
  return has[kind] ? undefined : `No ${kind} were imported.`;
}

/** `will buy`, `likely to buy`: nobody knows who will. */
function isWished({ tokens }: Sentence, at: number): boolean {
  const isVerb = /^(buy|purchase|order|spend|shop|view|browse|look|add|abandon)$/.test(
    tokens[at]?.word ?? '',
  );
  const before = tokens[at - 1]?.word ?? '';
  const isFuture = /^(will|would|might|may|should|shall|could|can|to)$/.test(before);
  return isVerb && isFuture && at > 1;
}
