import { expect, test } from 'vitest';
import { memoryWorkspace } from '../../test/support/memory-workspace.ts';
import { PaperPost } from '../../test/support/paper-post.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { LentWorkQueue } from '../adapters/aws/lent-work-queue.ts';
import { MemoryWorkQueue } from '../adapters/memory/work-queue.ts';
import { dispatchParts } from '../compose/dispatch-parts.ts';
import { OriginHolds } from '../dispatch/origin-holds.ts';
import { perChannel } from '../kernel/channel.ts';
import { makeDispatcher } from './dispatcher.ts';

const record = (messageId: string, body: string) => ({
  messageId,
  body,
  attributes: { SentTimestamp: '1700000000000' },
});

function dispatcher() {
  const clock = new VirtualClock();
  const workspace = memoryWorkspace(clock);
  const queue = new LentWorkQueue({
    post: new PaperPost(),
    lanes: new MemoryWorkQueue(clock),
    clock,
    noteDropped: async () => undefined,
  });
  const lines: string[] = [];
  const handler = makeDispatcher({
    open: async () => ({
      queue,
      dispatch: dispatchParts(workspace, {
        queue,
        holds: new OriginHolds(clock, workspace.random),
        providers: perChannel((channel) => ({
          channel,
          send: async () => ({ kind: 'accepted', providerId: 'p' }),
        })),
        trouble: () => undefined,
      }),
      routeOf: async () => undefined,
    }),
    taken: async (texts) => [`${texts.length} taken`],
    report: (line) => lines.push(line),
  });
  return { clock, handler, lines };
}

const TIME = { getRemainingTimeInMillis: () => 60_000 };

test('only what is no work fails; the rest of the batch is removed', async () => {
  const { clock, handler, lines } = dispatcher();
  const slice = JSON.stringify({
    campaign: 'gone',
    origin: 'sms',
    type: 'promotional',
    at: 1,
    tasks: [['1-1-1s', 1]],
  });
  const event = { Records: [record('good', slice), record('bad', '{}'), record('worse', '')] };
  expect(await clock.settle(handler(event, TIME))).toEqual({
    batchItemFailures: [{ itemIdentifier: 'bad' }, { itemIdentifier: 'worse' }],
  });
  expect(lines).toEqual(['3 taken']);
});

test('what is no batch of a queue is not taken for one', async () => {
  const { handler } = dispatcher();
  await expect(handler({}, TIME)).rejects.toThrow('invalid_type');
});
