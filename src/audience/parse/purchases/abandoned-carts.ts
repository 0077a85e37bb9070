import type { DeedRead } from '../sentence/deed-read.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { readItems } from '../names/items.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { withRest } from './purchase-parts.ts';
import { IN_CART } from '../words/purchase-words.ts';

const ABANDONED = pattern(
  'abandoned|abandon|abandoning a|an|the|their|our|any? shopping? cart|carts|basket|baskets|checkout|checkouts|trolley|trolleys|bag|bags',
  'cart|basket|checkout|trolley abandoners|abandoner|abandonment',
  'with|have|has|left an|a|their|any? abandoned|unfinished cart|carts|basket|baskets|trolley|checkout',
  'carts|cart|baskets|basket|checkouts|trolleys that|which? were|was|is|are|got? abandoned',
);
const ABANDONED_THING = pattern('abandoned|abandon|abandoning');
const AT_CHECKOUT = pattern('in|at the|their|a? checkout');
const WITH = pattern('that|which had|has|contained|contains|held|included', 'including|holding');
const FINISHED = pattern(
  'finish|finished|finishing|complete|completed|completing the|their|a|an? booking|order|purchase|checkout|transaction',
  'go|went|gone|going through with it|the|their purchase|order|booking?',
  'check|checked|checking out',
  'checkout',
);
/** The same behind a cart that was said. */
const FINISHED_IT = pattern(
  'finish|finished|complete|completed|pay|paid|paying|order|ordered',
  'pay|paid|paying for|up it|them?',
  'finish|finished|complete|completed|order|ordered it|them',
  'go|went|gone through with it|them?',
  'follow|followed through',
);
const CART = /^(cart|carts|carted|basket|baskets|trolley|checkout|bag)$/;
const NOTE = 'An abandoned cart was taken as something put into a cart and not bought afterwards.';

/** `abandoned carts in the last 7 days`, `abandoned a cart with a tent`, `abandoned a tent in the cart`. */
export function readAbandonedCart(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const cart = endOf(tokens, at, ABANDONED);
  if (cart !== undefined) return abandoned(sentence, skip(tokens, cart, WITH));
  const verb = endOf(tokens, at, ABANDONED_THING);
  const things = verb === undefined ? undefined : readItems(sentence, verb);
  const isNamed = things?.items.some((each) => Object.keys(each).length > 0) === true;
  const end =
    things &&
    (endOf(tokens, things.end, IN_CART) ??
      endOf(tokens, things.end, AT_CHECKOUT) ??
      (isNamed ? things.end : undefined));
  return end === undefined ? undefined : abandoned(sentence, end, things);
}

function abandoned(sentence: Sentence, end: number, things?: ReturnType<typeof readItems>): DeedRead {
  const read = withRest(sentence, {
    deed: { verb: 'carted', isLeft: true, ...(things && { items: things.items, join: things.join }) },
    end,
    score: 0.96 * (things?.score ?? 1),
    assumptions: [NOTE, ...(things?.assumptions ?? [])],
  });
  return read.deed.items === undefined ? { ...read, deed: { ...read.deed, items: [{}] } } : read;
}

/** `never finished the booking`, `did not check out`: what was put into the cart before. */
export function readFinished({ tokens }: Sentence, at: number): DeedRead | undefined {
  const isNegated = /^(not|never|without|to|and|but)$/.test(tokens[at - 1]?.word ?? '');
  const isOfCart = tokens.slice(0, at).some(({ word }) => CART.test(word));
  const short = isOfCart ? endOf(tokens, at, FINISHED_IT) : undefined;
  const end = isNegated ? (endOf(tokens, at, FINISHED) ?? short) : undefined;
  return end === undefined
    ? undefined
    : { deed: { verb: 'bought', isSame: true }, end, score: 1, assumptions: [] };
}
