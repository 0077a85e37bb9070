import type { Customer } from '../../src/audience/customer.ts';
import type { PlanTotals } from '../../src/campaign/campaign-store.ts';
import type { Origin } from '../../src/channels/origin.ts';
import type { SendRequest } from '../../src/channels/provider.ts';
import { type CampaignDefinition, campaignDefinition } from '../../src/campaign/definition.ts';
import type { ProviderEvent } from '../../src/delivery/event.ts';
import { type Message, messageId } from '../../src/delivery/message.ts';

/** A definition with every default, for tests that are about something else. */
export function makeDefinition(overrides: Record<string, unknown> = {}): CampaignDefinition {
  return campaignDefinition.parse({
    id: 'spring',
    name: 'Spring sale',
    channels: ['sms'],
    templates: { sms: { text: 'Hello {{ first_name | default: "you" }}' } },
    ...overrides,
  });
}

export function makeMessage(
  campaignKey: string,
  customer: number,
  overrides: Partial<Message> & { step?: number } = {},
): Message {
  const { step = 1, ...rest } = overrides;
  const channel = rest.channel ?? 'sms';
  return {
    id: messageId({ campaignKey, customerKey: customer.toString(36), step, channel }),
    campaignId: 'spring',
    channel,
    originId: 'sms',
    address: `+1415555${String(customer).padStart(4, '0')}`,
    addressKey: `address-${customer}`,
    content: { kind: 'sms', text: 'Hello' },
    parts: 1,
    price: 10_020,
    country: 'US',
    timezone: undefined,
    sendAt: 0,
    expiresAt: 0,
    receiptWaitMs: 0,
    ...rest,
  };
}

export function makeOrigin(overrides: Partial<Origin> = {}): Origin {
  return {
    id: 'sms',
    channel: 'sms',
    kind: 'pool',
    identity: 'pool-0123456789abcdef0123456789abcdef',
    limit: { partsPerSecond: 20 },
    ...overrides,
  };
}

export function makeRequest(overrides: Partial<SendRequest> = {}): SendRequest {
  return {
    attemptId: 'abcdefgh.1-1-1s.1',
    origin: makeOrigin(),
    messageType: 'promotional',
    address: '+14255550101',
    content: { kind: 'sms', text: 'hi' },
    parts: 1,
    expiresAt: 0,
    ...overrides,
  };
}

export function makeEvent(overrides: Partial<ProviderEvent> & { eventId: string }): ProviderEvent {
  return { source: 'test', channel: 'sms', type: 'delivered', at: 1_000, ...overrides };
}

const RANGE = { low: 0, expected: 0, high: 0 };

/** A plan about which nothing is said. */
export const NO_TOTALS: PlanTotals = {
  planned: 10,
  skipped: {},
  channels: {},
  origins: {},
  parts: 10,
  estimate: {
    currency: 'USD',
    ...RANGE,
    byChannel: { sms: RANGE, whatsapp: RANGE, email: RANGE },
    byCountry: {},
  },
  asOf: 0,
};

export function makeCustomer(overrides: Partial<Customer> = {}): Customer {
  return {
    key: '1',
    id: 'CUST-1',
    firstName: 'Ana',
    addresses: {},
    consent: {},
    attributes: {},
    ...overrides,
  };
}
