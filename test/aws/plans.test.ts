import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTables, type Tables, writeAll } from '../../src/adapters/aws/dynamodb.ts';
import { ChunkCache } from '../../src/adapters/aws/chunk-cache.ts';
import { formatChunk, parseChunk } from '../../src/adapters/aws/plan-chunk.ts';
import { AwsPlanStore } from '../../src/adapters/aws/plan-store.ts';
import { type Bucket, listKeys, openBucket, putIfAbsent, removeObjects } from '../../src/adapters/aws/s3.ts';
import { formatMessage } from '../../src/adapters/aws/stored-message.ts';
import { attention, shardOf } from '../../src/adapters/aws/tracking-item.ts';
import { MemoryCampaignStore } from '../../src/adapters/memory/campaign-store.ts';
import { MemoryState } from '../../src/adapters/memory/memory-state.ts';
import { MemoryMessageLedger } from '../../src/adapters/memory/message-ledger.ts';
import { MemoryPlanStore } from '../../src/adapters/memory/plan-store.ts';
import type { PlannedMessage, PlanStore } from '../../src/campaign/plan-store.ts';
import type { Message } from '../../src/delivery/message.ts';
import { NO_STATE } from '../../src/delivery/state.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { makeDefinition, makeMessage, NO_TOTALS } from '../support/make.ts';
import { memoryRounds } from '../support/memory-rounds.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { lostAnswer, watchRequests } from '../support/watch-requests.ts';

const NOW = 1_700_000_000_000;
const EMAIL = { kind: 'email', subject: 'S', text: 'T' } as const;

describe.skipIf(!hasMoto)('plans in S3', () => {
  let moto: Moto;
  let tables: Tables;
  let bucket: Bucket;
  let state: MemoryState;
  let requests: string[];

  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());
  beforeEach(async () => {
    const deployment = await makeDeployment(moto, { tables: ['delivery-tracking'], bucket: true });
    tables = openTables(deployment);
    bucket = openBucket(deployment);
    state = new MemoryState();
    await new MemoryCampaignStore(state).create(makeDefinition(), NOW);
    requests = [];
    watchRequests(bucket.s3, (command) => requests.push(command));
  });
  afterEach(() => {
    tables.dynamo.destroy();
    bucket.s3.destroy();
  });

  /** What another process would open. */
  const open = () => {
    const ledger = new MemoryMessageLedger(state, 'w1');
    return new AwsPlanStore({ tables, bucket, campaigns: memoryRounds(state), ledger });
  };
  const start = async () => {
    const campaigns = new MemoryCampaignStore(state);
    await campaigns.setPlanned('spring', NO_TOTALS, state.planRounds.get('spring'));
    await campaigns.move('spring', ['planned'], 'running', '', NOW);
  };
  const keys = async () => {
    const found: string[] = [];
    for await (const page of listKeys(bucket, 'plans/')) found.push(...page);
    return found;
  };
  const allPages = async (plan: PlanStore, originId: string, limit: number) => {
    const found: PlannedMessage[] = [];
    for (;;) {
      const page = await plan.page('spring', originId, found.at(-1)?.id, limit);
      found.push(...page);
      if (page.length < limit) return found.map(({ id }) => id);
    }
  };

  describe('rounds', () => {
    test('of two planners at once the last to begin wins, and nothing of the other is seen or kept', async () => {
      const [one, two] = [open(), open()];
      const first = await one.clear('spring');
      expect(await one.append('spring', [makeMessage('1', 1)], [], first)).toBe(true);
      const second = await two.clear('spring');
      expect([first, second]).toEqual([1, 2]);
      expect(await one.append('spring', [makeMessage('1', 2)], [], first)).toBe(false);
      expect(await two.append('spring', [makeMessage('1', 3)], [], second)).toBe(true);
      await start();
      for (const plan of [one, two, open()]) {
        expect(await allPages(plan, 'sms', 10)).toEqual([makeMessage('1', 3).id]);
        expect(await plan.load([makeMessage('1', 1).id, makeMessage('1', 2).id])).toEqual([]);
      }
      expect((await keys()).map((key) => key.split('/')[2])).toEqual(['2', 'campaign']);
      expect(await one.clear('spring')).toBeUndefined();
    });

    test('a chunk that a planner of an earlier round still had under way is nobody’s, and goes with the next', async () => {
      const plan = open();
      const round = await plan.clear('spring');
      await plan.append('spring', [makeMessage('1', 1)], [], round);
      const [chunk = ''] = await keys();
      expect(await plan.clear('spring')).toBe(2);
      await putIfAbsent(bucket, chunk, Buffer.from('late'));
      expect(await plan.load([makeMessage('1', 1).id])).toEqual([]);
      expect(await plan.ofCustomer('1')).toEqual([]);
      await plan.clear('spring');
      expect(await keys()).toEqual(['plans/1/campaign']);
    });

    test('a draft that is planned anew is seen anew by those who looked before', async () => {
      const [planner, reader] = [open(), open()];
      const id = makeMessage('1', 1).id;
      await planner.append('spring', [makeMessage('1', 1)], [], (await planner.clear('spring')) ?? -1);
      expect(await reader.load([id])).toHaveLength(1);
      const later = makeMessage('1', 1, { price: 5 });
      await planner.append('spring', [later], [], (await planner.clear('spring')) ?? -1);
      expect(await reader.load([id])).toEqual([later]);
    });
  });

  test('a draft that is dropped while somebody reads it is not damaged', async () => {
    const plan = open();
    await plan.append('spring', [makeMessage('1', 1)], [], await plan.clear('spring'));
    const reader = open();
    let lists = 0;
    watchRequests(bucket.s3, async (command) => {
      if (command === 'ListObjectsV2Command' && lists++ === 0) await plan.clear('spring');
    });
    expect(await reader.ofCustomer('1', 'spring')).toEqual([]);
    expect(lists).toBe(2);
  });

  test('chunks that do not fit into memory are read again, the others are not', async () => {
    const names = ['a', 'b', 'c'];
    const chunk = await formatChunk({ sends: [makeMessage('1', 1)], skips: [] });
    for (const name of names) await putIfAbsent(bucket, name, chunk);
    const { size } = await parseChunk('', chunk);
    const cache = new ChunkCache(bucket, size * 2);
    requests.length = 0;
    const reads = async (name: string) => {
      const before = requests.length;
      expect((await cache.read(name))?.messages.size).toBe(1);
      return requests.length - before;
    };
    for (const [name, meant] of [
      ['a', 1],
      ['b', 1],
      ['a', 0],
      ['c', 1],
      ['a', 0],
      ['b', 1],
      ['c', 1],
    ] as const)
      expect(await reads(name), name).toBe(meant);
    expect(await cache.read('none')).toBeUndefined();
  });

  describe('chunks', () => {
    test('a batch is one object, which is read once for all that ask', async () => {
      const planner = open();
      const round = await planner.clear('spring');
      const messages = Array.from({ length: 200 }, (_, i) =>
        makeMessage('1', 36 ** 2 + i, { originId: i % 2 === 0 ? 'sms' : 'other' }),
      );
      requests.length = 0;
      await planner.append('spring', messages.slice(0, 100), [{ customerKey: '11', reason: 'x' }], round);
      await planner.append('spring', messages.slice(100), [], round);
      expect(requests).toEqual(['PutObjectCommand', 'PutObjectCommand']);
      await start();
      const reader = open();
      requests.length = 0;
      const slices = Array.from({ length: 20 }, (_, i) => messages.slice(i * 10, i * 10 + 10));
      for (const slice of slices) expect(await reader.load(slice.map(({ id }) => id))).toEqual(slice);
      await Promise.all(['sms', 'other', 'none'].map((lane) => allPages(reader, lane, 7)));
      // Whose plan it is, its chunks, and the two of them.
      expect(requests.toSorted()).toEqual([
        'GetObjectCommand',
        'GetObjectCommand',
        'GetObjectCommand',
        'ListObjectsV2Command',
      ]);
    });

    test('hold no address and no text in their names', async () => {
      const plan = open();
      await plan.append('spring', [makeMessage('1', 1)], [{ customerKey: '2', reason: 'no_consent' }]);
      for (const key of await keys())
        expect(key).toMatch(/^plans\/1\/(campaign|0\/1-2-[\w-]{16}-[0-9a-z]+\.ndjson\.gz)$/);
    });

    test('a chunk whose answer was lost is there once', async () => {
      const plan = open();
      const round = await plan.clear('spring');
      let lost = 0;
      watchRequests(bucket.s3, (command) => {
        if (command === 'PutObjectCommand' && lost++ === 0) throw lostAnswer();
      });
      expect(await plan.append('spring', [makeMessage('1', 1)], [], round)).toBe(true);
      expect(await allPages(open(), 'sms', 10)).toEqual([makeMessage('1', 1).id]);
    });

    test('that are missing or damaged are one clear failure, and an origin beside them goes on', async () => {
      const plan = open();
      const round = await plan.clear('spring');
      await plan.append('spring', [makeMessage('1', 1)], [], round);
      await plan.append('spring', [makeMessage('1', 2, { originId: 'other' })], [], round);
      const [chunk = ''] = await keys();
      await removeObjects(bucket, [chunk]);
      const failing = () => open().page('spring', 'sms', undefined, 10);
      expect(await allPages(open(), 'sms', 10)).toEqual([]);
      await putIfAbsent(bucket, chunk, Buffer.from('+14155550001'));
      await expect(failing()).rejects.toMatchObject({
        code: 'workspace_damaged',
        message: expect.not.stringContaining('4155550001'),
      });
      expect(await allPages(open(), 'other', 10)).toEqual([makeMessage('1', 2).id]);
      await start();
      const reader = open();
      await expect(reader.load([makeMessage('1', 1).id])).rejects.toMatchObject({
        code: 'workspace_damaged',
      });
      await removeObjects(bucket, [chunk]);
      await expect(reader.load([makeMessage('1', 1).id])).rejects.toMatchObject({
        code: 'workspace_damaged',
      });
    });
  });

  test('decisions in any order, twice and over one another, are as in memory', async () => {
    const decision = fc.record({
      customer: fc.integer({ min: 1, max: 80 }),
      send: fc.boolean(),
      price: fc.integer({ min: 1, max: 3 }),
      originId: fc.constantFrom('sms', 'other'),
    });
    const batches = fc.array(
      fc.uniqueArray(decision, { selector: ({ customer }) => customer, maxLength: 12 }),
      {
        maxLength: 6,
      },
    );
    let campaigns = 0;
    await fc.assert(
      fc.asyncProperty(batches, fc.boolean(), fc.integer({ min: 1, max: 9 }), async (given, begun, limit) => {
        const id = `c-${++campaigns}`;
        const { key } = await new MemoryCampaignStore(state).create(makeDefinition({ id }), NOW);
        const [model, plan] = [new MemoryPlanStore(state), open()];
        const round = begun ? await plan.clear(id) : undefined;
        for (const batch of given) {
          const sends = batch
            .filter(({ send }) => send)
            .map(({ customer, price, originId }) =>
              makeMessage(key, customer, { price, originId, campaignId: id }),
            );
          const skips = batch
            .filter(({ send }) => !send)
            .map(({ customer, price }) => ({ customerKey: customer.toString(36), reason: `r${price}` }));
          expect(await plan.append(id, sends, skips, round)).toBe(true);
          await model.append(id, sends, skips);
        }
        const reader = open();
        for (const lane of ['sms', 'other'])
          for (let after: PlannedMessage | undefined; ; ) {
            const page = await reader.page(id, lane, after?.id, limit);
            expect(page).toEqual(await model.page(id, lane, after?.id, limit));
            after = page.at(-1);
            if (after === undefined) break;
          }
        const messages = state.messagesOf(id);
        expect(await reader.load(messages.map((message) => message.id))).toEqual(messages);
        for (const customer of given
          .flat()
          .slice(0, 5)
          .map((each) => each.customer.toString(36))) {
          expect(await reader.ofCustomer(customer, id)).toEqual(await model.ofCustomer(customer, id));
          const ofThis = (skips: Awaited<ReturnType<PlanStore['skipsOf']>>) =>
            skips.filter(({ campaignId }) => campaignId === id);
          expect(ofThis(await reader.skipsOf(customer))).toEqual(ofThis(await model.skipsOf(customer)));
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  describe('fallbacks', () => {
    const [one, two, three] = [
      makeMessage('1', 1),
      makeMessage('1', 1, { step: 2, channel: 'email', originId: 'email', content: EMAIL }),
      makeMessage('1', 1, { step: 3, channel: 'whatsapp', originId: 'whatsapp' }),
    ];
    const put = (message: Message, others: Readonly<Record<string, unknown>>) =>
      writeAll(tables, 'delivery-tracking', { put: [{ message_id: message.id, ...others }] });
    const queued = { attention: attention.queued('spring', 0) };

    beforeEach(async () => {
      await open().append('spring', [one], []);
      await put(one, { next: two.id });
      await put(two, { message: formatMessage(two), next: three.id });
      await put(three, { message: formatMessage(three) });
    });

    test('are loaded from their items, and found step by step', async () => {
      const plan = open();
      expect(await plan.load([three.id, one.id, two.id, makeMessage('1', 9, { step: 2 }).id])).toEqual([
        three,
        one,
        two,
      ]);
      expect(await plan.ofCustomer('1')).toEqual([one, two, three]);
      expect(await plan.ofCustomer('2')).toEqual([]);
    });

    test('that are queued and wait for nothing stand in the pages of their lane', async () => {
      const others = [5, 6, 7, 300].map((customer) =>
        makeMessage('1', customer, { step: 2, channel: 'email', originId: 'email', content: EMAIL }),
      );
      const first = makeMessage('1', 6, { channel: 'email', originId: 'email', content: EMAIL });
      await open().append('spring', [first], []);
      for (const message of [two, ...others, first]) {
        const shard = { ...queued, attention: attention.queued('spring', shardOf(message.id)) };
        await put(message, { ...shard, attention_at: message.id, message: formatMessage(message) });
        state.states.set(message.id, { ...NO_STATE, status: 'queued', attempts: 1 });
      }
      const taken = others[2];
      if (taken === undefined) throw new Error('no message');
      state.states.set(taken.id, { ...NO_STATE, status: 'sent', attempts: 1 });
      const meant = [two, ...others, first].filter((message) => message !== taken).map(({ id }) => id);
      for (const limit of [1, 2, 10])
        expect(await allPages(open(), 'email', limit)).toEqual(meant.toSorted());
      expect(await allPages(open(), 'whatsapp', 10)).toEqual([]);
    });
  });
});
