import type { WordIndex } from '../data/word-index.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { PERSON } from '../words/noun-words.ts';
import { endOf } from '../words/patterns.ts';
import { keyWords } from '../words/tokens.ts';

/** What customers have one of, where the data tells about it. No pattern: others sell things that are called so. */
const OWNED: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(car|vehicle|automobile|truck|van|suv|sedan)$/,
    /^(car|vehicle|make|odometer|mileage|fuel|engine|vin|plate|tire|chassis)$/,
  ],
  [/^(boat|yacht|sailboat)$/, /^(boat|yacht|hull|berth|mooring|marina|draft|sail)$/],
  [/^(bike|bicycle|motorbike|motorcycle)$/, /^(bike|frame|wheel|gear|motorbike)$/],
  [
    /^(flat|apartment|house)$/,
    /^(flat|apartment|house|property|rent|rental|lease|tenan\w+|landlord|furnished)$/,
  ],
  [/^(dog|cat|horse|pet|animal)$/, /^(breed|pet|animal|species)$/],
];

/** `cars` of a business whose data tells of their `odometer`, where nothing else is called so; `car owners`. */
export function isOwnedThing(sentence: Sentence, at: number): boolean {
  const { stem, word } = sentence.tokens[at] ?? {};
  const isNoun = stem !== word || endOf(sentence.tokens, at + 1, PERSON) !== undefined;
  return isNoun && isNamedOwned(sentence, at);
}

/** `on a car from 2015`: the one that somebody has. */
export function isOneOwned(sentence: Sentence, at: number): boolean {
  const before = sentence.tokens[at - 1]?.word ?? ',';
  return (
    /^(a|an|the|their|his|her|whose|own|owns|drive|drives|driving|,|with)$/.test(before) &&
    isNamedOwned(sentence, at)
  );
}

function isNamedOwned({ tokens, index }: Sentence, at: number): boolean {
  const { stem = '' } = tokens[at] ?? {};
  const business = OWNED.find(([noun]) => noun.test(stem))?.[1];
  return business !== undefined && !isCalledSo(index, stem) && isBusinessOf(index, business);
}

/** Whether something else has the word, and not only a part of a field's name: `pet` of `pet_name`. */
function isCalledSo({ words, refs, productsByWord }: WordIndex, stem: string): boolean {
  const isPart = refs.get(stem)?.every((ref) => ref.is === 'field' && ref.isPart) ?? false;
  return words.has(stem) && !(isPart && !productsByWord.has(stem));
}

/** Whether its fields or categories speak of such things. */
export function isBusinessOf({ vocabulary }: WordIndex, words: RegExp): boolean {
  const { fields, categories } = vocabulary;
  return [...fields.map(({ name }) => name), ...categories].some((name) =>
    keyWords(name).some((word) => words.test(word)),
  );
}
