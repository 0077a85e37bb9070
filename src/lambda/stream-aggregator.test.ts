import { expect, test } from 'vitest';
import { makeStreamAggregator } from './stream-aggregator.ts';

function aggregator() {
  const counted: { readonly shardId: string; readonly records: readonly unknown[] }[] = [];
  const lines: string[] = [];
  const handler = makeStreamAggregator({
    count: async (shardId, records) => {
      if (records.includes('broken')) throw new Error('It cannot be counted.');
      counted.push({ shardId, records });
      return [`${records.length} of ${shardId}`];
    },
    report: (line) => lines.push(line),
  });
  return { handler, counted, lines };
}

const window = { start: '2026-11-22T10:00:00Z', end: '2026-11-22T10:01:00Z' };

test('a batch is counted under its shard, and the window gets a state back', async () => {
  const { handler, counted, lines } = aggregator();
  const event = { Records: ['a', 'b'], shardId: 'shard-1', window, state: {}, isFinalInvokeForWindow: false };
  expect(await handler(event)).toEqual({ state: {} });
  expect(counted).toEqual([{ shardId: 'shard-1', records: ['a', 'b'] }]);
  expect(lines).toEqual(['2 of shard-1']);
});

test('the end of a window without records counts nothing', async () => {
  const { handler, counted } = aggregator();
  const end = { shardId: 'shard-1', window, state: {}, isFinalInvokeForWindow: true };
  expect(await handler({ ...end, Records: [] })).toEqual({ state: {} });
  expect(await handler(end)).toEqual({ state: {} });
  expect(counted).toEqual([]);
});

test('a batch that cannot be counted, or has no shard, comes again', async () => {
  const { handler } = aggregator();
  await expect(handler({ Records: ['broken'], shardId: 'shard-1' })).rejects.toThrow('It cannot be counted.');
  await expect(handler({ Records: ['a'] })).rejects.toThrow('invalid_type');
});
