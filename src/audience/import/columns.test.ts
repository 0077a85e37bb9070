import { describe, expect, test } from 'vitest';
import { checkHeader, planColumns } from './columns.ts';
import { CUSTOMER_FIELDS } from './customer-row.ts';
import { CART_FIELDS } from './record-fields.ts';

describe('planColumns', () => {
  test('takes known names in any order and spelling', () => {
    const plan = planColumns(['City', 'E-Mail', 'CUSTOMERID', 'Mobile'], CUSTOMER_FIELDS);
    expect(Object.fromEntries(plan.fields)).toEqual({ city: 0, email: 1, customer_id: 2, phone: 3 });
    expect(plan.others).toEqual([]);
  });

  test('takes names as programs in other languages write them', () => {
    const names = [
      'customerId',
      'firstName',
      'emailAddress',
      'signUpDate',
      'smsOptIn',
      'countryCode',
      'loyaltyTier',
    ];
    const plan = planColumns(names, CUSTOMER_FIELDS);
    expect([...plan.fields.keys()].toSorted()).toEqual([
      'consent_sms',
      'country',
      'customer_id',
      'email',
      'first_name',
      'signup_at',
    ]);
    expect(plan.others).toEqual([[6, 'loyalty_tier']]);
  });

  test('of two names for one field the better one is it, and the other is kept', () => {
    const plan = planColumns(['id', 'mobile', 'customer_id', 'phone', ''], CUSTOMER_FIELDS);
    expect(Object.fromEntries(plan.fields)).toEqual({ customer_id: 2, phone: 3 });
    expect(plan.others).toEqual([
      [0, 'id'],
      [1, 'mobile'],
      [4, 'column_5'],
    ]);
  });
});

describe('columns that somebody names', () => {
  const header = ['Kundennummer', 'Email', 'id'];

  test('are what was said, and what else their names say', () => {
    const plan = planColumns(header, CUSTOMER_FIELDS, new Map([['customer_id', 'kundennummer']]));
    expect(Object.fromEntries(plan.fields)).toEqual({ customer_id: 0, email: 1 });
    expect(plan.others).toEqual([[2, 'id']]);
    const twice = planColumns(header, CUSTOMER_FIELDS, new Map([['customer_id', 'Email']]));
    expect(Object.fromEntries(twice.fields)).toEqual({ customer_id: 1, email: 1 });
    expect(twice.others).toEqual([
      [0, 'kundennummer'],
      [2, 'id'],
    ]);
  });

  test('have to be there', () => {
    const named = new Map([['customer_id', 'Nummer']]);
    const plan = planColumns(header, CUSTOMER_FIELDS, named);
    expect(() => checkHeader('list.csv', header, plan, [['customer_id']], named)).toThrow(
      'list.csv has no column Nummer; it has Kundennummer, Email, id.',
    );
  });
});

const check = (header: readonly string[]) => () =>
  checkHeader('list.csv', header, planColumns(header, CUSTOMER_FIELDS), [['customer_id']]);

describe('checkHeader', () => {
  test('passes a header that has what is needed', () => {
    expect(check(['customer_id', 'a', 'b'])).not.toThrow();
  });

  test('tells what is missing and what is there', () => {
    expect(check(['Kundennummer', 'Ort'])).toThrow(
      'list.csv has no column customer_id; it has Kundennummer, Ort: name it in the first line, or say which one it is: --column customer_id=NAME.',
    );
  });

  test('tells all that is missing at once', () => {
    const header = ['SKU', 'When'];
    const plan = planColumns(header, CART_FIELDS);
    expect(() => checkHeader('list.csv', header, plan, [['customer_id'], ['sku'], ['added_at']])).toThrow(
      'list.csv has no column customer_id, and none for added_at; it has SKU, When',
    );
  });

  test('tells a name that stands twice', () => {
    expect(check(['customer_id', 'City', 'x', 'city '])).toThrow(
      'list.csv names column 4 like an earlier one',
    );
  });

  test.each([[['CUST-1', 'Ada', '+447700900123']], [['1', 'Ada']], [['Ada', 'ada@example.com']]])(
    'shows nobody in an error: %j',
    (header) => {
      expect(check(header)).toThrow('its first line looks like data');
      expect(check(header)).not.toThrow(/Ada/);
    },
  );
});
