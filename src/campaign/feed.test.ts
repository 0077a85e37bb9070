import { describe, expect, test } from 'vitest';
import { makeDefinition, makeMessage, NO_TOTALS } from '../../test/support/make.ts';
import { memoryWorkspace } from '../../test/support/memory-workspace.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { MemoryFeedStore } from '../adapters/memory/feed-store.ts';
import { MemoryWorkQueue } from '../adapters/memory/work-queue.ts';
import type { MessageId } from '../delivery/message.ts';
import type { Task, WorkQueue } from '../dispatch/work-queue.ts';
import { CampaignFeed } from './feed.ts';

/** A queue that counts no lanes, as SQS. */
class OutsideQueue {
  readonly pushed: Task[] = [];
  waiting = 0;

  readonly port: WorkQueue = Object.assign(new MemoryWorkQueue(new VirtualClock()), {
    push: async (tasks: readonly Task[]) => {
      this.pushed.push(...tasks);
      this.waiting += tasks.length;
    },
    depth: async (lane?: string) => (lane === undefined ? this.waiting : undefined),
  });
}

const MINUTE = 60_000;
/** 600 messages are a minute of it. */
const PACE = 10;

async function bench(count: number) {
  const clock = new VirtualClock();
  const { campaigns, plan, ledger } = memoryWorkspace(clock);
  const campaign = await campaigns.create(makeDefinition(), clock.now());
  const messages = Array.from({ length: count }, (_, i) => makeMessage(campaign.key, i + 1));
  await plan.append('spring', messages, []);
  await campaigns.setPlanned('spring', { ...NO_TOTALS, planned: count });
  await campaigns.move('spring', ['planned'], 'running', '', clock.now());
  const queue = new OutsideQueue();
  const feeds = new MemoryFeedStore();
  /** Each call is another process: nothing but the store of progress goes from one to the next. */
  const fill = (missingMs?: number) =>
    new CampaignFeed({ plan, queue: queue.port, ledger, feeds, clock }, campaign.definition).fill(
      'sms',
      PACE,
      missingMs,
    );
  /** The next so many that were pushed are sent. */
  let done = 0;
  const send = async (n: number) => {
    const ids = queue.pushed.slice(done, done + n).map(({ messageId }) => messageId);
    done += ids.length;
    queue.waiting -= ids.length;
    const wanted = new Set<MessageId>(ids);
    await ledger.intend(
      messages.filter(({ id }) => wanted.has(id)),
      clock.now(),
    );
  };
  const lose = () => {
    done = queue.pushed.length;
    queue.waiting = 0;
  };
  return { clock, queue, fill, send, lose, feeds };
}

describe('a lane of a queue that counts no lanes', () => {
  test('is given a minute of work, whoever asks next', async () => {
    const { queue, fill } = await bench(2_000);
    expect(await fill()).toBe(600);
    expect(await fill()).toBe(0);
    expect(queue.pushed).toHaveLength(600);
  });

  test('is given more when a quarter was started, each message once', async () => {
    const { queue, fill, send } = await bench(2_000);
    await fill();
    await send(100);
    expect(await fill()).toBe(0);
    await send(100);
    expect(await fill()).toBeGreaterThanOrEqual(150);
    expect(queue.pushed.length).toBeLessThanOrEqual(200 + 600);
    expect(new Set(queue.pushed.map(({ messageId }) => messageId)).size).toBe(queue.pushed.length);
  });

  test('that stands still (its origin is on hold) is given nothing more for a quarter of an hour', async () => {
    const { clock, fill } = await bench(2_000);
    await fill();
    for (let i = 0; i < 14; i++) {
      await clock.advance(MINUTE);
      expect(await fill()).toBe(0);
    }
    await clock.advance(2 * MINUTE);
    expect(await fill()).toBe(600);
  });

  test('goes on behind what was lost, and gives that again at the end', async () => {
    const { clock, queue, fill, send, lose } = await bench(900);
    await fill();
    await send(200);
    lose();
    // For a minute the queue's own count is not trusted: what was given seems to be there.
    expect(await fill()).toBe(150);
    for (let i = 0; i < 3; i++) {
      await send(1_000);
      await clock.advance(2 * MINUTE);
      await fill();
    }
    expect(queue.pushed).toHaveLength(900);
    expect(await fill(MINUTE / 2)).toBe(0);
    expect(await fill(MINUTE)).toBe(400);
    expect(new Set(queue.pushed.map(({ messageId }) => messageId)).size).toBe(900);
  });

  test('is fed from the beginning only after everything has stood still for a minute', async () => {
    const { clock, fill, send } = await bench(300);
    await fill();
    await send(300);
    await clock.advance(MINUTE);
    expect(await fill(MINUTE / 2)).toBe(0);
    expect(await fill(MINUTE)).toBe(0);
  });

  test('begins anew when its progress is lost: what was started is left out', async () => {
    const { fill, send, feeds, queue } = await bench(500);
    await fill();
    await send(400);
    await feeds.forget('spring');
    expect(await fill()).toBe(100);
    expect(queue.pushed).toHaveLength(600);
  });
});
