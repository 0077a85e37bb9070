import { addDays, type Day, isoDate, unitDays, weekday } from './calendar.ts';
import { type DaysRead, one, whole } from './date-words.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
pattern(WEEKDAYS.join('|'));

const TODAY = pattern('today', 'now');
const BEFORE_YESTERDAY = pattern('the? day before yesterday');
const YESTERDAY = pattern('yesterday');
const TOMORROW = pattern('tomorrow');
const LAST = pattern('the? last|previous', 'last|past');
const COMING = pattern('the? next|coming|upcoming|following', 'this coming');

/** `today`, `last Monday`, `this month`. */
export function readRelative(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  for (const [way, offset] of [
    [TODAY, 0],
    [BEFORE_YESTERDAY, -2],
    [YESTERDAY, -1],
    [TOMORROW, 1],
  ] as const) {
    const end = endOf(tokens, at, way);
    if (end !== undefined) return whole(unitDays(today, 'day', offset), end);
  }
  return readWeekday(tokens, at, today) ?? readUnit(tokens, at, today);
}

/** `Monday`, `this Friday`, `last Monday`, `next Tuesday`. */
function readWeekday(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const [last, coming] = [endOf(tokens, at, LAST), endOf(tokens, at, COMING)];
  const start = last ?? coming ?? skip(tokens, at, pattern('this'));
  const name = WEEKDAYS.indexOf(tokens[start]?.word ?? '');
  if (name < 0) return undefined;
  const back = (weekday(today) - name + 7) % 7;
  if (last !== undefined) return one(addDays(today, back === 0 ? -7 : -back), start + 1);
  const read = one(addDays(today, coming === undefined ? -back : 7 - back), start + 1);
  if (read === undefined || coming === undefined) return read && { ...read, isWeekOpen: true };
  const isOfThisWeek = tokens[at]?.word === 'next' && name > weekday(today);
  const note = `"${tokens[at]?.raw ?? ''} ${tokens[start]?.raw ?? ''}" was taken as ${isoDate(read.days.from)}.`;
  return isOfThisWeek ? { ...read, assumption: note } : read;
}

const UNIT_WORDS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** `this month`, `last quarter`, `the year` as whole days. */
export function readUnit(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const ways = [
    pattern('the? last|previous'),
    pattern('the? this|current', 'the'),
    pattern('the? next|following|coming'),
  ];
  for (const [i, way] of ways.entries()) {
    const end = endOf(tokens, at, way);
    if (end === undefined) continue;
    const unit = UNIT_WORDS.find((unit) => tokens[end]?.word === unit);
    if (/^(before|after)$/.test(tokens[end + 1]?.word ?? '')) continue;
    if (unit !== undefined) return whole(unitDays(today, unit, i - 1), end + 1);
  }
  return undefined;
}
