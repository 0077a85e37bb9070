import { describe, expect, test } from 'vitest';
import { NOBODY, type Query } from '../query/query.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { customersIn, type Facts, groundQuery } from './ground-query.ts';

const vocabulary: Vocabulary = {
  customers: 10,
  fields: [
    { name: 'city', type: 'text', known: 9, values: [{ value: 'Lisbon', customers: 5 }] },
    { name: 'country', type: 'text', known: 9, values: [{ value: 'PT', customers: 5 }] },
    { name: 'points', type: 'integer', known: 9, values: [], min: 0, max: 9 },
    { name: 'vip', type: 'boolean', known: 9, values: [{ value: true, customers: 2 }] },
    { name: 'signup_at', type: 'date', known: 9, values: [] },
    { name: 'first_name', type: 'text', known: 9, values: [] },
  ],
  products: [{ sku: 'SKU-TENT-001', name: 'Dome Tent', category: 'Camping' }],
  categories: ['Camping'],
  campaigns: [{ id: 'spring-sale', name: 'Spring sale' }],
  currencies: ['EUR'],
  has: { purchases: true, carts: true, views: true, messages: true },
};
const facts: Facts = { vocabulary, customers: new Map([['cust-1', ['CUST-1']]]) };

const lisbon: Query = { field: 'city', is: 'Lisbon' };

describe('what exists stays, as the data writes it', () => {
  test.each<[Query, Query]>([
    [{ field: 'city', is: 'LISBON' }, lisbon],
    [
      { field: 'points', atLeast: 5 },
      { field: 'points', atLeast: 5 },
    ],
    [
      { field: 'points', is: 77 },
      { field: 'points', is: 77 },
    ],
    [
      { field: 'first_name', is: 'Ana' },
      { field: 'first_name', is: 'Ana' },
    ],
    [
      { field: 'country', is: 'Portugal' },
      { field: 'country', is: 'PT' },
    ],
    [{ bought: { categories: ['camping'] } }, { bought: { categories: ['Camping'] } }],
    [{ bought: {} }, { bought: {} }],
    [{ opened: { campaign: 'Spring Sale' } }, { opened: { campaign: 'spring-sale' } }],
    [{ customers: ['cust-1'] }, { customers: ['CUST-1'] }],
    [
      { first: { opened: { campaign: 'SPRING SALE' } }, followedBy: { bought: { categories: ['camping'] } } },
      { first: { opened: { campaign: 'spring-sale' } }, followedBy: { bought: { categories: ['Camping'] } } },
    ],
    [
      { first: { carted: {} }, notFollowedBy: { bought: {} }, sameProduct: true, within: '7 days' },
      { first: { carted: {} }, notFollowedBy: { bought: {} }, sameProduct: true, within: '7 days' },
    ],
    [
      { top: 5, by: { field: 'points' }, among: lisbon },
      { top: 5, by: { field: 'points' }, among: lisbon },
    ],
    [
      { spent: { moreThan: 5 }, currency: 'eur' },
      { spent: { moreThan: 5 }, currency: 'EUR' },
    ],
  ])('%j', (query, grounded) => {
    expect(groundQuery(query, facts)).toEqual({
      query: grounded,
      problems: [],
      assumptions: [],
      notUnderstood: [],
    });
  });

  test('a country where nobody lives is a country', () => {
    expect(groundQuery({ field: 'country', is: 'Japan' }, facts)).toMatchObject({
      query: { field: 'country', is: 'JP' },
      assumptions: ['Nobody has the country JP.'],
    });
  });
});

describe('a near miss is put right, and said', () => {
  test.each<[Query, Query, string]>([
    [{ field: 'city', is: 'Lisbom' }, lisbon, '"Lisbom" was taken for the value of city "Lisbon".'],
    [{ field: 'citty', is: 'Lisbon' }, lisbon, '"citty" was taken for the field "city".'],
    [
      { bought: { products: ['dome tents'] } },
      { bought: { products: ['Dome Tent'] } },
      '"dome tents" was taken for the product "Dome Tent".',
    ],
  ])('%j', (query, grounded, assumption) => {
    const { problems, ...rest } = groundQuery(query, facts);
    expect(rest).toEqual({ query: grounded, assumptions: [assumption], notUnderstood: [] });
    expect(problems).toHaveLength(1);
  });
});

describe('what does not exist is left out, and said', () => {
  test.each<[Query, Query, string]>([
    [{ and: [lisbon, { field: 'age', moreThan: 40 }] }, lisbon, 'field "age"'],
    [{ or: [{ field: 'city', is: 'Atlantis' }, lisbon] }, lisbon, '"Atlantis"'],
    [{ not: { field: 'shoe_size', moreThan: 40 } }, NOBODY, '"shoe_size"'],
    [{ and: [lisbon, { bought: { categories: ['Yachts'] } }] }, lisbon, 'category "Yachts"'],
    [{ top: 3, by: { field: 'height' } }, NOBODY, '"height"'],
    [{ top: 3, by: 'spend', among: { field: 'age', is: 4 } }, { top: 3, by: 'spend' }, '"age"'],
    [{ customers: ['CUST-999'] }, NOBODY, 'customer "CUST-999"'],
    [{ field: 'city', moreThan: 4 }, NOBODY, 'city is text'],
    [{ field: 'points', during: { this: 'year' } }, NOBODY, 'points is integer'],
    [{ field: 'vip', is: 'gold' }, NOBODY, 'vip is true or false'],
    [{ spent: { moreThan: 5 }, currency: 'BTC' }, NOBODY, 'currency "BTC"'],
    [{ clicked: { campaign: 'autumn' } }, NOBODY, 'campaign "autumn"'],
    [
      { and: [lisbon, { first: { opened: { campaign: 'autumn' } }, notFollowedBy: { bought: {} } }] },
      lisbon,
      'campaign "autumn"',
    ],
  ])('%j', (query, grounded, missing) => {
    const result = groundQuery(query, facts);
    expect(result.query).toEqual(grounded);
    expect(result.notUnderstood.join()).toContain(missing);
    expect(result.problems).toHaveLength(1);
  });
});

test('of a list what exists stays', () => {
  expect(groundQuery({ field: 'city', in: ['Atlantis', 'lisbon'] }, facts)).toMatchObject({
    query: { field: 'city', in: ['Lisbon'] },
    notUnderstood: ['There is no value of city "Atlantis"; there is "Lisbon"'],
  });
});

test('the ids of a tree', () => {
  expect(
    customersIn({
      and: [{ customers: ['a', 'b'] }, { top: 1, by: 'spend', among: { not: { customers: ['c'] } } }],
    }),
  ).toEqual(['a', 'b', 'c']);
});
