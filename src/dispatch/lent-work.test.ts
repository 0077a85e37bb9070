import { describe, expect, test } from 'vitest';
import { makeDefinition, makeMessage, NO_TOTALS } from '../../test/support/make.ts';
import { memoryWorkspace } from '../../test/support/memory-workspace.ts';
import { PaperPost } from '../../test/support/paper-post.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { LentWorkQueue } from '../adapters/aws/lent-work-queue.ts';
import { formatSlice, slicesOf } from '../adapters/aws/task-slice.ts';
import { MemoryWorkQueue } from '../adapters/memory/work-queue.ts';
import { routeOf } from '../campaign/route-of.ts';
import type { Outcome } from '../channels/outcome.ts';
import type { SendRequest } from '../channels/provider.ts';
import { dispatchParts } from '../compose/dispatch-parts.ts';
import type { Message, MessageId } from '../delivery/message.ts';
import { perChannel } from '../kernel/channel.ts';
import { dispatchLent } from './lent-work.ts';
import { OriginHolds } from './origin-holds.ts';
import type { Task } from './work-queue.ts';

const COUNT = 25;
const ORIGIN = { id: 'sms', channel: 'sms', kind: 'pool', identity: 'pool-1' };

interface BenchOptions {
  /** Of the origin. */
  readonly perSecond?: number;
  readonly answer?: (request: SendRequest, clock: VirtualClock) => Promise<Outcome>;
}

const accept = async ({ attemptId }: SendRequest): Promise<Outcome> => ({
  kind: 'accepted',
  providerId: `p-${attemptId}`,
});

/** A function's environment on memory stores, with a campaign of 25 messages that runs. */
async function bench({ perSecond = 1_000, answer = accept }: BenchOptions = {}) {
  const clock = new VirtualClock();
  const workspace = memoryWorkspace(clock, {
    origins: [{ ...ORIGIN, limit: { partsPerSecond: perSecond } }],
  });
  const { campaigns, plan, ledger, settings } = workspace;
  const campaign = await campaigns.create(makeDefinition(), clock.now());
  const messages = Array.from({ length: COUNT }, (_, i) => makeMessage(campaign.key, i + 1));
  await plan.append('spring', messages, []);
  await campaigns.setPlanned('spring', { ...NO_TOTALS, planned: COUNT });
  await campaigns.move('spring', ['planned'], 'running', '', clock.now());
  const post = new PaperPost();
  const dropped: MessageId[] = [];
  const queue = new LentWorkQueue({
    post,
    lanes: new MemoryWorkQueue(clock),
    clock,
    noteDropped: async (ids) => void dropped.push(...ids),
  });
  const holds = new OriginHolds(clock, workspace.random);
  const called: string[] = [];
  const troubles: string[] = [];
  const dispatch = dispatchParts(workspace, {
    queue,
    holds,
    providers: perChannel((channel) => ({
      channel,
      send: (request) => {
        called.push(request.attemptId);
        return answer(request, clock);
      },
    })),
    trouble: ({ message }) => troubles.push(message),
  });
  const parts = { dispatch, queue, routeOf: (lane: string) => routeOf({ campaigns, settings }, lane) };
  const statuses = async () => {
    const states = await ledger.states(messages.map(({ id }) => id));
    return messages.map(({ id }) => states.get(id)?.status ?? 'planned');
  };
  return { clock, workspace, parts, post, queue, holds, called, dropped, troubles, messages, statuses };
}

const tasksOf = (messages: readonly Message[]): readonly Task[] =>
  messages.map(({ id, campaignId, originId, parts }) => ({
    messageId: id,
    campaignId,
    originId,
    messageType: 'promotional',
    parts,
  }));

/** As a queue would hand it over: three texts of ten, ten and five tasks. */
const textsOf = (messages: readonly Message[]) =>
  slicesOf(tasksOf(messages), 0).map((slice, i) => ({ id: `m${i + 1}`, text: formatSlice(slice) }));

const MINUTE = 60_000;

describe('work that was lent', () => {
  test('is sent, and nothing is left', async () => {
    const { clock, parts, post, called, messages, statuses } = await bench();
    expect(await clock.settle(dispatchLent(parts, textsOf(messages), MINUTE))).toEqual([]);
    expect(new Set(await statuses())).toEqual(new Set(['sent']));
    expect(called).toHaveLength(COUNT);
    expect(post.sent).toEqual([]);
  });

  test('that comes twice, in one call or in two, is sent once', async () => {
    const { clock, parts, called, messages } = await bench();
    const texts = textsOf(messages);
    const again = texts.map(({ id, text }) => ({ id: `${id}-again`, text }));
    expect(await clock.settle(dispatchLent(parts, [...texts, ...again], MINUTE))).toEqual([]);
    expect(await clock.settle(dispatchLent(parts, texts, MINUTE))).toEqual([]);
    expect(new Set(called).size).toBe(COUNT);
    expect(called).toHaveLength(COUNT);
  });

  test('that is no work fails alone', async () => {
    const { clock, parts, messages, statuses } = await bench();
    const poison = [
      { id: 'x1', text: 'no JSON' },
      { id: 'x2', text: '{"campaign":"spring"}' },
    ];
    const failed = await clock.settle(dispatchLent(parts, [...poison, ...textsOf(messages)], MINUTE));
    expect(failed).toEqual(['x1', 'x2']);
    expect(new Set(await statuses())).toEqual(new Set(['sent']));
  });

  test('whose time is over is sent on for later, and no call is lost or made twice', async () => {
    const { clock, parts, post, called, messages, statuses } = await bench({ perSecond: 1 });
    expect(await clock.settle(dispatchLent(parts, textsOf(messages), 10_000))).toEqual([]);
    const sent = (await statuses()).filter((status) => status === 'sent').length;
    expect(sent).toBeGreaterThan(5);
    expect(sent).toBeLessThan(15);
    expect(called).toHaveLength(sent);
    expect(post.sent.every(({ delaySeconds }) => delaySeconds >= 5)).toBe(true);
    const left = post.sent.flatMap(({ slice }) => slice.tasks.map(({ messageId }) => messageId));
    const queuedNow = messages.filter((_, i) => !called.some((id) => id.includes(messages[i]?.id ?? '')));
    expect(left.toSorted()).toEqual(expect.arrayContaining(queuedNow.map(({ id }) => id)));
    // What was sent on is all that the next function needs.
    const texts = post.sent.map(({ text }, i) => ({ id: `n${i}`, text }));
    expect(await clock.settle(dispatchLent(parts, texts, 5 * MINUTE))).toEqual([]);
    expect(new Set(called).size).toBe(called.length);
  });

  test('waits for the calls under way before it gives the rest back', async () => {
    const slow = async (request: SendRequest, clock: VirtualClock): Promise<Outcome> => {
      await clock.sleep(8_000);
      return accept(request);
    };
    const { clock, parts, called, messages, statuses } = await bench({ answer: slow });
    await clock.settle(dispatchLent(parts, textsOf(messages), 1_000));
    const states = await statuses();
    expect(called.length).toBeGreaterThan(0);
    expect(states.filter((status) => status === 'sent')).toHaveLength(called.length);
    expect(states).not.toContain('sending');
  });

  test('of an origin that is closed or on hold is sent on at once', async () => {
    const { clock, parts, post, holds, called, messages } = await bench();
    holds.close(new Map([['sms', 'The account has no such pool.']]));
    const before = clock.monotonic();
    expect(await clock.settle(dispatchLent(parts, textsOf(messages), 5 * MINUTE))).toEqual([]);
    expect(clock.monotonic() - before).toBeLessThan(5_000);
    expect(called).toEqual([]);
    expect(post.sent.flatMap(({ slice }) => slice.tasks)).toHaveLength(COUNT);
    expect(post.sent.map(({ delaySeconds }) => delaySeconds)).toEqual([60, 60, 60]);
  });

  test('of a campaign that does not run is dropped, and the ledger is told: whoever had it may have died', async () => {
    const { clock, workspace, parts, post, called, dropped, messages } = await bench();
    await workspace.campaigns.move('spring', ['running'], 'paused', 'operator', clock.now());
    expect(await clock.settle(dispatchLent(parts, textsOf(messages), 5 * MINUTE))).toEqual([]);
    expect(called).toEqual([]);
    expect(post.sent).toEqual([]);
    expect(dropped.toSorted()).toEqual(messages.map(({ id }) => id).toSorted());
  });

  test('stays, where the ledger cannot be told that it is dropped', async () => {
    const { clock, workspace, parts, troubles, messages } = await bench();
    await workspace.campaigns.move('spring', ['running'], 'cancelled', '', clock.now());
    const queue = new LentWorkQueue({
      post: new PaperPost(),
      lanes: new MemoryWorkQueue(clock),
      clock,
      noteDropped: async () => {
        throw new Error('The table is away.');
      },
    });
    await clock.settle(dispatchLent({ ...parts, queue }, textsOf(messages), 3_000));
    expect(troubles).toContain('The table is away.');
  });

  test('whose messages cannot be loaded fails where nothing was done, so that it ends among the dead letters', async () => {
    const { clock, parts, post, troubles, messages } = await bench();
    const dispatch = {
      ...parts.dispatch,
      load: async () => {
        throw new Error('The chunk is damaged.');
      },
    };
    const failed = await clock.settle(dispatchLent({ ...parts, dispatch }, textsOf(messages), 10_000));
    expect(failed).toEqual(['m1', 'm2', 'm3']);
    expect(post.sent).toEqual([]);
    expect(troubles).toContain('The chunk is damaged.');
  });

  test('that cannot be sent on fails, and comes again', async () => {
    const { clock, parts, post, messages } = await bench({ perSecond: 1 });
    post.isClosed = true;
    const failed = await clock.settle(dispatchLent(parts, textsOf(messages), 3_000));
    expect(failed.length).toBeGreaterThan(0);
    expect(['m1', 'm2', 'm3']).toEqual(expect.arrayContaining([...failed]));
  });
});
