import type { ComparisonRead } from '../sentence/comparisons.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';

/** `spent 5 times`: a number, and not of money. */
export function isOtherNumber(tokens: Sentence['tokens'], { end, currency }: ComparisonRead): boolean {
  const unit = endOf(
    tokens,
    end,
    pattern(
      'time|times|x|orders|purchases|order|purchase|units|items|pieces|products|days|weeks|months|years',
    ),
  );
  return unit !== undefined && currency === undefined;
}

/** Where the words end that may stand behind a sum: `in total`. */
export function endOfMoney(tokens: Sentence['tokens'], at: number): number {
  return skip(
    tokens,
    at,
    pattern('each', 'in total', 'altogether', 'in one order', 'overall', 'or more in total', 'worth of'),
  );
}
