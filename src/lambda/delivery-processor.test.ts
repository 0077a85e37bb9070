import { expect, test } from 'vitest';
import { goldenEvents } from '../../test/support/golden-events.ts';
import { memoryWorkspace } from '../../test/support/memory-workspace.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { type ArrivedText, takeIn } from '../delivery/take-in.ts';
import { Failure } from '../kernel/failure.ts';
import { makeDeliveryProcessor } from './delivery-processor.ts';

/** What Lambda hands over, as far as it is read. */
function eventOf(texts: readonly string[]) {
  return {
    Records: texts.map((body, i) => ({
      messageId: `id-${i}`,
      receiptHandle: 'r',
      body,
      attributes: { SentTimestamp: '1700000000000', ApproximateReceiveCount: '1' },
      eventSource: 'aws:sqs',
    })),
  };
}

/** An invocation that has time for ever, unless it is told what is left. */
const context = (remaining: () => number = () => 60_000) => ({ getRemainingTimeInMillis: remaining });

function processor(store: (texts: readonly ArrivedText[]) => Promise<void>) {
  const log: string[] = [];
  const handler = makeDeliveryProcessor({
    archive: async (texts, at, id) => {
      log.push(`archive ${texts.length} ${at} ${id}`);
    },
    takeIn: async (texts) => {
      log.push(`take ${texts.map(({ text }) => text).join(' ')}`);
      await store(texts);
    },
    trouble: ({ message }) => log.push(`trouble ${message}`),
  });
  return { handler, log };
}

const refusing = (bad: readonly string[]) => async (texts: readonly ArrivedText[]) => {
  if (texts.some(({ text }) => bad.includes(text))) throw new Error('It does not fit.');
};

test('everything is archived before it is taken in, once for the batch', async () => {
  const { handler, log } = processor(async () => undefined);
  expect(await handler(eventOf(['a', 'b']), context())).toEqual({ batchItemFailures: [] });
  expect(log).toEqual(['archive 2 1700000000000 id-0', 'take a b']);
});

test('a letter that breaks something comes again, the others do not', async () => {
  const { handler, log } = processor(refusing(['b']));
  expect(await handler(eventOf(['a', 'b', 'c']), context())).toEqual({
    batchItemFailures: [{ itemIdentifier: 'id-1' }],
  });
  expect(log.slice(1)).toEqual(['take a b c', 'take a', 'take b', 'trouble It does not fit.', 'take c']);
});

test('what a slow store does not get through in time comes again, the rest does not', async () => {
  let left = 40_000;
  const { handler, log } = processor(async (texts) => {
    left -= texts.length * 200;
  });
  const texts = Array.from({ length: 250 }, (_, i) => `t${i}`);
  const answer = await handler(
    eventOf(texts),
    context(() => left),
  );
  expect(answer.batchItemFailures).toEqual(
    texts.slice(200).map((_, i) => ({ itemIdentifier: `id-${200 + i}` })),
  );
  expect(log.slice(1)).toHaveLength(2);
});

test('letters that are tried one by one end with the time', async () => {
  let left = 40_000;
  const { handler } = processor(async (texts) => {
    left -= 10_000;
    if (texts.length > 1) throw new Error('It does not fit.');
  });
  const answer = await handler(
    eventOf(['a', 'b', 'c', 'd']),
    context(() => left),
  );
  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'id-2' }, { itemIdentifier: 'id-3' }]);
});

test('a store that takes nothing fails the batch: all of it comes again', async () => {
  const { handler } = processor(async () => {
    throw new Failure('storage_full', 'The store is full.');
  });
  await expect(handler(eventOf(['a', 'b']), context())).rejects.toThrow('The store is full.');
});

test('what is no batch of a queue is not taken for one', async () => {
  const { handler, log } = processor(async () => undefined);
  await expect(handler({ Records: [{ body: 1 }] }, context())).rejects.toThrow('invalid_type');
  expect(await handler({ Records: [] }, context())).toEqual({ batchItemFailures: [] });
  expect(log).toEqual([]);
});

test('every documented shape is taken in, and again changes nothing', async () => {
  const clock = new VirtualClock();
  const workspace = memoryWorkspace(clock);
  const texts = goldenEvents().map(({ text }) => text);
  let repeated = 0;
  const handler = makeDeliveryProcessor({
    archive: async () => undefined,
    takeIn: async (some) => {
      repeated += (await takeIn(workspace, some, clock.now())).repeated;
    },
    trouble: (error) => {
      throw error;
    },
  });
  expect(await handler(eventOf(texts), context())).toEqual({ batchItemFailures: [] });
  const [kept, before] = [await workspace.unread.count(), repeated];
  expect(await handler(eventOf(texts), context())).toEqual({ batchItemFailures: [] });
  expect(await workspace.unread.count()).toEqual(kept);
  expect(repeated - before).toBeGreaterThan(before);
});
