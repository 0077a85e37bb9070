import { type Day, isoDate } from './calendar.ts';
import { readDays } from './dates.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { doubted, fromTo, openAs, type PeriodRead, SURE } from './period-read.ts';
import type { Token } from '../words/tokens.ts';

/** `in March`, `during the year 2025`, `from May onwards`. */
export function readNamed(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
  const start = endOf(
    tokens,
    at,
    pattern(
      'in',
      'during',
      'on',
      'over',
      'throughout',
      'within',
      'of',
      'from',
      'for',
      'back in',
      'in both',
      'sometime in',
      'in both|either',
      'the? month of',
      'the? year',
      'in|during|over|for|of|throughout the? year',
      'dated',
      'at',
    ),
  );
  const read = readDays(tokens, start ?? at, today);
  if (read === undefined || (start === undefined && read.isBare)) return undefined;
  // `signed up for Summer Camp`
  if (read.assumption !== undefined && read.isBare && tokens[at]?.word === 'for') return undefined;
  const onwards = endOf(tokens, read.end, pattern('onward', 'onwards', 'or later', 'and later'));
  if (onwards !== undefined)
    return doubted({ period: { from: isoDate(read.days.from) }, end: onwards, score: SURE }, read);
  const end = skip(tokens, read.end, pattern('so far', 'to date'));
  return doubted({ ...fromTo(read.days, end), ...openAs(read) }, read);
}
