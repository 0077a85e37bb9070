import { nameWords } from '../data/name-words.ts';
import { yesAndNo } from '../data/field-roles.ts';
import { shownField } from '../data/shown-field.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';
import { PERSON } from '../words/noun-words.ts';
import { endOf, grammarWords } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';

const LEADS = /^(is|ha|have|on|in)$/;
const HOLDING =
  /^(account|acct|card|pass|plan|scheme|club|programme|program|membership|subscription|contract|customer)$/;

/** `trade customers` of a flag `trade_account`: who is called by what they hold. */
export function readFlagNouns(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  if (tokens[at]?.kind !== 'word' || grammarWords.has(tokens[at].word) || isNamed(sentence, at)) return [];
  const holders = index.vocabulary.fields.flatMap((field) => {
    const flag = yesAndNo(field);
    const words = nameWords(field);
    const core = LEADS.test(words[0] ?? '') ? words.slice(1) : words;
    const kind = core.slice(0, -1);
    const isSaid = kind.length > 0 && kind.every((word, i) => tokens[at + i]?.stem === word);
    const end = at + kind.length;
    const isHeld = HOLDING.test(core.at(-1) ?? '') && isSaid && endOf(tokens, end, PERSON) !== undefined;
    return flag === undefined || !isHeld ? [] : [{ field, yes: flag.yes, end }];
  });
  const [holder, ...others] = holders;
  if (holder === undefined || others.length > 0) return [];
  const { field, yes, end } = holder;
  const note = `"${textOf(sentence, at, end)}" was taken as the field ${shownField(field)}.`;
  const query = { field: field.name, is: yes };
  return [phrase(at, end, { is: 'query', query, isAdjective: true }, EXACT * PRICE.likelyField, [note])];
}

/** A value or thing of the data that is called so. */
function isNamed(sentence: Sentence, at: number): boolean {
  return lookUp(sentence, at).some(
    ({ refs, score }) =>
      score === 1 && refs.some((ref) => ref.is !== 'field' && !('isPart' in ref && ref.isPart)),
  );
}
