import type { Day, Days } from './calendar.ts';
import type { DaysRead } from './date-words.ts';
import { daysShown } from './occasions.ts';
import { endOf, pattern, type Pattern } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';
import { readMonth } from './written-dates.ts';

interface Part {
  readonly way: Pattern;
  readonly from: (last: number) => number;
  readonly to: (last: number) => number;
  /** Not all would name the same days. */
  readonly isOpen: boolean;
}

const WEEKS = ['first|1st', 'second|2nd', 'third|3rd', 'fourth|4th'].map(
  (ordinal, week): Part => ({
    way: pattern(`the? ${ordinal} week of|in?`),
    from: () => week * 7 + 1,
    to: () => week * 7 + 7,
    isOpen: true,
  }),
);
const PARTS: readonly Part[] = [
  ...WEEKS,
  { way: pattern('the? last|final week of|in?'), from: (last) => last - 6, to: (last) => last, isOpen: true },
  { way: pattern('the? first half of|in?'), from: () => 1, to: () => 15, isOpen: false },
  { way: pattern('the? second|latter half of|in?'), from: () => 16, to: (last) => last, isOpen: false },
  { way: pattern('early in?'), from: () => 1, to: () => 10, isOpen: true },
  { way: pattern('mid', 'the? middle of'), from: () => 11, to: () => 20, isOpen: true },
  { way: pattern('late in?'), from: () => 21, to: (last) => last, isOpen: true },
];

/** `the first week of September`, `the second half of December`, `mid March`. */
export function readPartOfMonth(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  for (const { way, from, to, isOpen } of PARTS) {
    const end = endOf(tokens, at, way);
    const month = end === undefined ? undefined : readMonth(tokens, end, today);
    if (end === undefined || month === undefined || tokens[end]?.word === 'last') continue;
    const { days } = month;
    const last = days.to.day;
    const part: Days = { from: { ...days.from, day: from(last) }, to: { ...days.to, day: to(last) } };
    const said = tokens.slice(at, month.end).map(({ raw }) => raw);
    const note = `"${said.join(' ')}" was taken as ${daysShown(part)}.`;
    return { ...month, isBare: false, days: part, ...(isOpen ? { assumption: note } : {}) };
  }
  return undefined;
}
