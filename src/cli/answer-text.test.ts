import { expect, test } from 'vitest';
import type { Answer } from '../audience/ask.ts';
import { answerText } from './answer-text.ts';

const ANSWER: Answer = {
  query: { field: 'tier', is: 'gold' },
  understood: [
    { text: 'gold members', meaning: 'tier is "gold"', confidence: 0.97 },
    { text: 'in Lisbo', meaning: 'city is "Lisbon"', confidence: 0.7 },
  ],
  notUnderstood: ['over 40: there is no age; nearest: points'],
  assumptions: ['Lisbo was taken for Lisbon.'],
  confidence: 0.42,
  explanation: 'tier is "gold" and city is "Lisbon"',
  count: 1_234,
  customers: 50_000,
  reach: {
    sms: { reachable: 1_200, allowed: 800 },
    whatsapp: { reachable: 1_000, allowed: 7 },
    email: { reachable: 0, allowed: 0 },
  },
  sql: 'SELECT ?',
  parameters: ['gold'],
  sample: [
    { id: 'CUST-1', name: 'Ana S.', city: 'Lisbon', country: 'PT', fields: { tier: 'gold' } },
    { id: 'CUST-22', name: null, city: null, country: null, fields: { tier: null } },
  ],
  refines: null,
};

test('an answer as a person reads it', () => {
  expect(answerText(ANSWER)).toBe(`1,234 of 50,000 customers: tier is "gold" and city is "Lisbon"

Understood, 42% sure: look at it twice
  gold members  tier is "gold"
  in Lisbo      city is "Lisbon"  (70% sure)
Not understood
  over 40: there is no age; nearest: points
Assumed
  Lisbo was taken for Lisbon.

Reach       address  agreed
  sms         1,200     800
  whatsapp    1,000       7
  email           0       0

Such as  CUST-1   Ana S.  Lisbon, PT  tier: gold
         CUST-22                      tier: -
`);
});

test('nothing understood', () => {
  const nothing = {
    ...ANSWER,
    understood: [],
    notUnderstood: ['blue'],
    assumptions: [],
    confidence: 0,
    count: 0,
    sample: [],
  };
  expect(answerText(nothing)).toBe('Nobody.\n\nNothing of this was understood.\nNot understood\n  blue\n');
});

test.each([
  [{ added: 0, removed: 3 }, '3 fell out'],
  [{ added: 2, removed: 3 }, '3 fell out, 2 came in'],
  [{ added: 0, removed: 0 }, 'the same people'],
])('a refinement: %j', (difference, words) => {
  const refines = { query: ANSWER.query, explanation: 'tier is "gold"', count: 1_237, ...difference };
  expect(answerText({ ...ANSWER, refines })).toContain(`Of the 1,237 before (tier is "gold"): ${words}.`);
});
