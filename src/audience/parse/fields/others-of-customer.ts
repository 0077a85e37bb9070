import type { FieldWords } from '../../vocabulary.ts';
import { isAgeField, isBirthField, isOwnAgeField, isOwnBirthField, OF_BIRTH } from '../data/field-roles.ts';
import { nameWords } from '../data/name-words.ts';
import { lookUp, type Sentence } from '../sentence/sentence.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { keyWords } from '../words/tokens.ts';

const CHILD = pattern(
  'child|children|kid|kids|son|sons|daughter|daughters|baby|babies|toddler|toddlers',
  'little ones|one',
);
const CHILDREN = /^(child|kid|son|daughter|baby|toddler)$/;
const PETS = /^(pet|dog|cat|horse|puppy|kitten|animal|breed|species)$/;
export const YOUNGEST = /^(youngest|smallest|min|minimum)$/;
export const OLDEST = /^(oldest|eldest|max|maximum)$/;
/** Names of animals have as many words. */
const MOST_WORDS = 3;

/** `child`, `dog`: somebody who belongs to a customer, and the fields of how old they are. */
export interface OthersRead {
  readonly end: number;
  readonly fields: readonly FieldWords[];
}

/** Whom the data has ages or days of birth of. */
export function othersAt({ tokens, index }: Sentence, at: number): OthersRead | undefined {
  const { fields } = index.vocabulary;
  const child = endOf(tokens, at, CHILD);
  const ofChildren = child === undefined ? [] : agesOfChildren(fields);
  if (child !== undefined && ofChildren.length > 0) return { end: child, fields: ofChildren };
  const { stem = '' } = tokens[at] ?? {};
  const named = agesOfOthers(fields).filter((field) => nameWords(field).includes(stem));
  return named.length > 0 && !isSuperlative(stem) && !isOfAge(stem)
    ? { end: at + 1, fields: named }
    : undefined;
}

/** `Labrador` of a `breed`, beside a `pet_birthday`: the fields of how old those are whose value begins or ends here. */
export function agesOfValue(sentence: Sentence, at: number, end: number): readonly FieldWords[] {
  const others = agesOfOthers(sentence.index.vocabulary.fields);
  if (others.length === 0) return [];
  const values = [
    ...lookUp(sentence, end),
    ...Array.from({ length: MOST_WORDS }, (_, back) => at - 1 - back).flatMap((start) =>
      lookUp(sentence, start).filter((found) => found.end === at),
    ),
  ].flatMap(({ refs, score }) =>
    score < 1 ? [] : refs.flatMap((ref) => (ref.is === 'value' ? [ref.field] : [])),
  );
  return others.filter((field) => values.some((value) => isOfSame(value, field)));
}

function isOfSame(value: FieldWords, age: FieldWords): boolean {
  const words = nameWords(value);
  const ofAge = nameWords(age).filter((word) => !isOfAge(word));
  return (
    ofAge.some((word) => words.includes(word)) ||
    [PETS, CHILDREN].some(
      (kind) => ofAge.some((word) => kind.test(word)) && words.some((word) => kind.test(word)),
    )
  );
}

export function agesOfOthers(fields: readonly FieldWords[]): readonly FieldWords[] {
  return fields.filter((field) =>
    isAgeField(field)
      ? !isOwnAgeField(field)
      : field.type === 'date' && isBirthField(field) && !isOwnBirthField(field),
  );
}

/** `child_age`, `youngest_age`, `child_birthday`. */
export function agesOfChildren(fields: readonly FieldWords[]): readonly FieldWords[] {
  return agesOfOthers(fields).filter(({ name }) =>
    keyWords(name).every((word) => isOfAge(word) || CHILDREN.test(word) || isSuperlative(word)),
  );
}

function isOfAge(word: string): boolean {
  return word === 'age' || OF_BIRTH.test(word);
}

function isSuperlative(word: string): boolean {
  return YOUNGEST.test(word) || OLDEST.test(word);
}
