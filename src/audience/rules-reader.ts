import { nameOfOther, withDoubtOfPerson } from './parse/doubts/doubt-of-person.ts';
import { bareName, namesOfInterest } from './parse/sentence/person-names.ts';
import { readQuestion } from './parse/read-question.ts';
import type { Reading } from './parse/sentence/reading.ts';
import { wordIndex } from './parse/data/word-index.ts';
import type { Question, QuestionReader } from './question-reader.ts';

/** Reads words by rules, offline. */
export const rulesReader: QuestionReader = {
  read: readWithNames,
};

/**
 * Where words are left over customers may be called that, and so they may where a question, or what it says of a dog's name, is nothing but a name: they
 * are looked for only then, since it takes a look at all of them.
 */
async function readWithNames({
  words,
  vocabulary,
  named,
  asOf,
  previous,
  known,
}: Question): Promise<Reading> {
  const index = wordIndex(vocabulary);
  const reading = readQuestion(words, index, named, asOf, previous);
  if (known === undefined) return reading;
  if (reading.notUnderstood.length === 0) {
    const name = bareName(words) ?? nameOfOther(reading, vocabulary);
    const isPerson = name !== undefined && (await known([name])).length > 0;
    return isPerson ? withDoubtOfPerson(reading, name) : reading;
  }
  const people = await known(namesOfInterest(words));
  return people.length === 0 ? reading : readQuestion(words, index, named, asOf, previous, people);
}
