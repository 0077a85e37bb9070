import { readComparison } from '../sentence/comparisons.ts';
import { fieldsAt } from '../names/field-names.ts';
import { isAnything, readItems } from '../names/items.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import { withRest } from './purchase-parts.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { noteOfNone } from './purchase-count.ts';

const PIECES = pattern(
  'quantity|qty',
  'the? total? quantity|qty|number of units|items|pieces|products? bought|purchased|ordered?',
  'total? units|items|pieces bought|purchased|ordered',
);

/** `quantity of Camping units purchased >= 6`, `units bought of SKU-1 is at least 3`. */
export function readPieces(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const said = endOf(tokens, at, PIECES);
  if (said === undefined || fieldsAt(sentence, at).some(({ score }) => score > 0.94)) return undefined;
  const of = readItems(sentence, skip(tokens, said, pattern('of|in|from|for the?')));
  const items = of === undefined || isAnything(of.items) ? undefined : of;
  const noun = pattern('units|items|pieces? bought|purchased|ordered', 'is|are|of|was|were|:|=|being');
  const end = skip(tokens, skip(tokens, items?.end ?? said, noun), noun);
  const number = readComparison(tokens, end);
  if (number === undefined || number.isBare || number.currency !== undefined) return undefined;
  const things = items === undefined ? {} : { items: items.items, join: items.join };
  return withRest(sentence, {
    deed: { verb: 'bought', units: number.comparison, ...things },
    end: number.end,
    score: items?.score ?? 1,
    assumptions: [...(items?.assumptions ?? []), ...noteOfNone(number)],
  });
}
