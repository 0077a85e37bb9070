import { boundOf, readComparison } from './comparisons.ts';
import type { DeedRead } from './deed-read.ts';
import { readItems } from './items.ts';
import { endOf, skip } from './patterns.ts';
import { withRest } from './purchase-parts.ts';
import { loneOf } from './purchase-things.ts';
import { CARTED, CARTED_PLAIN, IN_CART, IT, UNITS } from './purchase-words.ts';
import type { Sentence } from './sentence.ts';

/** `added a tent to the cart`, `have a lamp in their basket`, `carted`. */
export function readCarted(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const plain = endOf(tokens, at, CARTED_PLAIN);
  if (plain !== undefined)
    return withRest(sentence, {
      deed: { verb: 'carted', isBareVerb: true },
      end: plain,
      score: 1,
      assumptions: [],
    });
  const verb = endOf(tokens, at, CARTED);
  if (verb === undefined) return undefined;
  const comparison = readComparison(tokens, verb);
  const units = comparison !== undefined && comparison.currency === undefined ? comparison : undefined;
  const start = units === undefined ? verb : skip(tokens, units.end, UNITS);
  const lone = loneOf(sentence, start);
  const same = lone?.end ?? endOf(tokens, start, IT);
  const items = lone === undefined ? readItems(sentence, start) : undefined;
  const things = items?.end ?? same ?? (units === undefined ? undefined : start);
  const end = things === undefined ? undefined : endOf(tokens, things, IN_CART);
  if (end === undefined) return undefined;
  const some =
    items === undefined
      ? same === undefined
        ? { items: [{}] }
        : { isSame: true }
      : { items: items.items, join: items.join };
  const begun: DeedRead = {
    deed: { verb: 'carted', ...some, ...(units === undefined ? {} : { units: boundOf(units) }) },
    end,
    score: items?.score ?? 1,
    assumptions: items?.assumptions ?? [],
  };
  return withRest(sentence, tokens[at]?.word === 'left' ? { ...begun, score: begun.score * 0.85 } : begun);
}
