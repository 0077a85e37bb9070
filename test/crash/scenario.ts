import { z } from 'zod';
import type { NewCustomer } from '../../src/audience/customer.ts';
import { type CampaignDefinition, campaignDefinition } from '../../src/campaign/definition.ts';
import { type WorkspaceSettings, workspaceSettings } from '../../src/campaign/workspace-settings.ts';
import type { Channel } from '../../src/kernel/channel.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import type { Behaviour } from '../../src/simulator/behaviour.ts';
import { parseBehaviour } from '../../src/simulator/parse-behaviour.ts';
import type { Script } from '../../src/simulator/script.ts';

/** What a workspace of the crash run is about. Every process that opens its folder is told the same. */
export const scenarioSchema = z.strictObject({
  seed: z.int(),
  customers: z.int().positive(),
  /** Campaigns, one after the other, each with the policy for messages whose fate nobody knows. */
  policies: z.array(z.enum(['hold', 'fallback', 'resend'])).min(1),
});

export type Scenario = z.infer<typeof scenarioSchema>;

/** Calls that hang are given up after this: longer than the slowest answer. */
export const CALL_TIMEOUT_MS = 400;

/** With `resend`: sends of one message, in all. */
export const MOST_TRIES = 2;

/** Answers take 5 to 200 ms with a tail: a carrier that answers at once would hide what happens in between. */
const BEHAVIOUR: Behaviour = parseBehaviour(
  {
    base: 'realistic',
    all: {
      latency: { medianMs: 25, p99Ms: 150, maxMs: 200 },
      partsPerSecond: 'none',
      refused: {
        share: 0.05,
        reasons: [
          { reason: 'country_blocked', weight: 3 },
          { reason: 'invalid_number', weight: 1, suppress: true },
        ],
      },
      notSent: { share: 0 },
      timedOut: 0.01,
      answerLost: { share: 0.05, resetShare: 0.7 },
      failed: { share: 0.1, reasons: [{ reason: 'unreachable', weight: 1 }] },
      deliveredAfterFailed: 0.2,
      receiptDelay: { medianMs: 60, p99Ms: 500, maxMs: 700 },
      lost: 0.06,
      duplicated: 0.2,
      reordered: 0.1,
    },
    sms: { notSent: { share: 0.01 }, followUps: { stop: soon(0.01) } },
    // AWS's WhatsApp events do not carry our echo: only the provider's id finds the message.
    whatsapp: { echo: false, followUps: { read: soon(0.6) } },
    email: {
      failed: { share: 0 },
      bounced: { share: 0.05, reasons: [{ reason: 'hard_bounce', weight: 1, suppress: true }] },
      followUps: { opened: soon(0.3), clicked: soon(0.2), complained: soon(0.02) },
    },
  },
  'the crash run',
);

/** Too fast, now and then, well below any limit that we know of. */
export const SCRIPT: Script = [
  { match: { channel: 'sms', every: 250 }, fate: { answer: { kind: 'throttled', reason: 'rate_exceeded' } } },
];

const LIMITS: Readonly<Record<Channel, number>> = { sms: 250, whatsapp: 120, email: 160 };

function soon(share: number) {
  return { share, delay: { medianMs: 50, p99Ms: 300, maxMs: 400 } };
}

export function behaviourOf(): Behaviour {
  return BEHAVIOUR;
}

/**
 * High, so that a campaign is over in seconds, and finite, so that slots are reserved. With a burst of a second a slot can be used late:
 * on a machine that is busy with other tests the run is about crashes and not about pace.
 */
export function settingsOf(): WorkspaceSettings {
  const defaults = workspaceSettings.parse({});
  const origins = defaults.origins.map((origin) => {
    const perSecond = LIMITS[origin.channel];
    return { ...origin, limit: { partsPerSecond: perSecond, burst: perSecond } };
  });
  return { ...defaults, origins };
}

/** Every customer has a reason to be there: one to three channels, some that share a phone, some who never agreed. */
export function customersOf(scenario: Scenario): readonly NewCustomer[] {
  const random = seededRandom(`customers ${scenario.seed}`);
  return Array.from({ length: scenario.customers }, (_, i) => {
    const sharesPhone = random.next() < 0.02;
    const phone = (of: number) => `+35191${String(1_000_000 + of)}`;
    const preferred = random.next();
    const addresses = {
      ...(random.next() < 0.85 && { sms: phone(sharesPhone ? 0 : i) }),
      ...(random.next() < 0.5 && { whatsapp: phone(i) }),
      ...(random.next() < 0.6 && { email: `person${i}@example.com` }),
    };
    return {
      id: `CUST-${String(i).padStart(6, '0')}`,
      firstName: `Name${i}`,
      addresses,
      preferredChannel: preferred < 0.45 ? 'sms' : preferred < 0.7 ? 'whatsapp' : 'email',
      country: 'PT',
      consent: { sms: random.next() < 0.95, whatsapp: true, email: random.next() < 0.95 },
      attributes: {},
    };
  });
}

export function campaignIdOf(index: number): string {
  return `campaign-${index + 1}`;
}

/**
 * The `index`-th campaign: the next channel when no receipt came within half a second. One that sends again leaves WhatsApp out: its
 * pair rate would put 6 s between the two.
 */
export function definitionOf(scenario: Scenario, index: number): CampaignDefinition {
  const policy = scenario.policies[index] ?? 'hold';
  return campaignDefinition.parse({
    id: campaignIdOf(index),
    name: `Crash run ${index + 1}`,
    channels: policy === 'resend' ? ['sms', 'email'] : ['sms', 'whatsapp', 'email'],
    templates: {
      sms: { text: 'Hello {{ first_name }}, your order is on its way.' },
      whatsapp: {
        template: 'order',
        language: 'en',
        body: 'Hello {{1}}, your order is on its way.',
        parameters: ['{{ first_name }}'],
      },
      email: { subject: 'Your order', text: 'Hello {{ first_name }}, your order is on its way.' },
    },
    fallbackAfter: '500ms',
    onUnknown: onUnknownOf(policy),
  });
}

function onUnknownOf(policy: Scenario['policies'][number]): unknown {
  switch (policy) {
    case 'hold':
      return 'hold';
    case 'fallback':
      return { fallback: { after: '300ms' } };
    case 'resend':
      return { resend: { after: '300ms', maxTries: MOST_TRIES } };
  }
}

/** Accepted sends of one message that the campaign's policy allows. */
export function allowedSends(scenario: Scenario, index: number): number {
  return scenario.policies[index] === 'resend' ? MOST_TRIES : 1;
}
