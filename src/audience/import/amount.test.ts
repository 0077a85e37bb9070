import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAmount } from './amount.ts';

describe('amounts', () => {
  test.each<[string, number, string?]>([
    ['12', 12],
    ['12.5', 12.5],
    ['-3.20', -3.2],
    ['3.20-', -3.2],
    ['(3.20)', -3.2],
    ['($3.20)', -3.2],
    ['\u22123', -3],
    ['+7', 7],
    ['.5', 0.5],
    ['1,234.50', 1234.5],
    ['1.234,50', 1234.5],
    ['1 234,50', 1234.5],
    ['1\u202f234,50', 1234.5],
    ["1'234.50", 1234.5],
    ['1,234,567', 1234567],
    ['1.234.567', 1234567],
    ['12,34,567.89', 1234567.89],
    ['12,5', 12.5],
    ['0,125', 0.125],
    ['1234.5678', 1234.5678],
    ['1.5e3', 1500],
    ['€ 12', 12, 'EUR'],
    ['12 €', 12, 'EUR'],
    ['€-12', -12, 'EUR'],
    ['-€12', -12, 'EUR'],
    ['12.50 EUR', 12.5, 'EUR'],
    ['usd 1,234.50', 1234.5, 'USD'],
    ['$12', 12],
    ['KWD 1.234', 1.234, 'KWD'],
  ])('%s', (text, value, currency) => {
    expect(parseAmount(text)).toEqual({ value, ...(currency === undefined ? {} : { currency }) });
  });

  test.each(['1.234', '1,234', '12.000', '123,456', '€ 1.234'])('%s can be read in two ways', (text) => {
    expect(parseAmount(text)).toEqual({ problem: 'ambiguous_amount' });
  });

  test.each([
    '',
    '-',
    'twelve',
    '1,23,4',
    '1.23.4',
    '1,234.5.6',
    '12 pieces',
    '--3',
    '(-3)',
    '1..2',
    '€12$',
    'EUR',
    '12e400',
    '99999999999999999',
    '1 2',
  ])('%j is none', (text) => {
    expect(parseAmount(text)).toEqual({ problem: 'bad_amount' });
  });

  test('three digits behind a point are decimals where a thousandth is a coin', () => {
    expect(parseAmount('1.234', 'KWD')).toEqual({ value: 1.234 });
    expect(parseAmount('1.234', 'EUR')).toEqual({ problem: 'ambiguous_amount' });
  });

  test('an amount that names another currency than its row is refused', () => {
    expect(parseAmount('€12', 'USD')).toEqual({ problem: 'bad_currency' });
    expect(parseAmount('€12', 'EUR')).toEqual({ value: 12, currency: 'EUR' });
  });

  test('what Intl writes is read back, whatever the country', () => {
    const locales = ['en-US', 'de-DE', 'fr-FR', 'de-CH', 'en-IN', 'pt-BR', 'sv-SE'];
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), fc.constantFrom(...locales), (cents, locale) => {
        const text = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(cents / 100);
        expect(parseAmount(text)).toEqual({ value: cents / 100 + 0 });
      }),
      { numRuns: 2_000 },
    );
  });

  test('nothing makes it throw or be slow', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from("0123456789.,-+() €$eE'x")), maxLength: 60 }),
        (text) => {
          const amount = parseAmount(text);
          if ('value' in amount) expect(Number.isFinite(amount.value)).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
