import type { Day } from './calendar.ts';
import { type DaysRead, whole } from './date-words.ts';
import { skip, pattern } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

const TENS = ['twenties', 'thirties', 'forties', 'fifties', 'sixties', 'seventies', 'eighties', 'nineties'];

/** `90s` and `nineties` are 90. */
export function tensAt(word = ''): number | undefined {
  const named = TENS.indexOf(word);
  const tens = named < 0 ? Number(/^(\d)0s$/.exec(word)?.[1] ?? Number.NaN) : named + 2;
  return Number.isNaN(tens) ? undefined : tens * 10;
}

/** `the 1990s`, `the 90s`, `the nineties`; `their 20s` is an age. */
export function readDecade(tokens: readonly Token[], at: number, today: Day): DaysRead | undefined {
  const start = skip(tokens, at, pattern('the'));
  const { word = '' } = tokens[start] ?? {};
  const isApart =
    /^(19|20)\d0$/.test(word) && tokens[start + 1]?.word === "'" && tokens[start + 2]?.word === 's';
  const written = isApart ? word : /^((?:19|20)\d0)s$/.exec(word)?.[1];
  const tens = tokens[start - 1]?.word === 'the' ? tensAt(word) : undefined;
  const ofCentury = tens === undefined ? undefined : tens + (tens <= today.year % 100 ? 2_000 : 1_900);
  const year = written === undefined ? ofCentury : Number(written);
  if (year === undefined) return undefined;
  const days = { from: { year, month: 1, day: 1 }, to: { year: year + 9, month: 12, day: 31 } };
  return whole(days, isApart ? start + 3 : start + 1);
}
