import type { Scalar } from '../../customer.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { isLikedField, isPlaceField } from '../data/field-roles.ts';
import { productsWith } from '../names/product-names.ts';
import { COMMAND, NOISE, PERSON } from '../words/noun-words.ts';
import { endOf } from '../words/patterns.ts';
import { BOUGHT, PURCHASES } from '../words/purchase-words.ts';
import type { Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { keyWords } from '../words/tokens.ts';
import { shownField } from '../data/shown-field.ts';
import type { ValuesRead } from '../data/value-read.ts';

/** Where people were born is not where they live. */
export function bornThere(read: ValuesRead): ValuesRead {
  const note = `Being born there was taken as ${shownField(read.field)}.`;
  return { ...read, score: read.score * PRICE.choice, assumptions: [...read.assumptions, note] };
}

/** `wears L`: the verb was taken as saying that it is so. */
export function withGuessedVerb(
  sentence: Sentence,
  at: number,
  start: number,
): (read: ValuesRead) => ValuesRead {
  const said = textOf(sentence, at, start);
  return (read) => ({
    ...read,
    score: read.score * PRICE.likelyField,
    assumptions: [
      ...read.assumptions,
      `"${said}" was taken as saying what their ${shownField(read.field)} is.`,
    ],
  });
}

/** `bought size M hats`, of a `hat_size`: what they have, or only what was bought. */
export function withDoubtOfBought({ tokens }: Sentence, at: number, read: ValuesRead): ValuesRead {
  const isBought = [1, 2].some((back) => endOf(tokens, at - back, BOUGHT) === at - back + 1);
  if (!isBought) return read;
  const note = `"${String(read.values[0])}" was taken as ${shownField(read.field)}, whatever was bought.`;
  return { ...read, score: read.score * PRICE.choice, assumptions: [...read.assumptions, note] };
}

/** `Saturday orders`, of a `delivery_day`: what customers have, or what they bought then. */
export function withDoubtOfOrders({ tokens }: Sentence, read: ValuesRead): ValuesRead {
  const isBehind = endOf(tokens, read.end, PURCHASES) !== undefined;
  if (!isBehind || isPlaceField(read.field)) return read;
  const note = `"${String(read.values[0])}" was taken as ${shownField(read.field)}, whatever was bought.`;
  return { ...read, score: read.score * PRICE.choice, assumptions: [...read.assumptions, note] };
}

/** `labrador and beagle owners`, of a list: who has both, or has one of them. */
export function withDoubtOfBoth(
  { tokens }: Sentence,
  { values, join, field }: ValuesRead,
  made: Phrase,
): Phrase {
  const isOfPeople = PERSON.byFirst.has(tokens[made.end]?.word ?? '');
  const isBoth = join === 'and' && field.type === 'list' && values.length > 1 && isOfPeople;
  if (!isBoth) return made;
  const note = `"and" between values of ${shownField(field)} was taken as all of them at once.`;
  return { ...made, score: made.score * PRICE.choice, assumptions: [...made.assumptions, note] };
}

/** `German students` of those who study it, where others come from there or speak it. */
export function withDoubtOfNation({ tokens, index }: Sentence, start: number, read: ValuesRead): ValuesRead {
  const { word = '', stem = '', raw = '' } = tokens[start] ?? {};
  const language = read.end === start + 1 && word === stem ? index.languages.get(stem) : undefined;
  const { word: noun = '' } = tokens[read.end] ?? {};
  const isOfPeople = PERSON.byFirst.has(noun) && !noun.startsWith('learn');
  const isOther = language !== undefined && language.field !== read.field && language.customers > 0;
  if (!isOfPeople || !isOther || isPlaceField(read.field)) return read;
  const note = `"${raw}" was taken as ${shownField(read.field)}, and not as ${shownField(language.field)}.`;
  return { ...read, score: read.score * PRICE.likelyField, assumptions: [...read.assumptions, note] };
}

/** Who lives near a city may well live outside of it. */
export function withDoubtOfNear(phrase: Phrase): Phrase {
  return {
    ...phrase,
    score: phrase.score * PRICE.choice,
    assumptions: [...phrase.assumptions, 'Near a place was taken as in it.'],
  };
}

/** What somebody is, also where it is sold: `student members`, of a `membership_level`. */
const OF_LEVEL = /(^|_)member(ship)?(_|$)/;

/** `iPhone 15`, `yoga` beside a `Yoga Course`: a value of a field and a thing that is sold. Beside a value that is not, it can only be a value. */
export function withDoubtOfThing(
  sentence: Sentence,
  at: number,
  start: number,
  read: ValuesRead,
): ValuesRead {
  const { tokens, index } = sentence;
  const { refs } = index;
  const kinds = ['', ...keyWords(read.field.name).map((word) => ` ${word}`)];
  const isThing = (value: Scalar) =>
    kinds.some((kind) =>
      refs
        .get(`${keyWords(String(value)).join(' ')}${kind}`)
        ?.some((ref) => ref.is === 'product' || ref.is === 'category'),
    );
  const isLiking = tokens.slice(at, start).some(({ word }) => /^(like|love|enjoy|prefer)/.test(word));
  // `like olives`, where a club has an olive level and `Green Olives` are sold.
  const isLikedThing = (value: Scalar) =>
    isLiking && !isLikedField(read.field) && productsWith(sentence, keyWords(String(value))).length > 0;
  if (!read.values.every((value) => isThing(value) || isLikedThing(value))) return read;
  const isUsed =
    (isLikedField(read.field) && isLiking) ||
    (start > at &&
      /^(on|own|owns|owning|use|uses|using|with|has|have|having)$/.test(tokens[at]?.word ?? '')) ||
    /^(user|owner|subscriber|holder)$/.test(tokens[read.end]?.stem ?? '') ||
    (OF_LEVEL.test(read.field.name) && tokens[read.end]?.stem === 'member');
  return {
    ...read,
    score: read.score * (isUsed ? PRICE.usedThing : PRICE.choice),
    assumptions: [
      ...read.assumptions,
      `"${String(read.values[0])}" is sold too; ${shownField(read.field)} was taken.`,
    ],
  };
}

/** `bought port but never Champagne`, of which a wine has the name too: no value of a field stands behind that verb. */
export function withDoubtOfDenied(sentence: Sentence, start: number, read: ValuesRead): ValuesRead {
  const { tokens } = sentence;
  const before = /^(a|an|any|the)$/.test(tokens[start - 1]?.word ?? '') ? start - 2 : start - 1;
  const isDenied = /^(no|not|never|nor)$/.test(tokens[before]?.word ?? '');
  const isBehindBuying =
    isDenied && tokens.slice(0, start).some((_, i) => endOf(tokens, i, BOUGHT) !== undefined);
  const isSold = read.values.every((value) => productsWith(sentence, keyWords(String(value))).length > 0);
  return isBehindBuying && isSold && !isPlaceField(read.field)
    ? { ...read, score: read.score * PRICE.torn }
    : read;
}

/** A field with more values is no list of kinds. */
const MOST_KINDS = 60;
const VAGUE =
  /^(people|person|folks?|crowd|lot|guys|customers?|clients?|members?|patients?|guests?|accounts?)$/;

/** `shop people`, `noir customers`, only `noir`: who has that value, or has to do with what else is called so. */
export function withDoubtOfKind(sentence: Sentence, start: number, read: ValuesRead): ValuesRead {
  const { tokens, index } = sentence;
  const isOfMany = VAGUE.test(tokens[read.end]?.word ?? '');
  if (isPlaceField(read.field)) return isOfMany ? withDoubtOfName(sentence, read) : read;
  const isAlone = [...tokens.slice(0, start), ...tokens.slice(read.end + 1)].every(
    ({ word, kind }) => kind === 'sign' || NOISE.byFirst.has(word) || COMMAND.byFirst.has(word),
  );
  const isVague = isOfMany || tokens.length === read.end;
  // That it is sold as well was said before.
  if (!isAlone || !isVague || read.score < 1) return read;
  const words = read.values.map((value) => keyWords(String(value)));
  const isSold = words.some((each) => productsWith(sentence, each).length > 0);
  const isCampaign = words.some((each) =>
    index.refs.get(each.join(' '))?.some(({ is }) => is === 'campaign'),
  );
  const isOther = isCampaign || words.some((each) => isInOtherField(sentence, each, read.field));
  if (!isSold && !isOther) return read;
  const note = `"${String(read.values[0])}" is a word of ${isSold ? 'products' : 'something else'} too; ${shownField(read.field)} was taken.`;
  return { ...read, score: read.score * PRICE.likelyField, assumptions: [...read.assumptions, note] };
}

/** `Elm Park customers`, of a branch, where a supplier is `Elm Park Dairy`. */
function withDoubtOfName({ index }: Sentence, read: ValuesRead): ValuesRead {
  const begins = read.values.map((value) => `${keyWords(String(value)).join(' ')} `);
  const other = index.vocabulary.fields.find(
    (field) =>
      field.type === 'text' &&
      !isPlaceField(field) &&
      field.values.length <= MOST_KINDS &&
      field.values.some(({ value }) =>
        begins.some((each) => keyWords(String(value)).join(' ').startsWith(each)),
      ),
  );
  if (other === undefined) return read;
  const note = `"${String(read.values[0])}" begins a ${shownField(other)} too; ${shownField(read.field)} was taken.`;
  return { ...read, score: read.score * PRICE.likelyField, assumptions: [...read.assumptions, note] };
}

/** `shop floor` of another field. */
function isInOtherField({ index }: Sentence, words: readonly string[], { name }: FieldWords): boolean {
  const key = ` ${words.join(' ')} `;
  return index.vocabulary.fields.some(
    (field) =>
      field.name !== name &&
      field.values.length <= MOST_KINDS &&
      field.values.some(({ value }) => ` ${keyWords(String(value)).join(' ')} `.includes(key)),
  );
}

/** `with a dog`, where some have both a dog and a cat. */
export function widerValue({ field, values }: ValuesRead): string | undefined {
  const both = field.values.find(({ value }) => /^(both|all|mixed)$/i.test(String(value)));
  return both === undefined || values.includes(both.value) || field.values.length < 3
    ? undefined
    : `Those whose ${shownField(field)} is "${String(both.value)}" were not counted in.`;
}
