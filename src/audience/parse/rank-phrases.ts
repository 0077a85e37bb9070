import type { Measure } from '../query/query.ts';
import type { Deed } from './deed.ts';
import { fieldsAt } from './field-names.ts';
import { isDateField } from './field-queries.ts';
import { isAgeField, isNumberField } from './field-roles.ts';
import { readItems } from './items.ts';
import { readNumber } from './numbers.ts';
import { PERSON } from './noun-words.ts';
import { endOf, pattern, type Pattern, skip } from './patterns.ts';
import { readPeriod } from './periods.ts';
import { EXACT, type Meaning, phrase, type Phrase } from './phrase.ts';
import type { Sentence } from './sentence.ts';

const TOP = pattern('the? top|best|highest|biggest|largest|leading|heaviest', 'our|my top|best|biggest');
const BOTTOM = pattern('the? bottom|lowest|worst|smallest|lightest');
const THE_ONE = pattern('customer|client|account|buyer|spender|shopper|donor|member|user|purchaser');
const BY = pattern(
  'by|per|in|on|ranked|sorted|ordered by?',
  'by|with|according to the|their?',
  'by|with the? number|amount|sum|value|count of',
  'by|with the? highest|most|biggest|largest|total|overall|lifetime|lowest|least|fewest|earliest|latest|soonest|newest|oldest',
  'by|with|having the? most high|big|large',
  'in terms of',
  'ranked by',
  'based on',
  'when ranked by',
  'measured by',
  'order|sort by',
  'as measured by',
  'who|that have|has the? most|highest|least|fewest|lowest',
  'having the? most|highest|fewest|lowest|least',
  'who have made|placed the? most|fewest',
  'with',
);
const MEASURES: readonly (readonly [Exclude<Measure, { field: string }>, Pattern])[] = [
  [
    'spend',
    pattern(
      'spend|spending|spent|revenue|sales|turnover|expenditure|money',
      'total|overall|lifetime spend|spending|revenue|amount|value',
      'amount spent',
      'money spent',
      'purchase|order value|amount|volume|total',
      'total purchases value|amount',
      'how much they spent',
      'amount of money spent',
    ),
  ],
  [
    'purchases',
    pattern(
      'orders|purchases|order|purchase|transactions',
      'number|count|frequency of orders|purchases|transactions',
      'order|purchase count|counts|frequency|number',
      'total|overall number? of? orders|purchases',
      'how often they bought|ordered|purchased',
      'frequency',
    ),
  ],
  [
    'units',
    pattern(
      'units|quantity|pieces|volume',
      'number|quantity of units|items|pieces|products',
      'items|units|products|pieces bought|purchased|ordered',
      'units sold',
      'items',
      'quantity bought|purchased',
      'number|quantity of units|items|pieces|products bought|purchased|ordered',
    ),
  ],
  [
    'recency',
    pattern(
      'recency',
      'recent|newest|last|latest purchase|order|purchases|orders',
      'most recent purchase|order|purchases|orders',
      'date of last purchase|order',
      'time of last purchase|order',
      'last purchase|order date',
    ),
  ],
];
/** Whom a word names by what they do most: `spenders`. */
const DOERS: readonly (readonly [Exclude<Measure, { field: string }>, Pattern])[] = [
  ['spend', pattern('spender|spenders', 'spending customers|clients|users|members')],
  ['purchases', pattern('frequent buyers|shoppers|purchasers|customers', 'often buyers')],
  ['recency', pattern('recent|latest|newest buyers|buyer|shoppers|purchasers|purchases|orders')],
  ['spend', pattern('buyer|buyers|shoppers|purchasers')],
];
const WHO_MOST: readonly (readonly [Exclude<Measure, { field: string }>, 'most' | 'least', Pattern])[] = [
  ['spend', 'most', pattern('who|that? have|has? spent|spend|spends the? most money?', 'spending the most')],
  ['spend', 'least', pattern('who|that? have|has? spent|spend|spends the? least money?')],
  [
    'purchases',
    'most',
    pattern(
      'who|that? have|has? ordered|bought|purchased|shopped the? most often|frequently?',
      'who|that? have|has? made|placed|with|have the? most orders|purchases',
      'with the? most orders|purchases',
    ),
  ],
  [
    'purchases',
    'least',
    pattern(
      'who|that? have|has? ordered|bought|purchased|shopped the? least often|frequently?',
      'with the? fewest|least orders|purchases',
    ),
  ],
  [
    'recency',
    'most',
    pattern(
      'who|that? have|has? ordered|bought|purchased most recently|last',
      'who|that? most recently ordered|bought|purchased',
    ),
  ],
];

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
  const doer = DOERS[2];
  const buyers = endOf(tokens, first.end, pattern('buyers|buyer|shoppers|purchasers'));
  if (isRecent && buyers !== undefined && doer !== undefined)
    return [ofDeed(sentence, at, buyers, first.value, 'recency', false)];
  const recent = endOf(
    tokens,
    first.end,
    pattern('most? recent|latest|newest buyers|shoppers|purchasers', 'last buyers'),
  );
  if (recent !== undefined) return [ofDeed(sentence, at, recent, first.value, 'recency', false)];
  const most = whoMost(sentence, at, first.end, first.value);
  const isLater = tokens
    .slice(first.end)
    .some(({ word }) =>
      /^(most|highest|biggest|largest|least|fewest|lowest|earliest|latest|soonest|newest|oldest)$/.test(word),
    );
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
  const field = index.vocabulary.fields.find((each) => isAgeField(each));
  if (field === undefined) return undefined;
  const aged = pattern('youngest|oldest|eldest');
  const start = skip(tokens, at, pattern('the', 'our'));
  const before = endOf(tokens, start, aged);
  const number = readNumber(tokens, before ?? start);
  const end =
    number === undefined ? undefined : before === undefined ? endOf(tokens, number.end, aged) : number.end;
  if (number === undefined || end === undefined || !isCount(number)) return undefined;
  const isLeast = tokens.slice(at, end).some(({ word }) => word === 'youngest');
  return rank(
    sentence,
    at,
    end,
    number.value,
    { by: { field: field.name }, end, score: 1, isLeast },
    isLeast,
  );
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

/** Behind `top 100`: a doer, or later `by` and a measure; what stands between is read on its own. */
function ranked(
  sentence: Sentence,
  at: number,
  end: number,
  top: number,
  isLeast: boolean,
): readonly Phrase[] {
  const { tokens } = sentence;
  for (const [measure, way] of DOERS) {
    const doer = endOf(tokens, end, way);
    if (doer === undefined) continue;
    const by = measureAt(sentence, doer);
    if (by === undefined)
      return [
        ofDeed(
          sentence,
          at,
          doer,
          top,
          measure,
          isLeast,
          tokens[doer - 1]?.word?.startsWith('spend') === true || measure !== 'spend' ? 1 : 0.85,
        ),
      ];
    return [rank(sentence, at, by.end, top, by, isLeast)];
  }
  const person = skip(tokens, end, PERSON);
  const by = measureAt(sentence, person) ?? measureAt(sentence, end);
  if (by !== undefined) return [rank(sentence, at, by.end, top, by, isLeast || by.isLeast)];
  const field = fieldsAt(sentence, end).find(({ field, score }) => isNumberField(field) && score > 0.7);
  if (field !== undefined)
    return [
      rank(
        sentence,
        at,
        field.end,
        top,
        { by: { field: field.field.name }, end: field.end, score: field.score, isLeast },
        isLeast,
      ),
    ];
  const meaning: Meaning = {
    is: 'rank',
    top,
    by: 'spend',
    isOpen: true,
    ...(isLeast ? { order: 'least' as const } : {}),
  };
  return [phrase(at, end, meaning, 0.9)];
}

/** `by spend this year`, `with the most points`: what a rank in front of it is by. */
export function readMeasurePhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const read = measureAt(sentence, at) ?? mostOf(sentence, at);
  const isRanked =
    read !== undefined &&
    sentence.tokens.slice(0, at).some(({ kind }) => kind === 'number' || kind === 'word');
  if (read === undefined || !isRanked) return [];
  const scope =
    typeof read.by === 'string' ? readScope(sentence, read.end) : { end: read.end, score: 1, notes: [] };
  const meaning: Meaning = {
    is: 'measure',
    by: read.by,
    ...(read.isLeast ? { order: 'least' as const } : {}),
    ...('deed' in scope && scope.deed !== undefined ? { deed: scope.deed } : {}),
  };
  return [
    phrase(at, scope.end, meaning, EXACT * read.score * scope.score, [read.assumption, ...scope.notes]),
  ];
}

/** `have spent the most`, of a number that stands elsewhere. */
function mostOf({ tokens }: Sentence, at: number): MeasureRead | undefined {
  for (const [by, order, way] of WHO_MOST) {
    const end = endOf(tokens, at, way);
    if (end !== undefined) return { by, end, score: 1, isLeast: order === 'least' };
  }
  return undefined;
}

interface MeasureRead {
  readonly by: Measure;
  readonly end: number;
  readonly score: number;
  readonly assumption?: string;
  readonly isLeast: boolean;
}

/** `by number of orders`, `with the most points`. */
export function measureAt(sentence: Sentence, at: number): MeasureRead | undefined {
  const { tokens } = sentence;
  const start = endOf(tokens, at, BY);
  if (start === undefined) return undefined;
  const said = tokens.slice(at, start).map(({ word }) => word);
  const isRank = said.some((word) =>
    /^(by|most|highest|biggest|largest|least|fewest|lowest|earliest|latest|soonest|newest|oldest|terms|ranked|sorted|ordered|based|according|per)$/.test(
      word,
    ),
  );
  if (!isRank) return undefined;
  const isLeast = said.some((word) => /^(least|fewest|lowest|earliest|soonest|oldest)$/.test(word));
  for (const from of new Set([
    start,
    skip(
      tokens,
      start,
      pattern(
        'the|their|most|highest|total|number|amount',
        'number of',
        'the? number of',
        'amount of',
        'total',
      ),
    ),
  ])) {
    const field = fieldsAt(sentence, from).find(
      ({ field, score }) => (isNumberField(field) || isDateField(field)) && score > 0.7,
    );
    const [measure, end] = measureWord(tokens, from);
    if (field !== undefined && (end === undefined || field.score > 0.94))
      return {
        by: { field: field.field.name },
        end: field.end,
        score: field.score,
        isLeast,
        ...(field.assumption === undefined ? {} : { assumption: field.assumption }),
      };
    if (measure !== undefined && end !== undefined) return { by: measure, end, score: 1, isLeast };
  }
  return undefined;
}

function measureWord(
  tokens: Sentence['tokens'],
  at: number,
): readonly [Exclude<Measure, { field: string }>, number] | readonly [undefined, undefined] {
  let best: readonly [Exclude<Measure, { field: string }>, number] | undefined;
  for (const [measure, way] of MEASURES) {
    const end = endOf(tokens, at, way);
    if (end !== undefined && (best === undefined || end > best[1])) best = [measure, end];
  }
  return best ?? [undefined, undefined];
}

function whoMost(sentence: Sentence, at: number, end: number, top: number): readonly Phrase[] {
  const { tokens } = sentence;
  const person = skip(tokens, end, PERSON);
  for (const [measure, order, way] of WHO_MOST) {
    const most = endOf(tokens, person, way);
    if (most !== undefined) return [ofDeed(sentence, at, most, top, measure, order === 'least')];
  }
  const by = measureAt(sentence, person);
  const isSuperlative =
    by !== undefined &&
    sentence.tokens
      .slice(person, by.end)
      .some(({ word }) =>
        /^(most|highest|biggest|largest|least|fewest|lowest|earliest|latest|soonest|newest|oldest)$/.test(
          word,
        ),
      );
  return by !== undefined && isSuperlative ? [rank(sentence, at, by.end, top, by, by.isLeast)] : [];
}

function rank(
  sentence: Sentence,
  at: number,
  end: number,
  top: number,
  { by, score, assumption }: MeasureRead,
  isLeast: boolean,
): Phrase {
  if (typeof by === 'string') return { ...ofDeed(sentence, at, end, top, by, isLeast, score) };
  return phrase(
    at,
    end,
    { is: 'rank', top, by, ...(isLeast ? { order: 'least' as const } : {}) },
    EXACT * score,
    [assumption],
  );
}

/** A rank by what was bought, with the things and the time behind it: `spenders on tents this year`. */
function ofDeed(
  sentence: Sentence,
  at: number,
  end: number,
  top: number,
  by: Measure,
  isLeast: boolean,
  score = 1,
): Phrase {
  const scope = readScope(sentence, end);
  const meaning: Meaning = {
    is: 'rank',
    top,
    by,
    ...(isLeast ? { order: 'least' as const } : {}),
    ...(scope.deed === undefined ? {} : { deed: scope.deed }),
  };
  return phrase(at, scope.end, meaning, EXACT * score * scope.score, [
    ...scope.notes,
    score < 1 ? 'Buyers were ranked by what they spent.' : undefined,
  ]);
}

/** Things and a time behind a measure. */
export function readScope(
  sentence: Sentence,
  at: number,
): { deed?: Deed; end: number; score: number; notes: readonly string[] } {
  const { tokens, today } = sentence;
  const scope: { when?: NonNullable<Deed['when']>; items?: NonNullable<Deed['items']> } = {};
  let end = at;
  let score = 1;
  const notes: string[] = [];
  for (let rounds = 0; rounds < 3; rounds++) {
    const period = scope.when === undefined ? readPeriod(tokens, end, today) : undefined;
    if (period !== undefined) {
      scope.when = period.period;
      end = period.end;
      score = Math.min(score, period.score);
      if (period.assumption !== undefined) notes.push(period.assumption);
      continue;
    }
    const on = endOf(tokens, end, pattern('on|of|for|in', 'in|on|for|of the'));
    const items = on === undefined || scope.items !== undefined ? undefined : readItems(sentence, on);
    if (items === undefined || items.items.some((each) => Object.keys(each).length === 0)) break;
    scope.items = items.items;
    end = items.end;
    score = Math.min(score, items.score, items.join === 'and' && items.items.length > 1 ? 0.8 : 1);
    notes.push(...items.assumptions);
  }
  return end === at ? { end, score, notes } : { deed: { verb: 'bought', ...scope }, end, score, notes };
}
