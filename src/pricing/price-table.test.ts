import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../kernel/failure.ts';
import file from './data/us-east-1-2026-11.json' with { type: 'json' };
import { listPrices } from './list-prices.ts';
import { parsePriceTable, type PriceQuestion } from './price-table.ts';

const sms = { channel: 'sms', parts: 1 } as const;
const whatsapp = { channel: 'whatsapp', parts: 1 } as const;

describe('the prices that come along', () => {
  test.each<[Partial<PriceQuestion>, number, string]>([
    [{ country: 'US', numberType: '10DLC' }, 10_020, 'listed'],
    [{ country: 'US', numberType: 'TEN_DLC' }, 10_020, 'listed'],
    [{ country: 'US', numberType: 'TOLL_FREE' }, 10_000, 'listed'],
    [{ country: 'US', numberType: 'toll-free' }, 10_000, 'listed'],
    [{ country: 'US', numberType: 'SHORT_CODE' }, 9890, 'listed'],
    [{ country: 'US' }, 10_020, 'default'],
    [{ country: 'US', numberType: 'SIMULATOR' }, 10_020, 'default'],
    [{ country: 'CA', numberType: 'LONG_CODE' }, 14_670, 'listed'],
    [{ country: 'CA' }, 26_830, 'default'],
    [{ country: 'IN', numberType: 'local' }, 4000, 'listed'],
    [{ country: 'IN' }, 71_000, 'default'],
    [{ country: 'GB' }, 50_000, 'listed'],
    [{ country: 'GB', numberType: 'SENDER_ID' }, 50_000, 'listed'],
    [{ country: 'DE' }, 107_190, 'listed'],
    [{ country: 'ID' }, 428_310, 'listed'],
    [{ country: 'KE' }, 120_000, 'default'],
    [{ country: undefined }, 120_000, 'default'],
    [{ country: 'US', numberType: '10DLC', parts: 3 }, 30_060, 'listed'],
  ])('SMS %j', (question, micros, basis) => {
    expect(listPrices.priceOf({ country: undefined, ...sms, ...question })).toEqual({ micros, basis });
  });

  test.each<[Partial<PriceQuestion>, number, string]>([
    [{ country: 'US', category: 'marketing' }, 30_000, 'listed'],
    [{ country: 'US' }, 30_000, 'listed'],
    [{ country: 'CA', category: 'authentication' }, 8400, 'listed'],
    [{ country: 'GB', category: 'utility' }, 27_000, 'listed'],
    [{ country: 'IN', category: 'marketing' }, 16_800, 'listed'],
    [{ country: 'IN', category: 'utility' }, 3400, 'listed'],
    [{ country: 'IN', category: 'authentication' }, 3400, 'listed'],
    [{ country: 'NL', category: 'authentication' }, 55_000, 'default'],
    [{ country: 'AT', category: 'marketing' }, 64_200, 'listed'],
    [{ country: 'FR', category: 'marketing' }, 65_400, 'default'],
    [{ country: undefined, category: 'utility' }, 12_700, 'default'],
  ])('WhatsApp %j', (question, micros, basis) => {
    expect(listPrices.priceOf({ country: undefined, ...whatsapp, ...question })).toEqual({ micros, basis });
  });

  test('email is 160 micros anywhere', () => {
    for (const country of ['US', 'KE', undefined]) {
      expect(listPrices.priceOf({ channel: 'email', country, parts: 1 })).toEqual({
        micros: 160,
        basis: 'listed',
      });
    }
  });

  test('a million US messages of one part by 10DLC are $10,020', () => {
    const { micros } = listPrices.priceOf({
      channel: 'sms',
      country: 'US',
      numberType: '10DLC',
      parts: 1_000_000,
    });
    expect(micros).toBe(10_020_000_000);
  });

  test('every price is a whole number of micros, and parts multiply it exactly', () => {
    const countries = fc.constantFrom(...file.sms.rows.map((row) => row.country), 'KE', 'FR', undefined);
    const types = fc.constantFrom('10DLC', 'short code', 'LONG_CODE', 'local', undefined);
    const channels = fc.constantFrom('sms' as const, 'whatsapp' as const, 'email' as const);
    fc.assert(
      fc.property(
        channels,
        countries,
        types,
        fc.integer({ min: 1, max: 1000 }),
        (channel, country, numberType, parts) => {
          const one = listPrices.priceOf({ channel, country, numberType, parts: 1 });
          expect(Number.isSafeInteger(one.micros) && one.micros > 0).toBe(true);
          const many = listPrices.priceOf({ channel, country, numberType, parts });
          expect(many).toEqual({ micros: one.micros * parts, basis: one.basis });
        },
      ),
    );
  });

  test('no figure is finer than a micro', () => {
    const figures = JSON.stringify(file).match(/"(?:fee|messageFee|carrierFee)":\s*[\d.]+/g) ?? [];
    expect(figures.length).toBeGreaterThan(60);
    for (const figure of figures) expect(figure).toMatch(/:(\d+|\d+\.\d{1,6})$/);
  });
});

describe('parsePriceTable', () => {
  test('can be paid by another plan of email', () => {
    const table = parsePriceTable({ ...file, email: { ...file.email, plan: 'a_la_carte' } });
    expect(table.priceOf({ channel: 'email', country: 'US', parts: 1 }).micros).toBe(100);
  });

  test.each([
    [{ ...file, currency: 'EUR' }, 'currency'],
    [{ ...file, email: { ...file.email, plan: 'pro' } }, 'email.plans has no "pro"'],
    [{ ...file, sources: {} }, 'sources has no "aws-sms-csv"'],
    [{ ...file, whatsapp: { ...file.whatsapp, markets: [] } }, 'whatsapp.markets has no "North America"'],
    [{ ...file, sms: { ...file.sms, rows: [...file.sms.rows, ...file.sms.rows.slice(0, 1)] } }, 'two rows'],
    [{ ...file, sms: { ...file.sms, rows: [{ country: 'usa' }] } }, 'ISO 3166-1'],
    ['not a table', 'expected object'],
  ])('refuses what is no price table, case %#', (json, fault) => {
    expect(() => parsePriceTable(json)).toThrow(Failure);
    expect(() => parsePriceTable(json)).toThrow(fault);
  });
});
