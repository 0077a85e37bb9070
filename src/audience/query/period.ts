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
