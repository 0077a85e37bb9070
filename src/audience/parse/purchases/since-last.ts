import type { Period, Unit } from '../../query/period.ts';
import type { Comparison } from '../../query/query.ts';
import { readComparison } from '../sentence/comparisons.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { readElapsed } from '../times/elapsed.ts';
import { spanText, unitAt } from '../times/spans.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';

const SINCE_LAST = pattern(
  'since the|their? last|latest purchase|order|transaction',
  'since the|their? most recent purchase|order|transaction',
  'from|after the? last purchase|order',
);

/** `days since last purchase > 90`, `recency under 90 days`. */
export function readSinceLast({ tokens }: Sentence, at: number): DeedRead | undefined {
  const start = skip(tokens, at, pattern('number of', 'the? number of', 'with'));
  const ahead = unitAt(tokens[start]);
  const since =
    ahead === undefined
      ? endOf(tokens, start, pattern('purchase|order? recency'))
      : endOf(tokens, start + 1, SINCE_LAST);
  if (since === undefined) return undefined;
  const read = readComparison(tokens, skip(tokens, since, pattern('is|are|was|of|:')));
  const behind = unitAt(tokens[read?.end ?? -1]);
  const unit = ahead ?? behind;
  if (read === undefined || unit === undefined || read.currency !== undefined) return undefined;
  const when = lastAgo(read.comparison, unit);
  const end = behind === unit ? read.end + 1 : read.end;
  return when && { deed: { verb: 'lastPurchase', when }, end, score: 1, assumptions: [] };
}

const LAST_DEED = pattern(
  'the|their|his|her? last|latest purchase|order|transaction',
  'the|their? most recent purchase|order|transaction',
  'they? last bought|ordered|purchased|shopped anything|something? from|with? us?',
  'they? bought|ordered|purchased|shopped anything|something last?',
);

/** `it's been more than a year since their last purchase`. */
export function readLongSince({ tokens }: Sentence, at: number): DeedRead | undefined {
  const time = readElapsed(tokens, at);
  const end = time === undefined ? undefined : endOf(tokens, time.end, LAST_DEED);
  if (time === undefined || end === undefined) return undefined;
  return { deed: { verb: 'lastPurchase', when: time.period }, end, score: 1, assumptions: [] };
}

function lastAgo({ moreThan, atLeast, lessThan, atMost }: Comparison, unit: Unit): Period | undefined {
  const [older, newer] = [moreThan ?? atLeast, lessThan ?? atMost];
  const count = older ?? newer;
  if (count === undefined || (older !== undefined && newer !== undefined) || !Number.isInteger(count))
    return undefined;
  const text = spanText({ count, unit });
  return older === undefined ? { last: text } : { olderThan: text };
}
