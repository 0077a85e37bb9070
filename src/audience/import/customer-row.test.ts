import { describe, expect, test } from 'vitest';
import { planColumns } from './columns.ts';
import { CUSTOMER_FIELDS, CustomerReader } from './customer-row.ts';
import type { Cell } from './raw-row.ts';

function read(row: Readonly<Record<string, Cell>>, defaultCountry?: string) {
  const header = Object.keys(row);
  return new CustomerReader(header, planColumns(header, CUSTOMER_FIELDS), defaultCountry).read(
    Object.values(row),
  );
}

const usable = (value: unknown, warnings: unknown = []) => ({ kind: 'usable', value, warnings });
const bare = { id: '1', addresses: {}, consent: {}, attributes: {} };

test('every column of the contract', () => {
  const row = {
    customer_id: ' CUST-1 ',
    external_id: 'x-9',
    first_name: 'Ada',
    last_name: 'Null',
    email: 'Ada@Example.com',
    phone: '07700 900123',
    whatsapp: '+447700900124',
    country: 'United Kingdom',
    city: 'London',
    timezone: 'Europe/London',
    language: 'en_gb',
    signup_at: '2026-03-31T12:00:00Z',
    preferred_channel: 'WhatsApp',
    consent_sms: 'yes',
    consent_whatsapp: '0',
    consent_email: 'opted in',
    tier: 'gold',
    points: '12',
  };
  expect(read(row)).toEqual(
    usable({
      id: 'CUST-1',
      externalId: 'x-9',
      firstName: 'Ada',
      lastName: 'Null',
      addresses: { sms: '+447700900123', whatsapp: '+447700900124', email: 'Ada@example.com' },
      country: 'GB',
      city: 'London',
      timezone: 'Europe/London',
      language: 'en-GB',
      signupAt: Date.UTC(2026, 2, 31, 12),
      preferredChannel: 'whatsapp',
      consent: { sms: true, whatsapp: false, email: true },
      attributes: { tier: 'gold', points: 12 },
    }),
  );
});

test('an empty cell and the words for nothing give nothing', () => {
  for (const nothing of ['', '  ', 'NULL', '\\N', 'n/a', '#N/A', 'NaN', '-']) {
    const row = {
      customer_id: '1',
      phone: nothing,
      country: nothing,
      signup_at: nothing,
      consent_sms: nothing,
    };
    expect(read(row)).toStrictEqual(usable(bare));
    expect(read({ customer_id: nothing, phone: '+447700900123' })).toEqual({
      kind: 'rejected',
      problems: [{ reason: 'missing_id' }],
    });
  }
});

test('a phone is for SMS, and for WhatsApp only where that is said', () => {
  expect(read({ customer_id: '1', phone: '+447700900123' })).toMatchObject({
    value: { addresses: { sms: '+447700900123' } },
  });
});

test('a national number takes the country of its row before the default, which is not written down', () => {
  expect(read({ customer_id: '1', phone: '0171 3920012', country: 'DE' }, 'GB')).toMatchObject({
    value: { addresses: { sms: '+491713920012' }, country: 'DE' },
  });
  const withDefault = read({ customer_id: '1', phone: '07700 900123' }, 'GB');
  expect(withDefault).toEqual(usable({ ...bare, addresses: { sms: '+447700900123' } }));
});

describe('rejected', () => {
  test.each([
    ['no id', { customer_id: '', phone: '+447700900123' }, 'missing_id', undefined],
    ['a rounded id', { customer_id: '1.2E+11', phone: '+447700900123' }, 'rounded_number', 'customer_id'],
    [
      'an id beyond what JSON holds',
      { customer_id: 2 ** 53, phone: '+447700900123' },
      'rounded_number',
      'customer_id',
    ],
    ['an id of two lines', { customer_id: 'a\nb', phone: '+447700900123' }, 'bad_id', 'customer_id'],
    ['a broken character', { customer_id: '1', city: 'K\ufffdln' }, 'bad_encoding', 'city'],
    ['a NUL', { customer_id: '1', city: 'K\0ln' }, 'bad_encoding', 'city'],
    ['half a character', { customer_id: '1', note: '\ud83d!' }, 'bad_encoding', 'note'],
    ['only a bad phone', { customer_id: '1', phone: '12' }, 'bad_phone', 'phone'],
    ['only a rounded phone', { customer_id: '1', phone: '4.47E+11' }, 'rounded_number', 'phone'],
    [
      'only a phone without country',
      { customer_id: '1', phone: '07700900123' },
      'phone_needs_country',
      'phone',
    ],
    ['only a bad email', { customer_id: '1', email: 'x' }, 'bad_email', 'email'],
  ])('%s', (_, row, reason, column) => {
    expect(read(row)).toEqual({
      kind: 'rejected',
      problems: [column === undefined ? { reason } : { reason, column }],
    });
  });

  test('two bad addresses are both told, and nothing else', () => {
    expect(read({ customer_id: '1', phone: '12', email: 'x', country: 'Narnia' })).toEqual({
      kind: 'rejected',
      problems: [
        { reason: 'bad_phone', column: 'phone' },
        { reason: 'bad_email', column: 'email' },
      ],
    });
  });
});

describe('imported without a value, which is told', () => {
  const address = { phone: '+447700900123' };
  test.each([
    ['email', 'x', 'bad_email'],
    ['whatsapp', '12', 'bad_phone'],
    ['country', 'Narnia', 'bad_country'],
    ['timezone', 'Shire', 'bad_timezone'],
    ['language', 'Elvish', 'bad_language'],
    ['signup_at', '31/03/2026', 'bad_time'],
    ['preferred_channel', 'pigeon', 'bad_channel'],
    ['city', 'x'.repeat(2_001), 'long_value'],
    ['note', 'x'.repeat(2_001), 'long_value'],
  ])('%s', (column, text, reason) => {
    const customer = { ...bare, addresses: { sms: '+447700900123' } };
    expect(read({ customer_id: '1', ...address, [column]: text })).toStrictEqual(
      usable(customer, [{ reason, column }]),
    );
  });

  test('a consent that cannot be read counts as no', () => {
    expect(read({ customer_id: '1', ...address, consent_sms: 'perhaps' })).toMatchObject({
      value: { consent: { sms: false } },
      warnings: [{ reason: 'bad_consent', column: 'consent_sms' }],
    });
  });
});

test('a column may have any name', () => {
  const header = ['customer_id', '__proto__', 'constructor', 'to String'];
  const reader = new CustomerReader(header, planColumns(header, CUSTOMER_FIELDS), undefined);
  expect(reader.read(['1', 'a', 'b', 'c'])).toStrictEqual(
    usable({ ...bare, attributes: { proto: 'a', constructor: 'b', to_string: 'c' } }),
  );
});
