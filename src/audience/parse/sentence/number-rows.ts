import { readNumber } from '../words/numbers.ts';
import { endOf, pattern } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

const OR = pattern('or', ', or', ',');

/** `9 or 10`, `1, 2 or 3`: two numbers or more, each with nothing beside it. */
export function readNumberRow(
  tokens: readonly Token[],
  at: number,
): { readonly values: readonly number[]; readonly end: number } | undefined {
  const values: number[] = [];
  let end = at;
  for (;;) {
    const number = readNumber(tokens, end);
    if (number === undefined || number.currency !== undefined || number.isPercent === true) return undefined;
    values.push(number.value);
    end = number.end;
    const next = endOf(tokens, end, OR);
    if (next === undefined || readNumber(tokens, next) === undefined) break;
    end = next;
  }
  return values.length < 2 ? undefined : { values, end };
}
