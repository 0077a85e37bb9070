import { z } from 'zod';
import { parseTimeSpan } from '../iso-time.ts';
import { Calendar } from './calendar.ts';

/** Calendar units; weeks begin on Monday. */
export const UNITS = ['minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type Unit = (typeof UNITS)[number];
/** Units that are named without a number: `this month`. */
export type CalendarUnit = Exclude<Unit, 'minute' | 'hour'>;

/** `90 days`, `1 month`: a whole number and a unit, in singular or plural. */
export type Span = string;

/**
 * A stretch of time, kept as it was meant, so that a campaign planned tomorrow means tomorrow's. Dates are ISO 8601 and whole days in
 * the zone that the question is asked in; ranges include both ends.
 */
export type Period =
  /** From that long ago until the moment asked for. */
  | { readonly last: Span }
  /** From the moment asked for. */
  | { readonly next: Span }
  /** Before that long ago. */
  | { readonly olderThan: Span }
  | { readonly this: CalendarUnit }
  /** The unit before this one: yesterday, last quarter. */
  | { readonly previous: CalendarUnit }
  /** The unit after this one. */
  | { readonly following: CalendarUnit }
  | { readonly from: string; readonly to: string }
  | { readonly from: string }
  | { readonly to: string }
  | { readonly before: string }
  | { readonly after: string };

/** The moment a question is asked for, and the zone of its calendar. */
export interface AsOf {
  /** Epoch ms. */
  readonly at: number;
  /** IANA name. */
  readonly zone: string;
}

/** Epoch ms: from the first moment that is in it to the first that is not; absent: open. */
export interface Interval {
  readonly from?: number;
  readonly until?: number;
}

const SPAN = /^([1-9]\d{0,3}) (minute|hour|day|week|month|quarter|year)s?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** `undefined` when it is no span. At most 9,999 of a unit. */
export function parseSpan(text: Span): { readonly count: number; readonly unit: Unit } | undefined {
  const [, count, word] = SPAN.exec(text) ?? [];
  const unit = UNITS.find((each) => each === word);
  return unit && { count: Number(count), unit };
}

/** Also a JSON schema's: spans are told by the pattern alone. */
export const spanSchema = z.string().regex(SPAN, 'must be a number and a unit such as 90 days or 1 month');
const calendarUnit = z.enum(
  ['day', 'week', 'month', 'quarter', 'year'],
  'must be day, week, month, quarter or year',
);
const time = z
  .string('must be an ISO 8601 date or time such as 2026-03-31')
  .refine((text) => parseTimeSpan(text) !== undefined, 'must be an ISO 8601 date or time such as 2026-03-31');

/** By the key that tells which it is; `from` may have a `to` beside it. */
export const PERIODS = {
  last: z.strictObject({ last: spanSchema }),
  next: z.strictObject({ next: spanSchema }),
  olderThan: z.strictObject({ olderThan: spanSchema }),
  this: z.strictObject({ this: calendarUnit }),
  previous: z.strictObject({ previous: calendarUnit }),
  following: z.strictObject({ following: calendarUnit }),
  from: z
    .strictObject({ from: time, to: time.exactOptional() })
    .refine(({ from, to }) => to === undefined || begins(from) <= begins(to), 'ends before it begins'),
  to: z.strictObject({ to: time }),
  before: z.strictObject({ before: time }),
  after: z.strictObject({ after: time }),
} as const satisfies Record<string, z.ZodType<Period>>;

/** Every way to write a period, for the JSON schema. */
export const ANY_PERIOD = z.union(Object.values(PERIODS));

/** Reads a period from YAML or JSON; the one that was meant is told by its key, so that a fault is told in its words. */
export const periodSchema = z.unknown().transform((input, context): Period => {
  const kind = Object.entries(PERIODS).find(
    ([key]) => typeof input === 'object' && input !== null && Object.hasOwn(input, key),
  );
  if (kind === undefined) {
    context.addIssue(`must be a period, with one of ${Object.keys(PERIODS).join(', ')}`);
    return z.NEVER;
  }
  const result = kind[1].safeParse(input);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues)
    context.addIssue({ code: 'custom', path: [...path], message });
  return z.NEVER;
});

/** Whether it has a begin and an end. */
export function hasTwoEnds(period: Period): boolean {
  if ('from' in period || 'to' in period) return 'from' in period && 'to' in period;
  return !('olderThan' in period || 'before' in period || 'after' in period);
}

/** A period that some days of a year lie in, and others don't. */
export const boundedPeriodSchema = periodSchema.refine(
  hasTwoEnds,
  'must have a begin and an end, such as { next: 7 days } or { from, to }',
);

/** What a period means at that moment. An `Interval` whose end is not after its begin has no moment in it. */
export function resolvePeriod(period: Period, asOf: AsOf): Interval {
  const calendar = new Calendar(asOf.zone);
  if ('last' in period) return { from: spanFrom(period.last, asOf.at, -1, calendar), until: asOf.at + 1 };
  if ('next' in period) return { from: asOf.at, until: spanFrom(period.next, asOf.at, 1, calendar) + 1 };
  if ('olderThan' in period) return { until: spanFrom(period.olderThan, asOf.at, -1, calendar) };
  if ('this' in period) return calendar.unit(period.this, asOf.at, 0);
  if ('previous' in period) return calendar.unit(period.previous, asOf.at, -1);
  if ('following' in period) return calendar.unit(period.following, asOf.at, 1);
  if ('before' in period) return { until: stretch(period.before, calendar).from };
  if ('after' in period) return { from: stretch(period.after, calendar).until };
  return {
    ...('from' in period && { from: stretch(period.from, calendar).from }),
    ...('to' in period && { until: stretch(period.to, calendar).until }),
  };
}

/** Whether the moment (epoch ms) is in the interval. */
export function isWithin({ from, until }: Interval, at: number): boolean {
  return (from === undefined || at >= from) && (until === undefined || at < until);
}

function spanFrom(text: Span, at: number, direction: 1 | -1, calendar: Calendar): number {
  const parsed = parseSpan(text);
  if (parsed === undefined) throw new RangeError('A period holds a span that its schema refuses.');
  return calendar.moved(at, direction * parsed.count, parsed.unit);
}

/** A date is its whole day in the zone; a time that names no zone is in UTC. */
function stretch(text: string, calendar: Calendar): Required<Interval> {
  const time = parseTimeSpan(text);
  if (time === undefined) throw new RangeError('A period holds a time that its schema refuses.');
  const [date, year, month, day] = DATE.exec(text) ?? [];
  return date === undefined
    ? { from: time.startAt, until: time.endAt }
    : calendar.day(Number(year), Number(month), Number(day));
}

function begins(text: string): number {
  return parseTimeSpan(text)?.startAt ?? 0;
}
