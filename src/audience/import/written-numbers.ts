import { parseAmount } from './amount.ts';
import type { WrittenColumn } from './written-forms.ts';

/** Thousands may be parted by points, blanks and apostrophes. */
const COMMA_NUMBER = /^-?(0|[1-9]\d*|[1-9]\d{0,2}(?:[.\s\u00a0\u202f'\u2019]\d{3})+)(?:,(\d+))?$/u;
const PERCENT = /^(-?\d+)(?:[.,](\d+))?\s?%$/;
/** A sign of a currency, or its code, in front or behind. */
const MONEY =
  /^[-+(]?\s?(?:\p{Sc}|[a-z]{1,2}\p{Sc}|[A-Z]{3}\b)|(?:\p{Sc}|\b[A-Z]{3}|z\u0142|kr\.?)\s?\)?-?$/u;
const NUMBER_OF_MONEY = /[\d.,\s\u00a0\u202f'\u2019]*\d/u;

/** Numbers such as `1.234,50`. In a file with commas between its cells a quoted `38,40` is rather two sizes than a number. */
export function decimalCommas(texts: readonly string[], delimiter: string): WrittenColumn | undefined {
  if (delimiter === ',' || !texts.some((text) => text.includes(','))) return undefined;
  const numbers = texts.map((text) => COMMA_NUMBER.exec(text));
  if (numbers.includes(null)) return undefined;
  const isSure = numbers.some((number) => {
    const [, whole = '', decimals] = number ?? [];
    return decimals !== undefined && (decimals.length !== 3 || whole === '0' || whole.length > 3);
  });
  return isSure ? decimalComma : undefined;
}

/** Numbers with what they measure: `15%`, `$1,234.50`. */
export function measures(texts: readonly string[]): WrittenColumn | undefined {
  return [percent, money].find(({ plainText }) => texts.every((text) => plainText(text)));
}

const decimalComma: WrittenColumn = {
  form: 'decimal_comma',
  plainText: (text) =>
    COMMA_NUMBER.test(text) ? text.replaceAll(/[^\d,-]/g, '').replace(',', '.') : undefined,
};

/** `15%` is 15, as people ask: "a discount over 10%". */
const percent: WrittenColumn = {
  form: 'percent',
  plainText(text) {
    const [, whole, decimals] = PERCENT.exec(text) ?? [];
    return whole === undefined || decimals === undefined ? whole : `${whole}.${decimals}`;
  },
};

/** `$1,234.50`, `1.234,50 €`, `-£3`. `$1,234` is a thousand: cents of three digits have a code of their own, `1,234 KWD`. */
const money: WrittenColumn = {
  form: 'money',
  plainText(text) {
    if (!MONEY.test(text)) return undefined;
    const amount = parseAmount(text);
    if ('value' in amount) return String(amount.value);
    if (amount.problem !== 'ambiguous_amount') return undefined;
    const whole = parseAmount(text.replace(NUMBER_OF_MONEY, (number) => number.replaceAll(/[.,]/g, '')));
    return 'value' in whole ? String(whole.value) : undefined;
  },
};
