import { addDays, type Day, unitDays, weekday } from './calendar.ts';
import type { DaysRead } from './date-words.ts';
import { daysShown } from './occasions.ts';
import { endOf, pattern } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

const SATURDAY = 5;
const WEEKENDS = [
  pattern('the? last|previous|past weekend'),
  pattern('this|current weekend', 'the current|present weekend'),
  pattern('the? next|coming|upcoming|following weekend'),
];

/** `last weekend`: Saturday and Sunday of the week before; where somebody may count otherwise, the days are told. */
export function readWeekend(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  for (const [i, way] of WEEKENDS.entries()) {
    const end = endOf(tokens, at, way);
    if (end === undefined) continue;
    const monday = unitDays(today, 'week', i - 1).from;
    const days = { from: addDays(monday, SATURDAY), to: addDays(monday, SATURDAY + 1) };
    const isWeekend = weekday(today) >= SATURDAY;
    const isSure = i === 0 ? !isWeekend : i === 1 && isWeekend;
    const said = tokens
      .slice(at, end)
      .map(({ raw }) => raw)
      .join(' ');
    const note = `"${said}" was taken as ${daysShown(days)}.`;
    return { days, end, isYearOpen: false, isBare: false, ...(isSure ? {} : { assumption: note }) };
  }
  return undefined;
}
