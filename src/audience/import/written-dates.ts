import type { WrittenColumn } from './written-forms.ts';

const DATE =
  /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap])\.?m\.?)?)?$/i;
/** `2026/12/31 14:05`, `2026.12.31`. */
const YEAR_FIRST = /^(\d{4})([./])(\d{2})\2(\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/;
/** `31 Dec 2026`, `31-Dec-2026 14:05`, `December 31, 2026`, `Thu, Dec 31st 2026 2:05 PM`. */
const NAMED_MONTH =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?(?:(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?|([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?),?[ -](\d{4})(?:,?(?: at)? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap])\.?m\.?)?)?$/i;
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

/** How a column writes its dates, where it is not as ISO 8601 does; `undefined` where they can be read in two ways. */
export function writtenDates(texts: readonly string[]): WrittenColumn | undefined {
  const dates = texts.map((text) => DATE.exec(text));
  const mark = dates[0]?.[2];
  if (mark === undefined) return FORMS.find(({ plainText }) => texts.every((text) => plainText(text)));
  if (dates.some((date) => date?.[2] !== mark)) return undefined;
  const isDayFirst = texts.every(dayFirst.plainText);
  const isMonthFirst = texts.every(monthFirst.plainText);
  // Nobody writes the month first with points.
  if (isDayFirst && (!isMonthFirst || mark === '.')) return dayFirst;
  return isMonthFirst && !isDayFirst ? monthFirst : undefined;
}

const dayFirst: WrittenColumn = {
  form: 'day_first',
  plainText(text) {
    const [, day = '', , month = '', year = '', ...time] = DATE.exec(text) ?? [];
    return isoDate(year, month, day, time);
  },
};

const monthFirst: WrittenColumn = {
  form: 'month_first',
  plainText(text) {
    const [, month = '', , day = '', year = '', ...time] = DATE.exec(text) ?? [];
    return isoDate(year, month, day, time);
  },
};

const FORMS: readonly WrittenColumn[] = [
  {
    form: 'year_first',
    plainText(text) {
      const [, year = '', , month = '', day = '', time] = YEAR_FIRST.exec(text) ?? [];
      const date = isoDate(year, month, day, []);
      return date === undefined || time === undefined ? date : `${date}T${time}`;
    },
  },
  {
    form: 'named_month',
    plainText(text) {
      const [, day, name, otherName = '', otherDay = '', year = '', ...time] = NAMED_MONTH.exec(text) ?? [];
      const word = (name ?? otherName).toLowerCase();
      const month = MONTHS.findIndex(
        (each) => each === word || (each.startsWith(word.slice(0, 3)) && word.length <= 4),
      );
      return isoDate(year, String(month + 1), day ?? otherDay, time);
    },
  },
];

/** `time`: hour, minute, seconds and half of the day, as far as they are there. `undefined` for 31 February and what is no date at all. */
function isoDate(
  year: string,
  month: string,
  day: string,
  [hour, minute = '', seconds = '00', half]: readonly (string | undefined)[],
): string | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${date}T00:00:00Z`);
  // 31 February is another day of March.
  if (Number.isNaN(at.getTime()) || at.getUTCDate() !== Number(day)) return undefined;
  return hour === undefined ? date : `${date}T${hourOfDay(hour, half)}:${minute}:${seconds}`;
}

function hourOfDay(hour: string, half: string | undefined): string {
  const past = half?.toLowerCase() === 'p' ? 12 : 0;
  return String(half === undefined ? Number(hour) : (Number(hour) % 12) + past).padStart(2, '0');
}
