import type { CampaignReport, ChannelReport } from '../../src/insight/campaign-report.ts';

const NOTHING: ChannelReport = {
  sent: 0,
  delivered: 0,
  read: 0,
  failed: 0,
  bounced: 0,
  complained: 0,
  opened: 0,
  clicked: 0,
  fallbacks: 0,
  queued: 0,
  limitPerSecond: 20,
  achievedPerSecond: 0,
  utilization: 0,
};

interface Given extends Partial<Omit<CampaignReport, 'channels'>> {
  readonly sms?: Partial<ChannelReport>;
  readonly whatsapp?: Partial<ChannelReport>;
  readonly email?: Partial<ChannelReport>;
}

/** A report for tests of how it is shown. */
export function makeReport({ sms = {}, whatsapp = {}, email = {}, ...rest }: Given = {}): CampaignReport {
  return {
    campaignId: 'spring',
    name: 'Spring sale',
    state: 'running',
    dryRun: false,
    planned: 0,
    skipped: {},
    messages: {
      queued: 0,
      sending: 0,
      expired: 0,
      cancelled: 0,
      unknown: 0,
      sent: 0,
      failed: 0,
      delivered: 0,
      read: 0,
    },
    reasons: {},
    fallbacks: 0,
    bothReached: 0,
    throttled: 0,
    channels: {
      sms: { ...NOTHING, ...sms },
      whatsapp: { ...NOTHING, limitPerSecond: 80, ...whatsapp },
      email: { ...NOTHING, limitPerSecond: 14, ...email },
    },
    cost: {
      currency: 'USD',
      estimated: 0,
      estimatedLow: 0,
      estimatedHigh: 0,
      actual: 0,
      sms: { estimated: 0, actual: 0 },
      whatsapp: { estimated: 0, actual: 0 },
      email: { estimated: 0, actual: 0 },
    },
    durationSeconds: 0,
    ...rest,
  };
}
