import type { Scalar } from '../../customer.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { foldWord } from '../words/fold-word.ts';
import { isAddressField } from '../data/field-roles.ts';
import { readNumber } from '../words/numbers.ts';
import { endOf, grammarWords, pattern } from '../words/patterns.ts';
import { isCapital, type Sentence, textOf } from '../sentence/sentence.ts';
import { storedValuesAt } from './stored-values.ts';
import type { ValueRead } from '../data/value-read.ts';

const YES = pattern('true', 'yes', 'on', 'enabled|activated', 'switched|turned on');
const NO = pattern('false', 'no', 'off', 'disabled|deactivated', 'switched|turned off');

/** A value that needs no data to be one: quoted, a number, yes or no. */
export function literalAt(sentence: Sentence, at: number, field: FieldWords): ValueRead | undefined {
  const { tokens } = sentence;
  const literal = (value: Scalar, end: number, score = 1): ValueRead => ({
    field,
    value,
    customers: 0,
    end,
    score,
  });
  const token = tokens[at];
  if (token?.kind === 'quoted') return quotedValue(token.word, at + 1, field);
  if (field.type === 'boolean') {
    const digit = isSignedDigit(sentence, at) ? token?.word : undefined;
    if (digit !== undefined) return literal(digit === '1', at + 1);
    const yes = endOf(tokens, at, YES);
    if (yes !== undefined && isClosed(sentence, at)) return literal(true, yes);
    const no = endOf(tokens, at, NO);
    if (no !== undefined && isClosed(sentence, at)) return literal(false, no);
  }
  const listed = storedValuesAt(sentence, at, field);
  const number = readNumber(tokens, at);
  if (
    number !== undefined &&
    // `leased in 2024`, of a flag, is a time.
    (field.type !== 'boolean' || tokens[at - 1]?.word !== 'in') &&
    (field.type !== 'date' || /^(is|of|not|or|and|,)$/.test(tokens[at - 1]?.word ?? '')) &&
    number.isPercent !== true &&
    (listed[0]?.end ?? 0) <= number.end &&
    (field.type === 'integer' || field.type === 'decimal' || isWholeNumber(sentence, at, number.end))
  ) {
    const text = field.values.find(({ value }) => typeof value === 'string' && value === token?.raw)?.value;
    const isOdd = text === undefined && field.type === 'text' && field.values.length > 0;
    return literal(text ?? number.value, number.end, isOdd ? 0.9 : 1);
  }
  return listed[0] === undefined && (token?.word === 'true' || token?.word === 'false')
    ? literal(token.word === 'true', at + 1, 0.9)
    : undefined;
}

/** `auto renew off`, and not `insured off-piste guests` or `a homeowner, no card`: these words say more of what comes next. */
function isClosed({ tokens }: Sentence, at: number): boolean {
  const behind = tokens[at + 1];
  if (!/^(no|off|on)$/.test(tokens[at]?.word ?? '') || behind === undefined) return true;
  return tokens[at]?.word === 'no'
    ? behind.kind === 'sign' || /^(and|or|but|who|whose|in|from|with)$/.test(behind.word)
    : !(behind.isJoined && behind.kind === 'word');
}

/** A text in quotation marks: of one that is stored with accents alone, those; case makes no difference to a comparison. */
function quotedValue(text: string, end: number, field: FieldWords): ValueRead {
  const small = text.toLowerCase();
  const texts = field.values.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  const alike = texts.some((value) => value.toLowerCase() === small)
    ? undefined
    : texts.find((value) => foldWord(value) === foldWord(text));
  return { field, value: alike ?? text, customers: 0, end, score: 1 };
}

/** `frozen = 1`, and not `frozen = 1 year`. */
function isSignedDigit({ tokens }: Sentence, at: number): boolean {
  const behind = tokens[at + 1];
  return (
    /^[01]$/.test(tokens[at]?.word ?? '') &&
    /^(==?|!=|<>|:)$/.test(tokens[at - 1]?.word ?? '') &&
    (behind?.kind !== 'word' || /^(and|or|but)$/.test(behind.word))
  );
}

/** `-5` and `007`, and not the beginning of `12-34-56` or `2x`. */
function isWholeNumber({ text, tokens }: Sentence, at: number, end: number): boolean {
  const said = text.slice(tokens[at]?.start ?? 0, tokens[end - 1]?.end ?? 0);
  return /^-?\d[\d.,]*$/.test(said) && !(tokens[end]?.isJoined === true && tokens[end]?.kind !== 'sign');
}

/** Of a field whose values are too many to know, words are taken as they stand; of any other they have to be values. */
export function unlisted(sentence: Sentence, at: number, field: FieldWords): readonly ValueRead[] {
  const { tokens } = sentence;
  if (
    field.values.length > 0 ||
    field.type === 'date' ||
    field.type === 'boolean' ||
    field.type === 'integer' ||
    field.type === 'decimal'
  )
    return [];
  const run = wholeRun(sentence, at);
  if (run !== undefined) return [{ field, value: run.text, customers: 0, end: run.end, score: 1 }];
  if (isAddressField(field)) return [];
  let end = at;
  while (end < tokens.length && end < at + 4) {
    const token = tokens[end];
    if (
      token === undefined ||
      token.kind === 'sign' ||
      (grammarWords.has(token.word) && !(isCapital(sentence, end) && end > at))
    )
      break;
    end++;
    if (!isCapital(sentence, end - 1)) break;
  }
  return end === at ? [] : [{ field, value: textOf(sentence, at, end), customers: 0, end, score: 0.97 }];
}

/** An address or a code: what stands without a space. */
function wholeRun(sentence: Sentence, at: number): { text: string; end: number } | undefined {
  if (/^[([{]$/.test(sentence.tokens[at]?.word ?? '')) return undefined;
  const run = runAt(sentence, at);
  return run !== undefined && run.text.length > 1 && /[@\d]/.test(run.text) ? run : undefined;
}

/** All from this token on to the next space, without what ends a sentence. */
export function runAt(
  { text, tokens }: Sentence,
  at: number,
): { readonly text: string; readonly end: number } | undefined {
  const start = tokens[at]?.start;
  if (start === undefined) return undefined;
  const run = /^\S+/.exec(text.slice(start, start + 200))?.[0].replace(/[,;:.!?)]+$/, '');
  if (run === undefined || run === '') return undefined;
  const end = tokens.findIndex((token, i) => i >= at && token.end >= start + run.length);
  return end < 0 ? undefined : { text: run, end: end + 1 };
}
