import { expect, test } from 'vitest';
import { billOf, dollarsByService } from '../../bench/aws/bill.ts';
import { functionTime, idleMonth, type Stack } from '../../bench/aws/model.ts';
import { UsageBook } from '../../bench/aws/usage.ts';
import { COLLECTED_ON, PRICES, SERVICES } from '../../bench/platform-prices.ts';

const STACK: Stack = {
  alarms: 12,
  dashboards: 1,
  queueMappings: 3,
  memory: { dispatcher: 512, 'delivery-processor': 512, 'stream-aggregator': 256, tick: 512 },
};

test('what a run used is priced by the million messages', () => {
  const book = new UsageBook();
  const write = { by: 'dispatcher', of: 'delivery-tracking', measure: 'dynamodb_write_units' } as const;
  for (let i = 0; i < 2_000; i++) book.add({ ...write, amount: 4 });
  book.add({ by: 'dispatcher', of: 'work', measure: 'sqs_requests', amount: 200 });
  book.add({ by: 'dispatcher', of: 'work', measure: 'sqs_fair_requests', amount: 200 });
  const bill = billOf(book.entries(), 2_000);
  expect(bill.perMessage['dynamodb_write_units']).toEqual({ 'delivery-tracking (dispatcher)': 4 });
  expect(bill.dollarsPerMillion).toEqual({ DynamoDB: 2.5, SQS: 0.05, total: 2.55 });
});

test('an engine at rest costs what stands there, polls and ticks', () => {
  const tick = [{ by: 'tick', of: 'campaigns', measure: 'dynamodb_read_units', amount: 2 }] as const;
  const dollars = dollarsByService(idleMonth(STACK, tick));
  expect(dollars['CloudWatch']).toBeCloseTo(12 * 0.1 + 3 + 0.009, 2);
  expect(dollars['SQS']).toBeCloseTo((3 * 15 * 43_800 * 0.4) / 1e6, 3);
  expect(dollars['DynamoDB']).toBeCloseTo((43_800 * 2 * 0.125) / 1e6, 3);
});

test('the time of functions follows the length of a campaign', () => {
  const cost = (perSecond: number) => dollarsByService(functionTime(STACK, 1e6, perSecond))['Lambda'] ?? 0;
  expect(cost(80)).toBeGreaterThan(cost(1_000));
  // Two dispatchers of half a gigabyte for 12,500 s, and a tick of as much.
  expect(cost(80)).toBeGreaterThan(2 * 12_500 * 0.5 * 0.000_013);
});

test('every price has a service, a source and a day', () => {
  for (const { dollars, per, service, source } of Object.values(PRICES)) {
    expect(dollars / per).toBeGreaterThan(0);
    expect(SERVICES).toContain(service);
    expect(source.length).toBeGreaterThan(10);
  }
  expect(COLLECTED_ON).toMatch(/^\d{4}-\d\d-\d\d$/);
});
