import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { field, HOMES } from '../support/vocabularies.ts';

const YES_NO = ['Yes', 'No'];

describe('columns as customer databases name them', () => {
  const read = reader({
    ...HOMES,
    fields: [
      ...HOMES.fields.filter(({ name }) => name !== 'signup_at'),
      field('signup_at', 'date', []),
      field('contact_owner', 'text', ['Dana Fox', 'Eli Stone']),
      field('default_address_company', 'text', ['Acme', 'Bolt']),
      field('lifecycle_stage', 'text', ['Subscriber', 'Marketing Qualified Lead', 'Customer']),
      field('became_a_customer_date', 'date', []),
      field('email_opt_out', 'text', YES_NO),
      field('tags', 'list', ['vip', 'wholesale']),
      field('seats_metadata', 'integer', [], { min: 1, max: 40 }),
      field('preferences_newsletter', 'boolean', [true, false]),
    ],
  });

  test.each([
    ['tagged vip', 'tags is "vip"'],
    ['people in Leeds not tagged wholesale', 'city is "Leeds" and not (tags is "wholesale")'],
    ['with the vip tag', 'tags is "vip"'],
    ['from Leeds with a company', 'city is "Leeds" and default address company is known'],
    ['without a company', 'not (default address company is known)'],
    ['no owner', 'not (contact owner is known)'],
    ['without a contact owner', 'not (contact owner is known)'],
    ['contact owner missing', 'contact owner is not known'],
    ['more than 5 seats', 'seats metadata is more than 5'],
    ['gets the newsletter', 'preferences newsletter is true'],
    ['became customers this year', 'became a customer date is this year'],
    ['joined this year', 'signup at is this year'],
  ])('%s', readsAs(read));

  test.each([
    ['MQLs in Leeds', 'lifecycle stage is "Marketing Qualified Lead" and city is "Leeds"'],
    ['created in 2025', 'signup at is from 2025-01-01 to 2025-12-31'],
    ['added last month', 'signup at is last month'],
  ])('is said, and below 0.9: %s', (words, meaning) => {
    const { query, confidence, assumptions } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(confidence).toBeLessThan(0.9);
    expect(assumptions).not.toEqual([]);
  });
});

describe('where nobody has a day of signing up', () => {
  const others = HOMES.fields.filter(({ name }) => name !== 'signup_at');

  test.each([
    ['people in Leeds who joined this year', 'city is "Leeds" and member since is this year'],
    ['newest 5 customers', 'top 5 by member since'],
    ['more than 2 years with us', 'member since is more than 2 years ago'],
  ])(
    'the date that is called so is it: %s',
    readsAs(reader({ ...HOMES, fields: [...others, field('member_since', 'date', [])] })),
  );

  test.each(['people in Leeds who joined this year', 'new customers in Leeds'])(
    'and without one it is told: %s',
    (words) => {
      const { confidence, notUnderstood } = reader({ ...HOMES, fields: others })(words);
      expect(notUnderstood).not.toEqual([]);
      expect(confidence).toBeLessThan(0.5);
    },
  );
});

describe('numbers by their initials, and spend that is stored', () => {
  const decimal = (name: string) => field(name, 'decimal', [], { min: 0, max: 3000 });
  const NOTHING = { purchases: false, carts: false, views: false, messages: false };
  const fields = [
    ...HOMES.fields,
    decimal('predicted_customer_lifetime_value'),
    decimal('average_order_value'),
    decimal('total_spend'),
    field('source', 'text', ['Popup', 'Checkout']),
  ];
  const read = reader({ ...HOMES, fields, products: [], categories: [], has: NOTHING });

  test.each([
    ['predicted CLV over 200', 'predicted customer lifetime value is more than 200'],
    ['top 20 by predicted CLV', 'top 20 by predicted customer lifetime value'],
    ['AOV above 50', 'average order value is more than 50'],
    ['spent more than 100', 'total spend is more than 100'],
    ['top 10 spenders in Leeds', 'top 10 by total spend among (city is "Leeds")'],
    ['signed up through a popup', 'source is "Popup"'],
  ])('%s', readsAs(read));

  test('spend of a time is not stored', () => {
    expect(read('10 highest spenders this year').notUnderstood).toHaveLength(1);
  });
});

test.each([
  'inactive for 30 days',
  'bought nothing since June',
  'top 10 by spend',
  'never opened an email',
  'in Leeds with an abandoned cart',
])('what nothing is known of is said, and below 0.9: %s', (words) => {
  const has = { purchases: false, carts: false, views: false, messages: false };
  const { confidence, assumptions } = reader({ ...HOMES, has })(words);
  expect(confidence).toBeLessThan(0.9);
  expect(assumptions.filter((each) => /^No (purchases|carts|messages) were/.test(each))).toHaveLength(1);
});

test.each([
  ['accounts managed by Dana Fox', 'csm is "Dana Fox"'],
  ['last active before September', 'last activity is before 2026-09-01'],
  ['visited more than 5 times in the last 30 days', 'metric visits last 30 days is more than 5'],
])('%s', (words, meaning) => {
  const fields = [
    ...HOMES.fields,
    field('csm', 'text', ['Dana Fox', 'Eli Stone']),
    field('last_activity', 'date'),
    field('metric_visits_last_30_days', 'integer', [], { min: 0, max: 60 }),
  ];
  const has = { purchases: false, carts: false, views: false, messages: false };
  readsAs(reader({ ...HOMES, fields, products: [], categories: [], has }))(words, meaning);
});
