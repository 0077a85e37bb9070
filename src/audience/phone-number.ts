import {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  Metadata,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/mobile';

export type PhoneProblem = 'bad_phone' | 'phone_needs_country' | 'rounded_number';
export type PhoneResult = { readonly e164: string } | { readonly problem: PhoneProblem };

/** Spaces of every kind, brackets, dashes, dots, slashes, and the invisible marks that come along when a number is copied. */
const PUNCTUATION = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff().\-\u2010-\u2015\u2212/]/g;
const ROUNDED = /^'?\d([.,]\d+)?e\+?\d+$/i;

/**
 * A phone number as people and spreadsheets write it, in E.164. Numbers without `+` or `00` are national and need `country` (ISO
 * alpha-2); one that begins with that country's calling code and is a mobile number only with it is taken as international.
 *
 * "Can exist" means a possible length behind a calling code (and area codes 2-9 behind +1), not an allocated range: tables of ranges
 * are always older than some SIM cards, and a number that does not exist costs one refused send. An extension makes it no number to
 * send to. E.164 0.5 us, others 13 us (DE) to 40 us (GB).
 */
export function parsePhone(text: string, country: string | undefined): PhoneResult {
  if (isPlainE164(text)) return { e164: text };
  if (ROUNDED.test(text.trim())) return { problem: 'rounded_number' };
  const bare = text.replace(/^\s*(['=]|tel:)*/i, '').replace(/\.0+\s*$/, '');
  const compact = bare.replace(PUNCTUATION, '');
  if (isPlainE164(compact)) return { e164: compact };
  if (!/^[+\uff0b]?[\p{Nd}]{3,20}$/u.test(compact)) return { problem: 'bad_phone' };
  const international = compact.startsWith('00') ? `+${compact.slice(2)}` : compact;
  if (/^[+\uff0b]/.test(international)) return checked(mexicoWithoutOne(international), undefined);
  if (country === undefined || !isSupportedCountry(country)) return { problem: 'phone_needs_country' };
  if (compact.startsWith(getCountryCallingCode(country)) && isMobile(`+${compact}`)) {
    return checked(`+${compact}`, undefined);
  }
  return checked(bare, country);
}

/** Country of each area code behind +1, as far as it was asked for. */
const countryByAreaCode = new Map<string, string | undefined>();

/**
 * ISO alpha-2 of the country that an E.164 number is from, or `undefined` where the number does not tell. Behind +1, which two dozen
 * countries share, the area code decides and is remembered; others take 13 us (DE) to 40 us (GB).
 */
export function countryOfPhone(e164: string): string | undefined {
  if (!e164.startsWith('+1')) return parsePhoneNumberFromString(e164, { extract: false })?.country;
  const areaCode = e164.slice(0, 5);
  if (!countryByAreaCode.has(areaCode)) {
    // Any number of the area will do: it need not be one that was given out.
    const country = parsePhoneNumberFromString(`${areaCode}2345678`, { extract: false })?.country;
    countryByAreaCode.set(areaCode, country);
  }
  return countryByAreaCode.get(areaCode);
}

/** Mexican mobile numbers had a 1 behind +52 until 2019, and lists still do. */
function mexicoWithoutOne(number: string): string {
  return /^\+521\d{10}$/.test(number) ? `+52${number.slice(4)}` : number;
}

function isMobile(number: string): boolean {
  return parsePhoneNumberFromString(number, { extract: false })?.isValid() === true;
}

function checked(text: string, country: string | undefined): PhoneResult {
  const defaultCountry =
    country !== undefined && isSupportedCountry(country) ? { defaultCountry: country } : {};
  const number = parsePhoneNumberFromString(text, { ...defaultCountry, extract: false });
  if (number === undefined || number.ext !== undefined || !number.isPossible())
    return { problem: 'bad_phone' };
  return isPlainE164(number.number) ? { e164: number.number } : { problem: 'bad_phone' };
}

/** Possible lengths of the number behind each calling code, over all countries that share it. */
let lengthsByCode: ReadonlyMap<string, ReadonlySet<number>> | undefined;

function readLengths(): ReadonlyMap<string, ReadonlySet<number>> {
  const lengths = new Map<string, Set<number>>();
  const metadata = new Metadata();
  for (const country of getCountries()) {
    metadata.selectNumberingPlan(country);
    const code = getCountryCallingCode(country);
    const known = lengths.get(code) ?? new Set<number>();
    for (const length of metadata.numberingPlan?.possibleLengths() ?? []) known.add(length);
    lengths.set(code, known);
  }
  return lengths;
}

/** `+` and digits of a possible length, with nothing in it that would have to be taken out first. */
function isPlainE164(text: string): boolean {
  if (!/^\+[1-9]\d{6,14}$/.test(text)) return false;
  lengthsByCode ??= readLengths();
  for (let end = 2; end <= 4; end++) {
    const lengths = lengthsByCode.get(text.slice(1, end));
    if (lengths === undefined) continue;
    const national = text.slice(end);
    if (/^(\d)\1*$/.test(national)) return false;
    if (end === 2 && text[1] === '1') return /^[2-9]\d{9}$/.test(national);
    return lengths.has(national.length) && (national[0] !== '0' || text.startsWith('+39'));
  }
  return false;
}
