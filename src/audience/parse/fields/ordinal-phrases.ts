import { boundBehind } from '../sentence/comparisons.ts';
import { fieldsAt } from '../names/field-names.ts';
import { comparedField } from '../data/field-queries.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { nameWords } from '../data/name-words.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(
  ' ',
);

const OF_TIMES = pattern('on|at|with|after the|their|his|her?');
const OF_PLACE = pattern('on|in|at|from the?', 'the');

/** `on the third floor or higher`, of a field that is called so and holds numbers. */
export function readOrdinals(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const said = endOf(tokens, at, OF_TIMES);
  const start = said ?? skip(tokens, at, OF_PLACE);
  const value = ordinal(tokens[start]?.word ?? '');
  if (value === undefined) return [];
  return fieldsAt(sentence, start + 1).flatMap(({ field, end, score, assumption }) => {
    const isTries = said !== undefined && isCountOf(field, tokens[start + 1]?.stem);
    const isNamed = assumption === undefined || isTries;
    if (field.type !== 'integer' || !isNamed || !isInOne(sentence, start + 1)) return [];
    const bare = { comparison: { exactly: value }, isBare: true, end };
    const behind = boundBehind(tokens, end, bare) ?? bare;
    const query = comparedField(field.name, behind.comparison);
    const price = assumption === undefined ? 1 : PRICE.likelyField;
    return [phrase(at, behind.end, { is: 'query', query }, EXACT * score * price, [assumption])];
  });
}

/** `at the second attempt`, of `test_attempts`: as many as there were. */
function isCountOf(field: FieldWords, noun = ''): boolean {
  return nameWords(field).at(-1) === noun && field.name.endsWith('s');
}

/** `floor`, and not `orders`, which are a number of them. */
function isInOne({ tokens }: Sentence, at: number): boolean {
  return tokens[at]?.word === tokens[at]?.stem;
}

function ordinal(word: string): number | undefined {
  const named = ORDINALS.indexOf(word);
  if (named >= 0) return named + 1;
  const digits = /^(\d{1,3})(st|nd|rd|th)$/.exec(word)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
