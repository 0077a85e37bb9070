import { lookUp, type Sentence } from '../sentence/sentence.ts';
import { purposeFrom } from './purposes.ts';
import { PERSON } from '../words/noun-words.ts';
import { endOf, grammarWords } from '../words/patterns.ts';

/** More words than these are no heading. */
const MOST_WORDS = 5;
const MOST_WORDS_OF_PURPOSE = 8;
const SAYS = /^(who|whose|whom|not|no|never|but|except|without|only|all|everyone|and|or|if)$/;

/** Who asks: `For the tire hotel team:`. */
const OPENS = /^(for|from|by|to|request|on|re)$/;
const TEAM =
  /^(team|teams|department|dept|desk|crew|staff|office|colleagues|managers?|marketing|accounting|finance|sales|reception|management|board)$/;

/** Where `Upgrade candidates:` in front of a question ends: words of nothing in the data, and a colon. */
export function headingAt(sentence: Sentence, at: number): number | undefined {
  const { tokens } = sentence;
  const colon = at > 0 ? -1 : tokens.findIndex(({ word }) => word === ':');
  const words = tokens.slice(0, Math.max(0, colon));
  const isAsker = OPENS.test(words[0]?.word ?? '') && TEAM.test(words.at(-1)?.word ?? '');
  if (isAsker && words.length <= MOST_WORDS + 1 && colon + 1 < tokens.length) return colon + 1;
  // `For the Advent mailing to parents:`
  const most = purposeFrom(sentence, 0) === undefined ? MOST_WORDS : MOST_WORDS_OF_PURPOSE;
  if (words.length === 0 || words.length > most || colon + 1 >= tokens.length) return undefined;
  const says = words.some(
    ({ word, kind }, i) =>
      kind !== 'word' ||
      SAYS.test(word) ||
      endOf(tokens, i, PERSON) !== undefined ||
      lookUp(sentence, i).some(({ score, end }) => score === 1 && end <= colon),
  );
  return says || words.every(({ word }) => grammarWords.has(word)) ? undefined : colon + 1;
}
