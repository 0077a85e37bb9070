import type { Deed } from '../sentence/deed.ts';
import { type DeedRead, grown } from '../sentence/deed-read.ts';
import { fieldsAt } from '../names/field-names.ts';
import { stretch } from '../sentence/open-ends.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import type { Sentence } from '../sentence/sentence.ts';

const JOIN = pattern(', and?', 'and', 'where', '&');
/** As the column is called, in one word or with an underscore. */
const COLUMN = pattern(
  'purchased|bought|ordered at',
  'the? purchase|order|transaction date|time is|was?',
  'the? date of purchase|order|the is|was?',
);

/** `category = 'Toys' AND purchased_at >= '2026-09-01'`: the day on which that purchase was made, and not another purchase. */
export function readPurchaseDate(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { tokens, today } = sentence;
  const { deed, end } = read;
  const at = skip(tokens, end, JOIN);
  const column = at === end || !isOfPurchases(deed) ? undefined : endOf(tokens, at, COLUMN);
  const isField = column !== undefined && fieldsAt(sentence, at).some(({ score }) => score > 0.94);
  const period = column === undefined || isField ? undefined : readPeriod(tokens, column, today);
  if (period === undefined || isNegated(sentence, end)) return undefined;
  const when = deed.when === undefined ? period.period : stretch(deed.when, period.period);
  return when && grown(read, { when }, period.end, period.score, [period.assumption]);
}

function isOfPurchases({ verb, items }: Deed): boolean {
  return verb === 'bought' && items !== undefined;
}

/** `category <> 'Toys' AND purchased_at >= ...` may be of a purchase of something else. */
function isNegated({ tokens }: Sentence, end: number): boolean {
  return tokens.slice(0, end).some(({ word }) => /^(not|no|never|without|<>|!=|!)$/.test(word));
}
