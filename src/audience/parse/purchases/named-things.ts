import type { Items } from '../../query/query.ts';
import { isAnything, readItems } from '../names/items.ts';
import { otherThings } from '../names/other-things.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern } from '../words/patterns.ts';

const LONE = pattern(
  'any|some|none|neither|either',
  'any|some|none|neither|either of it|them|those|these|that|the these|those? two|things|products|items?',
  'neither|either one|it|that|this',
);

/** `any`, `some`, `none` and `neither` behind a thing that was named before are of that thing: `looked at shoes but never bought any`. */
export function loneOf(
  sentence: Sentence,
  at: number,
): { readonly end: number; readonly isNone: boolean } | undefined {
  const end = endOf(sentence.tokens, at, LONE);
  if (end === undefined || (readItems(sentence, at)?.end ?? end) > end) return undefined;
  const isNamed = sentence.tokens
    .slice(0, at)
    .some((_, i) => readItems(sentence, i)?.items.some((each) => Object.keys(each).length > 0) === true);
  return isNamed ? { end, isNone: /^(none|neither)$/.test(sentence.tokens[at]?.word ?? '') } : undefined;
}

const ELSE = pattern(
  'something|anything else|different',
  'a|an|some|any different|other product|products|thing|things|item|items|one',
  'another product|thing|item',
);
const THAN = pattern('than|but|except|from|to');

/** `something else`, behind what it is not. */
export function elseThan(
  sentence: Sentence,
  at: number,
): { readonly items: Items; readonly end: number } | undefined {
  const { tokens, index } = sentence;
  const end = endOf(tokens, at, ELSE);
  const these = end === undefined ? undefined : namedBefore(sentence, at);
  const items = these && otherThings(these, index.vocabulary);
  return end === undefined || items === undefined || endOf(tokens, end, THAN) !== undefined
    ? undefined
    : { items, end };
}

/** The things that were named last. */
function namedBefore(sentence: Sentence, at: number): readonly Items[] | undefined {
  const from = sentence.tokens.findLastIndex((_, i) => {
    const read = i < at ? readItems(sentence, i) : undefined;
    return read !== undefined && read.end <= at && !isAnything(read.items);
  });
  return from < 0 ? undefined : readItems(sentence, from)?.items;
}
