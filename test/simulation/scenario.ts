import type { NewCustomer } from '../../src/audience/customer.ts';
import { type CampaignDefinition, campaignDefinition } from '../../src/campaign/definition.ts';
import { type WorkspaceSettings, workspaceSettings } from '../../src/campaign/workspace-settings.ts';
import { CHANNELS, type Channel, perChannel } from '../../src/kernel/channel.ts';
import { type Random, seededRandom } from '../../src/kernel/random.ts';
import type { Behaviour, ChannelBehaviour } from '../../src/simulator/behaviour.ts';
import type { Delay } from '../../src/simulator/delay.ts';
import { PRESETS } from '../../src/simulator/presets.ts';
import {
  between,
  chance,
  drawRates,
  type FaultRates,
  pick,
  PROCESS_FAULTS,
  type ProcessFault,
  whole,
} from './faults.ts';

/** All that a seed decides beforehand. */
export interface Scenario {
  readonly seed: number;
  /** Processes at once. */
  readonly processes: number;
  /** How long things go wrong, ms. */
  readonly chaosMs: number;
  readonly rates: FaultRates;
  /** Faults of processes by themselves, with the mean time between two, ms. */
  readonly processFaults: readonly ProcessFault[];
  readonly processFaultEveryMs: number;
  /** Between two acts of the operators, ms on average. */
  readonly actEveryMs: number;
  /** How far a process's wall clock may be off, ms. */
  readonly skewMs: number;
  /** After the faults all processes are stopped for a while; else those that live go on alone. */
  readonly gap: boolean;
  /** How long a call waits for its carrier, ms. */
  readonly callTimeoutMs: number;
  readonly behaviour: Behaviour;
  readonly settings: WorkspaceSettings;
  readonly customers: readonly NewCustomer[];
  readonly campaigns: readonly CampaignDefinition[];
}

/** 2026-11-20T10:00:40Z: the minutes of quiet hours are near. */
export const STARTS_AT = Date.UTC(2026, 10, 20, 10, 0, 40);

/** Part of every attempt id. */
export const WORKSPACE_ID = 'w1';
/** See addressKey. */
export const SECRET = 'secret';

export function drawScenario(seed: number): Scenario {
  const random = seededRandom(`scenario ${seed}`);
  const processes = pick(random, [1, 1, 2, 2, 3, 4]);
  const faultless = chance(random, 0.05);
  const rates = drawRates(random);
  return {
    seed,
    processes,
    chaosMs: whole(random, 5_000, 18_000),
    rates: faultless ? mapRates(rates, 0) : rates,
    processFaults: faultless ? [] : PROCESS_FAULTS.filter(() => chance(random, 0.4)),
    processFaultEveryMs: between(random, 2_000, 15_000),
    actEveryMs: between(random, 300, 3_000),
    skewMs: chance(random, 0.06) ? 20_000 : chance(random, 0.7) ? 1_000 : 0,
    gap: chance(random, 0.9),
    callTimeoutMs: pick(random, [1_000, 3_000, 10_000]),
    behaviour: drawBehaviour(random),
    settings: drawSettings(random),
    customers: drawCustomers(random, whole(random, 5, 32)),
    campaigns: Array.from({ length: whole(random, 1, 3) }, (_, i) => drawCampaign(random, i)),
  };
}

function mapRates(rates: FaultRates, factor: number): FaultRates {
  return {
    ...rates,
    ...Object.fromEntries(Object.entries(rates).map(([kind, rate]) => [kind, rate * factor])),
  };
}

const ZONES = ['America/New_York', 'Europe/Lisbon', 'Asia/Kolkata', 'UTC'] as const;

function drawCustomers(random: Random, count: number): readonly NewCustomer[] {
  return Array.from({ length: count }, (_, i): NewCustomer => {
    // Now and then two customers share a phone.
    const phone = i > 0 && chance(random, 0.03) ? i - 1 : i;
    const american = chance(random, 0.5);
    const number = `${american ? '+1415555' : '+35191200'}${String(phone).padStart(4, '0')}`;
    const addresses: Partial<Record<Channel, string>> = {};
    if (chance(random, 0.9)) addresses.sms = number;
    if (chance(random, 0.7)) addresses.whatsapp = number;
    if (chance(random, 0.8)) addresses.email = `person${i}@example.com`;
    return {
      id: `C-${i}`,
      ...(chance(random, 0.9) && {
        firstName: chance(random, 0.5) ? 'Ana' : 'Maximiliana'.repeat(whole(random, 1, 20)),
      }),
      addresses,
      country: american ? 'US' : 'PT',
      ...(chance(random, 0.8) && { timezone: pick(random, ZONES) }),
      ...(chance(random, 0.3) && { preferredChannel: pick(random, CHANNELS) }),
      consent: { sms: chance(random, 0.95), whatsapp: chance(random, 0.95), email: chance(random, 0.95) },
      attributes: {},
    };
  });
}

function drawSettings(random: Random): WorkspaceSettings {
  const limit = (rates: readonly [number, ...number[]]) => ({
    partsPerSecond: pick(random, rates),
    ...(chance(random, 0.2) && { burst: whole(random, 1, 10) }),
  });
  const origin = (id: string, channel: Channel, kind: string) => ({
    id,
    channel,
    kind,
    identity: id,
    limit: limit([2, 5, 20, 80]),
  });
  const cap = { messages: whole(random, 1, 3), within: pick(random, ['20s', '2m', '1h']) };
  return workspaceSettings.parse({
    origins: [
      { ...origin('pool', 'sms', 'pool'), ...(chance(random, 0.3) && { countries: ['US'] }) },
      origin('other-pool', 'sms', 'pool'),
      origin('number', 'whatsapp', 'whatsapp_number'),
      origin('news', 'email', 'ses_identity'),
    ],
    limits: {
      ...(chance(random, 0.2) && { account: limit([5, 20, 50]) }),
      ...(chance(random, 0.2) && { sms: limit([3, 10, 40]) }),
    },
    ...(chance(random, 0.25) && { frequencyCap: cap }),
  });
}

function drawCampaign(random: Random, index: number): CampaignDefinition {
  const channels = shuffled(random, CHANNELS).slice(0, whole(random, 1, 3));
  const resend = { after: pick(random, ['200ms', '1s', '5s']), maxTries: whole(random, 2, 3) };
  const onUnknown = pick<unknown>(random, [
    'hold',
    { resend },
    { resend },
    { fallback: { after: pick(random, ['1s', '8s']) } },
  ]);
  // The start in Lisbon, New York and Kolkata: quiet from the beginning, or from 20 s after it, until 80 s after it.
  const quiet = pick(random, [
    { start: '10:01', end: '10:02' },
    { start: '10:00', end: '10:02' },
    { start: '05:01', end: '05:02' },
    { start: '15:31', end: '15:32' },
  ]);
  return campaignDefinition.parse({
    id: `campaign-${index}`,
    name: `Campaign ${index}`,
    messageType: chance(random, 0.7) ? 'promotional' : 'transactional',
    channels,
    preferredFirst: chance(random, 0.7),
    templates: {
      sms: {
        text: chance(random, 0.8)
          ? 'Hi {{ first_name | default: "you" }}, the sale is on.'
          : 'Hi {{ first_name }}, the sale is on. '.repeat(4),
      },
      whatsapp: {
        template: 'sale',
        language: 'en',
        body: 'Hello {{1}}',
        parameters: ['{{ first_name | default: "you" }}'],
      },
      email: { subject: 'Sale', text: 'Hello {{ first_name | default: "you" }}' },
    },
    fallbackAfter: pick(random, ['off', '2s', '10s', '25s']),
    onUnknown,
    expiresAfter: pick(random, ['15s', '60s', '3m', '72h']),
    ...(chance(random, 0.15) && {
      startAt: new Date(STARTS_AT + whole(random, -5, 20) * 1_000).toISOString(),
    }),
    ...(chance(random, 0.2) && { quietHours: quiet, timezone: pick(random, ZONES) }),
    ...(chance(random, 0.3) && {
      frequencyCap: { messages: whole(random, 1, 2), within: pick(random, ['10s', '90s', '1h']) },
    }),
    ...(chance(random, 0.25) && { limit: { partsPerSecond: pick(random, [3, 10, 30]) } }),
    ...(chance(random, 0.3) && { budget: between(random, 0.02, 0.6) }),
  });
}

function shuffled<T>(random: Random, values: readonly T[]): readonly T[] {
  return values
    .map((value) => ({ value, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

function drawBehaviour(random: Random): Behaviour {
  return perChannel(() => drawChannel(random));
}

const NETWORKS: readonly [Delay, ...Delay[]] = [
  { medianMs: 0, p99Ms: 0, maxMs: 0 },
  { medianMs: 5, p99Ms: 30, maxMs: 100 },
  { medianMs: 60, p99Ms: 800, maxMs: 3_000 },
  // Some answers come after the call has given up.
  { medianMs: 400, p99Ms: 9_000, maxMs: 30_000 },
];
const RECEIPTS: readonly [Delay, ...Delay[]] = [
  { medianMs: 0, p99Ms: 0, maxMs: 0 },
  { medianMs: 30, p99Ms: 500, maxMs: 2_000 },
  { medianMs: 3_000, p99Ms: 20_000, maxMs: 60_000 },
  // Later than most campaigns wait for them.
  { medianMs: 12_000, p99Ms: 40_000, maxMs: 60_000 },
];

/** Each fault of a carrier is off in half of the worlds. */
function drawChannel(random: Random): ChannelBehaviour {
  const share = (most: number) => (chance(random, 0.5) ? between(random, 0, most) : 0);
  const flawless = PRESETS.unlimited.sms;
  const soon: Delay = { medianMs: 500, p99Ms: 5_000, maxMs: 10_000 };
  return {
    ...flawless,
    latency: pick(random, NETWORKS),
    partsPerSecond: chance(random, 0.3) ? pick(random, [1, 4, 15]) : Number.POSITIVE_INFINITY,
    refused: {
      share: share(0.15),
      reasons: [
        { reason: 'invalid_number', weight: 1, suppress: true },
        { reason: 'country_blocked', weight: 1 },
      ],
    },
    notSent: {
      share: share(0.15),
      reasons: [
        { reason: 'connection_refused', weight: 1 },
        { reason: 'spend_limit', weight: 1, hold: 'origin' },
      ],
    },
    timedOut: share(0.1),
    answerLost: { share: share(0.35), resetShare: random.next() },
    failed: {
      share: share(0.4),
      reasons: [
        { reason: 'unreachable', weight: 3 },
        { reason: 'invalid_number', weight: 1, suppress: true },
      ],
    },
    bounced: { share: share(0.1), reasons: [{ reason: 'hard_bounce', weight: 1, suppress: true }] },
    deliveredAfterFailed: share(0.5),
    followUps: {
      read: { share: share(0.5), delay: soon },
      opened: { share: share(0.5), delay: soon },
      clicked: { share: share(0.5), delay: soon },
      complained: { share: share(0.1), delay: soon },
      stop: { share: share(0.15), delay: soon },
    },
    sentReceipt: chance(random, 0.5),
    receiptDelay: pick(random, RECEIPTS),
    receiptPerPart: share(1),
    lost: share(0.3),
    duplicated: share(0.5),
    reordered: share(0.5),
    echo: chance(random, 0.6),
    priced: chance(random, 0.5),
    pricePerPart: 0,
  };
}
