import { hasTwoEnds, type Period } from '../../query/period.ts';
import type { Query } from '../../query/query.ts';
import { allOf, anyOf } from '../words/and-or.ts';
import { deedQuery } from '../sentence/deed.ts';
import { isMark } from '../sentence/deeds-in-row.ts';
import { betweenOpenEnds } from '../sentence/open-ends.ts';
import type { Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** `bought in March or in May`, `joined in 2024 or 2025`: what was said of one time is said of each. */
export function repeatPeriods(sentence: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  const phrases: Phrase[] = [];
  for (let i = 0; i < given.length; i++) {
    const host = given[i];
    if (host === undefined) continue;
    const read = between(given, i, host) ?? inEach(sentence, given, i, host);
    phrases.push(read?.phrase ?? host);
    if (read !== undefined) i = read.last;
  }
  return phrases;
}

function between(
  given: readonly Phrase[],
  i: number,
  host: Phrase,
): { readonly phrase: Phrase; readonly last: number } | undefined {
  let last = i + 1;
  while (isMark(given[last], 'and') || isMark(given[last], 'but') || isMark(given[last], 'comma')) last++;
  const other = given[last];
  const phrase = other === undefined || last === i + 1 ? undefined : betweenOpenEnds(host, other);
  return phrase && { phrase, last };
}

function inEach(
  { tokens }: Sentence,
  given: readonly Phrase[],
  i: number,
  host: Phrase,
): { readonly phrase: Phrase; readonly last: number } | undefined {
  const periods: Phrase[] = [];
  let last = i;
  let isAnd = false;
  let isBut = false;
  for (let at = i + 1; at < given.length; ) {
    let next = at;
    while (isJoin(given[next])) next++;
    const found = given[next];
    if (next === at || found?.meaning.is !== 'period') break;
    if (given.slice(at, next).some((each) => isMark(each, 'and') || isMark(each, 'but'))) isAnd = true;
    if (given.slice(at, next).some((each) => isMark(each, 'but'))) isBut = true;
    periods.push(found);
    last = next;
    at = next + 1;
  }
  const parts = [own(host), ...periods.map((each) => during(host, each))];
  const queries = parts.filter((part) => part !== undefined);
  if (periods.length === 0 || queries.length < parts.length) return undefined;
  const isField = host.meaning.is === 'query';
  const bounds = boundsOf(host, periods);
  if (isAnd && isField && bounds)
    return {
      last,
      phrase: {
        ...host,
        end: given[last]?.end ?? host.end,
        meaning: { is: 'query', query: { and: queries } },
      },
    };
  if (isBut) return undefined;
  // `bought nothing in 2024 or 2025`: in neither of them.
  const isNone = !isAnd && host.meaning.is === 'deed' && host.meaning.deed.isNegated === true;
  const query = isNone || (isAnd && !isField) ? allOf(queries) : anyOf(queries);
  if (query === undefined) return undefined;
  const said = tokens.slice(host.start, periods[0]?.start).map(({ word }) => word);
  const isBoth = isAnd && !isField && said.some((word) => /^(both|each)$/.test(word));
  const unlike = notThen(given, last + 1, host);
  const note =
    isAnd && !isBoth
      ? `"and" between times was taken as ${isField ? 'either of them' : 'in each of them'}.`
      : undefined;
  return {
    last: unlike?.last ?? last,
    phrase: {
      start: host.start,
      end: given[unlike?.last ?? last]?.end ?? host.end,
      score:
        Math.min(host.score, ...periods.map(({ score }) => score)) * (isAnd && !isBoth ? PRICE.choice : 1),
      meaning: { is: 'query', query: unlike === undefined ? query : { and: [query, unlike.query] } },
      assumptions: note === undefined ? host.assumptions : [...host.assumptions, note],
    },
  };
}

/** `but not this year`, behind `in 2024 or 2025`. */
function notThen(
  given: readonly Phrase[],
  at: number,
  host: Phrase,
): { readonly query: Query; readonly last: number } | undefined {
  let next = at;
  while (isMark(given[next], 'and') || isMark(given[next], 'but') || isMark(given[next], 'comma')) next++;
  const time = given[next + 1];
  const isDenied = next > at && isMark(given[next], 'not') && time?.meaning.is === 'period';
  const then = isDenied && time !== undefined ? during(host, time) : undefined;
  return then && { query: { not: then }, last: next + 1 };
}

/** A beginning and an end: `after March and before June` are both of one time. */
function boundsOf(host: Phrase, periods: readonly Phrase[]): boolean {
  const [only] = periods;
  const time = only?.meaning.is === 'period' && periods.length === 1 ? only.meaning.read.period : undefined;
  const first =
    host.meaning.is === 'query' && 'during' in host.meaning.query ? host.meaning.query.during : undefined;
  if (time === undefined || first === undefined) return false;
  return (isBeginning(first) && isEnd(time)) || (isEnd(first) && isBeginning(time));
}

function isBeginning(period: Period): boolean {
  return 'after' in period || 'last' in period || ('from' in period && !('to' in period));
}

function isEnd(period: Period): boolean {
  return 'before' in period || 'olderThan' in period || ('to' in period && !('from' in period));
}

function isJoin(phrase: Phrase | undefined): boolean {
  return isMark(phrase, 'or') || isMark(phrase, 'and') || isMark(phrase, 'but') || isMark(phrase, 'comma');
}

function own({ meaning }: Phrase): Query | undefined {
  if (meaning.is === 'query')
    return 'during' in meaning.query || 'everyYear' in meaning.query ? meaning.query : undefined;
  return meaning.is === 'deed' && meaning.deed.when !== undefined && meaning.deed.isSame !== true
    ? deedQuery(meaning.deed)
    : undefined;
}

function during({ meaning }: Phrase, { meaning: time }: Phrase): Query | undefined {
  const when: Period | undefined = time.is === 'period' ? time.read.period : undefined;
  if (when === undefined) return undefined;
  if (meaning.is === 'query' && 'during' in meaning.query) return { ...meaning.query, during: when };
  if (meaning.is === 'query' && 'everyYear' in meaning.query)
    return hasTwoEnds(when) ? { ...meaning.query, everyYear: when } : undefined;
  return meaning.is === 'deed' ? deedQuery({ ...meaning.deed, when }) : undefined;
}
