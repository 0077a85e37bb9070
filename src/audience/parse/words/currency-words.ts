import { countryNames, countryOfCode } from './countries.ts';
import type { Token } from './tokens.ts';

/** Currencies that share a name, the likeliest first. */
export const SHARED_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['dollar', ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'TWD', 'JMD', 'TTD', 'FJD', 'NAD']],
  ['peso', ['MXN', 'COP', 'ARS', 'CLP', 'PHP', 'UYU', 'DOP', 'CUP']],
  ['pound', ['GBP', 'EGP', 'LBP', 'SDG', 'GIP']],
  ['rupee', ['INR', 'PKR', 'LKR', 'NPR', 'MUR', 'SCR']],
  ['franc', ['CHF', 'XOF', 'XAF', 'RWF', 'CDF', 'GNF']],
  ['krone', ['SEK', 'NOK', 'DKK', 'ISK', 'CZK']],
  ['shilling', ['KES', 'TZS', 'UGX', 'SOS']],
  ['dirham', ['AED', 'MAD']],
  ['dinar', ['KWD', 'JOD', 'TND', 'BHD', 'RSD', 'DZD', 'IQD', 'LYD']],
  ['riyal', ['SAR', 'QAR', 'OMR', 'YER', 'IRR']],
  ['rouble', ['RUB', 'BYN']],
  ['leu', ['RON', 'MDL']],
  ['yen', ['JPY', 'CNY']],
]);
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['€', 'EUR'],
  ['$', 'dollar'],
  ['£', 'pound'],
  ['¥', 'yen'],
  ['₹', 'INR'],
  ['₺', 'TRY'],
  ['₽', 'RUB'],
  ['zl', 'PLN'],
  ['₦', 'NGN'],
  ['₵', 'GHS'],
  ['₱', 'PHP'],
  ['฿', 'THB'],
  ['₫', 'VND'],
  ['₩', 'KRW'],
  ['₪', 'ILS'],
  ['₴', 'UAH'],
]);
/** In the singular that spelling gives. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['euro', 'EUR'],
  ['buck', 'dollar'],
  ['quid', 'GBP'],
  ['zloty', 'PLN'],
  ['zlotych', 'PLN'],
  ['lira', 'TRY'],
  ['real', 'BRL'],
  ['reais', 'BRL'],
  ['rand', 'ZAR'],
  ['sol', 'PEN'],
  ['dong', 'VND'],
  ['baht', 'THB'],
  ['won', 'KRW'],
  ['naira', 'NGN'],
  ['cedi', 'GHS'],
  ['forint', 'HUF'],
  ['yuan', 'CNY'],
  ['renminbi', 'CNY'],
  ['rupiah', 'IDR'],
  ['ringgit', 'MYR'],
  ['shekel', 'ILS'],
  ['hryvnia', 'UAH'],
  ['lev', 'BGN'],
  ['leva', 'BGN'],
  ['ruble', 'rouble'],
  ['lei', 'leu'],
  ['rial', 'riyal'],
  ['krona', 'krone'],
  ['kroner', 'krone'],
  ['kronor', 'krone'],
  ['kronur', 'krone'],
  ['koruna', 'krone'],
  ['crown', 'krone'],
  ['kr', 'krone'],
  ['kc', 'CZK'],
  ['rs', 'rupee'],
]);
/** In capitals, or small where it is no word. */
const WRITTEN_CODE =
  /^([A-Z]{3}|eur|usd|gbp|chf|cad|aud|nzd|jpy|inr|sek|nok|dkk|pln|czk|huf|cny|brl|mxn|zar|sgd|hkd|aed|kes|vnd|clp)$/;
const CODES = new Set(Intl.supportedValuesOf('currency'));
let countries: ReadonlyMap<string, string> | undefined;
/** What stands before `$`: `A$`, `NZ$`. */
const DOLLARS: ReadonlyMap<string, string> = new Map([
  ['us', 'USD'],
  ['a', 'AUD'],
  ['au', 'AUD'],
  ['c', 'CAD'],
  ['ca', 'CAD'],
  ['nz', 'NZD'],
  ['hk', 'HKD'],
  ['s', 'SGD'],
  ['mx', 'MXN'],
  ['r', 'BRL'],
]);

export interface CurrencyRead {
  /** ISO code, or the name that several currencies share. */
  readonly currency: string;
  readonly end: number;
}

/** In front of a number: a sign, `A$` or a code in capitals. */
export function currencyBefore(tokens: readonly Token[], at: number): CurrencyRead | undefined {
  const token = tokens[at];
  if (token === undefined || token.kind === 'quoted') return undefined;
  const sign = tokens[at + 1];
  const dollars = sign?.word === '$' && sign.isJoined ? DOLLARS.get(token.word) : undefined;
  if (dollars !== undefined) return { currency: dollars, end: at + 2 };
  const isShort = /^(kr|rs)$/.test(token.word);
  const currency =
    SIGNS.get(token.word) ?? (isShort ? NAMES.get(token.stem) : undefined) ?? codeOf(token, /^[A-Z]{3}$/);
  return currency === undefined ? undefined : { currency, end: at + 1 };
}

/** Behind a number: a sign, a code, `euros`, `Danish kroner`, `New Zealand dollars`, `pounds sterling`. */
export function currencyBehind(tokens: readonly Token[], at: number): CurrencyRead | undefined {
  const token = tokens[at];
  if (token === undefined || token.kind === 'quoted' || token.kind === 'number') return undefined;
  const currency = namedBy(token) ?? codeOf(token, WRITTEN_CODE);
  if (currency === undefined) return ofCountry(tokens, at);
  return { currency, end: tokens[at + 1]?.word === 'sterling' ? at + 2 : at + 1 };
}

/** Whether a word in singular names a currency. */
export function isCurrencyName(stem: string): boolean {
  return SHARED_NAMES.has(stem) || NAMES.has(stem);
}

/** Whether a word of a name says which currency: `eur` of `balance_eur`. */
export function isCurrencyOfName(stem: string): boolean {
  return isCurrencyName(stem) || (WRITTEN_CODE.test(stem) && CODES.has(stem.toUpperCase()));
}

function namedBy({ word, stem }: Token): string | undefined {
  return SIGNS.get(word) ?? NAMES.get(stem) ?? (SHARED_NAMES.has(stem) ? stem : undefined);
}

function codeOf({ raw }: Token, written: RegExp): string | undefined {
  return written.test(raw) && CODES.has(raw.toUpperCase()) ? raw.toUpperCase() : undefined;
}

/** `Danish kroner`, `US dollars`: the code of a country's currency begins with the country's. */
function ofCountry(tokens: readonly Token[], at: number): CurrencyRead | undefined {
  for (const length of [1, 2]) {
    const named = tokens[at + length];
    const name = named === undefined ? undefined : namedBy(named);
    if (name === undefined) continue;
    countries ??= countryNames();
    const said = tokens.slice(at, at + length);
    const country =
      countries.get(said.map(({ word }) => word).join(' ')) ?? countryOfCode(said[0]?.raw ?? '');
    const codes = SHARED_NAMES.get(name) ?? [name];
    const currency =
      country === undefined ? undefined : codes.find((code) => code.startsWith(country) || code === 'EUR');
    if (currency !== undefined) return { currency, end: at + length + 1 };
  }
  return undefined;
}
