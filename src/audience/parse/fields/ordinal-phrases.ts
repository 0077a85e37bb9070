import { boundBehind } from '../sentence/comparisons.ts';
import { fieldsAt } from '../names/field-names.ts';
import { comparedField } from '../data/field-queries.ts';
import { pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(
  ' ',
);

/** `on the third floor or higher`, of a field that is called so and holds numbers. */
export function readOrdinals(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const start = skip(tokens, at, pattern('on|in|at|from the?', 'the'));
  const value = ordinal(tokens[start]?.word ?? '');
  if (value === undefined) return [];
  return fieldsAt(sentence, start + 1).flatMap(({ field, end, score, assumption }) => {
    const isNamed = field.type === 'integer' && assumption === undefined && isInOne(sentence, start + 1);
    if (!isNamed) return [];
    const bare = { comparison: { exactly: value }, isBare: true, end };
    const behind = boundBehind(tokens, end, bare) ?? bare;
    const query = comparedField(field.name, behind.comparison);
    return [phrase(at, behind.end, { is: 'query', query }, EXACT * score)];
  });
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
