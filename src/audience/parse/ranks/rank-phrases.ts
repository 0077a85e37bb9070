import { isOwnAgeField } from '../data/field-roles.ts';
import { type NumberRead, readNumber } from '../words/numbers.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { phrase, type Phrase } from '../sentence/phrase.ts';
import { BUYERS, ofDeed, rank, ranked, SUPERLATIVE, whoMost } from './rank-by.ts';
import type { Sentence } from '../sentence/sentence.ts';

const TOP = pattern('the? top|best|highest|biggest|largest|leading|heaviest', 'our|my top|best|biggest');

const BOTTOM = pattern('the? bottom|lowest|worst|smallest|lightest');

const THE_ONE = pattern('customer|client|account|buyer|spender|shopper|donor|member|user|purchaser');

const RECENT = { by: 'recency', score: 1 } as const;

/** `top 100 by spend`, `the 10 biggest spenders in tents this year`, `bottom 5 gold members by points`. */
export function readRankPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const top = endOf(tokens, at, TOP);
  const bottom = endOf(tokens, at, BOTTOM);
  const number = readNumber(tokens, top ?? bottom ?? at);
  if (number !== undefined && (top !== undefined || bottom !== undefined)) {
    if (!isCount(number)) return [];
    return ranked(sentence, at, number.end, number.value, bottom !== undefined);
  }
  const one = top ?? bottom;
  if (number === undefined && one !== undefined && endOf(tokens, one, THE_ONE) !== undefined)
    return ranked(sentence, at, one, 1, bottom !== undefined);
  const aged = byAge(sentence, at);
  if (aged !== undefined) return [aged];
  return numberFirst(sentence, at);
}

/** `10 biggest spenders`, `20 most recent buyers`. */
function numberFirst(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const start = skip(tokens, at, pattern('the', 'our', 'most recent'));
  const first = readNumber(tokens, start);
  if (first === undefined || !isCount(first)) return [];
  const isRecent = tokens[start - 1]?.word === 'recent';
  const superlative = endOf(
    tokens,
    first.end,
    pattern('top|best|biggest|highest|largest|most|leading|heaviest', 'most'),
  );
  const least = endOf(tokens, first.end, pattern('lowest|smallest|least|worst|fewest|lightest'));
  if (superlative !== undefined || least !== undefined)
    return ranked(sentence, at, superlative ?? least ?? at, first.value, least !== undefined);
  const buyers = endOf(tokens, first.end, BUYERS);
  if (isRecent && buyers !== undefined) return [ofDeed(sentence, at, buyers, first.value, false, RECENT)];
  const recent = endOf(
    tokens,
    first.end,
    pattern('most? recent|latest|newest buyers|shoppers|purchasers', 'last buyers'),
  );
  if (recent !== undefined) return [ofDeed(sentence, at, recent, first.value, false, RECENT)];
  return numberAlone(sentence, at, start, first);
}

/** `100 customers who spent the most`, or with what it is by further on. */
function numberAlone(sentence: Sentence, at: number, start: number, first: NumberRead): readonly Phrase[] {
  const { tokens } = sentence;
  const most = whoMost(sentence, at, first.end, first.value);
  const isLater = tokens.slice(first.end).some(({ word }) => SUPERLATIVE.test(word));
  if (
    most.length > 0 ||
    !isLater ||
    !/^(the|our|find|show|me|get|to|which|what|list|give|return|identify|select|pick|)$/.test(
      tokens[start - 1]?.word ?? '',
    )
  )
    return most;
  return [phrase(at, first.end, { is: 'rank', top: first.value, by: 'spend', isOpen: true }, 0.9)];
}

/** `the youngest 10`, `10 oldest`, where the data has ages. */
function byAge(sentence: Sentence, at: number): Phrase | undefined {
  const { tokens, index } = sentence;
  const field = index.vocabulary.fields.find((each) => isOwnAgeField(each));
  if (field === undefined) return undefined;
  const aged = pattern('youngest|oldest|eldest');
  const start = skip(tokens, at, pattern('the', 'our'));
  const before = endOf(tokens, start, aged);
  const number = readNumber(tokens, before ?? start);
  const end =
    number === undefined ? undefined : before === undefined ? endOf(tokens, number.end, aged) : number.end;
  if (number === undefined || end === undefined || !isCount(number)) return undefined;
  const isLeast = tokens.slice(at, end).some(({ word }) => word === 'youngest');
  return rank(sentence, at, end, number.value, { by: { field: field.name }, score: 1 }, isLeast);
}

function isCount({
  value,
  isPercent,
  currency,
}: {
  value: number;
  isPercent?: boolean;
  currency?: string;
}): boolean {
  return Number.isInteger(value) && value > 0 && isPercent !== true && currency === undefined;
}
