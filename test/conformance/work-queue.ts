import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Task, WorkQueue } from '../../src/dispatch/work-queue.ts';
import { laneOf } from '../../src/dispatch/work-queue.ts';
import { makeMessage } from '../support/make.ts';

export interface WorkQueueHarness {
  readonly name: string;
  open(): Promise<{ queue: WorkQueue; advance(ms: number): Promise<void>; close(): void }>;
}

const task = (n: number, campaignId = 'spring', originId = 'sms'): Task => ({
  messageId: makeMessage('1', n).id,
  campaignId,
  originId,
  messageType: 'promotional',
  parts: 1,
});
const LANE = laneOf(task(1));
const SECOND = 1000;

/** What every work queue promises: at least once, hidden while leased. */
export function workQueueSuite(harness: WorkQueueHarness): void {
  describe(`work queue: ${harness.name}`, () => {
    let opened: Awaited<ReturnType<WorkQueueHarness['open']>>;
    let queue: WorkQueue;

    beforeEach(async () => {
      opened = await harness.open();
      queue = opened.queue;
    });
    afterEach(() => opened.close());

    test('what is pushed is received once while it is leased', async () => {
      await queue.push([task(1), task(2), task(3)]);
      const first = await queue.receive(LANE, 2, 30 * SECOND, 0);
      const second = await queue.receive(LANE, 2, 30 * SECOND, 0);
      expect([...first, ...second].map((t) => t.messageId).sort()).toEqual(
        [1, 2, 3].map((n) => task(n).messageId).sort(),
      );
      expect(await queue.receive(LANE, 2, 30 * SECOND, 0)).toEqual([]);
    });

    test('a task that is done never comes again', async () => {
      await queue.push([task(1)]);
      await queue.done(await queue.receive(LANE, 1, SECOND, 0));
      await opened.advance(5 * SECOND);
      expect(await queue.receive(LANE, 1, SECOND, 0)).toEqual([]);
      expect(await queue.depth()).toBe(0);
    });

    test('a task whose worker died comes again', async () => {
      await queue.push([task(1)]);
      await queue.receive(LANE, 1, SECOND, 0);
      await opened.advance(2 * SECOND);
      expect(await queue.receive(LANE, 1, SECOND, 0)).toHaveLength(1);
    });

    test('lanes do not see each other', async () => {
      await queue.push([task(1), task(2, 'spring', 'email'), task(3, 'summer')]);
      expect((await queue.lanes()).toSorted()).toEqual(['spring/email', 'spring/sms', 'summer/sms']);
      expect(await queue.receive('spring/email', 10, SECOND, 0)).toHaveLength(1);
      // A queue that counts no lanes says so.
      expect((await queue.depth('spring/sms')) ?? 1).toBe(1);
      expect(await queue.depth()).toBe(3);
    });

    test('a campaign can be cleared out', async () => {
      await queue.push([task(1), task(2, 'spring', 'email'), task(3, 'summer')]);
      await queue.clear('spring');
      expect(await queue.lanes()).toEqual(['summer/sms']);
    });

    test('who waits is woken by a push, and each push wakes somebody who waits', async () => {
      const gone = new AbortController();
      const impatient = queue.receive(LANE, 1, SECOND, 60 * SECOND, gone.signal);
      const waiting = queue.receive(LANE, 1, SECOND, 60 * SECOND);
      gone.abort();
      expect(await impatient).toEqual([]);
      await queue.push([task(1)]);
      expect(await waiting).toHaveLength(1);
    });
  });
}
