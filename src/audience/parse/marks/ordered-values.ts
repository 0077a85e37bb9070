import { readComparison } from '../sentence/comparisons.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';
import { PERSON } from '../words/noun-words.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';

const BEHIND = pattern('or|and above|higher|up|upwards|better|beyond|over|below|lower|down|worse|under', '+');
const AHEAD = pattern('at least', 'at most', 'a? minimum of?', 'a? maximum of?', 'above|below');
const MOST_WORDS = 4;

/** `gold or above`, `at least silver`: what comes above a value that is no number, the data does not say. */
export function readOrderedValues(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const behind = endOf(tokens, at, BEHIND);
  const isBound = [at, at + 1].some((from) => readComparison(tokens, from) !== undefined);
  if (behind !== undefined && !isBound && tokens[behind]?.word !== 'than') {
    const noun = at > 0 && endOf(tokens, at - 1, PERSON) === at ? at - 1 : at;
    const start = valueBefore(sentence, noun);
    return start === undefined ? [] : [told(sentence, at, behind, textOf(sentence, start, noun))];
  }
  const ahead = endOf(tokens, at, AHEAD);
  const end = ahead === undefined || isBound ? undefined : valueAt(sentence, ahead);
  return ahead === undefined || end === undefined
    ? []
    : [told(sentence, at, ahead, textOf(sentence, ahead, end))];
}

function told(sentence: Sentence, at: number, end: number, value: string): Phrase {
  const note = `"${textOf(sentence, at, end)}" was left out: the data has no order of values, so only "${value}" was taken.`;
  return phrase(at, end, { is: 'mark', mark: 'noise' }, EXACT * PRICE.noOrder, [note]);
}

function valueBefore(sentence: Sentence, end: number): number | undefined {
  const starts = Array.from({ length: Math.min(MOST_WORDS, end) }, (_, back) => end - back - 1);
  return starts.find((start) => valueAt(sentence, start) === end);
}

/** Where a value in words ends that begins here. */
function valueAt(sentence: Sentence, at: number): number | undefined {
  if (sentence.tokens[at]?.kind !== 'word') return undefined;
  return lookUp(sentence, at).find(
    ({ refs, score }) =>
      score === 1 &&
      refs.some((ref) => ref.is === 'value' && ref.isPart !== true && ref.field.type !== 'boolean'),
  )?.end;
}
