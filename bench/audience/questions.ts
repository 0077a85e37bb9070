import type { Query } from '../../src/audience/query/query.ts';
import { NOW } from './retailer.ts';

const DAY_MS = 86_400_000;

export interface BenchQuestion {
  readonly words: string;
  readonly query: Query;
  /** By hand, for SQLite. */
  readonly where: string;
}

const NOT_CONTACTED = { not: { contacted: {}, when: { last: '7 days' } } } as const;
const since = (days: number) => NOW - days * DAY_MS;
const recently = `number NOT IN (SELECT customer FROM contacts WHERE at >= ${since(7)})`;

/** What operators ask, each also as SQL that SQLite answers from its indexes alone. */
export const QUESTIONS: Readonly<Record<string, BenchQuestion>> = {
  shoes: {
    words: 'in the US, agreed to SMS, bought shoes in the last 30 days, not contacted in 7',
    query: {
      and: [
        { field: 'country', is: 'US' },
        { consents: 'sms' },
        { bought: { categories: ['Shoes'] }, when: { last: '30 days' } },
        NOT_CONTACTED,
      ],
    },
    where: `country = 'US' AND consent_sms AND ${recently} AND
      number IN (SELECT customer FROM purchases WHERE category = 'Shoes' AND at >= ${since(30)})`,
  },
  buyers: {
    words: 'agreed to SMS, bought in the last 365 days, not contacted in 7',
    query: { and: [{ consents: 'sms' }, { bought: {}, when: { last: '365 days' } }, NOT_CONTACTED] },
    where: `consent_sms AND ${recently} AND number IN (SELECT customer FROM purchases WHERE at >= ${since(365)})`,
  },
  spenders: {
    words: 'the 1,000 in the US who spent most in the last 90 days',
    query: { top: 1_000, by: 'spend', when: { last: '90 days' }, among: { field: 'country', is: 'US' } },
    where: `number IN (SELECT number FROM (SELECT number, customer_id, sum(amount) AS spent
      FROM purchases JOIN customers ON number = customer WHERE at >= ${since(90)} AND country = 'US' GROUP BY number)
      ORDER BY spent DESC, customer_id LIMIT 1000)`,
  },
  again: {
    words: 'bought shoes, and anything else within 30 days of that',
    query: { first: { bought: { categories: ['Shoes'] } }, followedBy: { bought: {} }, within: '30 days' },
    where: `number IN (SELECT customer FROM purchases AS shoes WHERE category = 'Shoes' AND EXISTS (
      SELECT * FROM purchases AS next WHERE next.customer = shoes.customer AND next.at > shoes.at AND next.at <= shoes.at + ${30 * DAY_MS}))`,
  },
  best: {
    words: 'top 1,000 by spend',
    query: { top: 1_000, by: 'spend' },
    where: `number IN (SELECT number FROM (SELECT number, customer_id, sum(amount) AS spent
      FROM purchases JOIN customers ON number = customer GROUP BY number)
      ORDER BY spent DESC, customer_id LIMIT 1000)`,
  },
};
