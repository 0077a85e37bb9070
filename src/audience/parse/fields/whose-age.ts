import type { FieldWords } from '../../vocabulary.ts';
import { isOwnAgeField, isOwnBirthField } from '../data/field-roles.ts';
import { shownField } from '../data/shown-field.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { EVERYONE, PARENTS, PERSON } from '../words/noun-words.ts';
import { endOf } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { agesOfOthers, agesOfValue } from './others-of-customer.ts';

/** Whose age words without a noun of their own are about. */
export interface WhoseAge {
  readonly field: FieldWords;
  readonly isOwn: boolean;
  readonly share: number;
  readonly note?: string;
}

/** The field of how old customers are. */
export function ownAgeField(fields: readonly FieldWords[]): FieldWords | undefined {
  return (
    fields.find(isOwnAgeField) ?? fields.find((field) => field.type === 'date' && isOwnBirthField(field))
  );
}

const BETWEEN = /^(who|that|which|whose|is|are|was|were|has|have|turn|aged|age|,)$/;

/** Of `labradors over 8` the dogs, of `customers over 40` those themselves; of `over 8` the dogs too, where nobody's age is known else. */
export function whoseAge(
  sentence: Sentence,
  at: number,
  end: number,
  isMeant: (field: FieldWords) => boolean = () => true,
): WhoseAge | undefined {
  const { tokens, index } = sentence;
  const { fields } = index.vocabulary;
  let noun = at;
  while (BETWEEN.test(tokens[noun - 1]?.word ?? '')) noun--;
  const [ofValue, ...more] = agesOfValue(sentence, noun, end).filter(isMeant);
  if (ofValue !== undefined && more.length === 0) return { field: ofValue, isOwn: false, share: 1 };
  const own = ownAgeField(fields.filter(isMeant));
  if (own !== undefined) return { field: own, isOwn: true, share: 1 };
  const [other, ...others] = agesOfOthers(fields).filter(isMeant);
  const isOfPeople =
    !/^(those|ones?|them)$/.test(tokens[noun - 1]?.word ?? '') &&
    [PERSON, EVERYONE, PARENTS].some((each) => endOf(tokens, noun - 1, each) === noun);
  if (other === undefined || others.length > 0 || isOfPeople) return undefined;
  const note = `How old customers are is not known: ${shownField(other)} was taken.`;
  return { field: other, isOwn: false, share: PRICE.choice, note };
}
