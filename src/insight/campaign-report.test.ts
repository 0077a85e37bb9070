import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeDefinition } from '../../test/support/make.ts';
import type { Campaign } from '../campaign/campaign-store.ts';
import { unstarted } from '../campaign/finish.ts';
import { workspaceSettings } from '../campaign/workspace-settings.ts';
import { STATUSES } from '../delivery/status.ts';
import { type Tally, tallyOf } from '../delivery/tally.ts';
import { CHANNELS } from '../kernel/channel.ts';
import { campaignReport } from './campaign-report.ts';

const settings = workspaceSettings.parse({});
const RANGE = { low: 0, expected: 0, high: 0 };

function campaign(
  overrides: Partial<Campaign> = {},
  channels: Record<string, number> = { sms: 10 },
): Campaign {
  const planned = Object.values(channels).reduce((sum, count) => sum + count, 0);
  return {
    id: 'spring',
    key: '1',
    state: 'running',
    reason: '',
    definition: makeDefinition(),
    totals: {
      planned,
      skipped: { no_consent: 2 },
      channels,
      origins: {},
      parts: planned,
      estimate: {
        currency: 'USD',
        low: 100_200,
        expected: 100_201,
        high: 300_000,
        byChannel: {
          sms: { low: 100_200, expected: 100_200, high: 100_200 },
          whatsapp: RANGE,
          email: { ...RANGE, expected: 1 },
        },
        byCountry: {},
      },
      asOf: 0,
    },
    createdAt: 0,
    launchedAt: 1_000,
    finishedAt: undefined,
    ...overrides,
  };
}

function report(
  of: Campaign,
  counters: Record<string, number>,
  perSecond: Parameters<typeof campaignReport>[0]['perSecond'] = {},
) {
  return campaignReport({
    campaign: of,
    tally: tallyOf(Object.entries(counters)),
    perSecond,
    settings,
    now: 11_500,
  });
}

describe('the report of a campaign', () => {
  test('what has not begun is queued', () => {
    const { messages, channels, planned } = report(campaign(), {
      'sms:status:delivered': 3,
      'sms:status:queued': 1,
    });
    expect(planned).toBe(10);
    expect(messages).toMatchObject({ queued: 7, delivered: 3 });
    expect(channels.sms.queued).toBe(7);
  });

  test('what has not begun when a campaign is cancelled never will', () => {
    const cancelled = campaign({ state: 'cancelled', finishedAt: 3_000 });
    const counters = {
      'sms:status:delivered': 3,
      'sms:status:cancelled': 2,
      'sms:reason:cancelled:campaign_cancelled': 2,
    };
    const { messages, channels, reasons, durationSeconds } = report(cancelled, counters);
    expect(messages).toMatchObject({ queued: 0, cancelled: 7, delivered: 3 });
    expect(channels.sms.queued).toBe(0);
    expect(reasons).toEqual({ cancelled: { campaign_cancelled: 7 } });
    expect(durationSeconds).toBe(2);
  });

  test('read ones were delivered, and failed ones were sent', () => {
    const counters = {
      'sms:status:sent': 1,
      'sms:status:delivered': 2,
      'sms:status:read': 3,
      'sms:status:failed': 4,
    };
    expect(report(campaign(), counters).channels.sms).toMatchObject({
      sent: 10,
      delivered: 5,
      read: 3,
      failed: 4,
    });
  });

  test('fallbacks add to the messages, not to the plan', () => {
    const counters = {
      'sms:status:failed': 10,
      'sms:reason:failed:unreachable': 10,
      'email:status:delivered': 4,
      'email:fallbacks': 4,
    };
    const { messages, fallbacks, channels, reasons } = report(campaign(), counters);
    expect(messages).toMatchObject({ queued: 0, failed: 10, delivered: 4 });
    expect(fallbacks).toBe(4);
    expect(channels.email).toMatchObject({ sent: 4, fallbacks: 4, queued: 0 });
    expect(reasons).toEqual({ failed: { unreachable: 10 } });
  });

  test('every message has one status: they add up to what was planned and the fallbacks, in any state', () => {
    const counts = fc.record(Object.fromEntries(STATUSES.map((status) => [status, fc.nat(5)])));
    const input = fc.record({
      sms: counts,
      email: counts,
      fallbacks: fc.nat(3),
      more: fc.nat(9),
      state: fc.constantFrom('running', 'finished', 'cancelled'),
    });
    fc.assert(
      fc.property(input, ({ sms, email, fallbacks, more, state }) => {
        const total = (of: Record<string, number>) =>
          Object.values(of).reduce((sum, count) => sum + count, 0);
        const tally: Tally = tallyOf([
          ...Object.entries(sms).map(([status, count]) => [`sms:status:${status}`, count] as const),
          ...Object.entries(email).map(([status, count]) => [`email:status:${status}`, count] as const),
          ['email:fallbacks', Math.min(fallbacks, total(email))],
        ]);
        const first = { sms: total(sms) + more, email: total(email) - tally.email.fallbacks };
        const of = campaign(
          { state: state === 'cancelled' ? 'cancelled' : state === 'finished' ? 'finished' : 'running' },
          first,
        );
        const made = campaignReport({ campaign: of, tally, perSecond: {}, settings, now: 0 });
        expect(Object.values(made.messages).reduce((sum, count) => sum + count, 0)).toBe(
          made.planned + made.fallbacks,
        );
        const queued = CHANNELS.reduce((sum, channel) => sum + made.channels[channel].queued, 0);
        expect(queued).toBe(made.messages.queued);
        expect(unstarted(of, tally)).toBe(more);
      }),
    );
  });

  test('money is in dollars, to the millionth', () => {
    const { cost } = report(campaign(), { 'sms:cost': 10_023, 'email:cost': 1 });
    expect(cost).toEqual({
      currency: 'USD',
      estimated: 0.100201,
      estimatedLow: 0.1002,
      estimatedHigh: 0.3,
      actual: 0.010024,
      sms: { estimated: 0.1002, actual: 0.010023 },
      whatsapp: { estimated: 0, actual: 0 },
      email: { estimated: 0.000001, actual: 0.000001 },
    });
  });

  test('the rate is set against the slowest limit that applies', () => {
    const sms = [20, 20, 20, 20, 12].map((parts, i) => ({
      second: i,
      parts,
      firstAt: i * 1000,
      lastAt: i * 1000 + (parts - 1) * 50,
    }));
    expect(report(campaign(), {}, { sms }).channels.sms).toMatchObject({
      limitPerSecond: 20,
      achievedPerSecond: 20,
      utilization: 1,
    });
    const slower = campaign({ definition: makeDefinition({ limit: { partsPerSecond: 8 } }) });
    const eight = [8, 8, 8, 8, 3].map((parts, i) => ({
      second: i,
      parts,
      firstAt: i * 1000,
      lastAt: i * 1000 + (parts - 1) * 125,
    }));
    expect(report(slower, {}, { sms: eight }).channels.sms).toMatchObject({
      limitPerSecond: 8,
      utilization: 1,
    });
  });

  test('it lasts from the launch to the end, or to now', () => {
    expect(report(campaign(), {}).durationSeconds).toBe(10.5);
    expect(report(campaign({ finishedAt: 5_000 }), {}).durationSeconds).toBe(4);
    expect(report(campaign({ launchedAt: undefined }), {}).durationSeconds).toBe(0);
  });

  test('a pause says why', () => {
    expect(report(campaign({ state: 'paused', reason: 'budget' }), {})).toMatchObject({
      state: 'paused',
      reason: 'budget',
    });
    expect(report(campaign(), {})).not.toHaveProperty('reason');
  });
});
