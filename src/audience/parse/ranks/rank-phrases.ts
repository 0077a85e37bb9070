import { shownField } from '../data/shown-field.ts';
import { PRICE } from '../words/price.ts';
import { isOwnAgeField, isOwnBirthField } from '../data/field-roles.ts';
import type { TopCount } from '../../query/query.ts';
import { readNumber } from '../words/numbers.ts';
import { endOf, pattern, type Pattern, skip } from '../words/patterns.ts';
import { phrase, type Phrase } from '../sentence/phrase.ts';
import { isMostBehind } from './measure-phrases.ts';
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
  const number = readCount(sentence, top ?? bottom ?? at);
  if (number !== undefined && (top !== undefined || bottom !== undefined))
    return ranked(sentence, at, number.end, number.count, bottom !== undefined);
  // `top 1.5 customers`
  if ((top !== undefined || bottom !== undefined) && readNumber(tokens, top ?? bottom ?? at) !== undefined)
    return [];
  const one = top ?? bottom;
  if (number === undefined && one !== undefined && endOf(tokens, one, THE_ONE) !== undefined)
    return ranked(sentence, at, one, 1, bottom !== undefined);
  const counted = countedBehind(sentence, at, one, bottom !== undefined);
  if (counted.length > 0) return counted;
  const aged = byAge(sentence, at);
  if (aged !== undefined) return [aged];
  return numberFirst(sentence, at);
}

/** `10 biggest spenders`, `20 most recent buyers`. */
function numberFirst(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const start = skip(tokens, at, pattern('the', 'our', 'most recent'));
  const first = readCount(sentence, start);
  if (first === undefined) return [];
  const isRecent = tokens[start - 1]?.word === 'recent';
  const superlative = endOf(
    tokens,
    first.end,
    pattern('top|best|biggest|highest|largest|most|leading|heaviest', 'most'),
  );
  const least = endOf(tokens, first.end, pattern('lowest|smallest|least|worst|fewest|lightest'));
  if (superlative !== undefined || least !== undefined)
    return ranked(sentence, at, superlative ?? least ?? at, first.count, least !== undefined);
  const buyers = endOf(tokens, first.end, BUYERS);
  if (isRecent && buyers !== undefined) return [ofDeed(sentence, at, buyers, first.count, false, RECENT)];
  const recent = endOf(
    tokens,
    first.end,
    pattern('most? recent|latest|newest buyers|shoppers|purchasers', 'last buyers'),
  );
  if (recent !== undefined) return [ofDeed(sentence, at, recent, first.count, false, RECENT)];
  return numberAlone(sentence, at, start, first);
}

/** `100 customers who spent the most`, or with what it is by further on. */
function numberAlone(sentence: Sentence, at: number, start: number, first: CountRead): readonly Phrase[] {
  const { tokens } = sentence;
  const most = whoMost(sentence, at, first.end, first.count);
  const isLater =
    typeof first.count === 'number'
      ? tokens.slice(first.end).some(({ word }) => SUPERLATIVE.test(word))
      : isMostBehind(sentence, first.end);
  if (most.length > 0 || !isLater || !TAKES.test(tokens[start - 1]?.word ?? '')) return most;
  return [phrase(at, first.end, { is: 'rank', top: first.count, by: 'spend', isOpen: true }, 0.9)];
}

const TAKES = /^(the|our|find|show|me|get|to|which|what|list|give|return|identify|select|pick|)$/;

const MOST = pattern('the? most|least|fewest');
const THEN_TOP = pattern(
  ',|:|-|–|(|. the|only|just? top|best|first|bottom',
  'the|only|just? top|first',
  ', only|just|limit|limited to? the?',
);

/** `biggest spenders, top 10`, `most points, top 5`: how many is said behind what they are ranked by. */
function countedBehind(
  sentence: Sentence,
  at: number,
  superlative: number | undefined,
  isLeast: boolean,
): readonly Phrase[] {
  const { tokens } = sentence;
  const most = endOf(tokens, at, MOST);
  const start = superlative ?? most;
  if (start === undefined) return [];
  const reads = [
    ...ranked(sentence, at, start, 1, isLeast || /^(least|fewest)$/.test(tokens[start - 1]?.word ?? '')),
    ...whoMost(sentence, at, at, 1),
  ];
  return reads.flatMap((read) => {
    if (read.meaning.is !== 'rank' || read.meaning.isOpen === true) return [];
    const top = endOf(tokens, read.end, THEN_TOP);
    const number = top === undefined ? undefined : readCount(sentence, top);
    if (number === undefined || !ENDS.test(tokens[number.end]?.word ?? '')) return [];
    const end = tokens[number.end]?.word === ')' ? number.end + 1 : number.end;
    return [{ ...read, end, meaning: { ...read.meaning, top: number.count } }];
  });
}

const ENDS = /^([.?!,;)]|please|only|in|from|with|who|among|of|)$/;

const AGED = pattern('youngest|oldest|eldest');
const OUR = pattern('the', 'our');

/** `the youngest 10`, `10 oldest`, where the data has ages or days of birth. */
function byAge(sentence: Sentence, at: number): Phrase | undefined {
  const { tokens, index } = sentence;
  const start = skip(tokens, at, OUR);
  const before = endOf(tokens, start, AGED);
  const number = readCount(sentence, before ?? start);
  const end =
    number === undefined ? undefined : before === undefined ? endOf(tokens, number.end, AGED) : number.end;
  if (number === undefined || end === undefined) return undefined;
  const { fields } = index.vocabulary;
  const age = fields.find(isOwnAgeField);
  const field = age ?? fields.find(isOwnBirthField);
  if (field === undefined) return undefined;
  const isYoungest = tokens.slice(at, end).some(({ word }) => word === 'youngest');
  const by = { field: field.name };
  if (age !== undefined) return rank(sentence, at, end, number.count, { by, score: 1 }, isYoungest);
  // `the 10 oldest customers` may be those who came first.
  const assumption = `Age was taken from ${shownField(field)}.`;
  const score = isYoungest ? 0.97 : PRICE.likelyField;
  return rank(sentence, at, end, number.count, { by, score, assumption }, !isYoungest);
}

const FRACTIONS: readonly (readonly [TopCount, Pattern])[] = [
  ['50%', pattern('half')],
  ['25%', pattern('quartile|quarter')],
  ['20%', pattern('quintile|fifth')],
  ['10%', pattern('decile|tenth')],
  ['1%', pattern('percentile')],
];
const OF = pattern('of all? the|our|my?', 'of');

interface CountRead {
  readonly count: TopCount;
  readonly end: number;
}

/** `100`, `10% of our`, `decile`: how many are first. */
function readCount({ tokens }: Sentence, at: number): CountRead | undefined {
  for (const [count, way] of FRACTIONS) {
    const end = endOf(tokens, at, way);
    if (end !== undefined) return { count, end: skip(tokens, end, OF) };
  }
  const number = readNumber(tokens, at);
  if (number === undefined || number.currency !== undefined || number.value <= 0) return undefined;
  if (number.isPercent !== true)
    return Number.isInteger(number.value) ? { count: number.value, end: number.end } : undefined;
  return number.value <= 100
    ? { count: `${Number(number.value.toFixed(4))}%`, end: skip(tokens, number.end, OF) }
    : undefined;
}
