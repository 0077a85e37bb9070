import { parseSpan, type Period, type Span, type Unit } from '../../query/period.ts';
import { addDays, isoDate } from '../times/calendar.ts';
import { deedQuery } from './deed.ts';
import type { Phrase } from './phrase.ts';

/** Rough: only which of two is longer is asked. */
const DAYS: Readonly<Record<Unit, number>> = {
  minute: 1 / 1440,
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 30.4,
  quarter: 91.3,
  year: 365.2,
};

/** `after 2022 and before 2024`, `more than 2 but less than 3 years ago`: the time between two open ends, and not two times. */
export function betweenOpenEnds(host: Phrase, other: Phrase): Phrase | undefined {
  const { meaning } = host;
  const second = other.meaning.is === 'period' ? other.meaning.read.period : undefined;
  const first = periodOf(meaning);
  if (first === undefined || second === undefined) return undefined;
  const isBackward = isEarly(first);
  const [late, early] = isBackward ? [second, first] : [first, second];
  if (!meet(late, early)) return undefined;
  const whole = { ...host, end: other.end, score: Math.min(host.score, other.score) };
  if (meaning.is === 'query' && 'field' in meaning.query && 'during' in meaning.query) {
    const { field } = meaning.query;
    const ends = [late, early].map((during) => ({ field, during }));
    return { ...whole, meaning: { is: 'query', query: { and: ends } } };
  }
  if (meaning.is !== 'deed' || meaning.deed.isNegated === true) return undefined;
  const { deed } = meaning;
  if (deed.verb === 'firstPurchase' || deed.verb === 'lastPurchase') {
    const ends = [late, early].flatMap((when) => deedQuery({ ...deed, when }) ?? []);
    return { ...whole, meaning: { is: 'query', query: { and: ends } } };
  }
  const when = stretch(late, early);
  return when && { ...whole, meaning: { is: 'deed', deed: { ...deed, when } } };
}

function periodOf(meaning: Phrase['meaning']): Period | undefined {
  if (meaning.is === 'deed') return meaning.deed.isSame === true ? undefined : meaning.deed.when;
  return meaning.is === 'query' && 'during' in meaning.query ? meaning.query.during : undefined;
}

function isEarly(period: Period): boolean {
  return 'before' in period || 'olderThan' in period || ('to' in period && !('from' in period));
}

/** One has no end, the other no beginning, and there is time in both. */
function meet(late: Period, early: Period): boolean {
  if ('last' in late && 'olderThan' in early) return days(late.last) > days(early.olderThan);
  const [from, to] = [beginning(late), ending(early)];
  return from !== undefined && to !== undefined && from < to;
}

function days(span: Span): number {
  const { count, unit } = parseSpan(span) ?? { count: 0, unit: 'day' };
  return count * DAYS[unit];
}

function beginning(period: Period): string | undefined {
  if ('after' in period) return period.after;
  return 'from' in period && !('to' in period) ? period.from : undefined;
}

function ending(period: Period): string | undefined {
  if ('before' in period) return period.before;
  return 'to' in period && !('from' in period) ? period.to : undefined;
}

/** The days from the beginning of one time to the end of the other. */
export function stretch(late: Period, early: Period): Period | undefined {
  const from = 'after' in late ? dayBeside(late.after, 1) : beginning(late);
  const to = 'before' in early ? dayBeside(early.before, -1) : ending(early);
  return from === undefined || to === undefined || from > to ? undefined : { from, to };
}

function dayBeside(date: string, days: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return isoDate(addDays({ year, month, day }, days));
}
