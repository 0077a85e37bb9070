import type { Comparison } from '../../query/query.ts';
import { comparedField } from '../data/field-queries.ts';
import { isNumberField, isRatingField } from '../data/field-roles.ts';
import { shownField } from '../data/shown-field.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { PRICE } from '../words/price.ts';
import { endOf, pattern, type Pattern } from '../words/patterns.ts';

/** What people are called by their answer to how likely they are to recommend us, from 0 to 10. */
const CALLED: readonly (readonly [Pattern, Comparison, string])[] = [
  [pattern('nps? promoter|promoters'), { atLeast: 9 }, '9 or 10'],
  [pattern('nps? passive|passives'), { atLeast: 7, atMost: 8 }, '7 or 8'],
  [pattern('nps? detractor|detractors'), { atMost: 6 }, '6 or less'],
];

/** `detractors`, where the data has an `nps`, or a score from 0 to 10 that may be one. */
export function readPromoters(sentence: Sentence, at: number): readonly Phrase[] {
  const ratings = sentence.index.vocabulary.fields.filter(
    (each) => isRatingField(each) && each.min === 0 && each.max === 10,
  );
  const named = sentence.index.vocabulary.fields.filter(
    (each) => isNumberField(each) && each.name.split('_').includes('nps') && (each.max ?? 0) <= 10,
  );
  const [field, ...others] = named.length > 0 ? named : ratings;
  if (field === undefined || others.length > 0) return [];
  const sure = named.length > 0 ? 0.97 : PRICE.choice;
  return CALLED.flatMap(([way, comparison, shown]) => {
    const end = endOf(sentence.tokens, at, way);
    const query = comparedField(field.name, comparison);
    const note = `"${sentence.tokens[at]?.raw ?? ''}" was taken as ${shownField(field)} ${shown}.`;
    return end === undefined
      ? []
      : [phrase(at, end, { is: 'query', query, isAdjective: true }, EXACT * sure, [note])];
  });
}
