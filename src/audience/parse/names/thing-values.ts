import type { FieldWords } from '../../vocabulary.ts';
import { isLanguageField, isPlaceField } from '../data/field-roles.ts';
import { lookUp, type Sentence } from '../sentence/sentence.ts';

/** `dogs` in `dogs over 8`: the value of a thing ends here, and not that of a place or a person. */
export function isBehindThing(sentence: Sentence, at: number): boolean {
  return [3, 2, 1].some((back) =>
    lookUp(sentence, at - back).some(
      (found) =>
        found.end === at &&
        found.score === 1 &&
        found.refs.some((ref) => ref.is === 'value' && ref.isPart !== true && isOfThings(ref.field)),
    ),
  );
}

/** Whose values are no places, languages or sorts of people. */
function isOfThings(field: FieldWords): boolean {
  const isOfPeople = isPlaceField(field) || isLanguageField(field) || /gender|sex|status/.test(field.name);
  return field.type === 'text' && !isOfPeople;
}
