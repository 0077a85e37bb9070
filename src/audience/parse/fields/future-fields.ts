import type { Period } from '../../query/period.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { addDays, dayOf, isoDate } from '../times/calendar.ts';
import type { PeriodRead } from '../times/period-read.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { dayAhead } from '../times/spans.ts';

/** Without a direction, `within 30 days` lies ahead where the field's times do; so does `March` of a field that has only times ahead. */
export function futureOf(read: PeriodRead, field: FieldWords, sentence: Sentence): Period {
  if (read.span !== undefined && !isAhead(field, sentence)) return read.period;
  if (read.span?.isAtLeast === true) return { after: isoDate(dayAhead(sentence.today, read.span)) };
  if (read.span !== undefined) return { next: read.span.text };
  if (!isOnlyAhead(field, sentence) && !isAhead(field, sentence)) return read.period;
  if (read.isYearOpen === true) return later(read.period, sentence, nextYear);
  return comingWeek(read, sentence);
}

/** `on Monday`, of what lies ahead. */
export function comingWeek({ isWeekOpen, period }: PeriodRead, sentence: Sentence): Period {
  return isWeekOpen === true ? later(period, sentence, nextWeek) : period;
}

const RUNS_OUT =
  /^(expires?|expiring|ends?|ending|due|renews?|renewing|runs?|running|lapses?|lapsing|closes?|closing|up|out)$/;

/**
 * A time of a field whose times lie ahead, where the words leave a choice: `in March` may be either of two years, and what `expires by March`,
 * at this token, has most likely not expired yet.
 */
export function aheadOf(read: PeriodRead, field: FieldWords, sentence: Sentence, at: number): PeriodRead {
  return fromToday(withDoubtOfOpen(read, field, sentence), field, sentence, at);
}

const MOST_BEHIND_DUE = 6;

function fromToday(read: PeriodRead, field: FieldWords, sentence: Sentence, at: number): PeriodRead {
  const { tokens } = sentence;
  const today = isoDate(sentence.today);
  const period = futureOf(read, field, sentence);
  const isOpen = ('to' in period && !('from' in period)) || 'before' in period;
  const end = 'to' in period ? period.to : 'before' in period ? period.before : today;
  const isLimit = (i: number) => /^(by|before|until|till|up)$/.test(tokens[i]?.word ?? '');
  const limit = isLimit(at) ? at : at - 1;
  // `due for a review before May`
  const isDue = tokens.some(
    ({ word }, i) =>
      word === 'due' &&
      i < limit &&
      i >= limit - MOST_BEHIND_DUE &&
      /^(for|a|an|the|their)$/.test(tokens[i + 1]?.word ?? ''),
  );
  const isVerb = (isDue || RUNS_OUT.test(tokens[limit - 1]?.word ?? '')) && !sentence.text.includes('_');
  const isSaid = isLimit(limit);
  if (!isOpen || !isVerb || !isSaid || end <= today || !isAhead(field, sentence)) return read;
  if (field.min !== undefined && field.min >= Date.parse(today)) return read;
  const note = 'Only days from today on were counted.';
  return {
    ...read,
    period: {
      from: today,
      ...('to' in period ? { to: period.to } : { to: isoDate(addDays(dayOf(Date.parse(end)), -1)) }),
    },
    score: Math.min(read.score, PRICE.choice),
    assumption: read.assumption === undefined ? note : `${read.assumption} ${note}`,
  };
}

/** Of a field with times behind and ahead, `in March` or `on Monday` may be either. */
function withDoubtOfOpen(read: PeriodRead, field: FieldWords, sentence: Sentence): PeriodRead {
  const open = read.isYearOpen === true ? 'year' : read.isWeekOpen === true ? 'week' : undefined;
  const isEither = open !== undefined && isAhead(field, sentence) && !isOnlyAhead(field, sentence);
  return isEither
    ? {
        ...read,
        score: read.score * PRICE.choice,
        assumption: read.assumption ?? nextTaken(open),
      }
    : read;
}

export function nextTaken(unit: string): string {
  return `No ${unit} was said: the next one was taken.`;
}

/** Whether most of a field's times can only be ahead: what renews, expires or is due. */
function isAhead({ name, max }: FieldWords, { today }: Sentence): boolean {
  const isLast = /^(last|latest|first|previous|most_recent)_/.test(name);
  if (!isLast && /renew|expir|due|next|end|deadline|valid_until|checkout|departure|arrival/.test(name))
    return true;
  return max !== undefined && max > Date.UTC(today.year, today.month - 1, today.day) + 86_400_000 * 2;
}

function isOnlyAhead({ min }: FieldWords, { today }: Sentence): boolean {
  return min !== undefined && min > Date.UTC(today.year, today.month - 1, today.day) - 31 * 86_400_000;
}

const nextYear = (date: string) => `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
const nextWeek = (date: string) => isoDate(addDays(dayOf(Date.parse(date)), 7));

/** The same days in the year or the week behind, where they are over. */
function later(period: Period, { today }: Sentence, next: (date: string) => string): Period {
  const isOver = (date: string) => date < isoDate(today);
  if ('from' in period && 'to' in period)
    return isOver(period.to) ? { from: next(period.from), to: next(period.to) } : period;
  if ('from' in period) return isOver(period.from) ? { from: next(period.from) } : period;
  if ('to' in period) return isOver(period.to) ? { to: next(period.to) } : period;
  if ('before' in period) return isOver(period.before) ? { before: next(period.before) } : period;
  if ('after' in period) return isOver(period.after) ? { after: next(period.after) } : period;
  return period;
}
