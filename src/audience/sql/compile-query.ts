import { z } from 'zod';
import { CHANNELS, perChannel } from '../../kernel/channel.ts';
import { type CompiledQuery, IDS_IN_OVERVIEW, type Overview } from '../audience-index.ts';
import { byCodePoints } from '../code-points.ts';
import type { AsOf } from '../query/period.ts';
import type { CustomerQuery, HistoryQuery, Query, RankedQuery } from '../query/query.ts';
import type { Dialect } from './dialect.ts';
import { fieldCondition } from './field-condition.ts';
import { allOf, anyOf, customerColumn, FALSE, type Fragment, sql, texts, TRUE } from './fragment.ts';
import { buyerConditions } from './buyers.ts';
import { historyCondition } from './history-condition.ts';
import { shareCondition, topCondition } from './ranked-condition.ts';
import type { AudienceSchema } from './schema.ts';
import type { Scope } from './scope.ts';

/**
 * `ids`: one column, `customer_id`, ordered by code points. `count`: one number. `overview`: one row, how many they are,
 * the first ten ids as JSON, and two numbers a channel, `sms_reachable`, `sms_allowed` and so on.
 */
export type Question = 'ids' | 'count' | 'overview';

/**
 * The tree as one SELECT over the tables of `AudienceSchema`. Whatever comes from the query is a parameter; a field that the schema does
 * not have is one without values. The text grows with the tree, not faster.
 */
export function compileQuery(
  query: Query,
  asOf: AsOf,
  schema: AudienceSchema,
  dialect: Dialect,
  question: Question = 'ids',
): CompiledQuery {
  const members = sql`FROM ${membersOf(query, { asOf, schema, dialect })}`;
  switch (question) {
    case 'ids':
      return sql`SELECT c.customer_id ${members} ORDER BY c.customer_id`;
    case 'count':
      return sql`SELECT count(*) ${members}`;
    case 'overview':
      return sql`SELECT count(*), ${dialect.asJson(FIRST)}, ${REACH} ${members}`;
  }
}

const ADDRESSES = { sms: 'phone', whatsapp: 'whatsapp', email: 'email' } as const;
const CONSENTS = { sms: 'consent_sms', whatsapp: 'consent_whatsapp', email: 'consent_email' } as const;

const REACH: Fragment = {
  sql: CHANNELS.flatMap((channel) => {
    const address = customerColumn(ADDRESSES[channel]).sql;
    return [
      `count(${address}) AS ${channel}_reachable`,
      `count(CASE WHEN ${customerColumn(CONSENTS[channel]).sql} THEN ${address} END) AS ${channel}_allowed`,
    ];
  }).join(', '),
  parameters: [],
};

const countSchema = z.coerce.number();
const overviewSchema = z.tuple([countSchema, z.string().nullish()], countSchema);
const idsSchema = z.array(z.string());

/** What the row says that answers `overview`. */
export function readOverview(row: readonly unknown[]): Overview {
  const [count, first, ...numbers] = overviewSchema.parse(row);
  let place = 0;
  return {
    count,
    reach: perChannel(() => ({ reachable: numbers[place++] ?? 0, allowed: numbers[place++] ?? 0 })),
    first: idsSchema.parse(JSON.parse(first ?? '[]')).toSorted(byCodePoints),
  };
}

const FIRST: Fragment = { sql: `min(c.customer_id, ${IDS_IN_OVERVIEW})`, parameters: [] };

/** Where everybody has to be a buyer, a join finds them in 0.6 of the time of IN. */
function membersOf(query: Query, scope: Scope): Fragment {
  const conditions: Fragment[] = [];
  const ofBuyers: Fragment[] = [];
  for (const part of conjuncts(query)) {
    const times = isHistory(part) ? buyerConditions(part, scope) : undefined;
    if (times === undefined) conditions.push(condition(part, true, scope));
    else ofBuyers.push(...times);
  }
  if (ofBuyers.length === 0) return sql`customers c WHERE ${allOf(conditions)}`;
  return sql`customers c JOIN buyers b ON b.customer = c.number WHERE ${allOf([...ofBuyers, ...conditions])}`;
}

function conjuncts(query: Query): readonly Query[] {
  return 'and' in query ? query.and.flatMap(conjuncts) : [query];
}

/**
 * Who is in the query, or who is not. NOT goes down to the leaves, which know NULL; above them are only AND and OR, and for those NULL is
 * as good as FALSE.
 */
function condition(query: Query, wanted: boolean, scope: Scope): Fragment {
  if ('not' in query) return condition(query.not, !wanted, scope);
  if ('and' in query || 'or' in query) {
    const parts = ('and' in query ? query.and : query.or).map((part) => condition(part, wanted, scope));
    return 'and' in query === wanted ? allOf(parts) : anyOf(parts);
  }
  if ('top' in query || 'share' in query) return ranked(query, wanted, scope);
  return isHistory(query) ? historyCondition(query, wanted, scope) : customerCondition(query, wanted, scope);
}

function ranked(query: RankedQuery, wanted: boolean, scope: Scope): Fragment {
  if ('top' in query) {
    const among = query.among && condition(query.among, true, scope);
    return topCondition(query, among, wanted, scope);
  }
  const parts = [
    ...(query.among === undefined ? [] : [condition(query.among, wanted, scope)]),
    shareCondition(query, wanted, scope),
  ];
  return wanted ? allOf(parts) : anyOf(parts);
}

function isHistory(query: Query): query is HistoryQuery {
  return !OF_OTHERS.some((key) => key in query);
}

/** What every tree has that is no history. */
const OF_OTHERS = ['and', 'or', 'not', 'top', 'share', 'all', 'field', 'consents', 'reachable', 'customers'];

function customerCondition(query: CustomerQuery, wanted: boolean, scope: Scope): Fragment {
  if ('all' in query) return wanted ? TRUE : FALSE;
  if ('customers' in query) return negatedUnless(wanted, sql`c.customer_id IN (${texts(query.customers)})`);
  if ('consents' in query) {
    return negatedUnless(wanted, sql`coalesce(${customerColumn(CONSENTS[query.consents])}, FALSE)`);
  }
  if ('reachable' in query) {
    return negatedUnless(wanted, sql`${customerColumn(ADDRESSES[query.reachable])} IS NOT NULL`);
  }
  return fieldCondition(query, wanted, scope);
}

/** Of a condition that is never NULL. */
function negatedUnless(wanted: boolean, test: Fragment): Fragment {
  return wanted ? test : sql`NOT (${test})`;
}
