import { isMark } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';

/** Words that say something wherever they stand, and nothing that a condition beside them has taken up. */
const WEIGHTY =
  /^(other|others|else|exactly|same|different|differently|distinct|unique|instead|over|within|per|once|again|then)$/;

/** What nothing has used though it may mean something costs confidence, and is said: `any other shoes`, `prefers email and does`. */
export function withDoubtOfReadOver(sentence: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  const phrases = [...given];
  for (const [i, phrase] of given.entries()) {
    if (!isReadOver(sentence, given, i)) continue;
    const text = textOf(sentence, phrase.start, lastOf(sentence, given, i));
    const host = hostOf(given, i);
    const found = host === undefined ? undefined : phrases[host];
    if (host === undefined || found === undefined) continue;
    phrases[host] = {
      ...found,
      score: found.score * PRICE.readOver,
      assumptions: [...found.assumptions, `"${text}" was read over.`],
    };
  }
  return phrases;
}

function isReadOver(sentence: Sentence, given: readonly Phrase[], i: number): boolean {
  const phrase = given[i];
  if (phrase === undefined) return false;
  if (isMark(phrase, 'and', 'or', 'but')) return joinsNothing(sentence, given, i);
  if (phrase.meaning.is === 'everyone') return isAllOfDeeds(given, i);
  const said = sentence.tokens.slice(phrase.start, phrase.end);
  return (
    isMark(phrase, 'noise') &&
    said.length <= 3 &&
    said.some(({ word }) => WEIGHTY.test(word)) &&
    sentence.tokens[phrase.end]?.word !== 'of'
  );
}

/** `whose orders were all in 2026`. */
function isAllOfDeeds(given: readonly Phrase[], i: number): boolean {
  const before = given.slice(0, i).findLast((each) => !isMark(each, 'noise'));
  return before?.meaning.is === 'deed' && given[i + 1]?.meaning.is === 'period';
}

/** `and has it`: a verb or a pronoun behind it, and no condition up to the end. */
function joinsNothing({ tokens }: Sentence, given: readonly Phrase[], i: number): boolean {
  const rest = given.slice(i + 1);
  return (
    rest.length > 0 &&
    rest.every((each) => isMark(each, 'noise', 'who', 'noun', 'not')) &&
    rest.some((each) => VERB.test(tokens[each.start]?.word ?? '') && each.end === each.start + 1)
  );
}

const VERB =
  /^(has|have|had|having|is|are|was|were|am|do|does|did|can|could|will|would|should|might|may|must|live|lives|based)$/;

function lastOf({ tokens }: Sentence, given: readonly Phrase[], i: number): number {
  return isMark(given[i], 'noise') ? (given[i]?.end ?? 0) : tokens.length;
}

/** The nearest condition, the one behind first. */
function hostOf(given: readonly Phrase[], i: number): number | undefined {
  const isCondition = (each: Phrase | undefined) => each !== undefined && each.meaning.is !== 'mark';
  const behind = given.findIndex((each, j) => j > i && isCondition(each));
  const before = given.findLastIndex((each, j) => j < i && isCondition(each));
  return behind >= 0 ? behind : before >= 0 ? before : undefined;
}
