import { type Day, type Days, isRealDay } from './calendar.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

/** A named time in a question. */
export interface DaysRead {
  readonly days: Days;
  readonly end: number;
  /** No year was said: `March`, `March 5`. */
  readonly isYearOpen: boolean;
  /** No week was said: `Monday`, and the newest was taken. */
  readonly isWeekOpen?: true;
  /** Only a word that may as well be something else: `2025`, `summer`. */
  readonly isBare: boolean;
  /** Where not all would name the same days: what was taken. */
  readonly assumption?: string;
}

const MONTHS = [
  'january|jan',
  'february|feb',
  'march|mar',
  'april|apr',
  'may',
  'june|jun',
  'july|jul',
  'august|aug',
  'september|sep|sept',
  'october|oct',
  'november|nov',
  'december|dec',
];
pattern(MONTHS.join('|'));

/** All days from the first to the last. */
export function whole(days: Days, end: number, isYearOpen = false): DaysRead {
  return { days, end, isYearOpen, isBare: false };
}

/** One day, where there is such a day. */
export function one(day: Day, end: number, isYearOpen = false): DaysRead | undefined {
  return isRealDay(day) ? whole({ from: day, to: day }, end, isYearOpen) : undefined;
}

/** The number of a token, or of the pattern's group in it. */
export function digits(token: Token | undefined, pattern: RegExp): number | undefined {
  const match = token?.kind === 'number' || token?.kind === 'word' ? pattern.exec(token.word) : null;
  return match === null ? undefined : Number(match[1] ?? match[0]);
}

/** 1 to 12. */
export function monthAt(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  const found = MONTHS.findIndex((names) => names.split('|').includes(token.word));
  return found < 0 || (found === 4 && !isMonthOfMay(tokens, at)) ? undefined : found + 1;
}

/** `may` in small letters is mostly the verb, but not behind a word of time; `May I have` is never a month. */
export function isMonthOfMay(tokens: readonly Token[], at: number): boolean {
  const [before, token] = [tokens[at - 1]?.word ?? '', tokens[at]];
  if (/^(i|we|you|they)$/.test(tokens[at + 1]?.word ?? '')) return false;
  if (token?.raw === 'may')
    return /^(in|since|until|till|before|after|during|of|from|through|to|between|last|this|next|by|\d+(st|nd|rd|th)?)$/.test(
      before,
    );
  return token?.word === 'may' && (at > 0 || token.raw === 'May');
}

/** `2026`, `of 2026`. */
export function yearAt(tokens: readonly Token[], at: number): { year: number; end: number } | undefined {
  const start = skip(tokens, at, pattern('of', ',', 'in'));
  const year = digits(tokens[start], /^[12]\d{3}$/);
  if (year === undefined || year < 1900 || year > 2200) return undefined;
  return { year, end: start + 1 };
}

/** Behind a month or quarter: `last year`, `of this year`. */
export function readRelativeYear(
  tokens: readonly Token[],
  at: number,
  today: Day,
): { year: number; end: number } | undefined {
  const ways = [pattern('of? last|previous year'), pattern('of? this|the year'), pattern('of? next year')];
  for (const [i, way] of ways.entries()) {
    const end = endOf(tokens, at, way);
    if (end !== undefined) return { year: today.year + i - 1, end };
  }
  return undefined;
}
