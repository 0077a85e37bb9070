import { expect, test } from 'vitest';
import { makeReport } from '../../test/cli/make-report.ts';
import { reportText } from './report-text.ts';

test('a summary says what was sent, what it cost, and what was not sent and why', () => {
  const report = makeReport({
    state: 'finished',
    planned: 2_060,
    skipped: { no_consent: 30, duplicate_address: 1 },
    messages: {
      queued: 0,
      sending: 0,
      expired: 0,
      cancelled: 3,
      unknown: 0,
      sent: 0,
      failed: 57,
      delivered: 1_900,
      read: 200,
    },
    reasons: { cancelled: { opted_out: 3 }, failed: { unreachable: 50, spam: 7 } },
    fallbacks: 100,
    bothReached: 2,
    throttled: 4,
    sms: { sent: 2_000, delivered: 1_943, failed: 57, achievedPerSecond: 19.66, utilization: 0.983 },
    email: {
      sent: 157,
      delivered: 157,
      read: 0,
      bounced: 1,
      complained: 2,
      achievedPerSecond: 7,
      utilization: 0.5,
    },
    cost: {
      currency: 'USD',
      estimated: 20.5,
      estimatedLow: 20,
      estimatedHigh: 41,
      actual: 20.0157,
      sms: { estimated: 20, actual: 20 },
      whatsapp: { estimated: 0, actual: 0 },
      email: { estimated: 0.5, actual: 0.0157 },
    },
    durationSeconds: 102.5,
  });
  expect(reportText(report).split('\n')).toEqual([
    'Campaign spring "Spring sale": finished, 1m 43s',
    '',
    '           sent  delivered  read  failed  bounced  complained    rate  limit  used     cost',
    'sms       2,000      1,943     0      57        0           0  19.7/s   20/s   98%   $20.00',
    'whatsapp      0          0     0       0        0           0     0/s   80/s    0%    $0.00',
    'email       157        157     0       0        1           2     7/s   14/s   50%  $0.0157',
    '',
    'Planned    2,060 customers; skipped 30 no_consent, 1 duplicate_address',
    'Messages   1,900 delivered, 200 read, 57 failed, 3 cancelled',
    'Cancelled  3 opted_out',
    'Failed     50 unreachable, 7 spam',
    'Fallbacks  100; both channels reached the customer: 2',
    'Throttled  4 calls, sent again',
    'Cost       $20.02; estimated $20.50 ($20.00 to $41.00)',
    '',
  ]);
});

test('a pause says why, and what did not happen is not mentioned', () => {
  const text = reportText(makeReport({ state: 'paused', reason: 'budget' }));
  expect(text).toContain('paused (budget)');
  expect(text).not.toMatch(/Fallbacks|Throttled|Failed/);
});
