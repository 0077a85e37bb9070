import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
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
    ['with at least 50k in the account', 'balance is at least 50000'],
    ['who keeps more than 1,000 with us', 'balance is more than 1000'],
    ['customers who are overdrawn', 'balance is less than 0'],
    ['not in the red', 'not (balance is less than 0)'],
    ['took out a pool loan this year', 'bought product "Pool Loan" this year'],
    ['never opened a pool loan', 'not (bought product "Pool Loan")'],
    [
      "viewed a pool loan but hasn't taken one out",
      '(viewed product "Pool Loan") and not (bought product "Pool Loan")',
    ],
    ['made no studio hire this year', 'not (bought product "Studio Hire" this year)'],
    ['everyone who trains at Leeds Mill', 'home site is "Leeds Mill"'],
    ['looked after by Ada Quill', 'mentor is "Ada Quill"'],
    ['mentored by Jon Reyes', 'mentor is "Jon Reyes"'],
    ['who gets the dance newsletter', 'newsletter topic is "dance"'],
    ['vetting cleared', 'vetting status is "cleared"'],
    ['vetting not cleared', 'vetting status is not "cleared"'],
    ['vetting due this quarter', 'vetting renewal due is this quarter'],
    ['open the portal more than 20 times a month', 'portal logins 30d is more than 20'],
    ['logged in at least 5 times in the last 30 days', 'portal logins 30d is at least 5'],
    [
      "premier members in Leeds. We'd like to invite them to our dance evening.",
      'member type is "Premier" and city is "Leeds"',
    ],
    ['Accounting needs a list of guardians in Cork', 'member type is "guardian" and city is "Cork"'],
    ['parents in Cork, so we can send them a voucher', 'member type is "parent" and city is "Cork"'],
    [
      "We're planning a trip before the holidays: guardians in Leeds",
      'member type is "guardian" and city is "Leeds"',
    ],
    ['members with no products at all', 'not (bought anything)'],
    ['logged in at least once this week', 'last login at is this week'],
    ['joined at the Leeds Mill site', 'home site is "Leeds Mill"'],
    ['no newsletter', 'not (newsletter topic is known)'],
    ['uncleared parents', 'not (vetting status is "cleared") and member type is "parent"'],
    ['more than 8 years with us', 'signup at is more than 8 years ago'],
    ['members without swim cover', 'not (bought product "Swim Cover")'],
    ['less than 2 years as a member', 'signup at is in the last 2 years'],
    ['newsletter about dance', 'newsletter topic is "dance"'],
  ])('%s', readsAs(read));
});

describe('what is likely meant, and doubted', () => {
  test.each([
    ['families with kids under 5', 'youngest age is less than 5'],
    ['children over 12', 'oldest age is more than 12'],
    ['has a 3 year old', 'youngest age is 3 or oldest age is 3'],
    ['made at least 2 studio hires', 'bought product "Studio Hire" at least 2 times'],
    ['the 10 members with the most studio hires', 'top 10 by number of orders on product "Studio Hire"'],
    ['applied for a pool loan', 'bought product "Pool Loan"'],
    ['used the portal', 'portal logins 30d is more than 0'],
    ['newsletter subscribers', 'agreed to email'],
    ['kids older than 4', 'oldest age is more than 4'],
    ['kids between 3 and 6', 'kids is at least 3 and kids is at most 6'],
    ['members with exactly one pool loan', 'bought product "Pool Loan" exactly 1 units'],
    ['inactive for six months', 'not (bought anything in the last 6 months)'],
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

describe('asking further', () => {
  const parents = read('parents').query;
  test.each([
    ['with more than 1000 in their account', 'member type is "parent" and balance is more than 1000'],
    ['the ones in Leeds', 'member type is "parent" and city is "Leeds"'],
  ])('%s', (words, meaning) => {
    expect(explainQuery(read(words, parents).query)).toBe(meaning);
  });
});
