import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluate } from '../../src/audience/query/evaluate.ts';
import type { Query } from '../../src/audience/query/query.ts';
import { compileQuery } from '../../src/audience/sql/compile-query.ts';
import { ATHENA, DUCKDB } from '../../src/audience/sql/dialect.ts';
import { keyLookup } from '../../src/audience/sql/key-lookup.ts';
import { CHANNELS } from '../../src/kernel/channel.ts';
import { AudienceDatabase } from '../support/audience-database.ts';
import { anyQuery } from '../support/audience-queries.ts';
import { anyWorld, NOW, WORDS } from '../support/audience-worlds.ts';

const WORLDS = 150;
const QUERIES = 12;

let database: AudienceDatabase;
beforeAll(async () => {
  database = await AudienceDatabase.open();
});
afterAll(() => database.close());

const asOf = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York').map((zone) => ({ at: NOW, zone }));

/** Kinds of nodes that stand somewhere in it. */
function kindsOf(query: unknown): readonly string[] {
  if (typeof query !== 'object' || query === null) return [];
  return Object.entries(query).flatMap(([key, inner]) => [key, ...kindsOf(inner)]);
}

describe('a compiled tree', () => {
  test(`finds whom the evaluator finds, ${WORLDS * QUERIES} times`, { timeout: 300_000 }, async () => {
    const seen = new Map<string, number>();
    let some = 0;
    const queries = fc.array(anyQuery(WORDS), { minLength: QUERIES, maxLength: QUERIES });
    await fc.assert(
      fc.asyncProperty(anyWorld, queries, asOf, async (world, trees, now) => {
        const schema = await database.fill(world);
        for (const query of trees) {
          const expected = evaluate(query, world, now);
          const rows = await database.rows(compileQuery(query, now, schema, DUCKDB));
          expect(rows.map(([id]) => id)).toEqual([...expected].toSorted(byBytes));
          await countsAgree(query);
          if (expected.size > 0 && expected.size < world.customers.length) some++;
          for (const kind of kindsOf(query)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
        }

        async function countsAgree(query: Query): Promise<void> {
          const members = [...evaluate(query, world, now)];
          const [[count] = []] = await database.rows(compileQuery(query, now, schema, DUCKDB, 'count'));
          expect(Number(count)).toBe(members.length);
          const [reach = []] = await database.rows(compileQuery(query, now, schema, DUCKDB, 'reach'));
          const customers = world.customers.filter(({ id }) => members.includes(id));
          const wanted = CHANNELS.flatMap((channel) => {
            const reachable = customers.filter(({ addresses }) => addresses[channel] !== undefined);
            return [reachable.length, reachable.filter(({ consent }) => consent[channel] === true).length];
          });
          expect(reach.map(Number)).toEqual(wanted);
        }
      }),
      { numRuns: WORLDS },
    );
    for (const kind of ALL_KINDS) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(10);
    expect(some).toBeGreaterThan((WORLDS * QUERIES) / 10);
  });
});

const ALL_KINDS =
  `all is isNot in contains exists moreThan atLeast lessThan atMost before after during consents reachable customers
  bought carted viewed spent averagePurchase firstPurchase lastPurchase newestPurchase contacted delivered opened clicked failed
  top share among and or not amount units times currency on of`.split(/\s+/);

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
