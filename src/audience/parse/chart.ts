import { readActivityPhrases } from './purchases/activity-phrases.ts';
import { readAttended } from './fields/attended-phrases.ts';
import { readAgePhrases } from './fields/age-phrases.ts';
import { readAgesOfOthers } from './fields/ages-of-others.ts';
import { readTurningAge } from './fields/turning-age.ts';
import { readYearlyPhrases } from './fields/yearly-phrases.ts';
import { readDebts } from './fields/debt-phrases.ts';
import { readBookedAhead } from './fields/booked-ahead.ts';
import { readJoined } from './fields/joined-phrases.ts';
import { readRunOut } from './fields/run-out-phrases.ts';
import { readBareSpan } from './times/bare-span.ts';
import { isoDate } from './times/calendar.ts';
import { readAnyConsent } from './channels/any-consent.ts';
import { readChannelPhrases } from './channels/channel-phrases.ts';
import { readCustomerPhrases } from './names/customer-phrases.ts';
import { readDatePhrases } from './fields/date-phrases.ts';
import { readDays } from './times/dates.ts';
import { readPeopleOfField } from './fields/field-members.ts';
import { readFieldPhrases } from './fields/field-phrases.ts';
import { readFieldPairs } from './fields/field-pairs.ts';
import { readBoundedNames } from './fields/bounded-names.ts';
import { readNumberPhrases } from './fields/number-phrases.ts';
import { readRatings } from './fields/rating-phrases.ts';
import { readHouseholds } from './fields/household-phrases.ts';
import { readNumbersByVerb } from './fields/numbers-by-verb.ts';
import { readBalances } from './fields/balance-phrases.ts';
import { readInForce } from './fields/in-force-phrases.ts';
import { readDue } from './fields/due-phrases.ts';
import { readPromoters } from './fields/promoter-phrases.ts';
import { readOrdinals } from './fields/ordinal-phrases.ts';
import { readFlagVerbs } from './fields/flag-verbs.ts';
import { readMarkPhrases } from './marks/mark-phrases.ts';
import { readMessagePhrases } from './messages/message-phrases.ts';
import type { PeriodRead } from './times/period-read.ts';
import { readPeriod } from './times/periods.ts';
import { readPersonPhrases } from './sentence/person-names.ts';
import { EXACT, type Meaning, phrase, type Phrase } from './sentence/phrase.ts';
import { readNewcomerPhrases } from './fields/newcomer-phrases.ts';
import { readPurchasePhrases } from './purchases/purchase-phrases.ts';
import { readMeasurePhrases } from './ranks/measure-phrases.ts';
import { readRankPhrases } from './ranks/rank-phrases.ts';
import { readSentThings } from './messages/sent-things.ts';
import { readSharePhrases } from './ranks/share-phrases.ts';
import { lookUp, type Sentence } from './sentence/sentence.ts';
import { readTimesDone } from './fields/times-done.ts';
import { readUses } from './fields/uses-phrases.ts';
import { readThingPhrases } from './purchases/thing-phrases.ts';
import { readYearNumbers } from './fields/year-phrases.ts';
import { readValuePhrases } from './fields/value-phrases.ts';
import { readFlagNouns } from './fields/flag-nouns.ts';
import { readFlagPhrases } from './fields/flag-phrases.ts';
import type { Ref } from './data/ref.ts';

/** The cheapest row of phrases that covers a sentence. */
export interface Chart {
  readonly phrases: readonly Phrase[];
  /** Tokens that nothing explains. */
  readonly unknown: readonly number[];
  /** Phrases looked at: the work it took. */
  readonly steps: number;
}

const READERS = [
  readMarkPhrases,
  readActivityPhrases,
  readFieldPhrases,
  readPeopleOfField,
  readFieldPairs,
  readNumberPhrases,
  readBoundedNames,
  readTimesDone,
  readAttended,
  readJoined,
  readRunOut,
  readUses,
  readNumbersByVerb,
  readRatings,
  readHouseholds,
  readBalances,
  readDebts,
  readOrdinals,
  readBookedAhead,
  readInForce,
  readDue,
  readPromoters,
  readValuePhrases,
  readYearNumbers,
  readFlagNouns,
  readFlagPhrases,
  readFlagVerbs,
  readDatePhrases,
  readAgePhrases,
  readAgesOfOthers,
  readTurningAge,
  readYearlyPhrases,
  readPurchasePhrases,
  readMessagePhrases,
  readChannelPhrases,
  readAnyConsent,
  readRankPhrases,
  readNewcomerPhrases,
  readSharePhrases,
  readSentThings,
  readMeasurePhrases,
  readCustomerPhrases,
  readPersonPhrases,
  readPeriodPhrases,
  readThingPhrases,
] as const;

const MARK_COST = 0.1;
const PHRASE_COST = 1;
/** A period that stands alone has to be attached, which is second best. */
const ALONE_COST = 1.6;
const DOUBT_COST = 4;
const UNKNOWN_COST = 6;
const SIGN_COST = 0.3;
/** Where a name of the data is cut in two. */
const CUT_COST = 1.2;

/** Dynamic programming from the end: of each token the cheapest way to explain all from there on. */
export function readChart(sentence: Sentence): Chart {
  const { tokens } = sentence;
  const cost = new Float64Array(tokens.length + 1);
  const best: (Phrase | undefined)[] = [];
  const cut = cutsOf(sentence);
  let steps = 0;
  for (let at = tokens.length - 1; at >= 0; at--) {
    const sign = tokens[at]?.kind === 'sign' && !isMeaningfulSign(tokens[at]?.word ?? '');
    cost[at] = (sign ? SIGN_COST : UNKNOWN_COST) + (cost[at + 1] ?? 0);
    best[at] = undefined;
    for (const read of READERS) {
      for (const found of read(sentence, at)) {
        steps++;
        if (found.end <= at || found.end > tokens.length) continue;
        const total = costOf(found) + (cost[found.end] ?? 0) + (cut.has(found.end) ? CUT_COST : 0);
        if (total >= (cost[at] ?? 0) - 1e-9) continue;
        cost[at] = total;
        best[at] = found;
      }
    }
  }
  return follow(sentence, best, steps);
}

/** Places inside of names that the data has as they stand: `Kids Helmet`, though `Kids` and `helmet` are values too. */
function cutsOf(sentence: Sentence): ReadonlySet<number> {
  const cuts = new Set<number>();
  for (const at of sentence.tokens.keys())
    for (const { refs, end, score } of lookUp(sentence, at))
      if (score === 1 && refs.some(isWholeName)) for (let i = at + 1; i < end; i++) cuts.add(i);
  return cuts;
}

function isWholeName(ref: Ref): boolean {
  switch (ref.is) {
    case 'value':
    case 'campaign':
      return ref.isPart !== true;
    case 'category':
    case 'product':
      return true;
    case 'field':
    case 'flag':
    case 'sku':
    case 'country':
    case 'region':
      return false;
  }
}

function follow({ tokens }: Sentence, best: readonly (Phrase | undefined)[], steps: number): Chart {
  const phrases: Phrase[] = [];
  const unknown: number[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = best[at];
    if (found === undefined) {
      const token = tokens[at];
      if (token !== undefined && (token.kind !== 'sign' || isMeaningfulSign(token.word))) unknown.push(at);
      at++;
      continue;
    }
    phrases.push(found);
    at = found.end;
  }
  return { phrases, unknown, steps };
}

function isMeaningfulSign(sign: string): boolean {
  return /^([<>=≤≥≠%]|[<>!=]=|<>)$/.test(sign);
}

function costOf({ meaning, score }: Phrase): number {
  const isNoise = meaning.is === 'mark' && meaning.mark === 'noise';
  const doubt = isNoise ? 0 : Math.max(0, EXACT - score) * DOUBT_COST;
  return baseCost(meaning) + doubt;
}

function baseCost(meaning: Meaning): number {
  switch (meaning.is) {
    case 'mark':
      return MARK_COST;
    case 'everyone':
    case 'order':
      return MARK_COST / 2;
    case 'nothingSince':
    case 'nobody':
      return MARK_COST * 2;
    case 'period':
      return ALONE_COST;
    case 'query':
    case 'deed':
    case 'measure':
    case 'rank':
    case 'share':
      return PHRASE_COST;
  }
}

function readPeriodPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const read =
    readPeriod(sentence.tokens, at, sentence.today) ??
    furtherYear(sentence, at) ??
    againIn(sentence, at) ??
    readBareSpan(sentence.tokens, at);
  if (read === undefined) return [];
  return [phrase(at, read.end, { is: 'period', read }, EXACT * read.score, [read.assumption])];
}

/** `in 2025 and again in 2026`. */
function againIn({ tokens, today }: Sentence, at: number): PeriodRead | undefined {
  const isFurther = tokens[at]?.word === 'again' && tokens[at - 1]?.word === 'and';
  return isFurther ? readPeriod(tokens, at + 1, today) : undefined;
}

const BEFORE_NUMBER = /^(than|least|most|over|under|above|below|exactly|is|are|of|to|[<>=:~]+|[-–])$/;
const BEHIND_TIME = /^([.,;!?)]|and|or|but|not|no|never|only|with|without|in|from|who|)$/;

/** `in 2024 or 2025`, `tents 2025 not 2026`. */
function furtherYear({ tokens, today }: Sentence, at: number): PeriodRead | undefined {
  const isYear = (word = '') => /^(19|20)\d\d$/.test(word);
  const isAlone =
    isYear(tokens[at]?.word) &&
    Number(tokens[at]?.word) <= today.year + 1 &&
    Number(tokens[at]?.word) > today.year - 20 &&
    (/^(buyers?|purchasers?|customers|orders|purchases|yet)$/.test(tokens[at - 1]?.word ?? '') ||
      (!BEFORE_NUMBER.test(tokens[at - 1]?.word ?? '<') && BEHIND_TIME.test(tokens[at + 1]?.word ?? '')));
  const isFurther =
    isAlone ||
    (isYear(tokens[at]?.word) &&
      /^(or|and|,|not|nor)$/.test(tokens[at - 1]?.word ?? '') &&
      tokens.slice(Math.max(0, at - 3), at - 1).some(({ word }) => isYear(word)));
  const read = isFurther ? readDays(tokens, at, today) : undefined;
  return read === undefined || read.end !== at + 1
    ? undefined
    : { period: { from: isoDate(read.days.from), to: isoDate(read.days.to) }, end: read.end, score: 1 };
}
