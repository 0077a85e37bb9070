import { existsSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { querySchema } from '../../src/audience/query/read-query.ts';
import { refuses, usesTool } from '../audience/converse.ts';
import { AnsweringServer } from '../support/answering-server.ts';
import { campaignYaml, FAST_SETTINGS, makePlace, type Place } from './cpaas.ts';

const CUSTOMERS = `customer_id,first_name,last_name,email,phone,country,city,tier,consent_sms,consent_email
C-1,Ana,Silva,ana@example.com,+351910000001,PT,Lisbon,gold,true,true
C-2,Rui,Costa,,+351910000002,PT,Porto,gold,true,false
C-3,Ida,Berg,ida@example.com,,SE,Malmö,silver,false,true
C-4,Tom,Hall,tom@example.com,+447700900004,GB,Leeds,gold,false,true
`;

const reach = z.strictObject({ reachable: z.int(), allowed: z.int() });
const share = z.number().min(0).max(1);
/** Every field of `ask --json`, and no other. */
const answerSchema = z.strictObject({
  query: querySchema,
  understood: z.array(z.strictObject({ text: z.string(), meaning: z.string(), confidence: share })),
  notUnderstood: z.array(z.string()),
  assumptions: z.array(z.string()),
  confidence: share,
  explanation: z.string(),
  count: z.int(),
  customers: z.int(),
  reach: z.strictObject({ sms: reach, whatsapp: reach, email: reach }),
  sql: z.string(),
  parameters: z.array(z.union([z.string(), z.number(), z.boolean()])),
  sample: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string().nullable(),
      city: z.string().nullable(),
      country: z.string().nullable(),
      fields: z.record(z.string(), z.unknown()),
    }),
  ),
  refines: z
    .strictObject({
      query: querySchema,
      explanation: z.string(),
      count: z.int(),
      added: z.int(),
      removed: z.int(),
    })
    .nullable(),
  ids: z.array(z.string()).optional(),
});

async function askedIn(place: Place, ...args: string[]) {
  return answerSchema.parse(await place.json('ask', ...args));
}

async function makeAskable(environment: Readonly<Record<string, string>> = {}): Promise<Place> {
  const place = makePlace(environment);
  place.write('customers.csv', CUSTOMERS);
  place.write('.cpaas/settings.yaml', FAST_SETTINGS);
  expect(await place.run('import', 'customers', 'customers.csv')).toMatchObject({ code: 0 });
  return place;
}

describe('cpaas ask', () => {
  let place: Place;
  beforeAll(async () => {
    place = await makeAskable();
  });

  test("shows everything behind the answer, and nobody's address", async () => {
    const { code, stdout } = await place.run('ask', 'gold', 'members', 'in', 'Lisbon');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1 of 4 customers: .*gold.*Lisbon/);
    expect(stdout).toContain('C-1  Ana S.  Lisbon, PT');
    expect(stdout).not.toMatch(/Silva|@|\+351/);
  });

  test('as one document, with the ids when they are asked for', async () => {
    const answer = await askedIn(place, 'gold members', '--new');
    expect(answer).toMatchObject({ count: 3, customers: 4, refines: null, notUnderstood: [] });
    expect(answer.confidence).toBeGreaterThanOrEqual(0.9);
    expect(answer.sample.map(({ id }) => id)).toEqual(['C-1', 'C-2', 'C-4']);
    expect(answer.reach).toEqual({
      sms: { reachable: 3, allowed: 2 },
      whatsapp: { reachable: 0, allowed: 0 },
      email: { reachable: 2, allowed: 2 },
    });
    expect(answer.ids).toBeUndefined();
    expect(answer.sql).not.toMatch(/gold/i);
    const { ids } = await askedIn(place, 'gold members', '--new', '--ids');
    expect(ids).toEqual(['C-1', 'C-2', 'C-4']);
  });

  test('--ids prints ids and nothing else on stdout', async () => {
    const { stdout, stderr } = await place.run('ask', 'gold members', '--ids');
    expect(stdout).toBe('C-1\nC-2\nC-4\n');
    expect(stderr).toContain('3 of 4 customers');
  });

  test('only those: the question before is narrowed, unless --new says no', async () => {
    await askedIn(place, 'gold members', '--new');
    const narrowed = await askedIn(place, 'only those with email');
    expect(narrowed.refines).toMatchObject({ count: 3, added: 0, removed: 1 });
    expect(narrowed.sample.map(({ id }) => id)).toEqual(['C-1', 'C-4']);
    await place.run('ask', 'gold members');
    const { stdout } = await place.run('ask', 'only those with email');
    expect(stdout).toContain('1 fell out');
    expect((await askedIn(place, 'customers with email', '--new')).refines).toBeNull();
  });

  test('what the data cannot answer is told, and lowers the confidence', async () => {
    const answer = await askedIn(place, 'gold members over 40 years old', '--new');
    expect(answer.notUnderstood.length).toBeGreaterThan(0);
    expect(answer.confidence).toBeLessThan(0.5);
    const nothing = await askedIn(place, 'xyzzy plugh', '--new');
    expect(nothing).toMatchObject({ count: 0, confidence: 0, query: { not: { all: true } } });
    const ids = await place.run('ask', 'xyzzy plugh', '--ids');
    expect(ids).toMatchObject({ code: 1, stdout: '' });
    expect(ids.stderr).toContain('Nothing of the question was understood');
  });

  test('--yaml is the audience of a campaign file', async () => {
    const { stdout } = await place.run('ask', 'gold members with email', '--yaml', '--new');
    expect(stdout).toMatch(/^audience:\n/);
    place.write('campaign.yaml', campaignYaml('from-words', `channels: [email]\n${stdout}`));
    expect(await place.json('plan', 'campaign.yaml')).toMatchObject({ planned: 2 });
  });

  test('a damaged note of the question before is no question before', async () => {
    place.write('.cpaas/last-question.json', '{"query":');
    expect((await askedIn(place, 'gold members')).count).toBe(3);
  });

  test.each([
    [['ask'], 2, 'needs WORDS'],
    [['ask', ' '], 2, 'Say who is meant'],
    [['ask', 'gold', '--llm', 'other'], 2, '--llm takes bedrock'],
    [['ask', 'gold', '--yaml', '--ids'], 2, '--yaml prints the query alone'],
    [['ask', 'gold', '--data', 'elsewhere'], 1, 'There is no workspace'],
  ])('%j is refused', async (args, exit, sentence) => {
    const { code, stdout, stderr } = await place.run(...args);
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' });
    expect(stderr).toContain(sentence);
  });

  test('before anything is imported', async () => {
    place.write('empty.csv', 'customer_id,first_name\n');
    await place.run('import', 'customers', 'empty.csv', '--data', 'new');
    const { code, stderr } = await place.run('ask', 'gold members', '--data', 'new');
    expect(code).toBe(1);
    expect(stderr).toMatch(/import customers/);
  });
});

describe('cpaas ask --llm bedrock', () => {
  test('asks the model, and the rules when it cannot be asked', async () => {
    const server = await AnsweringServer.open();
    const place = await makeAskable({
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: server.url,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'made-up',
    });
    const query = { field: 'tier', is: 'gold' };
    const understood = [{ text: 'our best people', part: query }];
    server.behave(
      usesTool({ query, understood, notUnderstood: [], assumptions: ['Best is gold.'], refines: false }),
    );
    const answer = await askedIn(place, 'our best people', '--llm', 'bedrock');
    expect(answer).toMatchObject({ count: 3, query, assumptions: ['Best is gold.'] });
    expect(server.requests[0]?.path).toBe('/model/us.anthropic.claude-sonnet-5/converse');

    server.behave(refuses(403, 'AccessDeniedException'));
    const offline = await askedIn(place, 'gold members', '--llm', 'bedrock');
    expect(offline).toMatchObject({ count: 3, query });
    expect(offline.assumptions.join()).toContain('Read by the offline rules');
    await server.close();
    rmSync(place.path('.cpaas'), { recursive: true });
    expect(existsSync(place.path('.cpaas'))).toBe(false);
  });
});
