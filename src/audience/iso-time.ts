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
