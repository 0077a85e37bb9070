import { type CampaignDefinition, campaignDefinition } from '../../src/campaign/definition.ts';
import { seededRandom } from '../../src/kernel/random.ts';

/** What a campaign does about messages of which nobody knows whether they left. */
export const POLICIES = ['hold', 'resend', 'fallback'] as const;
export type Policy = (typeof POLICIES)[number];

/** With `resend`: sends of one message, in all. */
const MOST_TRIES = 2;
/** As many as the promise is made for. */
export const CUSTOMERS = 2_000;

/** Accepted sends of one step to one customer that the policy allows. */
export function allowedSends(policy: Policy): number {
  return policy === 'resend' ? MOST_TRIES : 1;
}

/** Of the US, whose events carry the attempt id; and of Britain, whose events come by EventBridge without it. */
const ECHO_POOL = 'pool-echo';
const PLAIN_POOL = 'pool-plain';
const WHATSAPP_NUMBER = 'phone-number-id-11111111111111111111111111111111';

/** High, so that it is over soon; with a burst, so that a busy machine still uses it. */
export const SETTINGS = `
carriers: aws
origins:
  - id: sms-us
    channel: sms
    kind: pool
    identity: ${ECHO_POOL}
    countries: [US]
    configurationSet: campaigns
    limit: { partsPerSecond: 100, burst: 50 }
  - id: sms-gb
    channel: sms
    kind: pool
    identity: ${PLAIN_POOL}
    countries: [GB]
    limit: { partsPerSecond: 70, burst: 35 }
  - id: whatsapp
    channel: whatsapp
    kind: whatsapp_number
    identity: ${WHATSAPP_NUMBER}
    limit: { partsPerSecond: 70, burst: 35 }
  - id: email
    channel: email
    kind: ses_identity
    identity: news@example.com
    configurationSet: campaigns
    limit: { partsPerSecond: 90, burst: 45 }
`;

const sender = (id: string, number: string, country: string, pool: string, partsPerSecond: number) => ({
  id,
  number,
  country,
  type: 'SHORT_CODE',
  messageType: 'TRANSACTIONAL',
  partsPerSecond,
  pool,
});

const accountOf = (perSecond: number) => ({
  sms: {
    pools: [ECHO_POOL, PLAIN_POOL].map((id) => ({ id, messageType: 'TRANSACTIONAL' })),
    numbers: [
      sender('phone-1', '44556', 'US', ECHO_POOL, perSecond),
      sender('phone-2', '60777', 'GB', PLAIN_POOL, perSecond),
    ],
    senderIds: [],
  },
  email: { perSecond },
});

const refusals = (...reasons: readonly string[]) => ({
  share: 0.03,
  reasons: reasons.map((reason) => ({ reason, weight: 1 })),
});
const soon = (share: number) => ({ share, delay: { medianMs: 100, p99Ms: 800, maxMs: 1_500 } });

/** Every fault at once, each often enough to meet other faults. */
const BEHAVIOUR = {
  base: 'realistic',
  all: {
    latency: { medianMs: 40, p99Ms: 700, maxMs: 3_000 },
    notSent: { share: 0.005, reasons: [{ reason: 'connection_refused', weight: 1 }] },
    timedOut: 0.003,
    answerLost: { share: 0.04, resetShare: 0.85 },
    receiptDelay: { medianMs: 150, p99Ms: 1_500, maxMs: 3_000 },
    lost: 0.06,
    duplicated: 0.15,
    reordered: 0.15,
    deliveredAfterFailed: 0.2,
  },
  sms: {
    refused: refusals(
      'invalid_number',
      'opted_out',
      'country_blocked',
      'content_rejected',
      'InternalServerException',
      'ConflictException:DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
    ),
    failed: { share: 0.08 },
    followUps: { stop: soon(0.01) },
  },
  whatsapp: {
    refused: refusals('InvalidParametersException', 'InternalServiceException', 'DependencyException'),
    failed: { share: 0.08 },
    followUps: { read: soon(0.5) },
  },
  email: {
    refused: refusals('MessageRejected', 'BadRequestException', 'InternalServiceErrorException'),
    bounced: { share: 0.06 },
    followUps: { opened: soon(0.3), clicked: soon(0.2), complained: soon(0.01) },
  },
};

type Fault = { readonly from: number; readonly to: number; readonly fate: object };

const throttled = (from: number): Fault => ({ from, to: from + 12, fate: { answer: 'throttled' } });
const slow = (from: number): Fault => ({ from, to: from + 6, fate: { latency: '4s' } });
const refused = (from: number, count: number, reason: string): Fault => ({
  from,
  to: from + count,
  fate: { answer: 'refused', reason },
});

/** By the number of the request on its channel: bursts, and faults of the whole origin, which has to wait and be tried again. */
const FAULTS: Readonly<Record<string, readonly Fault[]>> = {
  sms: [
    throttled(150),
    refused(260, 12, 'InternalServerException'),
    refused(330, 1, 'ConflictException:RESOURCE_NOT_ACTIVE'),
    slow(420),
    throttled(500),
    refused(620, 1, 'credentials_expired'),
  ],
  whatsapp: [
    throttled(100),
    refused(180, 8, 'DependencyException'),
    refused(260, 1, 'AccessDeniedException'),
  ],
  email: [
    throttled(90),
    refused(170, 8, 'InternalServiceErrorException'),
    refused(240, 1, 'SendingPausedException'),
    slow(300),
  ],
};

/** For `cpaas simulate`: carriers that take so many parts a second of each origin. */
export const scriptFor = (perSecond: number) => ({
  behaviour: BEHAVIOUR,
  account: accountOf(perSecond),
  rules: Object.entries(FAULTS).flatMap(([channel, faults]) =>
    faults.map(({ from, to, fate }) => ({ match: { channel, from, to }, fate })),
  ),
});

/** Everybody has an audience, and most have two or three addresses; a few have none that can be used. */
export function customersCsv(count = CUSTOMERS): string {
  const random = seededRandom('customers of the wire campaign');
  const rows = Array.from({ length: count }, (_, i) => {
    const isBritish = i % 5 >= 3;
    const british = Math.floor(i / 5) * 2 + (i % 5) - 3;
    const phone = isBritish ? `+447700900${String(british).padStart(3, '0')}` : `+1415555${1_000 + i}`;
    const preferred = random.next();
    return [
      `C${i}`,
      `Ana${i}`,
      random.next() < 0.9 ? phone : '',
      random.next() < 0.6 ? phone : '',
      random.next() < 0.8 ? `person${i}@example.com` : '',
      isBritish ? 'GB' : 'US',
      preferred < 0.4 ? 'sms' : preferred < 0.7 ? 'whatsapp' : 'email',
      POLICIES[i % POLICIES.length] ?? 'hold',
    ].join(',');
  });
  return `customer_id,first_name,phone,whatsapp,email,country,preferred_channel,policy\n${rows.join('\n')}\n`;
}

/** The next channel follows when no receipt came within 5 s: events are handed over every second or so. */
export function definitionOf(policy: Policy): CampaignDefinition {
  return campaignDefinition.parse(campaignFile(policy, '5s'));
}

/** The same as a person writes it. */
export function campaignFile(policy: Policy, fallbackAfter: string): object {
  const text = 'Hello {{ first_name }}, your order is on its way.';
  return {
    id: policy,
    name: `With ${policy}`,
    messageType: 'transactional',
    audience: { field: 'policy', is: policy },
    // WhatsApp takes one message in six seconds for a person: one that is sent again would have to wait.
    channels: policy === 'resend' ? ['sms', 'email'] : ['sms', 'whatsapp', 'email'],
    templates: {
      sms: { text },
      whatsapp: {
        template: 'order_update',
        language: 'en',
        body: 'Your order {{1}} is on its way.',
        parameters: ['{{ customer_id }}'],
      },
      email: { subject: 'Your order', text },
    },
    fallbackAfter,
    onUnknown: onUnknownOf(policy),
  };
}

function onUnknownOf(policy: Policy): unknown {
  switch (policy) {
    case 'hold':
      return 'hold';
    case 'resend':
      return { resend: { after: '1s', maxTries: MOST_TRIES } };
    case 'fallback':
      return { fallback: { after: '1s' } };
  }
}
