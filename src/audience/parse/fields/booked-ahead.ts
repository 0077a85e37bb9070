import type { Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { isDateField } from '../data/field-queries.ts';
import { shownField } from '../data/shown-field.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';

const WHAT =
  'order|orders|stay|stays|visit|visits|trip|trips|appointment|appointments|session|sessions|event|events|plan|plans';
const NOTHING_AHEAD = pattern(
  'nothing planned|scheduled ahead|next|yet?',
  'nothing booked|reserved ahead|next',
  'nothing booked|planned|scheduled|reserved in|for the future',
  'nothing lined|coming up?',
  'nothing ahead|upcoming',
  `no upcoming|future|further|planned|scheduled ${WHAT}`,
  `no ${WHAT} ahead|coming|planned|scheduled up?`,
);
const SOMETHING_AHEAD = pattern(
  'something planned|scheduled ahead|next?',
  'something booked|reserved ahead|next',
  'something lined|coming up?',
  `with|have|has|having an|a? upcoming|future|planned|scheduled ${WHAT}`,
);

/** `nothing booked ahead`: without a `next_arrival`, where that is the only day ahead that the data knows. */
export function readBookedAhead(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const nothing = endOf(tokens, at, NOTHING_AHEAD);
  const end = nothing ?? endOf(tokens, at, SOMETHING_AHEAD);
  if (end === undefined) return [];
  const field = onlyNextField(sentence);
  if (field === undefined) return [];
  const known: Query = { field: field.name, exists: true };
  const query = nothing === undefined ? known : { not: known };
  const note = `"${textOf(sentence, at, end)}" was taken as ${nothing === undefined ? 'a' : 'no'} ${shownField(field)}.`;
  return [phrase(at, end, { is: 'query', query }, EXACT * PRICE.likelyField, [note])];
}

/** The only day ahead that the data knows: `next_visit`. */
export function onlyNextField({ index }: Sentence): FieldWords | undefined {
  const [field, ...others] = index.vocabulary.fields.filter(
    (each) => isDateField(each) && /^(next|upcoming|coming)_/.test(each.name),
  );
  return others.length > 0 ? undefined : field;
}
