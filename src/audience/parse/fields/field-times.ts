import type { Period } from '../../query/period.ts';
import { lastSpan } from '../times/bare-span.ts';
import { readBoundSpan } from '../times/bound-spans.ts';
import { isoDate } from '../times/calendar.ts';
import type { Compared } from './field-mention.ts';
import { duringField, isDateField, negatedIf } from '../data/field-queries.ts';
import { isBirthField } from '../data/field-roles.ts';
import { aheadOf, futureOf } from './future-fields.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { doubtOfLast } from './only-last-known.ts';
import type { PeriodRead } from '../times/period-read.ts';
import { readPeriod } from '../times/periods.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';
import type { Token } from '../words/tokens.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { readYearAlone } from '../times/year-alone.ts';
import { readYearlyDay } from './yearly-days.ts';

/** `before "2026-03-31T12:00Z" UTC`; whether there was such a time. */
export function giveLiteralTime({ sentence, at, field, give }: Compared): boolean {
  const utc = literalTime(sentence, at);
  if (utc === undefined) return false;
  give(
    utc.end,
    utc.isBefore ? { field: field.name, before: utc.time } : { field: field.name, after: utc.time },
  );
  return true;
}

/** `renewal date before March`; whether there was a period. */
export function givePeriod(compared: Compared): boolean {
  const { sentence, isNegative, field, give } = compared;
  const period = periodAt(compared);
  if (period === undefined || isNegatedTime(compared)) return false;
  // `ponies over 8 years old` says an age, which is counted in whole years.
  if (isBirthField(field) && isWordOf(sentence.tokens[period.end - 1], /^old$/)) return false;
  const yearly = readYearlyDay(sentence, compared.at, field, period);
  if (yearly !== undefined) {
    const score = period.score * yearly.share;
    if (score > 0) give(yearly.end, negatedIf(isNegative, yearly.query), score, yearly.assumption);
    return true;
  }
  const during = duringField(field, futureOf(period, field, sentence));
  const doubt = doubtOfLast(sentence, compared.at, field, period.period);
  const score = period.score * (doubt === undefined ? 1 : PRICE.likelyField);
  give(period.end, negatedIf(isNegative, during), score, period.assumption, doubt);
  const second = otherTime(sentence, period);
  if (second !== undefined) {
    const both = { and: [duringField(field, period.period), duringField(field, second.period)] };
    give(second.end, negatedIf(isNegative, both), period.score);
  }
  return true;
}

/** `not before 10 December` is that day or later, read without the negation: of who has no day nothing is said. */
function isNegatedTime({ sentence: { tokens, today }, at, isNegative }: Compared): boolean {
  return isNegative && isWordOf(tokens[at - 1], /^not$/) && readPeriod(tokens, at - 1, today) !== undefined;
}

function periodAt(compared: Compared): PeriodRead | undefined {
  const { sentence, at, isSaid, field } = compared;
  const { tokens } = sentence;
  const isPast = isDateField(field) || field.type === 'mixed';
  if (!isPast && isSaid) return oddPeriod(compared);
  const isTimeWord = isDateField(field) && isWordOf(tokens[at - 1], /^(since|from|until|before|after|on)$/);
  if (isDateField(field)) {
    const long =
      overdue(sentence, at) ??
      beforeNow(sentence, at, field) ??
      lately(sentence, at) ??
      readYearAlone(tokens, at, sentence.today);
    if (long !== undefined) return long;
  }
  // `club since June` of a `club_since`: the word is one of the name and of the time.
  const isOfBoth = isTimeWord && tokens[at - 1]?.isJoined === false && isWordOf(tokens[at - 1], /^since$/);
  const since = isOfBoth ? readPeriod(tokens, at - 1, sentence.today) : undefined;
  if (since !== undefined) return since;
  const said = isPast
    ? (readPeriod(tokens, at, sentence.today) ??
      (isTimeWord ? readPeriod(tokens, at - 1, sentence.today) : undefined))
    : undefined;
  return said && aheadOf(said, field, sentence, at);
}

/** `code is last year`, of a field that holds no times: only explanations say it so, and no age is one. */
function oddPeriod({ sentence: { tokens, today }, at }: Compared): PeriodRead | undefined {
  const isIs = [at - 1, at - 2].some((i) => isWordOf(tokens[i], /^(is|are)$/));
  const read = isIs ? readPeriod(tokens, at, today) : undefined;
  const isAge = isWordOf(tokens[(read?.end ?? 0) - 1], /^(old|older|younger)$/);
  return read === undefined || isAge ? undefined : { ...read, score: read.score * PRICE.choice };
}

const OVERDUE = pattern(
  'past|over due',
  'overdue',
  'is|are|was? already? in the past',
  'is|are|was|were already? past|gone|behind',
  'is|are? already over',
  'is|are|has|have? already? passed|lapsed|elapsed',
  'in the past',
  'gone by',
);

/** `KYC is past due`: its day is over. */
export function overdue({ tokens, today }: Sentence, at: number): PeriodRead | undefined {
  const end = endOf(tokens, at, OVERDUE);
  if (end === undefined) return undefined;
  const isPassed = /^(passed|lapsed|elapsed)$/.test(tokens[end - 1]?.word ?? '');
  return {
    period: { before: isoDate(today) },
    end,
    score: isPassed ? PRICE.choice : 0.97,
    ...(isPassed ? { assumption: 'Passed was taken as before today.' } : {}),
  };
}

/** `no visit 60 days`: a length of time behind a date that is denied is the time up to now. */
function lately({ tokens }: Sentence, at: number): PeriodRead | undefined {
  const isDenied = tokens.slice(Math.max(0, at - 4), at).some(({ word }) => /^(no|without|not)$/.test(word));
  return isDenied ? lastSpan(tokens, at) : undefined;
}

/** `last visit > 1 year`: of a time that is over, how long ago it was. */
function beforeNow({ tokens, today }: Sentence, at: number, field: FieldWords): PeriodRead | undefined {
  const read = readBoundSpan(tokens, at);
  const isOver = (field.max ?? Infinity) < Date.UTC(today.year, today.month - 1, today.day + 1);
  if (read === undefined || !isOver || /^(ago|back|before|from|old)$/.test(tokens[read.end]?.word ?? ''))
    return undefined;
  return { ...read, score: 0.95 };
}

/** `on or before 2026-12-31 but after 2026-11-20`. */
function otherTime({ tokens, today }: Sentence, { period, end }: PeriodRead): PeriodRead | undefined {
  const join = endOf(tokens, end, pattern('and', 'but'));
  const second = join === undefined ? undefined : readPeriod(tokens, join, today);
  const isStart = (each: Period) => ('from' in each && !('to' in each)) || 'after' in each;
  const isEnd = (each: Period) => ('to' in each && !('from' in each)) || 'before' in each;
  const isPair =
    second !== undefined &&
    ((isStart(period) && isEnd(second.period)) || (isEnd(period) && isStart(second.period)));
  return isPair ? second : undefined;
}

/** `before "2026-03-31T12:00Z" UTC`. */
function literalTime(
  { tokens }: Sentence,
  at: number,
): { time: string; end: number; isBefore: boolean } | undefined {
  const word = tokens[at]?.word;
  const time = tokens[at + 1];
  if ((word !== 'before' && word !== 'after') || time?.kind !== 'quoted') return undefined;
  return { time: time.word, end: skip(tokens, at + 2, pattern('utc')), isBefore: word === 'before' };
}

function isWordOf(token: Token | undefined, words: RegExp): boolean {
  return token !== undefined && words.test(token.word);
}
