import type { CampaignReport } from '../insight/campaign-report.ts';
import type { PlanReport } from '../insight/plan-report.ts';
import { CHANNELS } from '../kernel/channel.ts';
import { formatDuration } from '../kernel/duration.ts';
import { dollarsToMicros, formatMoney } from '../kernel/money.ts';
import { countList, countText, textTable } from './text-table.ts';

/** The summary of a campaign, for people. */
export function reportText(report: CampaignReport): string {
  const { cost, messages } = report;
  const reason = report.reason === undefined ? '' : ` (${report.reason})`;
  const lines = [
    `Campaign ${report.campaignId} "${report.name}": ${report.state}${reason}, ${formatDuration(report.durationSeconds * 1000)}`,
    '',
    channelTable(report),
    '',
    `Planned    ${countText(report.planned)} customers; skipped ${countList(report.skipped)}`,
    `Messages   ${countList(Object.fromEntries(Object.entries(messages).filter(([, count]) => count > 0)))}`,
    ...Object.entries(report.reasons).map(
      ([status, reasons]) => `${capital(status).padEnd(11)}${countList(reasons)}`,
    ),
    ...(report.fallbacks > 0
      ? [
          `Fallbacks  ${countText(report.fallbacks)}; both channels reached the customer: ${countText(report.bothReached)}`,
        ]
      : []),
    ...(report.throttled > 0 ? [`Throttled  ${countText(report.throttled)} calls, sent again`] : []),
    `Cost       ${money(cost.actual)}; estimated ${money(cost.estimated)} (${money(cost.estimatedLow)} to ${money(cost.estimatedHigh)})`,
    '',
  ];
  return lines.join('\n');
}

function channelTable({ channels, cost }: CampaignReport): string {
  const header = [
    '',
    'sent',
    'delivered',
    'read',
    'failed',
    'bounced',
    'complained',
    'rate',
    'limit',
    'used',
    'cost',
  ];
  const rows = CHANNELS.map((channel) => {
    const counts = channels[channel];
    return [
      channel,
      ...[counts.sent, counts.delivered, counts.read, counts.failed, counts.bounced, counts.complained].map(
        countText,
      ),
      perSecond(counts.achievedPerSecond),
      perSecond(counts.limitPerSecond),
      `${Math.round(counts.utilization * 100)}%`,
      money(cost[channel].actual),
    ];
  });
  return textTable([header, ...rows], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
}

/** The summary of a plan, for people. */
export function planText(plan: PlanReport): string {
  const { cost } = plan;
  const planned = CHANNELS.map((channel) => [
    channel,
    countText(plan.channels[channel]),
    money(cost.byChannel[channel].expected),
  ]);
  const countries = Object.entries(cost.byCountry).sort(([, a], [, b]) => b.expected - a.expected);
  const lines = [
    `Plan of ${plan.campaignId} "${plan.name}"`,
    '',
    textTable([['', 'messages', 'expected cost'], ...planned], [1, 2]),
    '',
    `Planned    ${countText(plan.planned)} customers in ${countText(plan.parts)} parts; skipped ${countList(plan.skipped)}`,
    `Cost       ${money(cost.expected)} expected, ${money(cost.low)} without fallbacks, ${money(cost.high)} with every one`,
    `Countries  ${countries.length === 0 ? 'none' : countries.map(([country, range]) => `${country} ${money(range.expected)}`).join(', ')}`,
    `Ends       ${plan.finishAt} when nothing holds it up`,
    ...plan.warnings.map((warning) => `Warning    ${warning}`),
    '',
  ];
  return lines.join('\n');
}

/** `19.8/s`, `80/s`. */
export function perSecond(rate: number): string {
  return `${rate.toLocaleString('en-US', { maximumFractionDigits: 1 })}/s`;
}

function money(dollars: number): string {
  return formatMoney(dollarsToMicros(dollars));
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
