import { readComparison } from './comparisons.ts';
import type { Deed, PurchaseVerb } from './deed.ts';
import { fieldsAt } from './field-names.ts';
import { type ItemsRead, readItems } from './items.ts';
import { COMMAND, NOISE, PERSON } from './noun-words.ts';
import { endOf, pattern, type Pattern, skip } from './patterns.ts';
import { readPeriod } from './periods.ts';
import { EXACT, phrase, type Phrase } from './phrase.ts';
import { PRICE } from './price.ts';
import { withRest } from './purchase-parts.ts';
import { BOUGHT, CARTED, IN_CART, UNITS, VIEWED } from './purchase-words.ts';
import { lookUp, type Sentence } from './sentence.ts';

const BUYERS = pattern('buyer|buyers|shopper|shoppers|purchaser|purchasers');
const VIEWERS = pattern('viewer|viewers', 'page? views|visitors');
const PURCHASES = pattern('purchase|purchases|order|orders|bookings');
const FANS = pattern('fan|fans|lover|lovers|enthusiast|enthusiasts');
const SOMETHING = pattern('something|anything else?', 'other things|products|items', 'things');

const COUNTED_NOTE = 'A number of things without a verb was taken as that many pieces bought.';
export const VERBLESS_NOTE = 'Things without a verb were taken as bought.';

/** Things without a verb of their own, bought most likely: `Electronics`, `tent buyers`, `but something`, `but some in 2025`. */
export function readThingPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  return [
    ...named(sentence, at),
    ...counted(sentence, at),
    ...something(sentence, at),
    ...some(sentence, at),
    ...countedAgain(sentence, at),
  ];
}

function named(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const read = readItems(sentence, at);
  if (read === undefined || read.items.some((each) => Object.keys(each).length === 0)) return [];
  if (isVerb(sentence, at, read)) return [];
  const isValue = lookUp(sentence, at).some(
    ({ refs, score, end }) => (score === 1 || end >= read.end) && refs.some((ref) => ref.is === 'value'),
  );
  const doubt = isValue ? PRICE.choice : 1;
  const deed = { verb: 'bought' as const, items: read.items, join: read.join };
  const said = byNoun(sentence, at, read);
  if (said !== undefined) return [said];
  if (tokens[read.end]?.word === 'customers')
    return [phrase(at, read.end, { is: 'deed', deed }, read.score * doubt, read.assumptions)];
  const fans = endOf(tokens, read.end, FANS);
  if (fans !== undefined)
    return [
      phrase(at, fans, { is: 'deed', deed }, read.score * PRICE.thingsBeside * doubt, [
        ...read.assumptions,
        'Who likes a thing was taken as having bought it.',
      ]),
    ];
  const state = stateBehind(sentence, at, read);
  if (state !== undefined) return [state];
  const whole = withRest(sentence, {
    deed: { ...deed, isVerbless: true },
    end: read.end,
    score: read.score,
    assumptions: [...read.assumptions, VERBLESS_NOTE],
  });
  if (isOfBought(sentence, at))
    return [phrase(at, whole.end, { is: 'deed', deed: whole.deed }, whole.score * doubt, read.assumptions)];
  const alone = isWhole(sentence, at, whole.end) ? PRICE.onlyThings : PRICE.thingsBeside;
  return [
    phrase(at, whole.end, { is: 'deed', deed: whole.deed }, whole.score * alone * doubt, whole.assumptions),
  ];
}

/** `who travel`, though a `Travel Pillow` is sold: only a whole name is a thing where a verb has to stand. */
function isVerb(sentence: Sentence, at: number, { end }: ItemsRead): boolean {
  const { word = '' } = sentence.tokens[at - 1] ?? {};
  if (!/^(who|that|they)$/.test(word) || sentence.tokens[at]?.kind === 'quoted') return false;
  const wholes = lookUp(sentence, at).filter((found) => found.score === 1 && found.end >= end);
  return !wholes.some(({ refs }) => refs.some(({ is }) => /^(product|category|sku)$/.test(is)));
}

/** `more than 3 tents this year`, `at least 24 bottles of wine`: pieces bought, most likely. */
function counted(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const number = readComparison(tokens, at);
  if (number === undefined || number.isBare || number.currency !== undefined || number.isPercent === true)
    return [];
  if (fieldsAt(sentence, number.end).length > 0) return [];
  const read = readItems(sentence, skip(tokens, number.end, UNITS)) ?? readItems(sentence, number.end);
  if (read === undefined || read.items.some((each) => Object.keys(each).length === 0)) return [];
  const { items, join, end, score, assumptions } = read;
  const begun = { verb: 'bought' as const, items, join, units: number.comparison };
  const whole = withRest(sentence, { deed: begun, end, score, assumptions: [...assumptions, COUNTED_NOTE] });
  return [
    phrase(at, whole.end, { is: 'deed', deed: whole.deed }, whole.score * PRICE.choice, whole.assumptions),
  ];
}

/** `tent buyers`, `tent viewers`, `no tent purchases this year`: a noun says what was done. */
function byNoun(sentence: Sentence, at: number, read: ItemsRead): Phrase | undefined {
  const { items, join, score, assumptions } = read;
  for (const [verb, way] of [
    ['bought', BUYERS],
    ['viewed', VIEWERS],
    ['bought', PURCHASES],
  ] as const) {
    const end = endOf(sentence.tokens, read.end, way);
    if (end === undefined) continue;
    const deed = { verb, items, join };
    if (way !== PURCHASES) return phrase(at, end, { is: 'deed', deed }, score, assumptions);
    const made = withRest(sentence, { deed, end, score, assumptions });
    return phrase(at, made.end, { is: 'deed', deed: made.deed }, made.score, made.assumptions);
  }
  return undefined;
}

/** `bought a tent but no stove`: the verb is that of the thing before. */
function isOfBought({ tokens }: Sentence, at: number): boolean {
  const said = tokens
    .slice(Math.max(0, at - 2), at)
    .map(({ word }) => word)
    .join(' ');
  if (!/^(but|and|yet|,) (no|not|never)$/.test(said)) return false;
  for (let i = at - 3; i >= 0; i--) {
    if (endOf(tokens, i, VIEWED) !== undefined || endOf(tokens, i, CARTED) !== undefined) return false;
    if (endOf(tokens, i, BOUGHT) !== undefined) return true;
  }
  return false;
}

const STATES: readonly (readonly [PurchaseVerb, Pattern])[] = [
  ['carted', pattern('carted')],
  ['carted', IN_CART],
  ['viewed', pattern('viewed|seen|browsed', 'was|were viewed|seen|browsed', 'looked at')],
  ['bought', pattern('bought|purchased|ordered|booked', 'was|were bought|purchased|ordered|booked')],
];

/** `SKU-1 in cart`, `Camping viewed at least twice`, `tents not bought`. */
function stateBehind(
  sentence: Sentence,
  at: number,
  { items, join, end, ...read }: ItemsRead,
): Phrase | undefined {
  const { tokens } = sentence;
  const not = endOf(tokens, end, pattern('not|never', 'was|were not|never'));
  for (const [verb, way] of STATES) {
    const state = endOf(tokens, not ?? end, way);
    if (state === undefined || readItems(sentence, state) !== undefined) continue;
    const begun: Deed = { verb, items, join, ...(not === undefined ? {} : { isNegated: true }) };
    const whole = withRest(sentence, { ...read, deed: begun, end: state });
    return phrase(at, whole.end, { is: 'deed', deed: whole.deed }, whole.score * 0.97, whole.assumptions);
  }
  return undefined;
}

/** `bought no tents but something`. */
function something(sentence: Sentence, at: number): readonly Phrase[] {
  const end = sentence.tokens[at - 1]?.word === 'but' ? endOf(sentence.tokens, at, SOMETHING) : undefined;
  if (end === undefined || !/^([.,?!)]|)$/.test(sentence.tokens[end]?.word ?? '')) return [];
  return [
    phrase(at, end, { is: 'deed', deed: { verb: 'bought', items: [{}] } }, EXACT * PRICE.thingsBeside, [
      'Something was taken as something bought.',
    ]),
  ];
}

/** `no books in 2026 but some in 2025`, `but did in 2025`, `books in 2025 but none in 2026`: of the things before. */
function some(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today } = sentence;
  const isDone = tokens[at]?.word === 'did' && /^(but|,|and|yet)$/.test(tokens[at - 1]?.word ?? '');
  const isNone = tokens[at]?.word === 'none' && /^(but|,|and|yet|with)$/.test(tokens[at - 1]?.word ?? '');
  if (!isDone && !isNone && !/^(some|one|any)$/.test(tokens[at]?.word ?? '')) return [];
  const read = readPeriod(tokens, at + 1, today) ?? (isNone ? readPeriod(tokens, at + 2, today) : undefined);
  if (read === undefined || (isNone && isOfAnother(sentence, at))) return [];
  const deed = {
    verb: 'bought' as const,
    isSame: true,
    when: read.period,
    ...(isNone ? { isNegated: true, join: 'or' as const } : {}),
  };
  const score = EXACT * (isNone ? 0.98 : PRICE.thingsBeside) * read.score;
  return [phrase(at, read.end, { is: 'deed', deed }, score, [read.assumption])];
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
function isOfAnother({ tokens }: Sentence, at: number): boolean {
  return tokens
    .slice(0, at)
    .some((_, i) => [VIEWED, CARTED].some((verb) => endOf(tokens, i, verb) !== undefined));
}

/** Nothing but holding words stands on either side. */
function isWhole({ tokens }: Sentence, start: number, end: number): boolean {
  return [...tokens.slice(0, start), ...tokens.slice(end)].every(
    ({ word }) => NOISE.byFirst.has(word) || COMMAND.byFirst.has(word) || PERSON.byFirst.has(word),
  );
}
