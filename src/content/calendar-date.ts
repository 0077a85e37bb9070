const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly weekday: number;
}

/**
 * Writes an ISO 8601 date or time as `format` says (strftime: `%Y %y %m %d %e %B %b %A %a %H %I %M %p %%`, `%-d` without the
 * leading zero), names in English. The time is shown as it stands in the value: no zone is applied, and the machine's clock
 * and zone are never asked, so that a plan renders the same text anywhere and any day. That is why Liquid's own `date` is not used.
 * Throws an `Error` that names neither value nor text.
 */
export function formatCalendarDate(value: unknown, format: unknown): string {
  if (typeof format !== 'string') throw new Error('the filter "date" needs a format such as "%d %B"');
  const date = typeof value === 'string' ? parseCalendarDate(value) : undefined;
  if (date === undefined) throw new Error('the filter "date" was given something that is no ISO 8601 date');
  return format.replace(/%(-?)(.)/g, (_, flag: string, code: string) => {
    const field = formatField(date, code);
    return flag === '-' ? field.replace(/^[0 ](?=.)/, '') : field;
  });
}

function parseCalendarDate(text: string): CalendarDate | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)\S*)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60;
  return exists ? { year, month, day, hour, minute, weekday: date.getUTCDay() } : undefined;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

function formatField(date: CalendarDate, code: string): string {
  const month = MONTHS[date.month - 1] ?? '';
  const weekday = WEEKDAYS[date.weekday] ?? '';
  switch (code) {
    case 'Y':
      return String(date.year).padStart(4, '0');
    case 'y':
      return two(date.year % 100);
    case 'm':
      return two(date.month);
    case 'd':
      return two(date.day);
    case 'e':
      return String(date.day).padStart(2, ' ');
    case 'B':
      return month;
    case 'b':
      return month.slice(0, 3);
    case 'A':
      return weekday;
    case 'a':
      return weekday.slice(0, 3);
    case 'H':
      return two(date.hour);
    case 'I':
      return two(date.hour % 12 || 12);
    case 'M':
      return two(date.minute);
    case 'p':
      return date.hour < 12 ? 'AM' : 'PM';
    case '%':
      return '%';
    default:
      throw new Error(`the filter "date" does not know %${code}`);
  }
}
