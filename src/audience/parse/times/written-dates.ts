import { compareDays, type Day, monthDays } from './calendar.ts';
import { type DaysRead, digits, monthAt, one, readRelativeYear, whole, yearAt } from './date-words.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

/** `2026-12-31`, `2026-12`. */
export function readIso(tokens: readonly Token[], at: number): DaysRead | undefined {
  const year = digits(tokens[at], /^[12]\d{3}$/);
  if (year === undefined || tokens[at + 1]?.word !== '-' || !isJoinedSign(tokens, at + 1)) return undefined;
  const month = digits(tokens[at + 2], /^\d{2}$/);
  if (month === undefined || month < 1 || month > 12) return undefined;
  const day =
    tokens[at + 3]?.word === '-' && isJoinedSign(tokens, at + 3)
      ? digits(tokens[at + 4], /^\d{2}$/)
      : undefined;
  return day === undefined ? whole(monthDays(year, month), at + 3) : one({ year, month, day }, at + 5);
}

function isJoinedSign(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.isJoined === true && tokens[at + 1]?.isJoined === true;
}

/** `31/12/2026` and `12/31/2026`; where both would be a day, nobody can know. */
export function readSlashes(tokens: readonly Token[], at: number): DaysRead | undefined {
  const sign = tokens[at + 1]?.word;
  if ((sign !== '/' && sign !== '.') || tokens[at + 3]?.word !== sign) return undefined;
  const [a, b, year] = [
    digits(tokens[at], /^\d{1,2}$/),
    digits(tokens[at + 2], /^\d{1,2}$/),
    digits(tokens[at + 4], /^[12]\d{3}$/),
  ];
  if (a === undefined || b === undefined || year === undefined) return undefined;
  if (sign === '.' || a > 12 || a === b) return one({ year, month: b, day: a }, at + 5);
  return b > 12 ? one({ year, month: a, day: b }, at + 5) : undefined;
}

/** `31 December 2026`, `March 5th`. */
export function readDayAndMonth(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const dayFirst = digits(tokens[at], /^(\d{1,2})(?:st|nd|rd|th)?$/);
  const ofMonth = dayFirst === undefined ? at : skip(tokens, at + 1, pattern('of'));
  const month = monthAt(tokens, dayFirst === undefined ? at : ofMonth);
  if (month === undefined) return undefined;
  const afterMonth = dayFirst === undefined ? skip(tokens, at + 1, pattern('the')) : ofMonth;
  const day = dayFirst ?? digits(tokens[afterMonth], /^(\d{1,2})(?:st|nd|rd|th)?$/);
  if (day === undefined || day < 1) return undefined;
  const end = afterMonth + 1;
  const given = yearAt(tokens, end);
  if (given !== undefined) return one({ year: given.year, month, day }, given.end);
  const thisYear = { year: today.year, month, day };
  return one(compareDays(thisYear, today) <= 0 ? thisYear : { ...thisYear, year: today.year - 1 }, end, true);
}

/** `10 to 20 December`, `24 - 26 December 2026`, `5th till the 10th of March`. */
export function readDaysOfMonth(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const day = digits(tokens[at], /^(\d{1,2})(?:st|nd|rd|th)?$/);
  const to =
    day === undefined
      ? undefined
      : endOf(tokens, at + 1, pattern('to|and|until|till|through|-|– the?', 'up to the?'));
  const last = to === undefined ? undefined : readDayAndMonth(tokens, to, today);
  if (day === undefined || last === undefined || day > last.days.to.day) return undefined;
  return { ...last, days: { from: { ...last.days.to, day }, to: last.days.to } };
}

/** `March`, `last March`, `March of last year`. */
export function readMonth(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const start = skip(tokens, at, pattern('last', 'this', 'the month of'));
  const month = monthAt(tokens, start);
  if (month === undefined) return undefined;
  const given = yearAt(tokens, start + 1);
  if (given !== undefined) return whole(monthDays(given.year, month), given.end);
  const relative = readRelativeYear(tokens, start + 1, today);
  if (relative !== undefined) return whole(monthDays(relative.year, month), relative.end);
  const later =
    yearOfLaterMonth(tokens, at, start + 1, month, today) ?? yearOfMonthBefore(tokens, start, month);
  if (later !== undefined) return whole(monthDays(later, month), start + 1);
  const isOver = tokens[at]?.word === 'last' ? month < today.month : month <= today.month;
  return whole(
    monthDays(tokens[at]?.word === 'this' || isOver ? today.year : today.year - 1, month),
    start + 1,
    true,
  );
}

/** `November 2024 or December`: of the same year, or of the next where that month comes round again. */
function yearOfMonthBefore(tokens: readonly Token[], at: number, month: number): number | undefined {
  const isJoined = /^(or|and|,)$/.test(tokens[at - 1]?.word ?? '');
  const year = isJoined ? digits(tokens[at - 2], /^[12]\d{3}$/) : undefined;
  const before = monthAt(tokens, at - 3);
  if (year === undefined || before === undefined) return undefined;
  return before < month ? year : year + 1;
}

/** `January, February or March 2024`, `November or December last year` say the year once; not so `between November and March 2024`. */
function yearOfLaterMonth(
  tokens: readonly Token[],
  from: number,
  behind: number,
  month: number,
  today: Day,
): number | undefined {
  if (/^(between|from|since|after|before|until)$/.test(tokens[from - 1]?.word ?? '')) return undefined;
  let latest = month;
  let years = 0;
  let at = behind;
  for (let count = 0; count < 12; count++) {
    const next = endOf(tokens, at, pattern('or|and|/|& in?', ', or|and? in?'));
    const other = next === undefined ? undefined : monthAt(tokens, next);
    if (next === undefined || other === undefined) return undefined;
    if (other < latest) years++;
    latest = other;
    at = next + 1;
    const given = yearAt(tokens, at) ?? readRelativeYear(tokens, at, today);
    if (given !== undefined) return given.year - years;
  }
  return undefined;
}
