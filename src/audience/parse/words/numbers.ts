import { currencyBefore, currencyBehind } from './currency-words.ts';
import { endOf, pattern } from './patterns.ts';
import type { Token } from './tokens.ts';

export interface NumberRead {
  readonly value: number;
  readonly end: number;
  /** ISO code, or the name that several currencies share. */
  readonly currency?: string;
  readonly isPercent?: boolean;
}

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const FACTORS: ReadonlyMap<string, number> = new Map([
  ['k', 1_000],
  ['s', 1],
  ['thousand', 1_000],
  ['m', 1_000_000],
  ['mn', 1_000_000],
  ['mio', 1_000_000],
  ['million', 1_000_000],
  ['bn', 1_000_000_000],
  ['billion', 1_000_000_000],
  ['hundred', 100],
  ['grand', 1_000],
]);
pattern(`${[...SMALL, ...TENS].join('|')}|hundred|thousand|million|billion|dozen|half|couple`);
pattern('euro|euros|dollar|dollars|pound|pounds|bucks');

const PERCENT = pattern('%', 'percent', 'per cent', 'pct');

/** A number at this token: digits with separators and `k`, words, with a currency on either side or a percent sign behind. */
export function readNumber(tokens: readonly Token[], at: number): NumberRead | undefined {
  const before = currencyBefore(tokens, at);
  const plain = readPlain(tokens, before?.end ?? at);
  if (plain === undefined) return undefined;
  if (before !== undefined) return { ...asMoney(tokens, plain), currency: before.currency };
  const percent = endOf(tokens, plain.end, PERCENT);
  if (percent !== undefined) return { value: plain.value, end: percent, isPercent: true };
  const behind = currencyBehind(tokens, plain.end);
  return behind === undefined ? plain : { value: asMoney(tokens, plain).value, ...behind };
}

/** `2.000 euros` is no sum with three decimals: of money the point parts thousands there. */
export function asMoney(
  tokens: readonly Token[],
  { value, end }: { value: number; end: number },
): { value: number; end: number } {
  return /^\d{1,3}\.(?!000)\d{3}$/.test(tokens[end - 1]?.word ?? '')
    ? { value: Math.round(value * 1_000), end }
    : { value, end };
}

function readPlain(tokens: readonly Token[], at: number): { value: number; end: number } | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (
    token.word === '-' &&
    tokens[at + 1]?.kind === 'number' &&
    tokens[at + 1]?.isJoined === true &&
    !token.isJoined
  ) {
    const positive = readPlain(tokens, at + 1);
    return positive && { value: -positive.value, end: positive.end };
  }
  return token.kind === 'number' || token.kind === 'word'
    ? (readDigits(tokens, at) ?? readWords(tokens, at))
    : undefined;
}

function readDigits(tokens: readonly Token[], at: number): { value: number; end: number } | undefined {
  const grouped = readSpaced(tokens, at);
  if (grouped !== undefined) return grouped;
  if (isDate(tokens, at)) return undefined;
  // Nobody writes three zeros behind a decimal point: `10.000` is ten thousand.
  if (/^\d{1,3}(\.\d{3})*\.000$/.test(tokens[at]?.word ?? ''))
    return { value: Number((tokens[at]?.word ?? '').replaceAll('.', '')), end: at + 1 };
  const match = /^((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(k|m|mn|bn|s)?$/.exec(tokens[at]?.word ?? '');
  if (match === null) return undefined;
  const value = Number((match[1] ?? '').replaceAll(',', ''));
  const suffix = FACTORS.get(match[2] ?? '');
  if (suffix !== undefined) return { value: scaled(value, suffix), end: at + 1 };
  // `1.5k`: a letter behind a decimal is a token of its own.
  const next = FACTORS.get(tokens[at + 1]?.word ?? '');
  const isUnit =
    next !== undefined && ((tokens[at + 1]?.word.length ?? 0) > 2 || tokens[at + 1]?.isJoined === true);
  return isUnit ? { value: scaled(value, next), end: at + 2 } : { value, end: at + 1 };
}

/** `1` of `1 and 2 million`, in millions as well; a smaller one behind it has a scale of its own: `500 to 1k`. */
export function inScaleOf(low: number, high: NumberRead, tokens: readonly Token[], at: number): number {
  const digits = tokens.slice(at, high.end).find(({ word }) => /^\d/.test(word))?.word ?? '';
  const said = Number.parseFloat(digits);
  const scale = high.value / said;
  return SCALES.has(scale) && low < said ? scaled(low, scale) : low;
}

const SCALES = new Set([1_000, 1_000_000, 1_000_000_000]);

/** `2026-01-31` and `2026-01` are no sums. */
function isDate(tokens: readonly Token[], at: number): boolean {
  const [year, sign, month] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  return (
    /^[12]\d{3}$/.test(year?.word ?? '') &&
    sign?.word === '-' &&
    sign.isJoined &&
    month?.isJoined === true &&
    /^(0[1-9]|1[0-2])$/.test(month.word)
  );
}

/** `20 000`: groups of three digits with spaces. */
function readSpaced(tokens: readonly Token[], at: number): { value: number; end: number } | undefined {
  let digits = /^\d{1,3}$/.test(tokens[at]?.word ?? '') ? (tokens[at]?.word ?? '') : '';
  let end = at + 1;
  while (
    digits !== '' &&
    tokens[end]?.kind === 'number' &&
    /^\d{3}$/.test(tokens[end]?.word ?? '') &&
    tokens[end]?.isJoined !== true
  )
    digits += tokens[end++]?.word ?? '';
  return end > at + 1 ? { value: Number(digits), end } : undefined;
}

function scaled(value: number, factor: number): number {
  return Number((value * factor).toPrecision(15));
}

/** `two hundred and fifty thousand`, `a dozen`, `half a million`, `a couple of`. */
function readWords(tokens: readonly Token[], at: number): { value: number; end: number } | undefined {
  const fixed = readFixed(tokens, at);
  if (fixed !== undefined) return fixed;
  let total = 0;
  let part: number | undefined;
  let i = at;
  const first = tokens[i]?.word;
  if (
    (first === 'a' || first === 'an') &&
    FACTORS.has(tokens[i + 1]?.word ?? '') &&
    (tokens[i + 1]?.word.length ?? 0) > 3 &&
    !isGreat(tokens, i + 1)
  ) {
    part = 1;
    i++;
  }
  for (; i < tokens.length; i++) {
    const word = tokens[i]?.word ?? '';
    const small = SMALL.indexOf(word);
    const ten = TENS.indexOf(word);
    const factor = word.length > 3 && !isGreat(tokens, i) ? FACTORS.get(word) : undefined;
    if (
      small >= 0 &&
      (part === undefined || (small > 0 && part % 10 === 0 && (part % 100 >= 20 || part % 100 === 0)))
    )
      part = (part ?? 0) + small;
    else if (ten >= 0 && (part === undefined || part % 100 === 0)) part = (part ?? 0) + (ten + 2) * 10;
    else if (factor === 100 && part !== undefined) part *= 100;
    else if (factor !== undefined && part !== undefined) {
      total += part * factor;
      part = 0;
    } else if (
      word === 'and' &&
      part !== undefined &&
      part >= 100 &&
      part % 100 === 0 &&
      isSmallWord(tokens[i + 1])
    )
      continue;
    else break;
  }
  return part === undefined ? undefined : { value: total + part, end: i };
}

/** `a grand piano` is no thousand: of money nothing stands behind it that it could say something about. */
function isGreat(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  return (
    tokens[at]?.word === 'grand' && next?.kind === 'word' && endOf(tokens, at + 1, BEHIND_GRAND) === undefined
  );
}

const BEHIND_GRAND = pattern(
  'on|in|or|and|but|this|last|since|with|for|at|during|over|within|so|altogether|overall|per|a|each|every|to|between|before|after|who|from|by|more|less|plus|of|worth|total|ever|already|yearly|annually|monthly|spent|spend|spenders|the',
);

function isSmallWord(token: Token | undefined): boolean {
  return token !== undefined && (SMALL.includes(token.word) || TENS.includes(token.word));
}

const FIXED: readonly { readonly way: ReturnType<typeof pattern>; readonly value: number }[] = [
  { way: pattern('half a million'), value: 500_000 },
  { way: pattern('a quarter of a million', 'a quarter million'), value: 250_000 },
  { way: pattern('a dozen', 'one dozen'), value: 12 },
  { way: pattern('two dozen'), value: 24 },
  { way: pattern('a couple of?', 'couple of?'), value: 2 },
];

function readFixed(tokens: readonly Token[], at: number): { value: number; end: number } | undefined {
  for (const { way, value } of FIXED) {
    const end = endOf(tokens, at, way);
    if (end !== undefined) return { value, end };
  }
  return undefined;
}
