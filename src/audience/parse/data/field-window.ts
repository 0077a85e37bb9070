import type { Period } from '../../query/period.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { unitNamed } from '../times/spans.ts';
import { singular } from '../words/fold-word.ts';

const DAYS = { minute: 1 / 1_440, hour: 1 / 24, day: 1, week: 7, month: 30.4, quarter: 91.2, year: 365 };
/** 12 months are a year, and 90 days as good as 3 months. */
const ALIKE = 0.02;

/** Whether a time is the one that a field's numbers are of anyway: `in the last 12 months` of `returns_12m`. */
export function isOwnWindow({ name }: FieldWords, period: Period): boolean {
  const unit = /_this_([a-z]+)$/.exec(name)?.[1] ?? (name.endsWith('_ytd') ? 'year' : undefined);
  if ('this' in period) return unit === period.this;
  const own = daysOf(/_(\d+_?[a-z]+)$/.exec(name)?.[1] ?? '');
  const said = 'last' in period ? daysOf(period.last) : undefined;
  return own !== undefined && said !== undefined && Math.abs(own / said - 1) <= ALIKE;
}

function daysOf(span: string): number | undefined {
  const [, count, word = ''] = /^(\d+)[_ ]?([a-z]+)$/.exec(span) ?? [];
  const unit = word === 'm' ? 'month' : unitNamed(singular(word));
  return unit === undefined ? undefined : Number(count) * DAYS[unit];
}
