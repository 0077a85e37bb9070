import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test, vi } from 'vitest';
import { sqsSlicePost } from '../../src/adapters/aws/slice-post.ts';
import { AwsWorkQueue } from '../../src/adapters/aws/work-queue.ts';
import { MemoryWorkQueue } from '../../src/adapters/memory/work-queue.ts';
import type { Task } from '../../src/dispatch/work-queue.ts';
import { storeClientConfig } from '../../src/channels/aws/client-config.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { makeMessage } from '../support/make.ts';
import type { Moto } from '../support/moto.ts';
import { onMoto } from '../support/on-moto.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const task = (n: number, overrides: Partial<Task> = {}): Task => ({
  messageId: makeMessage('1', n).id,
  campaignId: 'spring',
  originId: 'sms',
  messageType: 'promotional',
  parts: 1,
  ...overrides,
});
const LANE = 'spring/sms';
const MINUTE = 60_000;

/** Two processes on the same queues. */
async function pair(moto: Moto) {
  const deployment = await makeDeployment(moto, { queues: true });
  const clock = new VirtualClock();
  const troubles: string[] = [];
  const dropped: string[] = [];
  const open = () =>
    new AwsWorkQueue({
      post: sqsSlicePost(deployment),
      lanes: new MemoryWorkQueue(clock),
      clock,
      noteDropped: async (ids) => void dropped.push(...ids),
      trouble: ({ message }) => troubles.push(message),
    });
  return { deployment, clock, troubles, dropped, one: open(), other: open() };
}

async function takeAll(queue: AwsWorkQueue, count: number): Promise<readonly Task[]> {
  const taken: Task[] = [];
  while (taken.length < count) {
    const some = await queue.receive(LANE, 7, MINUTE, 0);
    if (some.length === 0) break;
    taken.push(...some);
    await queue.done(some);
  }
  return taken;
}

onMoto((moto) => {
  test('500 tasks take at most 0.3 requests each', async () => {
    const { one, other } = await pair(moto());
    const requests = vi.spyOn(SQSClient.prototype, 'send');
    await one.push(Array.from({ length: 500 }, (_, n) => task(n + 1)));
    const taken = await takeAll(other, 500);
    expect(new Set(taken.map(({ messageId }) => messageId)).size).toBe(500);
    await other.giveBack(0);
    expect(requests.mock.calls.length / 500).toBeLessThanOrEqual(0.3);
    requests.mockRestore();
    expect(await other.depth()).toBe(0);
  });

  test('transactional tasks have a queue of their own', async () => {
    const { deployment, one } = await pair(moto());
    await one.push([task(1), task(2, { messageType: 'transactional' })]);
    const post = sqsSlicePost(deployment);
    const [letter, ...others] = await post.receive('transactional', 0, new AbortController().signal);
    expect(others).toEqual([]);
    expect(letter?.text).toContain(task(2).messageId);
  });

  test('what a process does not get done it gives back, and the others have it', async () => {
    const { one, other } = await pair(moto());
    await one.push(Array.from({ length: 15 }, (_, n) => task(n + 1)));
    const taken = await one.receive(LANE, 4, MINUTE, 0);
    await one.done(taken);
    one.end();
    await one.giveBack(0);
    const left = await takeAll(other, 15);
    expect(new Set([...taken, ...left].map(({ messageId }) => messageId)).size).toBe(15);
    expect(left).toHaveLength(15 - taken.length);
  });

  test('what was pushed before a campaign was cleared is dropped wherever it is met, what came after is not', async () => {
    const { clock, one, dropped } = await pair(moto());
    await one.push([task(1)]);
    await clock.advance(1_000);
    await one.clear('spring');
    await clock.advance(1_000);
    await one.push([task(2)]);
    expect((await takeAll(one, 2)).map(({ messageId }) => messageId)).toEqual([task(2).messageId]);
    expect(dropped).toEqual([task(1).messageId]);
  });

  test('what is held of a campaign that is cleared is told before it is gone', async () => {
    const { one, other, dropped } = await pair(moto());
    await one.push([task(1), task(2)]);
    const [taken] = await other.receive(LANE, 1, MINUTE, 0);
    if (taken !== undefined) await other.done([taken]);
    await other.clear('spring');
    expect(dropped).toEqual(
      [task(1), task(2)].map(({ messageId }) => messageId).filter((id) => id !== taken?.messageId),
    );
    expect(await other.depth()).toBe(0);
  });

  test('a message that is no slice is told and hands out nothing', async () => {
    const { deployment, one, troubles } = await pair(moto());
    const sqs = new SQSClient({ ...storeClientConfig(deployment.access), useQueueUrlAsEndpoint: false });
    await sqs.send(new SendMessageCommand({ QueueUrl: deployment.queues.work, MessageBody: '{}' }));
    sqs.destroy();
    await one.push([task(1)]);
    expect(await takeAll(one, 1)).toHaveLength(1);
    expect(await one.receive(LANE, 1, MINUTE, 0)).toEqual([]);
    expect(troubles).toEqual(['A message of a work queue is no slice of work.']);
  });
});
