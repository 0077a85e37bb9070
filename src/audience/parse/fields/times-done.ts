import type { Comparison } from '../../query/query.ts';
import { boundOf, readComparison } from '../sentence/comparisons.ts';
import { comparedField, negatedIf } from '../data/field-queries.ts';
import { isPast, verbRoot } from '../words/fold-word.ts';
import { ONE_OF_SEVERAL } from '../names/narrowed.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { BOUGHT } from '../words/purchase-words.ts';
import { ownName } from '../data/name-words.ts';
import { isOwnWindow } from '../data/field-window.ts';
import { readPeriod } from '../times/periods.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';
import { readTimes } from '../sentence/times.ts';

const US = pattern('us');
const TIMES = pattern('time|times');
const THINGS = pattern(
  'thing|things|item|items|product|products|article|articles|piece|pieces',
  'friend|friends|people|others|customers|colleagues|neighbours|neighbors',
);
const ANY = pattern('anything|something', 'any|an|some thing|things|item|items|product|products');
const NOTHING = pattern('nothing|none', 'nothing|none at all', 'no thing|things|item|items|product|products');
const TOTAL = pattern('in total|all', 'overall|altogether|ever');
/** The time that a name says behind what it counts: `returns_12m`. */
const WINDOW = /^(\d+[dwmy]?|last|past|ytd|days?|weeks?|months?|years?|this|rolling)$/;

interface Times {
  readonly comparison: Comparison;
  readonly end: number;
  readonly score: number;
  readonly assumption?: string;
  readonly isNone?: boolean;
}

/** `visited us fewer than 10 times`, of a field of `total_visits`; `visited 3 times this month`, of `visits_this_month`; `returned 2 items`. */
export function readTimesDone(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index, today } = sentence;
  const { word = '' } = tokens[at] ?? {};
  const root = isPast(word) ? verbRoot(word) : undefined;
  if (root === undefined || endOf(tokens, at, BOUGHT) !== undefined) return [];
  const times = timesAt(tokens, skip(tokens, at + 1, US));
  if (times === undefined) return [];
  const counting = index.vocabulary.fields.flatMap((field) => {
    const words = ownName(field).split('_');
    const verb = words.findIndex((each) => isNounOf(each, root));
    // A sum of money or time is no number of times.
    return field.type === 'integer' && verb >= 0 ? [{ field, rest: words.toSpliced(verb, 1) }] : [];
  });
  const found = counting.map(({ field, rest }) => {
    const isTotal = rest.every((each) => /^(total|count|number|lifetime|of)$/.test(each));
    const isSaid = rest.every((each, i) => tokens[times.end + i]?.word === each);
    const isOfWindow = rest.length > 0 && rest.every((each) => WINDOW.test(each));
    const end =
      isTotal || isOfWindow ? (endOf(tokens, times.end, TOTAL) ?? times.end) : times.end + rest.length;
    const time = readPeriod(tokens, end, today);
    const isAsked = isSaid || (time !== undefined && isOwnWindow(field, time.period));
    const window = isOfWindow && !isAsked ? `Only ${shownField(field)} is known.` : undefined;
    return { field, end, fits: isTotal || isSaid || isOfWindow, window };
  });
  const fitting = found.filter(({ fits }) => fits);
  const longest = Math.max(0, ...fitting.map(({ end }) => end));
  const best = fitting.filter(({ end }) => end === longest);
  return best.map(({ field, end, window }) =>
    phrase(
      at,
      end,
      { is: 'query', query: negatedIf(times.isNone === true, comparedField(field.name, times.comparison)) },
      (best.length === 1 ? EXACT * 0.97 : ONE_OF_SEVERAL) *
        times.score *
        (window === undefined ? 1 : PRICE.likelyField),
      [`"${word}" and a number of times was taken as ${shownField(field)}.`, times.assumption, window],
    ),
  );
}

/** `complaints` of `complained`, `returns` of `returned`. */
function isNounOf(word: string, root: string): boolean {
  return verbRoot(word) === root || (root.length > 5 && word.startsWith(root));
}

/** `more than twice`, `fewer than 3 times`, `at least 2 items`, `anything`. */
function timesAt(tokens: Sentence['tokens'], at: number): Times | undefined {
  const something = endOf(tokens, at, ANY);
  const nothing = endOf(tokens, at, NOTHING);
  const some = something ?? nothing;
  if (some !== undefined)
    return { comparison: { atLeast: 1 }, end: some, score: 1, isNone: nothing !== undefined };
  const read = readComparison(tokens, at);
  const counted = read?.isBare === false ? read : undefined;
  const end = counted === undefined ? undefined : endOf(tokens, counted.end, TIMES);
  if (counted !== undefined && end !== undefined) return { comparison: counted.comparison, end, score: 1 };
  const things = read === undefined ? undefined : endOf(tokens, read.end, THINGS);
  if (read !== undefined && things !== undefined)
    return { comparison: boundOf(read), end: things, score: read.isBare ? PRICE.bareTimes : 1 };
  const said = readTimes(tokens, at);
  return said && { ...said, comparison: said.times };
}
