import type { Happening, Query } from '../../query/query.ts';
import type { Period } from '../../query/period.ts';
import { canonicalQuery } from '../../query/canonical-query.ts';
import { rounded } from '../doubts/confidence.ts';
import type { Reading } from '../sentence/reading.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import type { Token } from '../words/tokens.ts';

const THEN = pattern('and? then|afterwards|later|subsequently', 'and? after that|this');

/** `and then bought something within 14 days` behind `clicked the spring sale`: what came next, and not two things at any time. */
export function readingOfNext(
  tokens: readonly Token[],
  previous: Query,
  reading: Reading,
): Reading | undefined {
  const query = withNext(tokens, previous, reading.query);
  if (query === undefined || reading.notUnderstood.length > 0) return undefined;
  const notes = reading.assumptions.filter((each) => !/was read over/.test(each));
  return {
    ...reading,
    query,
    refines: true,
    assumptions: ['Taken as what came next behind the question before.', ...notes],
    confidence: rounded(Math.min(reading.confidence, PRICE.likelyRefinement)),
  };
}

function withNext(tokens: readonly Token[], previous: Query, said: Query): Query | undefined {
  const parts = 'and' in previous ? previous.and : [previous];
  const before = parts.at(-1);
  const first = before && happening(before);
  const next = happening(said);
  const isNext = endOf(tokens, 0, THEN) !== undefined && first !== undefined && next !== undefined;
  if (!isNext) return undefined;
  const isWithin = tokens.some(({ word }) => word === 'within');
  const within = isWithin && next.when !== undefined && 'last' in next.when ? next.when.last : undefined;
  if (next.when !== undefined && within === undefined) return undefined;
  const sequence: Query = {
    first: first.what,
    followedBy: next.what,
    ...(first.when === undefined ? {} : { when: first.when }),
    ...(within === undefined ? {} : { within }),
  };
  return canonicalQuery({ and: [...parts.slice(0, -1), sequence] });
}

interface Happened {
  readonly what: Happening;
  readonly when?: Period;
}

/** One thing that was done or sent, however often and whenever. */
function happening(query: Query): Happened | undefined {
  const what = whatHappened(query);
  if (what === undefined || 'times' in query || 'units' in query || 'differentProducts' in query)
    return undefined;
  const when = 'when' in query ? query.when : undefined;
  return { what, ...(when === undefined ? {} : { when }) };
}

function whatHappened(query: Query): Happening | undefined {
  if ('bought' in query) {
    const { amount, currency, ...bought } = query.bought;
    return amount === undefined && currency === undefined ? { bought } : undefined;
  }
  if ('carted' in query) return { carted: query.carted };
  if ('viewed' in query) return { viewed: query.viewed };
  if ('contacted' in query) return { contacted: query.contacted };
  if ('delivered' in query) return { delivered: query.delivered };
  if ('opened' in query) return { opened: query.opened };
  return 'clicked' in query ? { clicked: query.clicked } : undefined;
}
