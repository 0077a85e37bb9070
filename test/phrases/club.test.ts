import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader } from '../support/read-phrases.ts';
import { CLUB } from '../support/vocabularies.ts';

const read = reader(CLUB);

describe('what phrases mean, surely', () => {
  test.each([
    ['youngest child under 2', 'youngest age is less than 2'],
    ['whose oldest kid is 10 or older', 'oldest age is at least 10'],
    ['dogs older than 8', 'dog age is more than 8'],
    ['parents with children', 'member type is "parent" and kids is more than 0'],
    ['at least two children', 'kids is at least 2'],
    ['more than 10 things on their short list', 'shortlist items is more than 10'],
    ['nothing on the shortlist', 'not (shortlist items is more than 0)'],
    [
      'parents with something on their shortlist',
      'member type is "parent" and shortlist items is more than 0',
    ],
    ['no show rate above 30%', 'no show rate is more than 0.3'],
    ['no show rate over 0.3', 'no show rate is more than 0.3'],
    ['term starts in the next 30 days', 'next term is in the next 30 days'],
    ['vetting renewal is already past', 'vetting renewal due is before 2026-11-22'],
    ["haven't logged into the portal in the last 30 days", 'not (last login at is in the last 30 days)'],
    ['not logged on to our site since June', 'not (last login at is since 2026-06-01)'],
    ['newsletter about dance', 'newsletter topic is "dance"'],
  ])('%s', (words, meaning) => {
    const { query, notUnderstood, confidence } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(notUnderstood).toEqual([]);
    expect(confidence).toBeGreaterThanOrEqual(0.9);
  });
});

describe('what is likely meant, and doubted', () => {
  test.each([
    ['families with kids under 5', 'youngest age is less than 5'],
    ['children over 12', 'oldest age is more than 12'],
    ['has a 3 year old', 'youngest age is 3 or oldest age is 3'],
    ['no show rate over 30', 'no show rate is more than 0.3'],
  ])('%s', (words, meaning) => {
    const { query, notUnderstood, assumptions, confidence } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(notUnderstood).toEqual([]);
    expect(assumptions.length).toBeGreaterThan(0);
    expect(confidence).toBeLessThan(0.9);
  });
});

describe('ages of others are not those of customers', () => {
  test.each(['parents over 40', 'aged 30 to 40'])('%s', (words) => {
    expect(read(words).confidence).toBeLessThan(0.5);
  });
});
