import { expect, test } from 'vitest';
import { parseCountry } from './country-code.ts';

test.each([
  ['DE', 'DE'],
  [' gb ', 'GB'],
  ['uk', 'GB'],
  ['USA', 'US'],
  ['united states', 'US'],
  ['United States of America', 'US'],
  ['Germany', 'DE'],
  ['Trinidad and Tobago', 'TT'],
  ['Trinidad & Tobago', 'TT'],
  ['Hong Kong', 'HK'],
  ['Türkiye', 'TR'],
  ['Turkey', 'TR'],
  ['Kosovo', 'XK'],
  ['CHE', 'CH'],
])('%s is %s', (text, code) => {
  expect(parseCountry(text)).toBe(code);
});

test.each(['', 'ZZ', 'EU', 'AN', 'Narnia', 'XYZ', '49', '__proto__', 'constructor'])(
  '%j is no country',
  (text) => {
    expect(parseCountry(text)).toBeUndefined();
  },
);

test('every country of the phone numbers is a country here', async () => {
  const { getCountries } = await import('libphonenumber-js/mobile');
  // Ascension and Tristan da Cunha have numbers of their own, and belong to SH.
  expect(getCountries().filter((code) => parseCountry(code) !== code)).toEqual(['AC', 'TA']);
});
