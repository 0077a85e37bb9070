import type { Comparison } from '../../query/query.ts';
import { readItems } from '../names/items.ts';
import { boundAt, readComparison } from '../sentence/comparisons.ts';
import { type DeedRead, grownByParts } from '../sentence/deed-read.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import type { Token } from '../words/tokens.ts';
import { readTime } from './purchase-time.ts';

const SHARE_ON = pattern(
  'a|the|their|whose? share|part|portion|percentage|proportion of the|their|total? spend|spending on|in|for',
);
const SPENDS = pattern('spent|spend|spends|spending');
const OF_MONEY = pattern(
  'of|from? all|the|their|his|her total|overall|lifetime|whole? spend|spending|money|expenditure|budget',
  'of|from? total|overall|lifetime? spend|spending|money|expenditure|budget',
  'of what they? spent|spend|paid',
  'of what they have|ever spent|paid',
);
const WENT_ON = pattern(
  'that|which? is|was|being|goes|went|go|comes|came on|to|into|towards|from|in|for|with?',
  'has|have gone|been|come on|to|into|towards|from|in|for|with',
  'on|in|from|for|with',
);

/** `more than half of their spend is on red wine`, `spent at least 30% of their money on tents this year`. */
export function readSpendShare(sentence: Sentence, at: number): DeedRead | undefined {
  return fromShare(sentence, at) ?? fromPart(sentence, at) ?? fromMostly(sentence, at);
}

/** `whose spend is mostly tents`. */
function fromMostly(sentence: Sentence, at: number): DeedRead | undefined {
  const end = endOf(sentence.tokens, at, MOSTLY);
  const things = end === undefined ? undefined : readItems(sentence, end);
  return things && withTime(sentence, things, MORE_THAN_HALF, things.end);
}

/** `share of spend on tents is more than 50%`. */
function fromShare(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const of = endOf(tokens, at, SHARE_ON);
  const things = of === undefined ? undefined : readItems(sentence, of);
  if (things === undefined) return undefined;
  const part = partAt(tokens, skip(tokens, things.end, IS));
  return part && withTime(sentence, things, part, part.end);
}

const MOSTLY = pattern(
  'with|whose|their? spend|spending is|was|goes|went mostly|mainly|largely|predominantly on|for|to?',
  'spend|spends|spent mostly|mainly|largely|predominantly on|for',
);
const IS = pattern('is|was|of|being', 'makes up', 'amounts|comes to');

/** `over 60% of their money went on tents`; the verb may stand in front: `spend most of their money on tents`. */
function fromPart(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const part = partAt(tokens, endOf(tokens, at, SPENDS) ?? skip(tokens, at, pattern('with')));
  const money = part === undefined ? undefined : endOf(tokens, part.end, OF_MONEY);
  if (part === undefined || money === undefined) return undefined;
  const on = endOf(tokens, money, WENT_ON);
  const things = on === undefined ? undefined : readItems(sentence, on);
  return things && withTime(sentence, things, part, things.end);
}

function withTime(
  sentence: Sentence,
  {
    items,
    score,
    assumptions,
  }: Pick<DeedRead, 'score' | 'assumptions'> & Pick<Required<DeedRead['deed']>, 'items'>,
  part: Part,
  end: number,
): DeedRead {
  const begun: DeedRead = {
    deed: { verb: 'shareOfSpend', sum: part.percent, items, join: 'or' },
    end,
    score: score * (part.score ?? 1),
    assumptions: [...assumptions, ...(part.assumption === undefined ? [] : [part.assumption])],
  };
  return grownByParts(sentence, begun, readTime, (_, from) => from);
}

interface Part {
  readonly percent: Comparison;
  readonly score?: number;
  readonly assumption?: string;
}

type PartRead = Part & { readonly end: number };

const MORE_THAN_HALF: Part = {
  percent: { moreThan: 50 },
  score: PRICE.had,
  assumption: '"Most" was taken as more than half.',
};
const MOST = pattern('most', 'the? majority|bulk');
const ALL = pattern('all');
const FRACTIONS = [
  [50, pattern('half', 'a|one half')],
  [33.3333, pattern('a|one third')],
  [66.6667, pattern('two thirds')],
  [25, pattern('a|one quarter')],
  [75, pattern('three quarters')],
] as const;
const OR_MORE = pattern('or more');

/** `over 60%`, `at least half`, `half or more`, `most`. */
function partAt(tokens: readonly Token[], at: number): PartRead | undefined {
  const compared = readComparison(tokens, at);
  if (compared?.isPercent === true) {
    const { comparison, end, isBare } = compared;
    return isBare ? atLeast(comparison.exactly ?? 0, end) : { percent: comparison, end };
  }
  const most = endOf(tokens, at, MOST);
  if (most !== undefined) return { ...MORE_THAN_HALF, end: most };
  const all = endOf(tokens, at, ALL);
  if (all !== undefined) return { percent: { exactly: 100 }, end: all };
  const bound = boundAt(tokens, at);
  for (const [value, way] of FRACTIONS) {
    const end = endOf(tokens, bound?.end ?? at, way);
    if (end === undefined) continue;
    if (bound !== undefined) return { percent: { [bound.bound]: value }, end };
    const more = endOf(tokens, end, OR_MORE);
    return more === undefined ? atLeast(value, end) : { percent: { atLeast: value }, end: more };
  }
  return undefined;
}

function atLeast(value: number, end: number): PartRead {
  return {
    percent: { atLeast: value },
    end,
    score: PRICE.bareNumber,
    assumption: 'A part without "more than" was taken as at least that much.',
  };
}
