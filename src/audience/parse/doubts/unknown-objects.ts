import { deedOf, isMark } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';

const ARTICLE = pattern('a|an|the|any|some|our|their|his|her|my|your|more', 'one|some|any of our|the|their');

interface Understood {
  readonly phrases: readonly Phrase[];
  /** Tokens that nothing explains. */
  readonly unknown: readonly number[];
}

/** `own an air fryer`, `opened a support ticket`: of a thing that the data does not know, the verb means no buying of anything else and no opening of a message. */
export function withoutUnknownObjects(sentence: Sentence, { phrases, unknown }: Understood): Understood {
  const strange = new Set(unknown);
  const of = phrases.filter((phrase) => isOfUnknown(sentence, phrases, phrase, strange));
  if (of.length === 0) return { phrases, unknown };
  const told = of.flatMap(({ start, end }) => range(start, skip(sentence.tokens, end, ARTICLE)));
  const isGone = (phrase: Phrase | undefined) => phrase !== undefined && of.includes(phrase);
  return {
    phrases: phrases.filter((each, i) => !isGone(each) && !(isMark(each, 'not') && isGone(phrases[i + 1]))),
    unknown: [...new Set([...told, ...unknown])].toSorted((a, b) => a - b),
  };
}

function isOfUnknown(
  { tokens }: Sentence,
  phrases: readonly Phrase[],
  phrase: Phrase,
  strange: ReadonlySet<number>,
): boolean {
  if (deedOf(phrase)?.isBareVerb !== true) return false;
  if (isDoneTo(tokens, phrase.start, strange)) return true;
  let end = skip(tokens, phrase.end, ARTICLE);
  if (!strange.has(end)) return false;
  while (strange.has(end)) end++;
  // `bought a lovely tent`: the thing stands behind.
  const next = phrases.find(({ start, meaning }) => start >= end && meaning.is !== 'mark');
  return !(next?.start === end && deedOf(next)?.isVerbless === true);
}

const HAVING = pattern('have|has|had|with|having|got a|an|the|any|some|our|their|his|her?');

/** `have our app installed`: the thing stands in front of its verb. */
function isDoneTo(tokens: Sentence['tokens'], verb: number, strange: ReadonlySet<number>): boolean {
  let start = verb;
  while (strange.has(start - 1)) start--;
  return start < verb && [1, 2, 3].some((back) => endOf(tokens, start - back, HAVING) === start);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
