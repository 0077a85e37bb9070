import type { FieldWords } from '../../vocabulary.ts';
import { countryOfCode } from '../words/countries.ts';
import { isCountryCode } from './country-codes.ts';
import { literalAt, unlisted } from './literal-values.ts';
import { NOISE } from '../words/noun-words.ts';
import { endOf, grammarWords } from '../words/patterns.ts';
import { beginsSentence, isCapital, isCode, lookUp, type Sentence } from '../sentence/sentence.ts';
import { storedValuesAt } from './stored-values.ts';
import type { ValueRead } from '../data/value-read.ts';

const STRONG_NOUN =
  /^(customer|client|user|member|people|person|guest|patient|contact|shopper|those|them|one|us)$/;

/** Values that the words at this token name, of one field or of any. */
export function valuesAt(sentence: Sentence, at: number, field?: FieldWords): readonly ValueRead[] {
  const token = sentence.tokens[at];
  if (token === undefined) return [];
  if (field !== undefined) {
    const literal = literalAt(sentence, at, field);
    if (literal !== undefined) return [literal];
  }
  const found =
    field === undefined && isMerelyGrammar(sentence, at) ? [] : storedValuesAt(sentence, at, field);
  if (found.length > 0) return found;
  return field === undefined ? [] : unlisted(sentence, at, field);
}

/** Function words are values only where they are written like names. */
function isMerelyGrammar(sentence: Sentence, at: number): boolean {
  const [found] = lookUp(sentence, at);
  if (found !== undefined && found.end > at + 1) return false;
  const token = sentence.tokens[at];
  if (token === undefined || token.kind === 'quoted') return false;
  if (/^\d+$/.test(token.word)) return true;
  const isNoise =
    endOf(sentence.tokens, at, NOISE) !== undefined ||
    (STRONG_NOUN.test(token.stem) && !isSaidOf(sentence, at)) ||
    /^(and|or|not|no|never|none|but|nothing|more|less|most|least|top|last|first|next|since|before|after|until|between|except|without|time|times|once|only|than|new)$/.test(
      token.word,
    );
  if (countryOfCode(token.raw) !== undefined && grammarWords.has(token.word))
    return !isCountryCode(sentence, at);
  // `tell me` is nobody in `ME`.
  const isSmall = token.word.length === 2 && token.raw === token.word && grammarWords.has(token.word);
  if (isSmall && found?.refs.every((ref) => ref.is === 'value' && ref.value === token.raw.toUpperCase()))
    return true;
  const isLetter = token.word.length === 1 && token.raw === token.word;
  const isWritten = beginsSentence(sentence, at) ? isCode(sentence, at) : isCapital(sentence, at);
  return isLetter || (isNoise && !isWritten);
}

/** `who are not members`, `is a customer`: said of people, and no word for those whom a question is about. */
export function isSaidOf({ tokens }: Sentence, at: number): boolean {
  const before = tokens.slice(Math.max(0, at - 2), at).map(({ word }) => word);
  const last = /^(a|an)$/.test(before.at(-1) ?? '') ? before.at(-2) : before.at(-1);
  return /^(are|is|was|were|as|not|being)$/.test(last ?? '');
}
