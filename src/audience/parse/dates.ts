import {
  addDays,
  addMonths,
  compareDays,
  type Day,
  type Days,
  isRealDay,
  monthDays,
  quarterDays,
  unitDays,
  weekday,
  yearDays,
} from './calendar.ts';
import { readNumber } from './numbers.ts';
import { type OccasionRead, readOccasion } from './occasions.ts';
import { endOf, pattern, skip } from './patterns.ts';
import type { Token } from './tokens.ts';

/** A named time in a question. */
export interface DaysRead {
  readonly days: Days;
  readonly end: number;
  /** No year was said: `March`, `March 5`. */
  readonly isYearOpen: boolean;
  /** Only a word that may as well be something else: `2025`, `summer`. */
  readonly isBare: boolean;
  /** Where not all would name the same days: what was taken. */
  readonly assumption?: string;
}

const MONTHS = [
  'january|jan',
  'february|feb',
  'march|mar',
  'april|apr',
  'may',
  'june|jun',
  'july|jul',
  'august|aug',
  'september|sep|sept',
  'october|oct',
  'november|nov',
  'december|dec',
];
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const ORDINALS = ['first|1st', 'second|2nd', 'third|3rd', 'fourth|4th'];
pattern([...MONTHS, ...WEEKDAYS, ...ORDINALS].join('|'));

const EDGE = pattern('the? beginning|start of?');
const LAST_QUARTER = pattern('the? last|final quarter of|in?');
const HALF = [pattern('the? first half of|in?', 'h1 of?'), pattern('the? second half of|in?', 'h2 of?')];

/** A day, month, quarter, half or year at this token; without a year the newest that has begun. */
export function readDays(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const edge = endOf(tokens, at, EDGE);
  if (edge !== undefined) {
    const read = readUnit(tokens, edge, today) ?? readDays(tokens, edge, today);
    return read && { ...read, days: { from: read.days.from, to: read.days.from }, isBare: false };
  }
  const the = skip(tokens, at, pattern('the'));
  return (
    readIso(tokens, at) ??
    readSlashes(tokens, at) ??
    readDayAndMonth(tokens, the, today) ??
    readDaysOfMonth(tokens, the, today) ??
    readMonth(tokens, at, today) ??
    readQuarter(tokens, the, today) ??
    readHalf(tokens, at, today) ??
    readMonthsOfYear(tokens, the, today) ??
    readRelative(tokens, at, today) ??
    withBare(readOccasion(tokens, at, today)) ??
    readYear(tokens, at)
  );
}

function withBare(read: OccasionRead | undefined): DaysRead | undefined {
  return read && { ...read, isBare: read.isYearOpen };
}

function whole(days: Days, end: number, isYearOpen = false): DaysRead {
  return { days, end, isYearOpen, isBare: false };
}

function one(day: Day, end: number, isYearOpen = false): DaysRead | undefined {
  return isRealDay(day) ? whole({ from: day, to: day }, end, isYearOpen) : undefined;
}

function digits(token: Token | undefined, pattern: RegExp): number | undefined {
  const match = token?.kind === 'number' || token?.kind === 'word' ? pattern.exec(token.word) : null;
  return match === null ? undefined : Number(match[1] ?? match[0]);
}

function readIso(tokens: readonly Token[], at: number): DaysRead | undefined {
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
function readSlashes(tokens: readonly Token[], at: number): DaysRead | undefined {
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

function monthAt(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  const found = MONTHS.findIndex((names) => names.split('|').includes(token.word));
  return found < 0 || (found === 4 && !isMonthOfMay(tokens, at)) ? undefined : found + 1;
}

/** `may` in small letters is mostly the verb, but not behind a word of time; `May I have` is never a month. */
export function isMonthOfMay(tokens: readonly Token[], at: number): boolean {
  const [before, token] = [tokens[at - 1]?.word ?? '', tokens[at]];
  if (/^(i|we|you|they)$/.test(tokens[at + 1]?.word ?? '')) return false;
  if (token?.raw === 'may')
    return /^(in|since|until|till|before|after|during|of|from|through|to|between|last|this|next|by|\d+(st|nd|rd|th)?)$/.test(
      before,
    );
  return token?.word === 'may' && (at > 0 || token.raw === 'May');
}

function yearAt(tokens: readonly Token[], at: number): { year: number; end: number } | undefined {
  const start = skip(tokens, at, pattern('of', ',', 'in'));
  const year = digits(tokens[start], /^[12]\d{3}$/);
  if (year === undefined || year < 1900 || year > 2200) return undefined;
  return { year, end: start + 1 };
}

function readDayAndMonth(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
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

function readMonth(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const start = skip(tokens, at, pattern('last', 'this', 'the month of'));
  const month = monthAt(tokens, start);
  if (month === undefined) return undefined;
  const given = yearAt(tokens, start + 1);
  if (given !== undefined) return whole(monthDays(given.year, month), given.end);
  const relative = readRelativeYear(tokens, start + 1, today);
  if (relative !== undefined) return whole(monthDays(relative.year, month), relative.end);
  const later = yearOfLaterMonth(tokens, at, start + 1, month);
  if (later !== undefined) return whole(monthDays(later, month), start + 1);
  const isOver = tokens[at]?.word === 'last' ? month < today.month : month <= today.month;
  return whole(
    monthDays(tokens[at]?.word === 'this' || isOver ? today.year : today.year - 1, month),
    start + 1,
    true,
  );
}

/** `January, February or March 2024` says the year once; not so `between November and March 2024`. */
function yearOfLaterMonth(
  tokens: readonly Token[],
  from: number,
  behind: number,
  month: number,
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
    const given = yearAt(tokens, at);
    if (given !== undefined) return given.year - years;
  }
  return undefined;
}

/** Behind a month or quarter: `last year`, `of this year`. */
function readRelativeYear(
  tokens: readonly Token[],
  at: number,
  today: Day,
): { year: number; end: number } | undefined {
  const ways = [pattern('of? last|previous year'), pattern('of? this|the year'), pattern('of? next year')];
  for (const [i, way] of ways.entries()) {
    const end = endOf(tokens, at, way);
    if (end !== undefined) return { year: today.year + i - 1, end };
  }
  return undefined;
}

function readQuarter(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const last = endOf(tokens, at, LAST_QUARTER);
  const ofYear =
    last === undefined ? undefined : (yearAt(tokens, last) ?? readRelativeYear(tokens, last, today));
  if (ofYear !== undefined) return whole(quarterDays(ofYear.year, 4), ofYear.end);
  const letter = digits(tokens[at], /^q([1-4])$/);
  const named = ORDINALS.findIndex((names) => names.split('|').includes(tokens[at]?.word ?? ''));
  const isNamed = named >= 0 && tokens[at + 1]?.word === 'quarter';
  const quarter = letter ?? (isNamed ? named + 1 : undefined);
  if (quarter === undefined) return undefined;
  const end = at + (letter === undefined ? 2 : 1);
  const given = yearAt(tokens, end) ?? readRelativeYear(tokens, end, today);
  if (given !== undefined) return whole(quarterDays(given.year, quarter), given.end);
  return whole(quarterDays(quarter * 3 - 2 <= today.month ? today.year : today.year - 1, quarter), end, true);
}

function readHalf(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  for (const [half, way] of HALF.entries()) {
    const end = endOf(tokens, at, way);
    const given =
      end === undefined ? undefined : (yearAt(tokens, end) ?? readRelativeYear(tokens, end, today));
    if (given === undefined) continue;
    const { year } = given;
    const days =
      half === 0
        ? { from: { year, month: 1, day: 1 }, to: { year, month: 6, day: 30 } }
        : { from: { year, month: 7, day: 1 }, to: { year, month: 12, day: 31 } };
    return whole(days, given.end);
  }
  return undefined;
}

/** `the first three months of 2026`. */
function readMonthsOfYear(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const edge = tokens[at]?.word;
  const number =
    edge === 'first' || edge === 'last' || edge === 'final' ? readNumber(tokens, at + 1) : undefined;
  const end = number === undefined ? undefined : endOf(tokens, number.end, pattern('months of'));
  const given = end === undefined ? undefined : (yearAt(tokens, end) ?? readRelativeYear(tokens, end, today));
  if (number === undefined || given === undefined || !(number.value >= 1 && number.value <= 12))
    return undefined;
  const { from, to } = yearDays(given.year);
  const days =
    edge === 'first'
      ? { from, to: monthDays(given.year, number.value).to }
      : { from: monthDays(given.year, 13 - number.value).from, to };
  return whole(days, given.end);
}

function readYear(tokens: readonly Token[], at: number): DaysRead | undefined {
  const start = skip(tokens, at, pattern('the? year', 'all of?', 'the? whole of?'));
  const year =
    digits(tokens[start], /^(19|20)\d{2}$/) === undefined ? undefined : Number(tokens[start]?.word);
  if (year === undefined) return undefined;
  const end = skip(tokens, start + 1, pattern('year'));
  return { days: yearDays(year), end, isYearOpen: false, isBare: start === at && end === start + 1 };
}

const TODAY = pattern('today', 'now');
const BEFORE_YESTERDAY = pattern('the? day before yesterday');
const YESTERDAY = pattern('yesterday');
const TOMORROW = pattern('tomorrow');
const LAST = pattern('the? last|previous', 'last|past');

function readRelative(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  for (const [way, offset] of [
    [TODAY, 0],
    [BEFORE_YESTERDAY, -2],
    [YESTERDAY, -1],
    [TOMORROW, 1],
  ] as const) {
    const end = endOf(tokens, at, way);
    if (end !== undefined) return whole(unitDays(today, 'day', offset), end);
  }
  const start = skip(tokens, at, LAST);
  const name = WEEKDAYS.indexOf(tokens[start]?.word ?? '');
  if (name >= 0) {
    const back = (weekday(today) - name + 7) % 7;
    return one(addDays(today, -(back === 0 && start > at ? 7 : back)), start + 1);
  }
  return readUnit(tokens, at, today);
}

const UNIT_WORDS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** `this month`, `last quarter`, `the year` as whole days. */
function readUnit(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const ways = [
    pattern('the? last|previous'),
    pattern('the? this|current', 'the'),
    pattern('the? next|following|coming'),
  ];
  for (const [i, way] of ways.entries()) {
    const end = endOf(tokens, at, way);
    if (end === undefined) continue;
    const unit = UNIT_WORDS.find((unit) => tokens[end]?.word === unit);
    if (/^(before|after)$/.test(tokens[end + 1]?.word ?? '')) continue;
    if (unit !== undefined) return whole(unitDays(today, unit, i - 1), end + 1);
  }
  return undefined;
}

/** Both ends of `between January and March`: a missing year is that of the other, and both lie in the order they were said. */
export function joinDays(first: DaysRead, second: DaysRead): Days {
  const { from } = first.days;
  const { to } = second.days;
  if (first.isYearOpen && second.isYearOpen) {
    const end = { ...to, year: from.year };
    return { from, to: compareDays(end, from) < 0 ? addMonths(end, 12) : end };
  }
  if (first.isYearOpen) {
    const start = { ...from, year: to.year };
    return { from: compareDays(start, to) > 0 ? addMonths(start, -12) : start, to };
  }
  if (second.isYearOpen) {
    const end = { ...to, year: from.year };
    return { from, to: compareDays(end, from) < 0 ? addMonths(end, 12) : end };
  }
  return compareDays(from, to) <= 0 ? { from, to } : { from: second.days.from, to: first.days.to };
}
