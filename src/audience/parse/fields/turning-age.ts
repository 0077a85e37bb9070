import { type Period, resolvePeriod } from '../../query/period.ts';
import { addMonths, type Day, dayOf, type Days, isoDate, unitDays } from '../times/calendar.ts';
import { isBirthField } from '../data/field-roles.ts';
import { readNumber } from '../words/numbers.ts';
import { pattern, skip } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { othersAt } from './others-of-customer.ts';
import { whoseAge } from './whose-age.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';

const WHO = pattern('who|will|are|is|have|has', 'who will|are|is|have|has', 'going to', 'who are going to');
const WHOSE = pattern('with|whose|has|have|having|parents of? a|an|the|their?');
const AGED = pattern('years|year old', 'years');

/** `turning 65 next year`, `who turned 18 this month`: born so many years before. */
export function readTurningAge(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today } = sentence;
  const others = othersAt(sentence, skip(tokens, at, WHOSE));
  const start = skip(tokens, others?.end ?? at, WHO);
  if (!/^turn(s|ed|ing)?$/.test(tokens[start]?.word ?? '')) return [];
  const age = readNumber(tokens, start + 1);
  if (age === undefined || !Number.isInteger(age.value) || age.value < 1 || age.value > 120) return [];
  const read = readPeriod(tokens, skip(tokens, age.end, AGED), today);
  const days = read === undefined ? undefined : daysOf(read.period, today);
  if (read === undefined || days === undefined) return [];
  const whose = others === undefined ? whoseAge(sentence, at, read.end, isBirthField) : undefined;
  const fields = whose === undefined ? (others?.fields.filter(isBirthField) ?? []) : [whose.field];
  return fields.map((field) => {
    const born = (day: Day) => isoDate(addMonths(day, -12 * age.value));
    const during = { from: born(days.from), to: born(days.to) };
    const note = `Age was computed from ${shownField(field)}.`;
    const score = EXACT * 0.97 * (whose?.share ?? 1);
    return phrase(at, read.end, { is: 'query', query: { field: field.name, during } }, score, [
      whose?.note,
      note,
    ]);
  });
}

function daysOf(period: Period, today: Day): Days | undefined {
  if ('this' in period) return unitDays(today, period.this, 0);
  if ('previous' in period) return unitDays(today, period.previous, -1);
  if ('following' in period) return unitDays(today, period.following, 1);
  return 'next' in period ? daysAhead(period, today) : undefined;
}

/** `turning 50 in the next 30 days`. */
function daysAhead(period: Period, today: Day): Days | undefined {
  const noon = Date.UTC(today.year, today.month - 1, today.day, 12);
  const { until } = resolvePeriod(period, { at: noon, zone: 'UTC' });
  return until === undefined ? undefined : { from: today, to: dayOf(until) };
}
