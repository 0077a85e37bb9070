import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompiledQuery } from '../../src/audience/audience-index.ts';
import { byCodePoints } from '../../src/audience/code-points.ts';
import { evaluate } from '../../src/audience/query/evaluate.ts';
import type { Query } from '../../src/audience/query/query.ts';
import { compileQuery, readOverview } from '../../src/audience/sql/compile-query.ts';
import { ATHENA, DUCKDB } from '../../src/audience/sql/dialect.ts';
import { executionParameters } from '../../src/audience/sql/execution-parameters.ts';
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

/**
 * Athena's text with its parameters put in as Athena does, each as the literal that it is. DuckDB knows all of it but three functions,
 * which `AudienceDatabase` defines, and the way to write a function of a list's values. It takes no NUL in a statement.
 */
function asAthenaRuns(compiled: CompiledQuery): string {
  const literals = executionParameters(compiled);
  return compiled.sql
    .replaceAll(/any_match\(([^,]+), each -> ([^>]+> 0)\)/g, 'len(list_filter($1, lambda each: $2)) > 0')
    .split('?')
    .map((text, i) => text + (literals[i] ?? ''))
    .join('');
}

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
        for (const [i, query] of trees.entries()) {
          const expected = evaluate(query, world, now);
          const rows = await database.rows(compileQuery(query, now, schema, DUCKDB));
          expect(rows.map(([id]) => id)).toEqual([...expected].toSorted(byBytes));
          if (i % 4 === 0) await countsAgree(query);
          // Half of them as where no table of buyers was kept.
          const kept = i % 4 === 0 ? schema : { attributes: schema.attributes };
          const spliced = asAthenaRuns(compileQuery(query, now, kept, ATHENA));
          if (i % 2 === 0 && !spliced.includes('\0')) {
            const found = await database.rows({ sql: spliced, parameters: [] });
            expect(found.map(([id]) => id)).toEqual([...expected].toSorted(byBytes));
          }
          if (expected.size > 0 && expected.size < world.customers.length) some++;
          for (const kind of kindsOf(query)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
        }

        async function countsAgree(query: Query): Promise<void> {
          const members = [...evaluate(query, world, now)];
          const [[count] = []] = await database.rows(compileQuery(query, now, schema, DUCKDB, 'count'));
          expect(Number(count)).toBe(members.length);
          const [row = []] = await database.rows(compileQuery(query, now, schema, DUCKDB, 'overview'));
          const { reach, ...overview } = readOverview(row);
          expect(overview).toEqual({
            count: members.length,
            first: members.toSorted(byCodePoints).slice(0, 10),
          });
          const customers = world.customers.filter(({ id }) => members.includes(id));
          for (const channel of CHANNELS) {
            const reachable = customers.filter(({ addresses }) => addresses[channel] !== undefined);
            const allowed = reachable.filter(({ consent }) => consent[channel] === true);
            expect(reach[channel]).toEqual({ reachable: reachable.length, allowed: allowed.length });
          }
        }
      }),
      { numRuns: WORLDS },
    );
    for (const kind of ALL_KINDS) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(10);
    expect(some).toBeGreaterThan((WORLDS * QUERIES) / 10);
  });
});

/** Texts that nothing else has in it, of all that breaks out of SQL. */
const hostile = fc
  .tuple(
    fc.constantFrom("'", '"', '\\', ';', '--', '?', '%', '\0', '😀', '$1', '/*', ') OR 1=1', '\n'),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 64n }).map((n) => `q${n.toString(36)}z`),
  )
  .map(([mark, word]) => `${word}${mark}${word}`);
const hostileQuery = anyQuery({
  ...WORDS,
  text: hostile,
  customer: hostile,
  sku: hostile,
  product: hostile,
  category: hostile,
  campaign: hostile,
  attribute: hostile,
});

function textsOf(query: unknown): readonly string[] {
  if (typeof query === 'string') return /^q.*z/s.test(query) ? [query] : [];
  return typeof query === 'object' && query !== null ? Object.values(query).flatMap(textsOf) : [];
}

function fieldsOf(query: unknown): readonly string[] {
  if (typeof query !== 'object' || query === null) return [];
  return Object.entries(query).flatMap(([key, inner]) =>
    key === 'field' && typeof inner === 'string' ? [inner] : fieldsOf(inner),
  );
}

const QUESTIONS = ['ids', 'count', 'overview'] as const;

describe.each(Object.entries({ DUCKDB, ATHENA }))('the text for %s', (_, dialect) => {
  test('has no text of the query, whatever it is, and a placeholder for each parameter', () => {
    let texts = 0;
    fc.assert(
      fc.property(
        hostileQuery,
        asOf,
        fc.constantFrom(...QUESTIONS),
        fc.boolean(),
        (query, now, question, known) => {
          const columns = { text: 'a1', number: 'a2', time: 'a3', list: 'a4' };
          const attributes = new Map(known ? fieldsOf(query).map((field) => [field, columns]) : []);
          const shape = { attributes, ...(known && { newestPurchaseAt: NOW }) };
          const { sql, parameters } = compileQuery(query, now, shape, dialect, question);
          for (const text of textsOf(query)) {
            texts++;
            for (const part of [text, ...text.split(/[^a-z0-9]+/)].filter((each) => each.length > 4)) {
              expect(sql.toLowerCase()).not.toContain(part.toLowerCase());
            }
          }
          expect(sql).toMatch(/^[\w\s,.()?<>=|*/:+[\]-]*$/);
          expect(sql.split('?').length - 1).toBe(parameters.length);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(texts).toBeGreaterThan(3_000);
  });

  test('grows with the tree and no faster', () => {
    const leaf: Query = {
      bought: { categories: ['shoes'] },
      when: { last: '30 days' },
      times: { atLeast: 2 },
    };
    const nest = (levels: number): Query => {
      if (levels === 0) return leaf;
      const inner = nest(levels - 1);
      return levels % 3 === 0
        ? { not: inner }
        : levels % 3 === 1
          ? { top: 5, by: 'spend', among: inner }
          : { or: [inner, leaf] };
    };
    const wide = (parts: number): Query => ({ and: Array.from({ length: parts }, () => leaf) });
    const length = (query: Query) =>
      compileQuery(query, { at: NOW, zone: 'UTC' }, { attributes: new Map() }, dialect).sql.length;
    expect(length(nest(96)) / length(nest(48))).toBeLessThan(2.05);
    expect(length(wide(96)) / length(wide(48))).toBeLessThan(2.05);
  });
});

test('a look-up by key finds everybody that the query is for, and only queries about records have one', () => {
  const customers = fc
    .array(WORDS.customer, { minLength: 1, maxLength: 3 })
    .map((ids) => ({ customers: ids }));
  const named = fc.tuple(customers, anyQuery(WORDS)).map((and) => ({ and }));
  let found = 0;
  fc.assert(
    fc.property(anyWorld, fc.oneof(named, anyQuery(WORDS)), asOf, (world, query, now) => {
      const ids = keyLookup(query);
      if (ids === undefined) return;
      found++;
      for (const id of evaluate(query, world, now)) expect(ids).toContain(id);
    }),
    { numRuns: 2_000 },
  );
  expect(found).toBeGreaterThan(50);
  expect(keyLookup({ and: [{ customers: ['a', 'b'] }, { consents: 'sms' }] })).toEqual(['a', 'b']);
  expect(keyLookup({ or: [{ customers: ['a', 'b'] }, { customers: ['b'] }] })).toEqual(['a', 'b']);
  expect(keyLookup({ and: [{ customers: ['a'] }, { viewed: {} }] })).toBeUndefined();
  expect(keyLookup({ not: { customers: ['a'] } })).toBeUndefined();
});

const ALL_KINDS =
  `all is isNot in contains exists moreThan atLeast lessThan atMost before after during consents reachable customers
  bought carted viewed spent averagePurchase firstPurchase lastPurchase newestPurchase oldestPurchase shareOfSpend contacted delivered opened clicked failed
  first followedBy notFollowedBy within sameProduct differentProducts top share among and or not amount units times currency on of`.split(
    /\s+/,
  );

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
