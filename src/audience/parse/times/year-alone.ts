import { type Day, isoDate } from './calendar.ts';
import { readDays } from './dates.ts';
import { fromTo, type PeriodRead, SURE } from './period-read.ts';
import type { Token } from '../words/tokens.ts';

const MOST_YEARS_AGO = 20;

/** `last ride 2025`, `bought Classes, 2026 only`, `joined 2025+`: a year without a word before it, behind all else that is said. */
export function readYearAlone(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
  const year = Number(tokens[at]?.word);
  if (!/^20\d\d$/.test(tokens[at]?.word ?? '') || year <= today.year - MOST_YEARS_AGO) return undefined;
  const plus = tokens[at + 1];
  const isOpen = plus?.word === '+' && plus.isJoined;
  const end = isOpen ? at + 2 : at + 1;
  const isLast = /^([.,;:?!)]|and|or|but|only|)$/.test(tokens[end]?.word ?? '');
  const read = isLast ? readDays(tokens, at, today) : undefined;
  if (read === undefined || read.end !== at + 1) return undefined;
  return isOpen ? { period: { from: isoDate(read.days.from) }, end, score: SURE } : fromTo(read.days, end);
}
