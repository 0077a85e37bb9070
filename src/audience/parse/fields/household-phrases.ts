import { readComparison } from '../sentence/comparisons.ts';
import { comparedField } from '../data/field-queries.ts';
import { isNumberField } from '../data/field-roles.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';

const HOME = 'family|families|household|households|home|homes';
const OF = pattern(`${HOME} of`);
const WITH = pattern(`${HOME} with|has|have|having`);
const PEOPLE = pattern('people|persons|person|members|heads');
const SIZE =
  /^(household|hhold|hh|family|home)_(size|members|people|persons|count)$|^(people|persons|members)_in_(the_)?(household|family|home)$/;

/** `families of three to five`, `households with more than 3 people`: with a field of how many live together. */
export function readHouseholds(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  const of = endOf(tokens, at, OF);
  const start = of ?? endOf(tokens, at, WITH);
  const read = start === undefined ? undefined : readComparison(tokens, start);
  const people = read === undefined ? undefined : endOf(tokens, read.end, PEOPLE);
  const end = people ?? (of === undefined ? undefined : read?.end);
  const [field, ...others] = index.vocabulary.fields.filter(
    (each) => isNumberField(each) && SIZE.test(each.name),
  );
  if (read === undefined || end === undefined || field === undefined || others.length > 0) return [];
  const query = comparedField(field.name, read.comparison);
  return [
    phrase(at, end, { is: 'query', query, isAdjective: false }, EXACT * 0.98, [
      `How many live together was taken as ${shownField(field)}.`,
    ]),
  ];
}
