import { boundBehind, readComparison } from '../sentence/comparisons.ts';
import { areDone } from '../names/category-verbs.ts';
import { fieldsAt } from '../names/field-names.ts';
import { isAnything, readItems } from '../names/items.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { readDifferent } from './purchase-count.ts';
import { withRest } from './purchase-parts.ts';
import { CARTED, PURCHASES, UNITS, VIEWED } from '../words/purchase-words.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { readTimes } from '../sentence/times.ts';

const COUNTED_NOTE = 'A number of things without a verb was taken as that many pieces bought.';
const TIMES_NOTE = 'A number of things without a verb was taken as that many purchases.';
export const VERBLESS_NOTE = 'Things without a verb were taken as bought.';

/** A number of things without a verb of its own, bought most likely. */
export function readCountedThings(sentence: Sentence, at: number): readonly Phrase[] {
  return [
    ...counted(sentence, at),
    ...different(sentence, at),
    ...countedBehind(sentence, at),
    ...severalTimes(sentence, at),
    ...countedAgain(sentence, at),
  ];
}

/** `more than 3 tents this year`: pieces bought, most likely; `at least 24 bottles of wine` can hardly be anything else. */
function counted(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const number = readComparison(tokens, at);
  if (number === undefined || number.currency !== undefined || number.isPercent === true) return [];
  const units = endOf(tokens, number.end, UNITS);
  const inUnits = units === undefined ? undefined : readItems(sentence, units);
  const read = inUnits ?? readItems(sentence, number.end);
  if (read === undefined || isAnything(read.items)) return [];
  const { items, join, score, assumptions } = read;
  // `3 tents or more`
  const { comparison, end } = number.isBare
    ? (boundBehind(tokens, read.end, number) ?? { comparison: undefined, end: read.end })
    : { comparison: number.comparison, end: read.end };
  if (comparison === undefined) return [];
  const isDone = areDone(sentence, items);
  const count = isDone ? { times: comparison } : { units: comparison };
  const begun = { verb: 'bought' as const, items, join, ...count };
  const verb = endOf(tokens, end, BEEN_BOUGHT);
  if (isOfField(sentence, number.end, read.end, verb !== undefined)) return [];
  const notes = verb === undefined ? [isDone ? TIMES_NOTE : COUNTED_NOTE] : [];
  const whole = withRest(sentence, {
    deed: begun,
    end: verb ?? end,
    score,
    assumptions: [...assumptions, ...notes],
  });
  const price = verb !== undefined ? EXACT : inUnits === undefined ? PRICE.choice : PRICE.onlyThings;
  return [phrase(at, whole.end, { is: 'deed', deed: whole.deed }, whole.score * price, whole.assumptions)];
}

/** `over 10 prints`, of `prepaid_prints`, and not `over 10 prints bought`, which names the field only in part. */
function isOfField(sentence: Sentence, at: number, end: number, isBought: boolean): boolean {
  return fieldsAt(sentence, at).some(
    (field) => field.assumption === undefined || (!isBought && field.end >= end),
  );
}

/** `more than 200 prints ordered this year`. */
const BEEN_BOUGHT = pattern(
  'that|which? were|was|have|has|had been? bought|purchased|ordered|booked',
  'bought|purchased|ordered|booked',
);

/** `two or more different notebooks`: of so many products, bought most likely. */
function different(sentence: Sentence, at: number): readonly Phrase[] {
  const begun = { deed: { verb: 'bought' as const }, end: at, score: 1, assumptions: [VERBLESS_NOTE] };
  const read = isOfOtherVerb(sentence, at) ? undefined : readDifferent(sentence, begun);
  if (read === undefined) return [];
  const { deed, end, score, assumptions } = withRest(sentence, read);
  return [phrase(at, end, { is: 'deed', deed }, EXACT * score * PRICE.onlyThings, assumptions)];
}

/** `viewed 2 different products`, which no query can tell. */
function isOfOtherVerb({ tokens }: Sentence, at: number): boolean {
  return [1, 2, 3, 4].some((back) =>
    [VIEWED, CARTED].some((verb) => endOf(tokens, at - back, verb) !== undefined),
  );
}

const OCCASIONS = pattern(
  'visit|visits|appointment|appointments|session|sessions|treatment|treatments|booking|bookings|purchase|purchases|order|orders',
);
const SAID_BEHIND = pattern(':', '(', '-|–|—', ',');

/** `hygiene visits: more than 3 this year`, `face cream (2+ times)`: the number stands behind what is counted. */
function countedBehind(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const read = readItems(sentence, at);
  if (read === undefined || isAnything(read.items)) return [];
  const often = endOf(tokens, read.end, OCCASIONS);
  const sign = endOf(tokens, often ?? read.end, SAID_BEHIND);
  if (sign === undefined) return [];
  const times = readTimes(tokens, sign);
  const number = times === undefined ? readComparison(tokens, sign) : undefined;
  const isNumber = number !== undefined && number.currency === undefined && number.isPercent !== true;
  if (times === undefined && (!isNumber || number.isBare)) return [];
  const said = times?.end ?? number?.end ?? sign;
  const units = times === undefined ? endOf(tokens, said, UNITS) : undefined;
  // `tents, more than 500 points`
  if (times === undefined && units === undefined && !ENDS_COUNT.test(tokens[said]?.word ?? '')) return [];
  const isOften =
    times !== undefined || (units === undefined && (often !== undefined || areDone(sentence, read.items)));
  const bound = times?.times ?? number?.comparison ?? {};
  const count = isOften ? { times: bound } : { units: bound };
  const { items, join, score, assumptions } = read;
  const isClosed = tokens[sign - 1]?.word === '(' && tokens[units ?? said]?.word === ')';
  const end = (units ?? said) + (isClosed ? 1 : 0);
  const isSure = times !== undefined || units !== undefined || often !== undefined;
  const notes = [...assumptions, times?.assumption, ...(isSure ? [] : [isOften ? TIMES_NOTE : COUNTED_NOTE])];
  const begun = { verb: 'bought' as const, items, join, ...count };
  const whole = withRest(sentence, {
    deed: begun,
    end,
    score: score * (times?.score ?? 1),
    assumptions: notes.filter((each) => each !== undefined),
  });
  const price = isSure ? PRICE.onlyThings : PRICE.choice;
  return [phrase(at, whole.end, { is: 'deed', deed: whole.deed }, whole.score * price, whole.assumptions)];
}

const ENDS_COUNT =
  /^([.,;?!)]|in|this|last|since|during|over|and|but|or|who|with|within|ever|so|before|between|)$/;

/** `2x Brake Service`, as with a verb before it. */
function severalTimes(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const read = tokens[at + 1]?.word === 'x' ? readTimes(tokens, at) : undefined;
  const of = read && readItems(sentence, read.end);
  if (read === undefined || of === undefined || isAnything(of.items)) return [];
  const { items, join, end, score, assumptions } = of;
  const begun = { verb: 'bought' as const, items, join, times: read.times };
  const notes = [...assumptions, read.assumption, VERBLESS_NOTE].filter((each) => each !== undefined);
  const whole = withRest(sentence, { deed: begun, end, score: score * read.score, assumptions: notes });
  const meaning = { is: 'deed', deed: whole.deed } as const;
  return [phrase(at, whole.end, meaning, whole.score * PRICE.thingsBeside, whole.assumptions)];
}

/** `0 purchases in 2026 but at least 2 in 2025`: a second number of them, with a time of its own. */
function countedAgain(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today } = sentence;
  if (!/^(but|,|and|yet)$/.test(tokens[at - 1]?.word ?? '') || !isOfCounted(sentence, at - 1)) return [];
  const number = readComparison(tokens, at);
  if (number === undefined || number.isBare || number.currency !== undefined || number.isPercent === true)
    return [];
  const read = readPeriod(tokens, number.end, today);
  if (read === undefined || isOfAnother(sentence, at)) return [];
  const deed = { verb: 'bought' as const, isSame: true, times: number.comparison, when: read.period };
  return [phrase(at, read.end, { is: 'deed', deed }, EXACT * read.score, [read.assumption])];
}

/** Whether a number of purchases in some time ends here. */
function isOfCounted({ tokens, today }: Sentence, end: number): boolean {
  const noun = tokens.findLastIndex((_, i) => i < end && endOf(tokens, i, PURCHASES) !== undefined);
  const time = noun < 0 ? undefined : readPeriod(tokens, noun + 1, today);
  const isCounted =
    /^(no|zero)$/.test(tokens[noun - 1]?.word ?? '') ||
    [1, 2, 3, 4].some((back) => readComparison(tokens, noun - back)?.end === noun);
  return time?.end === end && isCounted;
}

/** `viewed 3 tents but none this year`: what was counted was not bought. */
export function isOfAnother({ tokens }: Sentence, at: number): boolean {
  return tokens
    .slice(0, at)
    .some((_, i) => [VIEWED, CARTED].some((verb) => endOf(tokens, i, verb) !== undefined));
}
