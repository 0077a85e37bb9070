import { endOf, pattern } from './patterns.ts';
import type { Token } from './tokens.ts';

/** What purchases are called where they are billed or reserved. */
const ALWAYS: ReadonlyMap<string, string> = new Map([
  ['invoice', 'order'],
  ['invoices', 'orders'],
  ['booking', 'order'],
  ['bookings', 'orders'],
  ['reservation', 'order'],
  ['reservations', 'orders'],
]);
/** What is signed or paid for, which is spoken of in other ways too: `policies ending in May`. */
const COUNTED: ReadonlyMap<string, string> = new Map([
  ['policy', 'order'],
  ['policies', 'orders'],
  ['contracts', 'orders'],
  ['deals', 'orders'],
  ['sales', 'orders'],
  ['rental', 'order'],
  ['rentals', 'orders'],
  ['hire', 'order'],
  ['hires', 'orders'],
]);
const NUMBER = pattern(
  'two|three|four|five|six|seven|eight|nine|ten|more|fewer|less|many|several|multiple|most|no|zero|number|first|last|latest|newest|average',
  'number of',
  'per|each|every',
  'than|least|most|exactly|only|just one|a|an',
);
const BOUGHT = pattern(
  'bought|buy|buys|buying|purchased|purchase|ordered|holds|hold|held|have|has|had|with|without a|an|any|another|one|single|our?',
  'bought|buy|buying|purchased|purchase|hold|holds',
);
const ENDING =
  /^(\p{L}+ing|that|which|whose|expires?|expired|ends?|ended|lapsed?|renew(s|al|ed)?|date|type|number|is|are)$/u;

/** The word for purchases that is meant by what they are called in some businesses: `3 invoices`, `never bought a policy`. */
export function purchaseCalled(tokens: readonly Token[], at: number): string | undefined {
  const { word = '' } = tokens[at] ?? {};
  const counted = COUNTED.get(word);
  if (counted === undefined || ENDING.test(tokens[at + 1]?.word ?? '')) return ALWAYS.get(word);
  const isCounted =
    tokens[at - 1]?.kind === 'number' ||
    [1, 2, 3].some((back) => [NUMBER, BOUGHT].some((each) => endOf(tokens, at - back, each) === at));
  return isCounted ? counted : undefined;
}
