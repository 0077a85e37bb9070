import { addDays, compareDays, type Day, type Days, monthDays, weekday } from './calendar.ts';
import type { Token } from '../words/tokens.ts';

/** A season or a holiday in a question. */
export interface OccasionRead {
  readonly days: Days;
  readonly end: number;
  /** Neither a year nor `last`, `this`, `next`. */
  readonly isYearOpen: boolean;
  readonly assumption: string;
}

/** The days of the year in which it begins. */
type DaysOf = (year: number) => Days;

const on = (month: number, day: number, length = 1): DaysOf => {
  return (year) => stretch({ year, month, day }, length);
};
const season =
  (month: number): DaysOf =>
  (year) => ({
    from: { year, month, day: 1 },
    to: month === 12 ? monthDays(year + 1, 2).to : monthDays(year, month + 2).to,
  });
/** `after` days after the fourth Thursday of November. */
const thanksgiving =
  (after: number): DaysOf =>
  (year) => {
    const first = { year, month: 11, day: 1 };
    return stretch(addDays(first, ((10 - weekday(first)) % 7) + 21 + after), 1);
  };

/** In the northern half of the world, by whole months. */
const OCCASIONS: ReadonlyMap<string, DaysOf> = new Map([
  ['spring', season(3)],
  ['summer', season(6)],
  ['autumn', season(9)],
  ['fall', season(9)],
  ['winter', season(12)],
  ['summertime', season(6)],
  ['springtime', season(3)],
  ['wintertime', season(12)],
  ['christmas', on(12, 25, 2)],
  ['xmas', on(12, 25, 2)],
  ['christmas day', on(12, 25)],
  ['christmas eve', on(12, 24)],
  ['boxing day', on(12, 26)],
  ['new year', on(1, 1)],
  ['new years', on(1, 1)],
  ['new year day', on(1, 1)],
  ['new years day', on(1, 1)],
  ['new year eve', on(12, 31)],
  ['new years eve', on(12, 31)],
  ['valentine', on(2, 14)],
  ['valentines', on(2, 14)],
  ['valentine day', on(2, 14)],
  ['valentines day', on(2, 14)],
  ['halloween', on(10, 31)],
  ['easter', (year) => stretch(addDays(easterSunday(year), -2), 4)],
  ['easter weekend', (year) => stretch(addDays(easterSunday(year), -2), 4)],
  ['easter sunday', (year) => stretch(easterSunday(year), 1)],
  ['easter monday', (year) => stretch(addDays(easterSunday(year), 1), 1)],
  ['good friday', (year) => stretch(addDays(easterSunday(year), -2), 1)],
  ['thanksgiving', thanksgiving(0)],
  ['black friday', thanksgiving(1)],
  ['cyber monday', thanksgiving(4)],
]);
const MAX_WORDS = 3;
const OCCASION_WORDS = new Set([...OCCASIONS.keys()].flatMap((name) => name.split(' ')));

/** Whether it is a word of such a name. */
export function isOccasionWord(word: string): boolean {
  return OCCASION_WORDS.has(word);
}

function stretch(from: Day, length: number): Days {
  return { from, to: addDays(from, length - 1) };
}

/** Of the western churches, by the rule of Meeus and Jones. */
function easterSunday(year: number): Day {
  const century = Math.floor(year / 100);
  const epact =
    (19 * (year % 19) +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7;
  const late = Math.floor(((year % 19) + 11 * epact + 22 * sunday) / 451);
  const count = epact + sunday - 7 * late + 114;
  return { year, month: Math.floor(count / 31), day: (count % 31) + 1 };
}

/** `last summer`, `spring 2025`, `Easter`: with a word or a year that says which, or the newest that has begun. */
export function readOccasion(tokens: readonly Token[], at: number, today: Day): OccasionRead | undefined {
  const start = tokens[at]?.word === 'the' ? at + 1 : at;
  const which = /^(last|previous|past|this|current|next|coming|upcoming|following)$/.exec(
    tokens[start]?.word ?? '',
  )?.[0];
  const name = nameAt(tokens, which === undefined ? start : start + 1);
  if (name === undefined) return undefined;
  const year = yearAt(tokens, name.end, today);
  const days = year === undefined ? chosen(name.daysOf, which, today) : name.daysOf(year.year);
  const end = year?.end ?? name.end;
  const said = tokens
    .slice(start, end)
    .map(({ raw }) => raw)
    .join(' ');
  return {
    days,
    end,
    isYearOpen: which === undefined && year === undefined,
    assumption: `"${said}" was taken as ${daysShown(days)}.`,
  };
}

function nameAt(tokens: readonly Token[], at: number): { daysOf: DaysOf; end: number } | undefined {
  for (let end = Math.min(tokens.length, at + MAX_WORDS); end > at; end--) {
    const row = tokens.slice(at, end);
    const daysOf = row.every(({ kind }) => kind === 'word')
      ? OCCASIONS.get(row.map(({ word }) => word).join(' '))
      : undefined;
    if (daysOf !== undefined) return { daysOf, end };
  }
  return undefined;
}

function yearAt(tokens: readonly Token[], at: number, today: Day): { year: number; end: number } | undefined {
  const start = /^(of|in)$/.test(tokens[at]?.word ?? '') ? at + 1 : at;
  const word = tokens[start]?.word ?? '';
  if (/^(19|20)\d\d$/.test(word)) return { year: Number(word), end: start + 1 };
  const isLast = /^(last|this)$/.test(word) && tokens[start + 1]?.word === 'year';
  return isLast ? { year: word === 'last' ? today.year - 1 : today.year, end: start + 2 } : undefined;
}

function chosen(daysOf: DaysOf, which: string | undefined, today: Day): Days {
  const years = [1, 0, -1, -2].map((offset) => daysOf(today.year + offset));
  const newest = years.find(({ from }) => compareDays(from, today) <= 0) ?? daysOf(today.year);
  switch (which) {
    case undefined:
      return newest;
    case 'last':
    case 'previous':
    case 'past':
      return years.find(({ to }) => compareDays(to, today) < 0) ?? newest;
    case 'this':
    case 'current':
      return compareDays(newest.to, today) >= 0 ? newest : daysOf(today.year);
    default:
      return years.findLast(({ from }) => compareDays(from, today) > 0) ?? newest;
  }
}

const MONTH_AND_DAY = new Intl.DateTimeFormat('en', { month: 'long', day: 'numeric', timeZone: 'UTC' });

/** Without the year: of times that lie ahead it is a later one. */
export function daysShown({ from, to }: Days): string {
  const [first, last] = [from, to].map(({ year, month, day }) =>
    MONTH_AND_DAY.format(Date.UTC(year, month - 1, day)),
  );
  return first === last ? `${first}` : `${first} to ${last}`;
}
