import type { FieldQuery } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { isDateField } from '../data/field-queries.ts';
import { isNumberField } from '../data/field-roles.ts';
import { nameWords } from '../data/name-words.ts';
import { type FieldRead, fieldsAt } from '../names/field-names.ts';
import { boundAt } from '../sentence/comparisons.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { endOfWholeName } from './date-names.ts';

const HEAD = pattern('whose|where|with|their|his|her|the', 'whose|where|with|has|have|had the|their|a|an');
const IS = pattern('is|are|was|were|will|has|have|had', 'is|are|was|were now|already|still');
const THEIR = pattern('their|his|her|its|the|our', 'their own');
const EARLIER = pattern('before', 'earlier|sooner than', 'ahead of', 'prior to', '<');
const LATER = pattern('after', 'later than', 'past', 'behind', '>');
const MORE = pattern('more|greater|higher|larger|bigger');
const MORE_OR_LESS = pattern('more|greater|higher|larger|bigger|less|fewer|lower|smaller');

/** `passport expires before their next departure`, `used more data than their allowance`: one field held against another. */
export function readFieldPairs(sentence: Sentence, at: number): readonly Phrase[] {
  return [...standingFirst(sentence, at), ...moreThan(sentence, at)];
}

/** `whose balance is over their credit limit`. */
function standingFirst(sentence: Sentence, at: number): readonly Phrase[] {
  const start = skip(sentence.tokens, at, HEAD);
  return subjectsAt(sentence, start).flatMap((subject) => {
    const from = skip(sentence.tokens, subject.end, IS);
    return isDateField(subject.field)
      ? datePair(sentence, at, from, subject)
      : numberPair(sentence, at, from, subject);
  });
}

function subjectsAt(sentence: Sentence, at: number): readonly FieldRead[] {
  const dates = sentence.index.vocabulary.fields.filter(isDateField);
  const byVerb = dates.flatMap((field) => {
    const end = endOfWholeName(sentence, at, field);
    return end === undefined ? [] : [{ field, end, score: EXACT }];
  });
  return [...fieldsAt(sentence, at), ...byVerb];
}

function datePair(sentence: Sentence, at: number, from: number, subject: FieldRead): readonly Phrase[] {
  const { tokens } = sentence;
  const before = endOf(tokens, from, EARLIER);
  const bound = before ?? endOf(tokens, from, LATER);
  if (bound === undefined) return [];
  return objectsAt(sentence, bound, isDateField).flatMap((other) => {
    // `rentals past their due date`, of `rental_due`: past that day, and not after itself.
    if (isItself(subject, other)) return [];
    const held = { field: other.field.name };
    const { name: field } = subject.field;
    const query = before === undefined ? { field, after: held } : { field, before: held };
    return pairPhrase(at, query, subject, other);
  });
}

function numberPair(sentence: Sentence, at: number, from: number, subject: FieldRead): readonly Phrase[] {
  const said = isNumberField(subject.field) ? boundAt(sentence.tokens, from) : undefined;
  const { bound, end = from } = said ?? {};
  if (bound === undefined || bound === 'exactly') return [];
  return objectsAt(sentence, end, isNumberField)
    .filter((other) => !isItself(subject, other))
    .map((other) => pairPhrase(at, boundBy(subject.field, bound, other.field), subject, other));
}

/** Only part of its own name, which nobody would hold it against. */
function isItself(subject: FieldRead, other: FieldRead): boolean {
  return other.field === subject.field && other.assumption !== undefined;
}

/** `used more data than their allowance`, `less income than rent`. */
function moreThan(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const verbAt = skip(tokens, at, pattern('have|has|had'));
  const start = endOf(tokens, at, MORE_OR_LESS) === undefined ? verbAt + 1 : at;
  const verb = start === at ? undefined : tokens[verbAt]?.stem;
  const more = endOf(tokens, start, MORE);
  const named = endOf(tokens, start, MORE_OR_LESS);
  if (named === undefined) return [];
  return fieldsAt(sentence, named).flatMap((subject) => {
    const isOfVerb = verb === undefined || nameWords(subject.field).includes(verb);
    const than = isOfVerb ? endOf(tokens, subject.end, pattern('than')) : undefined;
    if (than === undefined || !isNumberField(subject.field)) return [];
    return objectsAt(sentence, than, isNumberField)
      .filter(({ field }) => field !== subject.field)
      .map((other) => {
        const bound = more === undefined ? 'lessThan' : 'moreThan';
        return pairPhrase(at, boundBy(subject.field, bound, other.field), subject, other);
      });
  });
}

function objectsAt(
  sentence: Sentence,
  at: number,
  isOfKind: (field: FieldWords) => boolean,
): readonly FieldRead[] {
  const reads = fieldsAt(sentence, skip(sentence.tokens, at, THEIR));
  return reads.filter(({ field }) => isOfKind(field));
}

type Bound = 'atLeast' | 'atMost' | 'moreThan' | 'lessThan';

function boundBy({ name: field }: FieldWords, bound: Bound, { name }: FieldWords): FieldQuery {
  const other = { field: name };
  switch (bound) {
    case 'atLeast':
      return { field, atLeast: other };
    case 'atMost':
      return { field, atMost: other };
    case 'moreThan':
      return { field, moreThan: other };
    case 'lessThan':
      return { field, lessThan: other };
  }
}

function pairPhrase(at: number, query: FieldQuery, subject: FieldRead, other: FieldRead): Phrase {
  const isSure = (read: FieldRead, than: FieldRead) =>
    read.others === undefined || read.others.every((each) => each === than.field);
  const areSure = isSure(subject, other) && isSure(other, subject);
  const notes = areSure ? [] : [subject.assumption, other.assumption];
  return phrase(at, other.end, { is: 'query', query }, EXACT * (areSure ? 0.99 : PRICE.choice), notes);
}
