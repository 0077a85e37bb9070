import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/mobile';

/** The first country of each calling code that has a number plan of its own; +1 and +44 are named for their biggest. */
const BIGGEST: Readonly<Record<string, CountryCode>> = {
  '1': 'US',
  '44': 'GB',
  '7': 'RU',
  '39': 'IT',
  '47': 'NO',
};

/** ISO 3166-1 alpha-2 of a number in E.164; a range that is not allocated counts for the country of its calling code. */
export function countryOf(number: string): string | undefined {
  const parsed = parsePhoneNumberFromString(number, { extract: false });
  if (parsed === undefined) return undefined;
  if (parsed.country !== undefined) return parsed.country;
  const code = parsed.countryCallingCode;
  return BIGGEST[code] ?? getCountries().find((country) => getCountryCallingCode(country) === code);
}
