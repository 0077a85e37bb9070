import type { Period } from '../../query/period.ts';
import { isoDate } from '../times/calendar.ts';
import { type DeedRead, grown } from '../sentence/deed-read.ts';
import { pattern, skip } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import { PRICE } from '../words/price.ts';
import { IS } from '../words/purchase-words.ts';
import { lookUp, type Sentence } from '../sentence/sentence.ts';
import { readYearAlone } from '../times/year-alone.ts';

export const NOTHING_YET = 'Nobody has done anything yet in a time that lies ahead.';

/** Whether all of a time is still to come. */
export function isAheadOf({ today }: Sentence, period: Period): boolean {
  const now = isoDate(today);
  return (
    'next' in period ||
    'following' in period ||
    ('from' in period && period.from > now) ||
    ('after' in period && period.after >= now)
  );
}

/** When it was done: `in the last 30 days`, `for over a year`. */
export function readTime(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  if (read.deed.when !== undefined) return undefined;
  const { verb } = read.deed;
  const isDated = verb === 'firstPurchase' || verb === 'lastPurchase';
  const start = skip(
    sentence.tokens,
    read.end,
    isDated ? IS : pattern(',', 'made', 'placed', 'ever', 'at some point', 'on'),
  );
  const period =
    readPeriod(sentence.tokens, start, sentence.today) ??
    readPeriod(sentence.tokens, read.end, sentence.today) ??
    (sentence.tokens[read.end - 1]?.word === 'for'
      ? readPeriod(sentence.tokens, read.end - 1, sentence.today)
      : undefined);
  if (period === undefined) return ofYear(sentence, read);
  if (isBegunName(sentence, period.end)) return undefined;
  if (isAheadOf(sentence, period.period))
    return grown(read, { when: period.period }, period.end, PRICE.contradiction, [NOTHING_YET]);
  if (saysJoined(sentence, read.end) && sentence.tokens[start]?.word === 'within')
    return grown(read, { when: period.period }, period.end, PRICE.choice, [
      'The time was counted back from now, and not from when they joined.',
    ]);
  const isVague = period.span?.isFor === true || period.span?.isAtLeast === true;
  if (period.span?.isAtLeast === true && !isNegatedBefore(sentence, read.end))
    return grown(read, { when: period.period }, period.end, PRICE.only, [
      `"more than ${period.span.text}" was taken as in the last ${period.span.text}.`,
    ]);
  return grown(read, { when: period.period }, period.end, isVague ? 0.95 : period.score, [period.assumption]);
}

const JOINED = /^(joined|registered|enrolled|subscribed|signed|joining|signing|registering)$/;

/** `signed up last year and ordered within 30 days`: of today, or of the day on which they did. */
function saysJoined({ tokens }: Sentence, end: number): boolean {
  return tokens.slice(0, end).some(({ word }) => JOINED.test(word));
}

/** `after winter tires`, which are sold: no time ends inside of a name. */
function isBegunName(sentence: Sentence, end: number): boolean {
  return lookUp(sentence, end - 1).some(
    (found) =>
      found.score === 1 &&
      found.end > end &&
      found.refs.some(({ is }) => is === 'product' || is === 'category' || is === 'campaign'),
  );
}

/** `Night Tour 2026`, `bought Classes, 2026 only`: a year behind all that was done. */
function ofYear({ tokens, today }: Sentence, read: DeedRead): DeedRead | undefined {
  const at = skip(tokens, read.end, pattern(','));
  const isPast = Number(tokens[at]?.word) <= today.year;
  const year = isPast ? readYearAlone(tokens, at, today) : undefined;
  return year && grown(read, { when: year.period }, year.end);
}

/** `not in over a year` is longer ago than that; without the `not` nobody can know. */
function isNegatedBefore({ tokens }: Sentence, end: number): boolean {
  return tokens
    .slice(0, end)
    .some(({ word }) => /^(not|no|never|nothing|none|without|nor|neither)$/.test(word));
}
