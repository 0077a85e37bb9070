import { describe, expect, test } from 'vitest';
import { makeDefinition, makeMessage } from '../../test/support/make.ts';
import type { PlanTotals } from '../campaign/campaign-store.ts';
import type { Decision } from '../campaign/plan.ts';
import { workspaceSettings } from '../campaign/workspace-settings.ts';
import type { Message } from '../delivery/message.ts';
import { Estimate } from '../pricing/estimate.ts';
import { PACED_SHARE } from '../throughput/pace.ts';
import { PlanForecast, type PlanReport } from './plan-report.ts';

const NOW = Date.UTC(2026, 10, 20, 10);
const HOUR = 3_600_000;

function sends(count: number, message: Partial<Message> = {}): Decision[] {
  const customer = { key: '1', id: 'A', addresses: {}, consent: {}, attributes: {} };
  return Array.from({ length: count }, (_, i) => ({
    kind: 'send',
    customer,
    message: makeMessage('1', i, message),
  }));
}

interface Setup {
  readonly definition?: Record<string, unknown>;
  readonly settings?: Record<string, unknown>;
  readonly dollars?: number;
}

function planOf(
  decisions: readonly Decision[],
  { definition = {}, settings = {}, dollars = 0 }: Setup = {},
): PlanReport {
  const forecast = new PlanForecast(makeDefinition(definition), workspaceSettings.parse(settings));
  forecast.see(decisions);
  const estimate = new Estimate(0.05);
  estimate.add('sms', 'US', dollars * 1e6, 0);
  const totals: PlanTotals = {
    planned: decisions.length,
    skipped: {},
    channels: { sms: decisions.length },
    origins: {},
    parts: decisions.length,
    estimate: estimate.totals(),
    asOf: NOW,
  };
  return forecast.report(totals);
}

function secondsAfterNow(plan: PlanReport): number {
  return (Date.parse(plan.finishAt) - NOW) / 1000;
}

test('what texts lack is told by its name', () => {
  const customer = { key: '1', id: 'A', addresses: {}, consent: {}, attributes: {} };
  const skip = (reason: string, detail: string): Decision => ({ kind: 'skip', customer, reason, detail });
  const { warnings } = planOf([
    skip('missing_variable', 'tier'),
    skip('missing_variable', 'tier'),
    skip('missing_variable', 'points'),
    skip('too_long', 'more than 1600 characters'),
  ]);
  expect(warnings).toEqual([
    'Nothing for 2 without tier: {{ tier | default: "..." }} writes to them, too.',
    'Nothing for 1 without points: {{ points | default: "..." }} writes to them, too.',
  ]);
});

describe('when a plan ends', () => {
  test('the parts at the pace of their origin', () => {
    expect(secondsAfterNow(planOf(sends(200)))).toBeCloseTo(10 / PACED_SHARE, 2);
    expect(secondsAfterNow(planOf(sends(200, { parts: 3 })))).toBeCloseTo(30 / PACED_SHARE, 2);
  });

  test('the slowest limit decides: the channel, the account or the campaign', () => {
    const definition = { limit: { partsPerSecond: 5 } };
    const settings = { limits: { account: { partsPerSecond: 10 } } };
    expect(secondsAfterNow(planOf(sends(200), { definition }))).toBeCloseTo(40 / PACED_SHARE, 2);
    expect(secondsAfterNow(planOf(sends(200), { settings }))).toBeCloseTo(20 / PACED_SHARE, 2);
  });

  test('channels go beside each other, unless they share a limit', () => {
    const both = [...sends(200), ...sends(140, { channel: 'email', originId: 'email' })];
    expect(secondsAfterNow(planOf(both))).toBeCloseTo(10 / PACED_SHARE, 2);
    const settings = { limits: { account: { partsPerSecond: 17 } } };
    expect(secondsAfterNow(planOf(both, { settings }))).toBeCloseTo(20 / PACED_SHARE, 2);
  });

  test('what has to wait for the morning is sent then', () => {
    const plan = planOf([...sends(200), ...sends(20, { sendAt: NOW + 9 * HOUR })]);
    expect(secondsAfterNow(plan)).toBeCloseTo(9 * 3600 + 1 / PACED_SHARE, 2);
  });

  test('nothing goes before the campaign starts', () => {
    const definition = { startAt: new Date(NOW + HOUR).toISOString() };
    expect(secondsAfterNow(planOf(sends(20), { definition }))).toBeCloseTo(3600 + 1 / PACED_SHARE, 2);
    expect(secondsAfterNow(planOf([], { definition }))).toBe(3600);
  });
});

describe('what a plan warns of', () => {
  test('nothing, where nothing is wrong', () => {
    expect(planOf(sends(10)).warnings).toEqual([]);
  });

  test('nobody to send to', () => {
    expect(planOf([]).warnings).toEqual([expect.stringContaining('Nobody gets a message')]);
  });

  test('a channel without an origin', () => {
    const settings = {
      origins: [
        {
          id: 'mail',
          channel: 'email',
          kind: 'ses_identity',
          identity: 'news@example.com',
          limit: { partsPerSecond: 1 },
        },
      ],
    };
    expect(planOf(sends(1, { originId: 'mail' }), { settings }).warnings).toEqual([
      expect.stringContaining('no origin for sms'),
    ]);
  });

  test('messages that would expire in the queue', () => {
    const late = planOf(sends(200), { definition: { expiresAfter: '10s' } });
    expect(late.warnings).toEqual([expect.stringContaining('expiresAfter (10s)')]);
    expect(planOf(sends(200), { definition: { expiresAfter: '11s' } }).warnings).toEqual([]);
  });

  test('a budget that will not do', () => {
    expect(planOf(sends(1), { definition: { budget: 5 }, dollars: 5 }).warnings).toEqual([]);
    expect(planOf(sends(1), { definition: { budget: 5 }, dollars: 5.01 }).warnings).toEqual([
      expect.stringContaining('$5.01'),
    ]);
  });

  test('a lane that needs days', () => {
    const slow = planOf(sends(200), { definition: { limit: { partsPerSecond: 0.001 } } });
    expect(slow.warnings.some((warning) => warning.startsWith('campaign spring needs 2.4 days'))).toBe(true);
  });
});
