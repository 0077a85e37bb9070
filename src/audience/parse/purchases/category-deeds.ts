import { areDone, categoriesOfVerb } from '../names/category-verbs.ts';
import { isDateField } from '../data/field-queries.ts';
import { nameWords } from '../data/name-words.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import { isAnything, type ItemsRead, readItems } from '../names/items.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { withRest } from './purchase-parts.ts';
import type { PurchaseVerb } from '../sentence/deed.ts';
import { PURCHASES } from '../words/purchase-words.ts';
import { quotedList } from '../names/product-names.ts';
import type { Sentence } from '../sentence/sentence.ts';

const LIGHT = pattern('made|make|makes|making|gave|give|gives|giving|given|did|done|doing us?');
const TO = pattern('to|towards|for');
const NO_GIFT = pattern('us|up|consent|permission|back|feedback|a|an|the|their');
const MADE_OF: readonly (readonly [PurchaseVerb, ReturnType<typeof pattern>])[] = [
  [
    'firstPurchase',
    pattern(
      'whose|with|had|made|gave|make? the|their|his|her|a? very? first|initial ever?',
      'the|their? very? first ever?',
      'first time',
    ),
  ],
  [
    'lastPurchase',
    pattern(
      'whose|with|had|made|gave|make? the|their|his|her|a? last|latest|newest',
      'whose|with|had|made|gave|make? the|their|his|her|a? most recent|recently',
    ),
  ],
  ['averagePurchase', pattern('with|whose|have|has|had? a|an|the|their? average|mean|avg|typical')],
  [
    'spent',
    pattern(
      'with|whose|have|has|had? a|an|the|their? total|overall|lifetime|combined|cumulative',
      'with|whose|have|has|had? a|an|the|their? sum|total|value of all? their?',
    ),
  ],
];
/** Behind a number that is no sum: `rented 3 things`. */
const COUNTED = pattern('thing|things|item|items|title|titles|product|products|times');
const OF_MONEY = pattern('value|amount|amounts|size|total|sum|spend|spending');

/** What a verb says that is the name of a category, or its noun with a verb that says nothing: `donated over 300`, `made a donation`, `last donation before 2025`. */
export function readCategoryDeed(sentence: Sentence, at: number): DeedRead | undefined {
  return readVerb(sentence, at) ?? readMade(sentence, at) ?? readDated(sentence, at);
}

/** `donated this year`, `donated more than 300 to the flood appeal`. */
function readVerb(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const categories = categoriesOfVerb(sentence, at);
  const things = readItems(sentence, at + 1);
  const isThing = things !== undefined && !isAnything(things.items);
  const isOther = isThing || endOf(tokens, at + 1, NO_GIFT) !== undefined;
  const to = endOf(tokens, at + 1, TO);
  const isToThings = to !== undefined && readItems(sentence, to) !== undefined;
  if (categories.length === 0 || isOther || isToThings) return undefined;
  const note = `"${tokens[at]?.raw ?? ''}" was taken as of the category ${quotedList(categories)}.`;
  const end = things?.end ?? at + 1;
  const begun = { items: [{ categories }], join: 'or' as const, end, score: 0.97, assumptions: [note] };
  const bought = withRest(sentence, {
    ...begun,
    deed: { verb: 'bought', items: begun.items, join: 'or', isBareVerb: true, isOfVerb: true },
  });
  return paid(sentence, begun) ?? bought;
}

/** A sum, and perhaps what it was given for. */
function paid(sentence: Sentence, { items, end, score, assumptions }: ItemsRead): DeedRead | undefined {
  const read = withRest(sentence, { deed: { verb: 'spent', items, join: 'or' }, end, score, assumptions });
  if (read.deed.sum === undefined || endOf(sentence.tokens, read.end, COUNTED) !== undefined)
    return undefined;
  const to = endOf(sentence.tokens, read.end, TO);
  const things = to === undefined ? undefined : readItems(sentence, to);
  if (things === undefined || isAnything(things.items)) return read;
  return withRest(sentence, {
    ...read,
    deed: { ...read.deed, items: things.items },
    end: things.end,
    score: Math.min(read.score, things.score),
    assumptions: [...read.assumptions.filter((each) => !assumptions.includes(each)), ...things.assumptions],
  });
}

/** `made a donation`, `did the coastal walk`. */
function readMade(sentence: Sentence, at: number): DeedRead | undefined {
  const end = endOf(sentence.tokens, at, LIGHT);
  const begun = { deed: { verb: 'bought', isBareVerb: true }, score: 0.98, assumptions: [] } as const;
  const read = end === undefined ? undefined : withRest(sentence, { ...begun, end });
  return read?.deed.items === undefined || isAnything(read.deed.items) ? undefined : read;
}

/** `last donation more than a year ago`, `first donated in 2024`, `average donation over 75`, `total donations above 300`. */
function readDated(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  for (const [verb, way] of MADE_OF) {
    const head = endOf(tokens, at, way);
    // `first class` is the name of a thing.
    const isName = head !== undefined && (readItems(sentence, head - 1)?.end ?? 0) > head;
    const of = head === undefined || isName ? undefined : ofCategory(sentence, head, verb);
    if (of === undefined || isDateNamed(sentence, head ?? 0, verb)) continue;
    const { items, score, assumptions } = of;
    const isSum = verb === 'averagePurchase' || verb === 'spent';
    const end = skip(tokens, of.end, isSum ? OF_MONEY : PURCHASES);
    const read = withRest(sentence, { deed: { verb, items, join: 'or' }, end, score, assumptions });
    const isWhole = isSum ? read.deed.sum !== undefined : read.deed.when !== undefined;
    if (isWhole) return read;
  }
  return undefined;
}

/** `latest gift` of `last_gift_on`, though a `Gift Voucher` is sold. */
function isDateNamed({ tokens, index }: Sentence, at: number, verb: PurchaseVerb): boolean {
  const which = verb === 'lastPurchase' ? 'last' : verb === 'firstPurchase' ? 'first' : undefined;
  return index.vocabulary.fields.some((field) => {
    const words = nameWords(field);
    return (
      isDateField(field) && words.some((word) => word === which) && words.includes(tokens[at]?.stem ?? '')
    );
  });
}

/** Things behind `last` or `average`; a total only of what is done, since `total tents over 5` is a number of them. */
function ofCategory(sentence: Sentence, at: number, verb: PurchaseVerb): ItemsRead | undefined {
  const categories = verb === 'averagePurchase' || verb === 'spent' ? [] : categoriesOfVerb(sentence, at);
  if (categories.length > 0)
    return { items: [{ categories }], join: 'or', end: at + 1, score: 0.97, assumptions: [] };
  const read = readItems(sentence, at);
  if (read === undefined || isAnything(read.items)) return undefined;
  return verb === 'spent' && !areDone(sentence, read.items) ? undefined : read;
}
