import type { Query } from '../../query/query.ts';
import { deedQuery } from '../sentence/deed.ts';
import { isMark } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';

/** `tents or stoves but not both`: the two before it, of which one and only one has to hold. */
export function placeNotBoth(given: readonly Phrase[]): Phrase[] {
  const phrases = [...given];
  for (let i = phrases.length - 1; i > 0; i--) {
    const next = phrases[i + 1];
    const isClosed = next === undefined || isMark(next, 'comma', 'and', 'but', 'close', 'noun', 'who');
    if (!isMark(phrases[i], 'notBoth') || !isClosed) continue;
    let last = i - 1;
    while (isMark(phrases[last], 'but', 'comma', 'and')) last--;
    const found = twoBefore(phrases, last);
    const end = phrases[i]?.end;
    if (found === undefined || end === undefined) continue;
    const { first, host, parts } = found;
    const query: Query = { and: [{ or: parts }, { not: { and: parts } }] };
    phrases.splice(first, i - first + 1, { ...host, end, meaning: { is: 'query', query } });
    i = first;
  }
  return phrases;
}

interface Two {
  /** Number of the phrase that they begin with. */
  readonly first: number;
  readonly host: Phrase;
  readonly parts: readonly [Query, Query];
}

function twoBefore(phrases: readonly Phrase[], last: number): Two | undefined {
  const host = phrases[last];
  if (host === undefined) return undefined;
  const parts = twoOf(host);
  if (parts !== undefined) return { first: last, host, parts };
  const other = isMark(phrases[last - 1], 'or') ? phrases[last - 2] : undefined;
  const [a, b] = [other && whole(other), whole(host)];
  if (other === undefined || a === undefined || b === undefined) return undefined;
  const score = Math.min(other.score, host.score);
  const assumptions = [...other.assumptions, ...host.assumptions];
  return { first: last - 2, host: { ...other, score, assumptions }, parts: [a, b] };
}

/** What one phrase says with an `or` inside. */
function twoOf({ meaning }: Phrase): readonly [Query, Query] | undefined {
  const parts: readonly (Query | undefined)[] =
    meaning.is === 'query' && 'in' in meaning.query
      ? inEach(meaning.query.field, meaning.query.in)
      : meaning.is === 'query' && 'or' in meaning.query
        ? meaning.query.or
        : meaning.is === 'deed' && meaning.deed.join === 'or'
          ? (meaning.deed.items ?? []).map((item) => deedQuery({ ...meaning.deed, items: [item] }))
          : [];
  const [a, b, c] = parts;
  return a !== undefined && b !== undefined && c === undefined && parts.length === 2 ? [a, b] : undefined;
}

function inEach(field: string, values: readonly (string | number | boolean)[]): readonly Query[] {
  return values.map((is) => ({ field, is }));
}

function whole({ meaning }: Phrase): Query | undefined {
  return meaning.is === 'query' ? meaning.query : meaning.is === 'deed' ? deedQuery(meaning.deed) : undefined;
}
