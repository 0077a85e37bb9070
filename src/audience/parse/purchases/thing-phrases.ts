import { fieldsAt } from '../names/field-names.ts';
import { isDateField } from '../data/field-queries.ts';
import { isOfAnother, readCountedThings, VERBLESS_NOTE } from './counted-things.ts';
import type { Deed, PurchaseVerb } from '../sentence/deed.ts';
import { INSURANCE, priceOfHaving } from './had-things.ts';
import { isIrregular } from '../words/fold-word.ts';
import { type ItemsRead, readItems } from '../names/items.ts';
import { COMMAND, NOISE, PERSON } from '../words/noun-words.ts';
import { endOf, pattern, type Pattern, skip } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { withDoubtOfChannel, withOtherHomes } from './thing-doubts.ts';
import { withRest } from './purchase-parts.ts';
import { BOUGHT, CARTED, IN_CART, PURCHASES, TOOK_PART, VIEWED } from '../words/purchase-words.ts';
import { lookUp, type Sentence } from '../sentence/sentence.ts';
import { keyWords } from '../words/tokens.ts';

const BUYERS = pattern(
  'buyer|buyers|shopper|shoppers|purchaser|purchasers|policyholder|policyholders',
  'policy? holder|holders',
);
/** `camping people` may be whoever has to do with it. */
const VAGUE = pattern('people|person|folk|folks|crowd|lot|guys|types');
/** Who is called so by what was sold: `Night Tour attendees`. */
const TAKERS = pattern(
  'donor|donors|giver|givers|contributor|contributors|attendee|attendees|participant|participants|entrant|entrants|goer|goers|renter|renters',
);
const VIEWERS = pattern('viewer|viewers', 'page? views', 'page visitors');
const FANS = pattern(
  'fan|fans|lover|lovers|enthusiast|enthusiasts|drinker|drinkers|eater|eaters|collector|collectors|addict|addicts',
);
const SOMETHING = pattern('something|anything else?', 'other things|products|items', 'things');

/** Things without a verb of their own, bought most likely: `Electronics`, `tent buyers`, `but something`, `but some in 2025`. */
export function readThingPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  return [
    ...named(sentence, at),
    ...something(sentence, at),
    ...some(sentence, at),
    ...without(sentence, at),
    ...readCountedThings(sentence, at),
  ];
}

function named(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const things = readItems(sentence, at);
  if (things === undefined || things.items.some((each) => Object.keys(each).length === 0)) return [];
  if (isVerb(sentence, at, things) || isVerbForm(sentence, at)) return [];
  const said = byNoun(
    sentence,
    at,
    isPartOfName(sentence, at, things) ? withOtherHomes(sentence, at, things) : things,
  );
  if (said !== undefined) return [said];
  const read = withDoubtOfChannel(sentence, at, withOtherHomes(sentence, at, things));
  const doubt = priceOfHaving(sentence, at, read.end, read.items);
  const deed = { verb: 'bought' as const, items: read.items, join: read.join };
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
  const denied = deniedBehind(sentence, at, read);
  if (denied !== undefined) return [denied];
  const state = stateBehind(sentence, at, read);
  if (state !== undefined) return [state];
  const whole = withRest(sentence, {
    deed: { ...deed, isVerbless: true },
    end: read.end,
    score: read.score,
    assumptions: [...read.assumptions, VERBLESS_NOTE],
  });
  if (isOfBought(sentence, at) || (sentence.it?.isBought === true && isDenied(sentence, at)))
    return [phrase(at, whole.end, { is: 'deed', deed: whole.deed }, whole.score * doubt, read.assumptions)];
  // `dogs over 8 years old`: an age, and no time of buying.
  if (tokens[whole.end - 1]?.word === 'old') return [];
  const isVague = endOf(tokens, whole.end, VAGUE) !== undefined;
  const isSure =
    isWhole(sentence, at, whole.end) || isFullName(sentence, at, read) || isInsured(sentence, at, read);
  const alone = isSure && !isVague ? PRICE.onlyThings : PRICE.thingsBeside;
  return [
    phrase(at, whole.end, { is: 'deed', deed: whole.deed }, whole.score * alone * doubt, whole.assumptions),
  ];
}

/** `paperback buyers`, where a format is called so: only a word of the product's name. */
function isPartOfName({ tokens }: Sentence, at: number, { items, end }: ItemsRead): boolean {
  const said = tokens
    .slice(at, end)
    .map(({ stem }) => stem)
    .join(' ');
  const names = items.flatMap(({ products = [] }) => products).map((name) => keyWords(name).join(' '));
  return names.length > 0 && !names.includes(said);
}

/** `who travel`, though a `Travel Pillow` is sold: only a whole name is a thing where a verb has to stand. */
function isVerb(sentence: Sentence, at: number, { end }: ItemsRead): boolean {
  const { word = '' } = sentence.tokens[at - 1] ?? {};
  if (!/^(who|that|they)$/.test(word) || sentence.tokens[at]?.kind === 'quoted') return false;
  const wholes = lookUp(sentence, at).filter((found) => found.score === 1 && found.end >= end);
  return !wholes.some(({ refs }) => refs.some(({ is }) => /^(product|category|sku)$/.test(is)));
}

/** `flew`, though `Flights` are sold: no thing is called so. */
function isVerbForm({ tokens, index }: Sentence, at: number): boolean {
  const { word = '', stem = '' } = tokens[at] ?? {};
  return isIrregular(word) && !index.words.has(stem);
}

/** `tent buyers`, `tent viewers`, `no tent purchases this year`: a noun says what was done. */
function byNoun(sentence: Sentence, at: number, read: ItemsRead): Phrase | undefined {
  const { items, join, score, assumptions } = read;
  for (const [verb, way] of [
    ['bought', BUYERS],
    ['bought', TAKERS],
    ['viewed', VIEWERS],
    ['bought', PURCHASES],
  ] as const) {
    const end = endOf(sentence.tokens, read.end, way);
    if (end === undefined) continue;
    const deed = { verb, items, join };
    if (way !== PURCHASES && way !== TAKERS) return phrase(at, end, { is: 'deed', deed }, score, assumptions);
    const made = withRest(sentence, { deed, end, score, assumptions });
    return phrase(at, made.end, { is: 'deed', deed: made.deed }, made.score, made.assumptions);
  }
  return undefined;
}

/** `and no stove`, behind a question about who bought a tent. */
function isDenied({ tokens }: Sentence, at: number): boolean {
  return /^(no|not|never|nor|without)$/.test(tokens[at - 1]?.word ?? '');
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
    if ([BOUGHT, TOOK_PART].some((each) => endOf(tokens, i, each) !== undefined)) return true;
  }
  return false;
}

const STATES: readonly (readonly [PurchaseVerb, Pattern])[] = [
  ['carted', pattern('carted')],
  ['carted', IN_CART],
  [
    'carted',
    pattern('put|left|sitting|waiting in a|the|their|our|his|her? shopping? cart|basket|bag|trolley'),
  ],
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
    // `sofa, bought in October`
    const isApart = verb === 'bought' && not === undefined && tokens[end]?.word === ',';
    const state = endOf(tokens, not ?? (isApart ? end + 1 : end), way);
    if (state === undefined || readItems(sentence, state) !== undefined) continue;
    const isLeft = verb === 'carted' && /^(left|sitting|waiting)$/.test(tokens[not ?? end]?.word ?? '');
    const begun: Deed = {
      verb,
      items,
      join,
      ...(not === undefined ? {} : { isNegated: true }),
      ...(isLeft && not === undefined ? { isLeft } : {}),
    };
    const whole = withRest(sentence, { ...read, deed: begun, end: state });
    const isAhead = verb === 'bought' && isPlanned(sentence, at, state);
    return phrase(
      at,
      whole.end,
      { is: 'deed', deed: whole.deed },
      whole.score * (isAhead ? PRICE.choice : 0.97),
      [
        ...whole.assumptions,
        ...(isAhead ? ['"Booked" was taken as bought, in that time if one is said.'] : []),
      ],
    );
  }
  return undefined;
}

const NEVER = pattern('never', 'not yet', 'not at all', 'not once');

/** `tents in the past year, stoves never`. */
function deniedBehind(
  { tokens }: Sentence,
  at: number,
  { items, join, end, ...read }: ItemsRead,
): Phrase | undefined {
  const last = endOf(tokens, skip(tokens, end, pattern(',', ':')), NEVER);
  if (last === undefined || !/^([.,;?!)]|and|but|)$/.test(tokens[last]?.word ?? '')) return undefined;
  const deed: Deed = { verb: 'bought', items, join: join === 'and' ? 'or' : join, isNegated: true };
  return phrase(at, last, { is: 'deed', deed }, read.score * PRICE.onlyThings, [
    ...read.assumptions,
    VERBLESS_NOTE,
  ]);
}

/** `a class booked in December`, where the data knows the `next_class`: booked then, or for then; who has `no class booked` may have had others. */
function isPlanned(sentence: Sentence, at: number, state: number): boolean {
  const said = sentence.tokens.slice(at, state);
  const isOfField = (_: unknown, i: number) =>
    fieldsAt(sentence, at + i).some(({ field }) => isDateField(field));
  return said.at(-1)?.word === 'booked' && said.some(isOfField);
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

const NO_THINGS = pattern(
  'with|have|has|having|holds|hold|own|owns no|zero products|product|items at all|yet?',
  'without any? products|product',
  'with|have|has|having|holds|hold|own|owns not any|a|one single? products|product at all|yet?',
  'with|have|has|having|holds|hold|own|owns no|zero products|product with|from|of us|ours at all|yet?',
);

/** `customers with no products at all`. */
function without(sentence: Sentence, at: number): readonly Phrase[] {
  const end = endOf(sentence.tokens, at, NO_THINGS);
  if (end === undefined || !/^([.,;?!)]|and|but|or|who|)$/.test(sentence.tokens[end]?.word ?? '')) return [];
  const deed = { verb: 'bought' as const, items: [{}], isNegated: true };
  return [phrase(at, end, { is: 'deed', deed }, EXACT * 0.95, ['No products was taken as nothing bought.'])];
}

const NONE = pattern('none of? them|those|these?');

/** `no books in 2026 but some in 2025`, `but did in 2025`, `books in 2025 but none in 2026`: of the things before. */
function some(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today } = sentence;
  const isDone = tokens[at]?.word === 'did' && /^(but|,|and|yet)$/.test(tokens[at - 1]?.word ?? '');
  const none = endOf(tokens, at, NONE);
  const isNone = none !== undefined && /^(but|,|and|yet|with)$/.test(tokens[at - 1]?.word ?? '');
  const isAgain = tokens[at]?.word === 'again' && sentence.it?.isBought === true;
  if (!isDone && !isNone && !isAgain && !/^(some|one|any)$/.test(tokens[at]?.word ?? '')) return [];
  const end = none ?? at + 1;
  const read = readPeriod(tokens, end, today) ?? (isNone ? readPeriod(tokens, end + 1, today) : undefined);
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

/** `without home insurance`: two words or more that only one thing is called by. */
function isFullName({ tokens }: Sentence, at: number, { items, end }: ItemsRead): boolean {
  const said = tokens.slice(at, end).map(({ stem }) => stem);
  const [only, ...others] = items;
  const names = [...(only?.products ?? []), ...(only?.categories ?? [])];
  const [name, ...rivals] = names.map((each) => keyWords(each));
  const isOne = name !== undefined && rivals.length === 0 && others.length === 0 && name.length > 1;
  return isOne && said.slice(-name.length).join(' ') === name.join(' ');
}

/** `with a boat policy`: nobody has one without having bought it. */
function isInsured({ tokens }: Sentence, at: number, { end }: ItemsRead): boolean {
  return end > at + 1 && INSURANCE.test(tokens[end - 1]?.word ?? '');
}

/** Nothing but holding words stands on either side. */
function isWhole({ tokens }: Sentence, start: number, end: number): boolean {
  return [...tokens.slice(0, start), ...tokens.slice(end)].every(
    ({ word }) => NOISE.byFirst.has(word) || COMMAND.byFirst.has(word) || PERSON.byFirst.has(word),
  );
}
