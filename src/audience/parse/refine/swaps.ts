import { canonicalQuery } from '../../query/canonical-query.ts';
import { VERBLESS_NOTE } from '../purchases/counted-things.ts';
import type { Query } from '../../query/query.ts';
import { rounded } from '../doubts/confidence.ts';
import { withSwapped } from '../sentence/changed-query.ts';
import type { Reading } from '../sentence/reading.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

const OPENING = pattern(
  'and|now|ok|okay|so|then|no|actually|please ,? please?',
  'make it|that|this',
  'and|now|ok|then|no|actually ,? make it|that|this',
);
const SWAP = pattern('swap|swop|exchange|replace|substitute|change|switch out?');
const FOR = pattern('for|with|by|to|into');
const INSTEAD_OF = pattern('instead of', 'rather than', 'in place of');
const END = /^[.!?]$/;
const MOST_WORDS = 12;
const NOTE = 'Taken as the question before, with one thing in the place of another.';
const SURE = 0.95;

interface Swap {
  readonly old: string;
  readonly made: string;
}

/** `swap Cork for Dublin`, `Dublin instead of Cork`: the question before with the one where it had the other. */
export function swappedReading(
  words: string,
  tokens: readonly Token[],
  previous: Query,
  read: (words: string) => Reading,
): Reading | undefined {
  const swap = swapIn(words, tokens);
  if (swap === undefined) return undefined;
  const [old, made] = [read(swap.old), read(swap.made)];
  if ([old, made].some(({ notUnderstood, confidence }) => notUnderstood.length > 0 || confidence === 0))
    return undefined;
  const query = withSwapped(previous, old.query, made.query);
  return query === undefined
    ? undefined
    : {
        ...made,
        query: canonicalQuery(query),
        refines: true,
        // The verb is that of the question before.
        assumptions: [NOTE, ...made.assumptions.filter((each) => each !== VERBLESS_NOTE)],
        confidence: rounded(Math.min(made.confidence, SURE)),
      };
}

function swapIn(words: string, tokens: readonly Token[]): Swap | undefined {
  const last = tokens.findLastIndex(({ word }) => !END.test(word)) + 1;
  if (last > MOST_WORDS) return undefined;
  const start = skip(tokens, 0, OPENING);
  const text = (from: number, to: number) =>
    words.slice(tokens[from]?.start ?? words.length, tokens[to - 1]?.end ?? words.length);
  const between = (from: number, way: typeof FOR) => {
    const at = tokens.findIndex((_, i) => i > from && endOf(tokens, i, way) !== undefined);
    const end = at < 0 ? undefined : endOf(tokens, at, way);
    return end === undefined || end >= last ? undefined : [text(from, at), text(end, last)];
  };
  const swap = endOf(tokens, start, SWAP);
  const [old, made] = (swap === undefined ? undefined : between(swap, FOR)) ?? [];
  if (old !== undefined && made !== undefined) return { old, made };
  const [other, before] = between(start, INSTEAD_OF) ?? [];
  return other === undefined || before === undefined ? undefined : { old: before, made: other };
}
