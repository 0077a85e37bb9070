import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { parsePhone } from './phone-number.ts';

describe('parsePhone', () => {
  test.each([
    ['+12125550123', undefined, '+12125550123'],
    ['+1 (212) 555-0123', undefined, '+12125550123'],
    ['+44 (0)7700 900123', undefined, '+447700900123'],
    ['0044 7700 900123', undefined, '+447700900123'],
    ['0049 171 3920012', 'GB', '+491713920012'],
    ['011 44 7700 900123', 'US', '+447700900123'],
    ["'+447700900123", undefined, '+447700900123'],
    ['tel:+447700900123', undefined, '+447700900123'],
    ['\u202a+44\u00a07700\u2011900123\u202c', undefined, '+447700900123'],
    ['+390612345678', undefined, '+390612345678'],
    ['+5215512345678', undefined, '+525512345678'],
  ])('international: %j (%s) is %s', (text, country, e164) => {
    expect(parsePhone(text, country)).toEqual({ e164 });
  });

  test.each([
    ['07700 900123', 'GB', '+447700900123'],
    ['7700900123', 'GB', '+447700900123'],
    ['447700900123', 'GB', '+447700900123'],
    ['447700900123.0', 'GB', '+447700900123'],
    ['0171/3920012', 'DE', '+491713920012'],
    ['1713920012', 'DE', '+491713920012'],
    ['4917139200123', 'DE', '+4917139200123'],
    ['(202) 555-0123', 'US', '+12025550123'],
    ['12025550123', 'US', '+12025550123'],
    ['06 39 98 12 34', 'FR', '+33639981234'],
    ['11 91234-5678', 'BR', '+5511912345678'],
    ['55 991234567', 'BR', '+5555991234567'],
    ['5511912345678', 'BR', '+5511912345678'],
    ['٠٧٧٠٠٩٠٠١٢٣', 'GB', '+447700900123'],
  ])('national: %j in %s is %s', (text, country, e164) => {
    expect(parsePhone(text, country)).toEqual({ e164 });
  });

  test.each([
    ['07700 900123', undefined, 'phone_needs_country'],
    ['2025550123', 'ZZ', 'phone_needs_country'],
    ['4.47E+11', 'GB', 'rounded_number'],
    ['4,47e11', 'GB', 'rounded_number'],
    ['', 'GB', 'bad_phone'],
    ['n/a', 'GB', 'bad_phone'],
    ['12', 'GB', 'bad_phone'],
    ['+1234', undefined, 'bad_phone'],
    ['+447700900123456', undefined, 'bad_phone'],
    ['+10000000000', undefined, 'bad_phone'],
    ['0000000000', 'US', 'bad_phone'],
    ['+99912345678', undefined, 'bad_phone'],
    ['555-1234', 'US', 'bad_phone'],
    ['202 555 0123 x12', 'US', 'bad_phone'],
    ['call 202 555 0123', 'US', 'bad_phone'],
    ['07700900123 / 07700900124', 'GB', 'bad_phone'],
  ])('no number: %j (%s) is %s', (text, country, problem) => {
    expect(parsePhone(text, country)).toEqual({ problem });
  });

  test('the numbers that AWS simulates are numbers', () => {
    const numbers = [
      '+14254147755',
      '+447860019066',
      '+61455944038',
      '+33755512501',
      '+34683783440',
      '+394390009172',
    ];
    numbers.push(
      '+3197008100148',
      '+46790645100',
      '+41798075872',
      '+43676800442031',
      '+32460213922',
      '+48732141440',
    );
    expect(numbers.filter((number) => !('e164' in parsePhone(number, undefined)))).toEqual([]);
  });

  test('whatever comes, the answer is E.164 and stays what it is, or a problem', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+0]{0,3}[0-9 ().-]{0,20}$/));
    fc.assert(
      fc.property(text, fc.constantFrom(undefined, 'US', 'GB', 'DE', 'BR', 'MX', 'XX'), (given, country) => {
        const parsed = parsePhone(given, country);
        if ('problem' in parsed) return;
        expect(parsed.e164).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(parsePhone(parsed.e164, undefined)).toEqual(parsed);
      }),
      { numRuns: 2_000 },
    );
  });
});
