import { countryOfCode } from '../words/countries.ts';
import { isPlaceField } from '../data/field-roles.ts';
import { grammarWords } from '../words/patterns.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** Tokens on either side in which operators in capitals tell how the question is written. */
const NEAR = 6;

/** Codes of countries that people write in capitals without meaning one; `US` is not among them. */
const SMALL_WORDS = /^(IN|IS|AS|TO|BY|AT|BE|DO|NO|SO|ME|MY|AM)$/;

/**
 * Whether capitals at this token are a country, though they may be a word of the grammar too: `US, UK` and `gold in IT` are, `tier IS gold
 * AND country IN (DE, FR)` has only two.
 */
export function isCountryCode({ tokens, index }: Sentence, at: number): boolean {
  const [before, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  const raw = token?.raw ?? '';
  const code = countryOfCode(raw);
  if (token === undefined || code === undefined) return false;
  const isWord = raw.length === 3 ? grammarWords.has(token.word) : SMALL_WORDS.test(raw);
  if (!isWord || tokens.length === 1) return true;
  if (next?.word === '(' || next?.word === '[') return false;
  const isNamedPlace = /^(in|from|country)$/.test(before?.raw ?? '');
  const isShouted = tokens
    .slice(Math.max(0, at - NEAR), at + NEAR)
    .some((each) => /^(AND|OR|NOT)$/.test(each.raw));
  if (isNamedPlace || isShouted) return isNamedPlace;
  const isStored = index.refs
    .get(token.stem)
    ?.some((ref) => ref.is === 'value' && ref.value === raw && isPlaceField(ref.field));
  return (
    isStored === true ||
    index.countryFields.some(({ byCode }) => (raw.length === 2 ? byCode.has(code) : byCode.get(code) === raw))
  );
}
