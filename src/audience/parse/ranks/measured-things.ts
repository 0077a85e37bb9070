import type { Items } from '../../query/query.ts';
import { categoriesOfVerb, areDone } from '../names/category-verbs.ts';
import { readItems } from '../names/items.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { type MeasureRead, measureWord } from './measures.ts';
import type { Sentence } from '../sentence/sentence.ts';

const WHO = pattern('who|that? have|has?');
const THE_MOST = pattern(
  'the? most money|overall|altogether?',
  'the? most in total',
  'the? highest|largest|biggest amount|amounts|sum',
);
const MOST_OFTEN = pattern('the? most often|frequently|times');
const THE_LEAST = pattern('the? least money?');

/** `who donated the most`, where donations are sold. */
export function mostOfVerb(sentence: Sentence, at: number): MeasureRead | undefined {
  const { tokens } = sentence;
  const verb = skip(tokens, at, WHO);
  const categories = categoriesOfVerb(sentence, verb);
  if (categories.length === 0) return undefined;
  const often = endOf(tokens, verb + 1, MOST_OFTEN);
  const least = endOf(tokens, verb + 1, THE_LEAST);
  const end = often ?? endOf(tokens, verb + 1, THE_MOST) ?? least;
  const by = often === undefined ? 'spend' : 'purchases';
  return end === undefined
    ? undefined
    : { by, end, score: 1, isLeast: least === end, items: [{ categories }] };
}

const BEFORE_THINGS = pattern(
  'the|their|most|highest|total|overall|lifetime|number|amount|value|sum|count of?',
);
const OF_MONEY = pattern('amount|amounts|value|sum|total', 'bought|purchased|ordered');
const NUMBER = /^(number|count|often)$/;
const MOST = /^(most|fewest|least)$/;
const MONEY = /^(total|amount|amounts|value|sum|highest|biggest|largest|lowest)$/;

/** `by perfume spend`, `by number of tent orders`, `by total donated`, `with the most donations`. */
export function measureOfThings(
  sentence: Sentence,
  at: number,
  from: number,
): Omit<MeasureRead, 'isLeast'> | undefined {
  const { tokens } = sentence;
  const start = skip(tokens, from, BEFORE_THINGS);
  const categories = categoriesOfVerb(sentence, start);
  const things = categories.length > 0 ? undefined : readItems(sentence, start);
  const items = things?.items ?? [{ categories }];
  if (things === undefined && categories.length === 0) return undefined;
  if (items.some((each) => Object.keys(each).length === 0)) return undefined;
  const named = things?.end ?? start + 1;
  const [said, saidEnd] = measureWord(tokens, named);
  const end = saidEnd ?? skip(tokens, named, OF_MONEY);
  const before = [...tokens.slice(at, start), ...tokens.slice(named, end)].map(({ word }) => word);
  const isSaid = said !== undefined || categories.length > 0;
  const counted = isSaid ? undefined : countedBy(sentence, before, items);
  const isOpen = !isSaid && counted === undefined && !before.some((word) => MONEY.test(word));
  return {
    by: said ?? counted ?? 'spend',
    end,
    score: Math.min(things?.score ?? 1, isOpen || counted === 'units' ? PRICE.choice : 1),
    items,
    ...(isOpen ? { assumption: 'They were ranked by what was spent on it.' } : {}),
    ...(counted === 'units' ? { assumption: 'They were ranked by the number of pieces.' } : {}),
  };
}

/** What `number of tents` counts: pieces, and of what is done how often. */
function countedBy(
  sentence: Sentence,
  words: readonly string[],
  items: readonly Items[],
): 'purchases' | 'units' | undefined {
  if (words.some((word) => MOST.test(word))) return 'purchases';
  if (words.some((word) => NUMBER.test(word))) return areDone(sentence, items) ? 'purchases' : 'units';
  return undefined;
}
