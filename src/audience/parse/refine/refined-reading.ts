import { canonicalQuery } from '../../query/canonical-query.ts';
import { explainQuery } from '../../query/explain-query.ts';
import { NOBODY, type Query } from '../../query/query.ts';
import {
  ofOtherCampaign,
  withChoice,
  withNotBoth,
  withPeriod,
  withReplaced,
} from '../sentence/changed-query.ts';
import { rounded } from '../doubts/confidence.ts';
import { contradictionIn } from '../doubts/contradiction.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import type { PeriodRead } from '../times/period-read.ts';
import { EXACT } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import type { Reading } from '../sentence/reading.ts';
import { readTimeBefore } from './time-before.ts';
import { withOtherNumber } from './other-number.ts';
import { channelAt } from '../channels/channel-words.ts';
import { withOtherChannel } from './other-channel.ts';
import { NOT_BOTH, type Refinement } from './refine.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';
import { readYearAlone } from '../times/year-alone.ts';

const NOTES: Readonly<Record<Exclude<Refinement['kind'], 'more'>, string>> = {
  narrow: 'Taken as a narrowing of the question before.',
  remove: 'Taken as leaving people out of the question before.',
  widen: 'Taken as adding people to the question before.',
  add: 'Taken as adding people to the question before.',
  replace: 'Taken in the place of what the question before said of the same kind.',
  vary: 'Taken as the question before, but for this.',
};

/** What became of the question before by words that were read for themselves. */
export function refinedReading(
  sentence: Sentence,
  previous: Query,
  refinement: Refinement,
  reading: Reading,
): Reading {
  if (reading.confidence === 0 || reading.query === NOBODY) return reading;
  const kind = kindOf(sentence, previous, refinement, reading.query);
  const made = refined(previous, kind, reading.query);
  if (made === undefined) return unplaced(sentence);
  const query = canonicalQuery(made);
  const contradiction = contradictionIn(query, sentence.index.fields);
  const isEither =
    (refinement.kind === 'more' && kind === 'narrow' && withChoice(previous, reading.query)) ||
    (refinement.isAsked === true && kind === 'vary');
  const clear = isEither ? PRICE.likelyRefinement : 1;
  const doubt = isNobody(previous)
    ? PRICE.ofNobody
    : contradiction === undefined
      ? clear
      : PRICE.contradiction;
  return {
    ...reading,
    query,
    refines: true,
    assumptions: [
      NOTES[kind],
      ...reading.assumptions,
      ...(contradiction === undefined ? [] : [contradiction]),
    ],
    confidence: rounded(Math.min(reading.confidence, refinement.score, doubt)),
  };
}

/** What can only be read beside the question before: a time, or a campaign, and nothing else. */
export function readBeside(sentence: Sentence, previous: Query, refinement: Refinement): Reading | undefined {
  return (
    readOtherTime(sentence, previous, refinement) ??
    readDeniedTime(sentence, previous, refinement) ??
    readOtherNumber(sentence, previous, refinement) ??
    readOtherCampaign(sentence, previous, refinement) ??
    readOtherChannel(sentence, previous, refinement) ??
    readNotBoth(sentence, previous)
  );
}

/** `make that 500`, `over 300 instead`. */
function readOtherNumber(sentence: Sentence, previous: Query, refinement: Refinement): Reading | undefined {
  const made = isAdding(refinement) ? undefined : withOtherNumber(sentence.tokens, previous);
  return made && replacedReading(sentence, previous, refinement.score, canonicalQuery(made));
}

function isAdding({ kind }: Refinement): boolean {
  return kind === 'remove' || kind === 'widen' || kind === 'add';
}

function replacedReading(
  sentence: Sentence,
  previous: Query,
  score: number,
  query: Query,
  assumption?: string,
): Reading {
  return {
    query,
    refines: true,
    understood: [{ text: sentence.text.trim(), meaning: explainQuery(query), confidence: score }],
    notUnderstood: [],
    assumptions: [NOTES.replace, ...(assumption === undefined ? [] : [assumption])],
    confidence: rounded(Math.min(score, isNobody(previous) ? PRICE.ofNobody : 1)),
  };
}

/** `what about email?` behind `who can get SMS`. */
function readOtherChannel(
  sentence: Sentence,
  previous: Query,
  { kind, score }: Refinement,
): Reading | undefined {
  const read = kind === 'replace' ? channelAt(sentence.tokens, 0) : undefined;
  const query = read && isLast(sentence, read.end) ? withOtherChannel(previous, read.channel) : undefined;
  return query && replacedReading(sentence, previous, score, canonicalQuery(query));
}

/** `but not both` behind `bought tents or stoves`. */
function readNotBoth(sentence: Sentence, previous: Query): Reading | undefined {
  const end = endOf(sentence.tokens, 0, NOT_BOTH);
  const query = end !== undefined && isLast(sentence, end) ? withNotBoth(previous) : undefined;
  if (query === undefined) return undefined;
  return replacedReading(sentence, previous, EXACT * 0.97, canonicalQuery(query));
}

/** `and the flash deal`, `what about the flash deal?`: done with it what was done with the one before. */
function readOtherCampaign(sentence: Sentence, previous: Query, refinement: Refinement): Reading | undefined {
  const { tokens } = sentence;
  const start = skip(tokens, 0, pattern('the|to|for|of|only'));
  const named = lookUp(sentence, start).find(({ end }) => isLast(sentence, end));
  const ids = new Set(named?.refs.flatMap((ref) => (ref.is === 'campaign' ? [ref.id] : [])));
  const [id] = ids;
  const query = id === undefined || ids.size > 1 ? undefined : ofOtherCampaign(previous, id);
  if (named === undefined || query === undefined) return undefined;
  const text = textOf(sentence, start, named.end);
  return refinedReading(sentence, previous, refinement, {
    query,
    understood: [{ text, meaning: explainQuery(query), confidence: EXACT * named.score }],
    notUnderstood: [],
    assumptions: [],
    confidence: EXACT * named.score,
  });
}

/** The question before in another time, where nothing but a time is said: `what about last year?`, `only in 2025`. */
function readOtherTime(sentence: Sentence, previous: Query, refinement: Refinement): Reading | undefined {
  const read = isAdding(refinement) ? undefined : loneTime(sentence, previous);
  if (read === undefined) return undefined;
  const made = withPeriod(previous, read.period);
  if (made === undefined) return unplaced(sentence);
  const score = Math.min(refinement.score, read.score);
  return replacedReading(sentence, previous, score, canonicalQuery(made), read.assumption);
}

/** `but not in 2026`, behind who bought a tent in 2025: those who bought it then too are left out. */
function readDeniedTime(sentence: Sentence, previous: Query, refinement: Refinement): Reading | undefined {
  const { items, isBought } = sentence.it ?? {};
  const read = refinement.kind === 'remove' ? loneTime(sentence, previous) : undefined;
  if (read === undefined || items === undefined || isBought !== true) return undefined;
  const query: Query = { bought: items, when: read.period };
  const confidence = EXACT * read.score;
  return refinedReading(sentence, previous, refinement, {
    query,
    understood: [{ text: sentence.text.trim(), meaning: explainQuery(query), confidence }],
    notUnderstood: [],
    assumptions: read.assumption === undefined ? [] : [read.assumption],
    confidence,
  });
}

function loneTime(sentence: Sentence, previous: Query): PeriodRead | undefined {
  const { tokens, today } = sentence;
  const start = /^(only|just|but|for)$/.test(tokens[0]?.word ?? '') ? 1 : 0;
  const read =
    readTimeBefore(tokens, start, previous, today) ??
    readPeriod(tokens, start, today) ??
    readPeriod(tokens, 0, today) ??
    readYearAlone(tokens, start, today);
  return read !== undefined && isLast(sentence, read.end) ? read : undefined;
}

/** Nothing but signs that end a sentence stands from here on. */
function isLast({ tokens }: Sentence, end: number): boolean {
  return tokens.slice(end).every(({ word }) => /^([.?!]|too|as|well)$/.test(word));
}

type Kind = Exclude<Refinement['kind'], 'more'>;

/**
 * `and silver` behind `gold members` adds those, as no one is both, and `now silver` and `and silver?` take them instead; `and with
 * email too` narrows.
 */
export function kindOf(
  { index }: Sentence,
  previous: Query,
  { kind, isAnd, isNow, isAsked }: Refinement,
  query: Query,
): Kind {
  const plain = kind === 'more' ? 'narrow' : kind;
  if ((isAnd !== true && isNow !== true) || plain !== 'narrow') return plain;
  const both = canonicalQuery(narrowed(previous, query));
  const isOther = contradictionIn(both, index.fields) !== undefined;
  const isInstead = isNow === true || isAsked === true;
  if (isInstead && isOther && refined(previous, 'vary', query) !== undefined) return 'vary';
  return isOther && withChoice(previous, query) !== undefined ? 'add' : 'narrow';
}

function refined(previous: Query, kind: Kind, query: Query): Query | undefined {
  switch (kind) {
    case 'narrow':
      return narrowed(previous, query);
    case 'remove':
      return { and: [previous, { not: query }] };
    case 'widen':
      return { or: [previous, query] };
    case 'add':
      return withChoice(previous, query) ?? { or: [previous, query] };
    case 'replace':
      return partsOf(query).reduce<Query | undefined>(
        (made, part) => made && withReplaced(made, part),
        previous,
      );
    case 'vary':
      return partsOf(query).reduce(
        (made, part) => withReplaced(made, part) ?? narrowed(made, part),
        previous,
      );
  }
}

function partsOf(query: Query): readonly Query[] {
  return 'and' in query ? query.and : [query];
}

function narrowed(previous: Query, query: Query): Query {
  const isOfAll = ('top' in query || 'share' in query) && query.among === undefined;
  return isOfAll ? { ...query, among: previous } : { and: [previous, query] };
}

/** What can't be put in the place of anything that was asked before. */
function unplaced(sentence: Sentence): Reading {
  const { text, tokens } = sentence;
  const said = textOf(sentence, 0, tokens.length) || text.trim();
  const why = `${said}: the question before says nothing of that kind, or more than one thing`;
  return { query: NOBODY, understood: [], notUnderstood: [why], assumptions: [], confidence: 0 };
}

/** What was not understood before can't be narrowed. */
function isNobody(query: Query): boolean {
  return 'not' in query && 'all' in query.not;
}
