import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, SHOP } from '../support/vocabularies.ts';

const AHEAD = { min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) };
const BEHIND = { min: Date.UTC(2020, 0, 1), max: Date.UTC(2026, 10, 1) };

const GUILD: Vocabulary = {
  ...SHOP,
  fields: [
    ...CONTRACT,
    field('city', 'text', ['Leeds', 'York']),
    { ...field('guild_level', 'text', ['Player', 'Master']), known: 40 },
    field('guild_since', 'date', [], BEHIND),
    field('guild_expires', 'date', [], AHEAD),
    field('console', 'text', ['Handheld', 'Desk']),
    field('meetups_attended', 'integer', [], { min: 0, max: 20 }),
    field('last_meetup', 'date', [], BEHIND),
  ],
  products: [
    { sku: 'M-1', name: 'Winter Meetup', category: 'Meetups' },
    { sku: 'A-1', name: 'Island Saga', category: 'Adventure' },
    { sku: 'C-1', name: 'Handheld Case', category: 'Adventure' },
    { sku: 'A-2', name: 'Sticker Book', category: 'Adventure' },
  ],
  categories: ['Meetups', 'Adventure'],
};
const read = reader(GUILD);

describe('since when, and until when', () => {
  test.each([
    ['joined the guild this year', 'guild since is this year'],
    ['guild members since 2024', 'guild since is since 2024-01-01'],
    ['became a guild member in 2025', 'guild since is from 2025-01-01 to 2025-12-31'],
    ['in the guild for more than 2 years', 'guild since is more than 2 years ago'],
    ['guild for over a year', 'guild since is more than 1 year ago'],
    ['guild since June', 'guild since is since 2026-06-01'],
    ['joined this year', 'signup at is this year'],
    ['guild members in York', 'guild level is known and city is "York"'],
    ['guild membership already expired', 'guild expires is before 2026-11-22'],
    ['whose membership has expired', 'guild expires is before 2026-11-22'],
    ['expired memberships', 'guild expires is before 2026-11-22'],
    ['whose guild membership has not expired', 'guild expires is since 2026-11-22'],
    ['membership runs out this month', 'guild expires is this month'],
  ])('%s', readsAs(read));

  test('members who joined', () => {
    const { query } = read('guild members who joined this year');
    expect(explainQuery(query)).toBe('guild level is known and guild since is this year');
  });
});

describe('being there is no buying of tickets', () => {
  test.each([
    ['been to a meetup', 'meetups attended is more than 0'],
    ['never been to a meetup', 'not (meetups attended is more than 0)'],
    ['came to a meetup this year', 'last meetup is this year'],
    ["hasn't been to any of our meetups in the last 60 days", 'not (last meetup is in the last 60 days)'],
  ])('%s', readsAs(read));
});

test('who plays a thing is hardly of a level that is called so', () => {
  const { query, confidence } = read('handheld players');
  expect(explainQuery(query)).toBe('console is "Handheld"');
  expect(confidence).toBeLessThan(0.9);
  expect(explainQuery(read('York players').query)).toBe('city is "York" and guild level is "Player"');
});

test.each([
  ['handheld buyers', 'bought product "Handheld Case"'],
  ['masters who joined in 2025', 'guild level is "Master" and signup at is from 2025-01-01 to 2025-12-31'],
])('another thing or field is called so: %s', (words, meaning) => {
  const { query, confidence } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(confidence).toBeLessThan(0.9);
});

test('all that is sold has that name, though one thing has it in its own', () => {
  expect(read('bought books').confidence).toBeLessThan(0.9);
});
