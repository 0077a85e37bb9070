import { expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { SHOP } from '../support/vocabularies.ts';

const read = reader(SHOP);
const STOVES = 'product "Gas Stove" or product "Pocket Stove"';

test.each([
  ['bought a tent and then a stove', `bought category "Tents" and then bought ${STOVES}`],
  ['tents, then stoves', `bought category "Tents" and then bought ${STOVES}`],
  ['bought a tent and later a stove', `bought category "Tents" and then bought ${STOVES}`],
  ['tent buyers who later bought a stove', `bought category "Tents" and then bought ${STOVES}`],
  ['bought a tent and bought a stove afterwards', `bought category "Tents" and then bought ${STOVES}`],
  ['bought a tent followed by a stove', `bought category "Tents" and then bought ${STOVES}`],
  [
    'bought a tent last year and then a stove within 30 days',
    `bought category "Tents" last year and then bought ${STOVES} within 30 days`,
  ],
  [
    'bought a tent, then a stove within 2 weeks of that',
    `bought category "Tents" and then bought ${STOVES} within 2 weeks`,
  ],
  ['bought a tent but no stove afterwards', `bought category "Tents" and then never bought ${STOVES}`],
  [
    'bought a tent and has not bought a stove since',
    `bought category "Tents" and then never bought ${STOVES}`,
  ],
  [
    'viewed a tent but then did not buy it',
    'viewed category "Tents" and then never bought anything of the same product',
  ],
  [
    'viewed a tent and then bought it within a week',
    'viewed category "Tents" and then bought anything of the same product within 1 week',
  ],
  [
    'opened the spring sale and then bought a tent',
    'opened a message with campaign "spring-sale" and then bought category "Tents"',
  ],
  [
    'opened the spring sale but bought nothing since',
    'opened a message with campaign "spring-sale" and then never bought anything',
  ],
  [
    'who have opened an email in the last 30 days but have not bought anything since',
    'opened a message by email in the last 30 days and then never bought anything',
  ],
  ['bought a stove after a tent', `bought category "Tents" and then bought ${STOVES}`],
  [
    'bought a stove within 2 weeks after buying a tent',
    `bought category "Tents" and then bought ${STOVES} within 2 weeks`,
  ],
  [
    'bought a stove within 30 days of a tent',
    `bought category "Tents" and then bought ${STOVES} within 30 days`,
  ],
  ['did not buy a stove after buying a tent', `bought category "Tents" and then never bought ${STOVES}`],
  [
    'bought no stove after buying a tent last year',
    `bought category "Tents" last year and then never bought ${STOVES}`,
  ],
  ['bought a stove before a tent', `bought ${STOVES} and then bought category "Tents"`],
  ['viewed a tent before buying it', 'viewed category "Tents" and then bought anything of the same product'],
  ['viewed a tent and then bought one', 'viewed category "Tents" and then bought category "Tents"'],
  [
    'abandoned a cart but bought something else later',
    '(carted anything and then never bought anything of the same product) and (carted anything and then bought anything)',
  ],
  [
    'bought a stove at most 30 days after a tent',
    `bought category "Tents" and then bought ${STOVES} within 30 days`,
  ],
  [
    'bought a tent after opening the spring sale',
    'opened a message with campaign "spring-sale" and then bought category "Tents"',
  ],
  ['put in cart but not bought yet', 'carted anything and then never bought anything of the same product'],
  ['abandoned cart', 'carted anything and then never bought anything of the same product'],
  [
    'abandoned carts in the last 7 days',
    'carted anything in the last 7 days and then never bought anything of the same product',
  ],
  [
    'carts abandoned this month',
    'carted anything this month and then never bought anything of the same product',
  ],
  [
    'abandoned a cart with a tent last week',
    'carted category "Tents" last week and then never bought anything of the same product',
  ],
  [
    'left a tent in the basket this year',
    'carted category "Tents" this year and then never bought anything of the same product',
  ],
  [
    "added a tent to cart but didn't buy it",
    'carted category "Tents" and then never bought anything of the same product',
  ],
  [
    'put a tent in the cart and never finished the order',
    'carted category "Tents" and then never bought anything of the same product',
  ],
  [
    'added a tent to the basket but did not check out',
    'carted category "Tents" and then never bought anything of the same product',
  ],
  ['bought more than 5 different products', 'bought anything more than 5 different products'],
  [
    'bought at least 3 different tents this year',
    'bought category "Tents" at least 3 different products this year',
  ],
  ['top 10% by points', 'top 10% by points'],
  ['best 5% of our gold members by points', 'top 5% by points among (tier is "gold")'],
  ['bottom quartile by points', 'bottom 25% by points'],
])('%s', readsAs(read));

test.each([
  ['viewed a tent but did not buy it', '(viewed category "Tents") and not (bought category "Tents")'],
  ['put something in the cart but never bought anything', '(carted anything) and not (bought anything)'],
  ['bought a tent and nothing since', 'newest purchase of all was of category "Tents"'],
])('no order is meant: %s', (words, meaning) => {
  expect(explainQuery(read(words).query)).toBe(meaning);
});

test('what no query says of an order is told', () => {
  const { notUnderstood, confidence } = read('bought a tent and then a stove last year');
  expect(notUnderstood.join()).toMatch(/and then/);
  expect(confidence).toBeLessThan(0.5);
  expect(read('spent over 500 euros afterwards').notUnderstood.join()).toMatch(/afterwards/);
});

test.each([
  [
    "was sent the winter clearance campaign but didn't open it",
    '((was contacted with campaign "winter-2025") or (message failed with campaign "winter-2025")) and not (opened a message with campaign "winter-2025")',
  ],
  ['never sent a message', 'not ((was contacted) or (message failed))'],
])('what failed was sent too, which is said: %s', (words, meaning) => {
  const { query, confidence, assumptions } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(assumptions.join()).toMatch(/failed/);
  expect(confidence).toBeLessThan(0.9);
});

test.each([
  'tent left in the cart, never bought afterwards',
  'put a tent in the cart and has not bought since',
  'viewed a tent but never ordered afterwards',
])('of the same product, which is said: %s', (words) => {
  const { query, assumptions, confidence } = read(words);
  expect(explainQuery(query)).toMatch(/then never bought anything of the same product$/);
  expect(assumptions.some((each) => each.includes('the same things'))).toBe(true);
  expect(confidence).toBeLessThan(0.9);
});

test.each([
  'put a tent in the cart and has not bought anything since',
  'viewed a tent and bought nothing since',
])('anything: %s', (words) => {
  expect(explainQuery(read(words).query)).toMatch(/then never bought anything$/);
});
