import { type Day, isoDate } from './calendar.ts';
import type { DaysRead } from './date-words.ts';
import { joinDays, readDays } from './dates.ts';
import { readDaysOfMonth } from './written-dates.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { doubted, fromTo, openAs, type PeriodRead } from './period-read.ts';
import type { Token } from '../words/tokens.ts';

const BETWEEN = pattern('between', 'in between', 'from', 'anywhere between');

const AND = pattern(
  'and',
  'to',
  'until',
  'till',
  'through',
  'up to',
  '-',
  '–',
  'and the? end of',
  'to the? end of',
);

/** Named beside the time that is meant by it: `this summer, June till August`. */
const SEASON = pattern(
  'in|during|over? this|last|the spring|summer|autumn|fall|winter|season ,|(|:?',
  'in|during|over? this|last|the spring|summer|autumn|fall|winter|season , that is ,?',
);

const DAY_OF_MONTH = /^(\d{1,2})(st|nd|rd|th)?$/;

/** `between March and May`, `from 5 to 10 March`. */
export function readBetween(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
  const season = endOf(tokens, at, SEASON) ?? at;
  const said = endOf(tokens, season, BETWEEN);
  const row = said === undefined ? undefined : readDaysOfMonth(tokens, said, today);
  if (row !== undefined) return { ...fromTo(row.days, row.end), isYearOpen: row.isYearOpen };
  const start = said ?? skip(tokens, season, pattern('in', 'during'));
  const first = readDays(tokens, start, today);
  const and =
    first === undefined
      ? undefined
      : endOf(
          tokens,
          first.end,
          said === undefined ? pattern('to', 'until', 'till', 'through', '-', '–') : AND,
        );
  if (first === undefined || and === undefined) return undefined;
  const second = readDays(tokens, and, today) ?? dayOfSameMonth(tokens, and, first);
  // Two years alone may be two numbers, but not behind `born`.
  const isBare = first.isBare && (second?.isBare ?? false) && tokens[at - 1]?.word !== 'born';
  if (second === undefined || (said === undefined && isBare && start === at)) return undefined;
  const end = skip(tokens, second.end, pattern('inclusive', 'included'));
  const isYearOpen = first.isYearOpen && second.isYearOpen;
  const isWeekOpen = first.isWeekOpen === true && second.isWeekOpen === true;
  const open = openAs({ ...first, isYearOpen });
  return doubted(
    { ...fromTo(joinDays(first, second), end), ...(isWeekOpen ? open : { isYearOpen }) },
    first,
    second,
  );
}

/** `from March 5 to 10`. */
function dayOfSameMonth(tokens: readonly Token[], at: number, first: DaysRead): DaysRead | undefined {
  const match = DAY_OF_MONTH.exec(tokens[at]?.word ?? '');
  if (match === null || isoDate(first.days.from) !== isoDate(first.days.to)) return undefined;
  const day = { ...first.days.from, day: Number(match[1]) };
  return { ...first, days: { from: day, to: day }, end: at + 1 };
}
