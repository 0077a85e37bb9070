import { expect, test } from 'vitest';
import { z } from 'zod';
import { METRIC_NAMES, type MetricValue } from '../../insight/metrics.ts';
import { CHANNELS } from '../../kernel/channel.ts';
import { embeddedMetrics } from './embedded-metrics.ts';

const DEPLOYMENT = { project: 'ai-cpaas-demo', environment: 'dev' };
const AT = 1_795_168_800_000;

/** CloudWatch's own units, and the format as its specification has it (aws-facts 6.2). */
const UNITS = ['Seconds', 'Count', 'Percent', 'Count/Second', 'None'] as const;
const line = z
  .object({
    _aws: z.strictObject({
      Timestamp: z.int(),
      CloudWatchMetrics: z.tuple([
        z.strictObject({
          Namespace: z.literal('ai-cpaas-demo/Messaging'),
          Dimensions: z.tuple([z.tuple([z.literal('Channel'), z.literal('Environment')])]),
          Metrics: z
            .array(z.strictObject({ Name: z.enum(METRIC_NAMES), Unit: z.enum(UNITS) }))
            .min(1)
            .max(100),
        }),
      ]),
    }),
    Channel: z.enum(CHANNELS),
    Environment: z.literal('dev'),
  })
  .catchall(z.number());

test('each metric of a channel is a number at the root of one line', () => {
  const values = METRIC_NAMES.map((name, i): MetricValue => ({ channel: 'sms', name, value: i + 0.5 }));
  const lines = embeddedMetrics(DEPLOYMENT, values, AT);
  expect(lines).toHaveLength(1);
  const [text = ''] = lines;
  expect(text).not.toContain('\n');
  const {
    _aws: {
      Timestamp,
      CloudWatchMetrics: [{ Metrics }],
    },
    Channel: _,
    Environment: __,
    ...targets
  } = line.parse(JSON.parse(text));
  expect(Timestamp).toBe(AT);
  expect(Metrics.map(({ Name }) => Name)).toEqual(METRIC_NAMES);
  expect(targets).toEqual(Object.fromEntries(values.map(({ name, value }) => [name, value])));
});

test('each channel has a line, and nothing to tell is no line', () => {
  const values: readonly MetricValue[] = [
    { channel: 'email', name: 'Bounced', value: 1 },
    { channel: 'sms', name: 'Sent', value: 2 },
    { channel: 'email', name: 'Sent', value: 3 },
  ];
  const parsed = embeddedMetrics(DEPLOYMENT, values, AT).map((text) => line.parse(JSON.parse(text)));
  expect(parsed).toMatchObject([
    { Channel: 'sms', Sent: 2 },
    { Channel: 'email', Bounced: 1, Sent: 3 },
  ]);
  expect(embeddedMetrics(DEPLOYMENT, [], AT)).toEqual([]);
});
