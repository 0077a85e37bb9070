import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { SAAS } from '../support/vocabularies.ts';
import { reader } from '../support/read-phrases.ts';

const read = reader(SAAS);

describe('what phrases mean', () => {
  test.each([
    ['accounts managed by Omar Haddad', 'account manager is "Omar Haddad"'],
    ['my 10 best customers for add-ons', 'top 10 by spend on category "Add-ons"'],
    ['customers on the Pro plan', 'plan is "Pro"'],
    ['Free plan users in Germany', 'plan is "Free" and country is "DE"'],
    ['on trial', 'is trial is true'],
    ['trial customers', 'is trial is true'],
    ['not on trial', 'not (is trial is true)'],
    ['customers whose plan is Business Plus or Enterprise', 'plan is one of "Business Plus", "Enterprise"'],
    ['renews in the next 30 days', 'renewal date is in the next 30 days'],
    ['renewal date before March', 'renewal date is before 2027-03-01'],
    ['renewal date before March 2027', 'renewal date is before 2027-03-01'],
    ["haven't logged in for 30 days", 'not (last login is in the last 30 days)'],
    ['last login more than 6 months ago', 'last login is more than 6 months ago'],
    ['logged in this month', 'last login is this month'],
    ['nps over 8', 'nps score is more than 8'],
    ['nps score of 9 or 10', 'nps score is one of 9, 10'],
    ['at least 5 seats', 'seats is at least 5'],
    ['with 10 or more seats on Enterprise', 'seats is at least 10 and plan is "Enterprise"'],
    ['account manager is Jane Doe', 'account manager is "Jane Doe"'],
    ["Jane Doe's accounts", 'account manager is "Jane Doe"'],
    ['in banking or retail', 'industry is one of "Banking", "Retail"'],
    ['mrr between 100 and 1,000', 'mrr is at least 100 and mrr is at most 1000'],
    ['Plan 500 customers', 'plan is "Plan 500"'],
    ['seats > 10 and nps <= 6', 'seats is more than 10 and nps score is at most 6'],
    ['bought an add-on', 'bought category "Add-ons"'],
    ['bought single sign-on', 'bought product "Single Sign-On"'],
    ['small companies in the US', 'company size is "small" and country is "US"'],
    ['enterprise customers up for renewal next month', 'plan is "Enterprise" and renewal date is next month'],
    ['without an account manager', 'not (account manager is known)'],
    ['customers on the Pro plan with more than 10 seats', 'plan is "Pro" and seats is more than 10'],
    [
      "free users who haven't logged in for 60 days",
      'plan is "Free" and not (last login is in the last 60 days)',
    ],
    [
      'renewal in the next 60 days and nps below 7',
      'renewal date is in the next 60 days and nps score is less than 7',
    ],
    ['whose renewal date is next month', 'renewal date is next month'],
    [
      'enterprise or business plus accounts in the UK',
      '(plan is one of "Enterprise", "Business Plus") and country is "GB"',
    ],
    ['no account manager', 'not (account manager is known)'],
    ['account manager is not Jane Doe', 'account manager is not "Jane Doe"'],
    [
      'trial users in India who opened the q4 upgrade email',
      'is trial is true and country is "IN" and (opened a message with campaign "q4-upgrade")',
    ],
    ['large banking customers', 'company size is "large" and industry is "Banking"'],
    ['mid-market companies in health care', 'company size is "mid-market" and industry is "Health Care"'],
    ['mrr over 500 and less than 1000', 'mrr is more than 500 and mrr is less than 1000'],
    ['on Plan 500 or Enterprise', 'plan is one of "Plan 500", "Enterprise"'],
    ['top 10 by mrr', 'top 10 by mrr'],
    ['top 5 trial customers by seats', 'top 5 by seats among (is trial is true)'],
    ['company size: large', 'company size is "large"'],
    ['whose subscription renews in March 2027', 'renewal date is from 2027-03-01 to 2027-03-31'],
  ])('%s', (words, meaning) => {
    const { query, confidence, notUnderstood } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(notUnderstood).toEqual([]);
    expect(confidence).toBeGreaterThanOrEqual(0.7);
  });
});

describe('what the data cannot answer is said, and nobody is guessed to be in', () => {
  test.each(['contracts renewing in December'])('%s', (words) => {
    const { query, confidence, notUnderstood } = read(words);
    expect(notUnderstood.length).toBeGreaterThan(0);
    expect(confidence).toBeLessThan(0.5);
    expect(query).not.toEqual({ all: true });
  });
});
