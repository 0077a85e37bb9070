import type { Scalar } from '../../customer.ts';
import { isMark } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';

const NOTE = 'The groups joined by "or" were taken as one choice, of which all else is said.';

/** `pharma companies or contract labs who ordered`: values of one field, each with a noun of its own, are one choice. */
export function joinAlikeGroups(given: readonly Phrase[]): Phrase[] {
  const phrases = [...given];
  for (let i = phrases.length - 1; i > 1; i--) {
    const or = isMark(phrases[i - 1], 'or') || (isMark(phrases[i - 1], 'comma') && isChoice(phrases[i]));
    const noun = isMark(phrases[i - 2], 'noun') ? i - 2 : undefined;
    const joined = or && noun !== undefined ? joinedAt(phrases, noun - 1, i) : undefined;
    if (joined !== undefined && noun !== undefined) phrases.splice(noun - 1, i - noun + 2, joined);
  }
  return phrases;
}

function joinedAt(phrases: readonly Phrase[], first: number, last: number): Phrase | undefined {
  const [a, b] = [phrases[first], phrases[last]];
  const [before, behind] = [valuesOf(a), valuesOf(b)];
  if (a === undefined || b === undefined || before === undefined || behind === undefined) return undefined;
  if (before.field !== behind.field || isMark(phrases[first - 1], 'not', 'neither', 'either', 'except'))
    return undefined;
  const isAlone = [...phrases.slice(0, first), ...phrases.slice(last + 1)].every(
    ({ meaning }) => meaning.is === 'mark' || meaning.is === 'everyone',
  );
  const query = { field: before.field, in: [...new Set([...before.values, ...behind.values])] };
  return {
    ...a,
    end: b.end,
    score: Math.min(a.score, b.score) * (isAlone ? 1 : PRICE.andWithOr),
    assumptions: [...a.assumptions, ...b.assumptions, ...(isAlone ? [] : [NOTE])],
    meaning: { is: 'query', query, isAdjective: true },
  };
}

function isChoice(phrase: Phrase | undefined): boolean {
  return phrase?.meaning.is === 'query' && 'in' in phrase.meaning.query;
}

function valuesOf(
  phrase: Phrase | undefined,
): { readonly field: string; readonly values: readonly Scalar[] } | undefined {
  if (phrase?.meaning.is !== 'query') return undefined;
  const { query } = phrase.meaning;
  if ('is' in query) return { field: query.field, values: [query.is] };
  return 'in' in query ? { field: query.field, values: query.in } : undefined;
}
