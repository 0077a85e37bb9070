import { type ItemsRead, readItems } from './items.ts';
import { COMMAND, NOISE, PERSON } from './noun-words.ts';
import { endOf, pattern } from './patterns.ts';
import { readPeriod } from './periods.ts';
import { EXACT, phrase, type Phrase } from './phrase.ts';
import { PRICE } from './price.ts';
import { withRest } from './purchase-deed.ts';
import { lookUp, type Sentence } from './sentence.ts';

const BUYERS = pattern('buyer|buyers|shopper|shoppers|purchaser|purchasers');
const VIEWERS = pattern('viewer|viewers', 'page? views|visitors');
const PURCHASES = pattern('purchase|purchases|order|orders');
const SOMETHING = pattern('something|anything else?', 'other things|products|items', 'things');

/** Things without a verb of their own, bought most likely: `Electronics`, `tent buyers`, `but something`, `but some in 2025`. */
export function readThingPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  return [...named(sentence, at), ...something(sentence, at), ...some(sentence, at)];
}

function named(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const read = readItems(sentence, at);
  if (read === undefined || read.items.some((each) => Object.keys(each).length === 0)) return [];
  const isValue = lookUp(sentence, at).some(
    ({ refs, score, end }) => (score === 1 || end >= read.end) && refs.some((ref) => ref.is === 'value'),
  );
  const doubt = isValue ? PRICE.choice : 1;
  const deed = { verb: 'bought' as const, items: read.items, join: read.join };
  const said = byNoun(sentence, at, read);
  if (said !== undefined) return [said];
  if (tokens[read.end]?.word === 'customers')
    return [phrase(at, read.end, { is: 'deed', deed }, read.score * doubt, read.assumptions)];
  const whole = withRest(sentence, {
    deed: { ...deed, isVerbless: true },
    end: read.end,
    score: read.score,
    assumptions: [...read.assumptions, 'Things without a verb were taken as bought.'],
  });
  const alone = isWhole(sentence, at, whole.end) ? PRICE.onlyThings : PRICE.thingsBeside;
  return [
    phrase(at, whole.end, { is: 'deed', deed: whole.deed }, whole.score * alone * doubt, whole.assumptions),
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

/** `no books in 2026 but some in 2025`: of the things before. */
function some(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today } = sentence;
  if (!/^(some|one|any)$/.test(tokens[at]?.word ?? '')) return [];
  const read = readPeriod(tokens, at + 1, today);
  if (read === undefined) return [];
  const deed = { verb: 'bought' as const, isSame: true, when: read.period };
  return [
    phrase(at, read.end, { is: 'deed', deed }, EXACT * PRICE.thingsBeside * read.score, [read.assumption]),
  ];
}

/** Nothing but holding words stands on either side. */
function isWhole({ tokens }: Sentence, start: number, end: number): boolean {
  return [...tokens.slice(0, start), ...tokens.slice(end)].every(
    ({ word }) => NOISE.byFirst.has(word) || COMMAND.byFirst.has(word) || PERSON.byFirst.has(word),
  );
}
