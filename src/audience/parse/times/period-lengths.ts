import { readNumber } from '../words/numbers.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { type PeriodRead, SURE } from './period-read.ts';
import { readSpan, type SpanRead, spanText, unitAt } from './spans.ts';
import type { Token } from '../words/tokens.ts';

/** `for 6 months`, `in 30 days`, `within a month`, `for over a year`, `in more than 60 days`, `in less than a year`. */
export function readWithin(tokens: readonly Token[], at: number): PeriodRead | undefined {
  const start = endOf(tokens, at, pattern('in', 'for', 'within', 'less than', 'during'));
  if (start === undefined) return undefined;
  const more = endOf(
    tokens,
    start,
    pattern('more|longer than', 'over', 'at least', 'the? better part of', 'a? minimum of'),
  );
  const after = more ?? skip(tokens, start, pattern('less than', 'under'));
  const span = readSpan(tokens, after) ?? readPlusSpan(tokens, after);
  if (span === undefined || span.count === 0) return undefined;
  // `watched less than 2 hours` says how long, and not when.
  if (tokens[at]?.word === 'less' && /^(hour|minute)$/.test(span.unit)) return undefined;
  // `within 30 days of their first order` does not count back from now.
  if (endOf(tokens, span.end, pattern('of|after|before|following|from')) !== undefined) return undefined;
  const text = spanText(span);
  const end = skip(tokens, span.end, pattern('or more', 'or longer', 'now', 'already'));
  return {
    period: { last: text },
    end,
    score: SURE,
    span: {
      ...span,
      text,
      isAtLeast: more !== undefined || end > span.end || 'isPlus' in span,
      isFor: tokens[at]?.word === 'for',
    },
  };
}

/** `30+ days`, `6 or more months`. */
export function readPlusSpan(
  tokens: readonly Token[],
  at: number,
): (SpanRead & { isPlus: true }) | undefined {
  const number = readNumber(tokens, at);
  const plus = number === undefined ? undefined : endOf(tokens, number.end, pattern('+', 'or more', 'plus'));
  const unit = plus === undefined ? undefined : unitAt(tokens[plus]);
  return number === undefined || plus === undefined || unit === undefined || !Number.isInteger(number.value)
    ? undefined
    : { count: number.value, unit, end: plus + 1, isPlus: true };
}
