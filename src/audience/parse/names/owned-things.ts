import { isNumberField } from '../data/field-roles.ts';
import { nameWords } from '../data/name-words.ts';
import type { WordIndex } from '../data/word-index.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { PERSON } from '../words/noun-words.ts';
import { endOf } from '../words/patterns.ts';
import { keyWords } from '../words/tokens.ts';
import { isBehindThing } from './thing-values.ts';

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

/** One sort of them, which not everybody has: `with a van` says more than `with a car`. */
const SORT = /^(truck|van|suv|sedan)$/;

/** `cars` of a business whose data tells of their `odometer`, where nothing else is called so; `car owners`. */
export function isOwnedThing(sentence: Sentence, at: number): boolean {
  const { stem, word } = sentence.tokens[at] ?? {};
  const isNoun = stem !== word || endOf(sentence.tokens, at + 1, PERSON) !== undefined;
  return isNoun && isNamedOwned(sentence, at);
}

/** `on a car from 2015`, `with an electric car`: the one that somebody has. */
export function isOneOwned(sentence: Sentence, at: number): boolean {
  const before = sentence.tokens[at - 1]?.word ?? ',';
  return (
    isNamedOwned(sentence, at) &&
    ((!SORT.test(sentence.tokens[at]?.stem ?? '') &&
      /^(a|an|the|their|his|her|whose|own|owns|drive|drives|driving|,|with)$/.test(before)) ||
      isBehindThing(sentence, at))
  );
}

function isNamedOwned({ tokens, index }: Sentence, at: number): boolean {
  const { stem = '' } = tokens[at] ?? {};
  const business = OWNED.find(([noun]) => noun.test(stem))?.[1];
  return (
    business !== undefined &&
    !isCalledSo(index, stem) &&
    !isCounted(index, stem) &&
    isBusinessOf(index, business)
  );
}

/** `pets` of a `pet_count` or `number_of_pets`: not everybody has one. */
function isCounted({ vocabulary }: WordIndex, stem: string): boolean {
  return vocabulary.fields.some(
    (field) =>
      isNumberField(field) &&
      nameWords(field).every((word) => word === stem || /^(total|number|num|no|count|of)$/.test(word)),
  );
}

/** Whether something else has the word, and not only a part of a field's name: `pet` of `pet_name`; a `Car Battery` is no car. */
function isCalledSo(index: WordIndex, stem: string): boolean {
  const isPart = index.refs.get(stem)?.every((ref) => ref.is === 'field' && ref.isPart) ?? false;
  return index.words.has(stem) && !(isPart && !isKindSold(index, stem));
}

/** Says that a thing of that name is a person more, whom somebody pays for. */
const OF_PERSON = /^(additional|extra|second|named)$/;

/** Whether something sold is one by its name: `fan`, where a `Ceiling Fan 2` is sold; a `Home Battery` is no home, and who drives no `Additional Driver`. */
export function isKindSold({ productsByWord, vocabulary }: WordIndex, stem: string): boolean {
  return (productsByWord.get(stem) ?? []).some((product) => {
    const name = keyWords(vocabulary.products[product]?.name ?? '');
    const head = name.findLast((word) => /^\p{L}{3,}$/u.test(word));
    return head === stem && !name.some((word) => OF_PERSON.test(word));
  });
}

/** Whether its fields or categories speak of such things. */
export function isBusinessOf({ vocabulary }: WordIndex, words: RegExp): boolean {
  const { fields, categories } = vocabulary;
  return [...fields.map(({ name }) => name), ...categories].some((name) =>
    keyWords(name).some((word) => words.test(word)),
  );
}
