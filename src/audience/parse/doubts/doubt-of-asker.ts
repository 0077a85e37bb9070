import type { Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';

/** `I am in Berlin, which customers ...`: what the asker says of themselves was hardly meant of customers. */
export function withDoubtOfAsker(sentence: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  return given.map((phrase) => {
    if (!isOfAsker(sentence, phrase)) return phrase;
    const note = `"${textOf(sentence, phrase.start - 2, phrase.end)}" was taken as said of customers.`;
    return { ...phrase, score: phrase.score * PRICE.ofAsker, assumptions: [...phrase.assumptions, note] };
  });
}

function isOfAsker({ tokens }: Sentence, { start, meaning }: Phrase): boolean {
  const [subject, verb] = [tokens[start - 2]?.word, tokens[start - 1]?.word];
  return (
    meaning.is === 'query' && ((subject === 'i' && verb === 'am') || (subject === 'we' && verb === 'are'))
  );
}
