import { parseCurrency, THREE_DECIMALS } from './currency.ts';

export interface Amount {
  readonly value: number;
  /** ISO 4217, where the amount itself names it. */
  readonly currency?: string;
}

export type AmountResult = Amount | { readonly problem: 'bad_amount' | 'ambiguous_amount' | 'bad_currency' };

const PLAIN = /^-?\d{1,15}(\.\d{1,2})?$/;
/** A currency before or behind the number: a code or a sign. */
const AROUND = /^([^\d.,+()'-]*)(.*?)([^\d.,+()'-]*)$/su;
/** Blanks of every kind and apostrophes that part thousands. */
const PARTING = /(?<=\d)[\s\u00a0\u202f\u2009'\u2019](?=\d{3}(?!\d))/gu;
/** Above it a double no longer holds cents. */
const LARGEST = 1e13;

/**
 * A sum of money as people and programs write it: `1234.5`, `1,234.50`, `1.234,50`, `1 234,50`, `€ 12`, `12.50 EUR`, `-3`, `3-`, `(3)`.
 * Negative ones are returns. What can be read in two ways is refused: `1.234` and `1,234` are a thousand or one, but in a currency of
 * three decimals, which `currency` (ISO 4217, of the row) may tell.
 */
export function parseAmount(text: string, currency?: string): AmountResult {
  if (PLAIN.test(text)) return { value: Number(text) + 0 };
  const minus = text.replaceAll(/[\u2212\u2013]/g, '-').trim();
  const isBracketed = /^\(.+\)$/.test(minus);
  const signed = isBracketed ? minus.slice(1, -1) : minus;
  const outer = /^[+-]/.exec(signed)?.[0] ?? '';
  const match = AROUND.exec(signed.slice(outer.length).trim());
  if (match === null) return { problem: 'bad_amount' };
  const [, before = '', middle = '', after = ''] = match;
  const words = [before, after].map((word) => word.trim()).filter((word) => word !== '');
  if (words.length > 1) return { problem: 'bad_amount' };
  const [word] = words;
  const named = word === undefined ? undefined : parseCurrency(word);
  if (word !== undefined && named === undefined && !/^[$¥]$|^kr\.?$/iu.test(word))
    return { problem: 'bad_amount' };
  if (named !== undefined && currency !== undefined && named !== currency) return { problem: 'bad_currency' };
  const inner = /^([+-]?)(.*?)(-?)$/s.exec(middle.trim());
  const signs = [outer, inner?.[1] ?? '', inner?.[3] ?? '', isBracketed ? '-' : ''].filter(
    (sign) => sign !== '',
  );
  if (signs.length > 1) return { problem: 'bad_amount' };
  const value = unsigned((inner?.[2] ?? '').trim(), THREE_DECIMALS.has(named ?? currency ?? ''));
  if (typeof value === 'string') return { problem: value };
  if (value > LARGEST) return { problem: 'bad_amount' };
  return { value: signs[0] === '-' ? 0 - value : value, ...(named === undefined ? {} : { currency: named }) };
}

/** A number without sign. A separator that comes twice parts thousands, and of two different ones the last is the decimal one. */
function unsigned(given: string, hasThreeDecimals: boolean): number | 'bad_amount' | 'ambiguous_amount' {
  const text = given.replaceAll(PARTING, '');
  if (/^\d+(\.\d+)?e[+-]?\d{1,2}$/i.test(text)) return Number(text);
  if (!/^\d*([.,]\d+)*$/.test(text) || text === '') return 'bad_amount';
  const last = text.search(/[.,]\d*$/);
  if (last === -1) return Number(text);
  const separator = text[last] ?? '';
  const other = separator === '.' ? ',' : '.';
  const [whole, decimals] = [text.slice(0, last), text.slice(last + 1)];
  if (whole.includes(other)) {
    return !whole.includes(separator) && isGrouped(whole, other) ? join(whole, decimals) : 'bad_amount';
  }
  if (whole.includes(separator)) {
    return isGrouped(text, separator) ? Number(text.replaceAll(separator, '')) : 'bad_amount';
  }
  const isEither = decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  return isEither && !hasThreeDecimals ? 'ambiguous_amount' : join(whole, decimals);
}

function join(whole: string, decimals: string): number {
  return Number(`${whole.replaceAll(/[.,]/g, '') || '0'}.${decimals}`);
}

/** `1,234,567`, and `12,34,567` as in India. */
function isGrouped(text: string, separator: string): boolean {
  const [first = '', ...groups] = text.split(separator);
  const isLastWhole = groups.at(-1)?.length === 3;
  return (
    /^\d{1,3}$/.test(first) &&
    isLastWhole &&
    groups.every(({ length }) => length === groups[0]?.length || length === 3)
  );
}
