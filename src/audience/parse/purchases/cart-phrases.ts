import { boundOf, readComparison } from '../sentence/comparisons.ts';
import type { Deed } from '../sentence/deed.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import { readItems } from '../names/items.ts';
import { endOf, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { PIECES_NOTE } from './purchase-count.ts';
import { withRest } from './purchase-parts.ts';
import { loneOf } from './named-things.ts';
import { CARTED, CARTED_PLAIN, IN_CART, IT, UNITS } from '../words/purchase-words.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** `added a tent to the cart`, `have a lamp in their basket`, `carted`. */
export function readCarted(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const left = leaving(tokens[at]?.word);
  const plain = endOf(tokens, at, CARTED_PLAIN);
  if (plain !== undefined)
    return withRest(sentence, {
      ...left,
      deed: { verb: 'carted', isBareVerb: true, ...left.deed },
      end: plain,
      score: 1,
    });
  const noun = isNoted(sentence, at) ? readCartNoun(sentence, at) : undefined;
  if (noun !== undefined) return noun;
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
  const isOfThings = units !== undefined && start > units.end && items === undefined;
  const begun: DeedRead = {
    deed: {
      verb: 'carted',
      ...some,
      ...left.deed,
      ...(units === undefined ? {} : { units: boundOf(units) }),
    },
    end,
    score: (items?.score ?? 1) * (isOfThings ? PRICE.choice : 1),
    assumptions: [...(items?.assumptions ?? []), ...left.assumptions, ...(isOfThings ? [PIECES_NOTE] : [])],
  };
  return withRest(sentence, begun);
}

/** What is left in a cart was not bought. */
function leaving(verb = ''): { readonly deed: Partial<Deed>; readonly assumptions: readonly string[] } {
  return /^(left|leave|leaving|sitting|waiting)$/.test(verb)
    ? {
        deed: { isLeft: true },
        assumptions: ['Left in a cart was taken as put into it and not bought afterwards.'],
      }
    : { deed: {}, assumptions: [] };
}

/** `cart` in a note: at its begin, or behind a sign. */
function isNoted({ tokens }: Sentence, at: number): boolean {
  return /^(cart|basket)$/.test(tokens[at]?.word ?? '') && /^([,;:+]|)$/.test(tokens[at - 1]?.word ?? '');
}

/** `cart but no purchase`, `cart tents`: something was put into it. */
function readCartNoun(sentence: Sentence, at: number): DeedRead | undefined {
  const things = readItems(sentence, at + 1);
  const isAlone = /^(but|no|not|and|,|since|without|in|this|last|)$/.test(
    sentence.tokens[at + 1]?.word ?? '',
  );
  if (things === undefined && !isAlone) return undefined;
  return withRest(sentence, {
    deed: {
      verb: 'carted',
      ...(things === undefined ? { items: [{}] } : { items: things.items, join: things.join }),
    },
    end: things?.end ?? at + 1,
    score: Math.min(0.95, things?.score ?? 1),
    assumptions: things?.assumptions ?? [],
  });
}
