import { describe, expect, test } from 'vitest';
import { MemoryCampaignStore } from '../adapters/memory/campaign-store.ts';
import { MemoryCustomerStore } from '../adapters/memory/customer-store.ts';
import { MemoryState } from '../adapters/memory/memory-state.ts';
import { MemoryMessageLedger } from '../adapters/memory/message-ledger.ts';
import { MemoryRecordStore } from '../adapters/memory/record-store.ts';
import { MemoryServiceWindows } from '../adapters/memory/service-windows.ts';
import { MemorySuppressionStore } from '../adapters/memory/suppression-store.ts';
import type { NewCustomer } from '../audience/customer.ts';
import type { Purchase } from '../audience/records.ts';
import { addressKey } from '../consent/address-key.ts';
import { listPrices } from '../pricing/list-prices.ts';
import { makeDefinition } from '../../test/support/make.ts';
import { audienceOf } from '../../test/support/memory-audience.ts';
import { type Decision, planCampaign, type PlanParts } from './plan.ts';
import { workspaceSettings } from './workspace-settings.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const SECRET = 'secret';

const person = (n: number, overrides: Partial<NewCustomer> = {}): NewCustomer => ({
  id: `C${n}`,
  firstName: `Name${n}`,
  addresses: { sms: `+35191234567${n}`, email: `c${n}@example.com` },
  consent: { sms: true, email: true },
  country: 'PT',
  attributes: {},
  ...overrides,
});

async function plan(
  customers: readonly NewCustomer[],
  definition: Record<string, unknown> = {},
  stopped: readonly string[] = [],
  wrote: Readonly<Record<string, number>> = {},
  purchases: readonly Purchase[] = [],
) {
  const state = new MemoryState();
  const stores = {
    customers: new MemoryCustomerStore(),
    records: new MemoryRecordStore(),
    campaigns: new MemoryCampaignStore(state),
    ledger: new MemoryMessageLedger(state, 'abcdefgh'),
  };
  const writer = await stores.records.begin('purchases');
  await writer.add(purchases);
  await writer.commit();
  const parts: PlanParts = {
    customers: stores.customers,
    openAudience: async () => audienceOf(stores),
    suppressions: new MemorySuppressionStore(state),
    serviceWindows: new MemoryServiceWindows(state),
    prices: listPrices,
    settings: workspaceSettings.parse({}),
    secret: SECRET,
  };
  await parts.customers.upsert(customers);
  await parts.suppressions.add(
    stopped.map((address) => ({
      key: addressKey(SECRET, 'sms', address),
      channel: 'sms',
      reason: 'opted_out',
      source: 'test',
      at: NOW,
    })),
  );
  await parts.serviceWindows.opened(
    Object.entries(wrote).map(([address, at]) => ({ key: addressKey(SECRET, 'whatsapp', address), at })),
  );
  const campaign = await stores.campaigns.create(makeDefinition(definition), NOW);
  const decisions: Decision[] = [];
  const totals = await planCampaign(parts, campaign, NOW, async (batch) => {
    decisions.push(...batch);
  });
  const outcome = decisions.map((d) =>
    d.kind === 'skip' ? [d.customer.id, d.reason] : [d.customer.id, d.message.channel],
  );
  return { totals, decisions, outcome: Object.fromEntries(outcome) };
}

const TWO_CHANNELS = {
  channels: ['sms', 'email'],
  templates: { sms: { text: 'Hi {{ first_name }}' }, email: { subject: 'Hi', text: 'Hello' } },
};

test('every customer of the audience gets a decision, and the totals are their sum', async () => {
  const { totals, outcome } = await plan(
    [
      person(1),
      person(2, { consent: {} }),
      person(3, { addresses: {} }),
      person(4, { firstName: 'x'.repeat(2_000) }),
    ],
    { templates: { sms: { text: 'Hi {{ first_name }}' } } },
  );
  expect(outcome).toEqual({ C1: 'sms', C2: 'no_consent', C3: 'no_address', C4: 'too_long' });
  expect(totals).toMatchObject({
    planned: 1,
    skipped: { no_consent: 1, no_address: 1, too_long: 1 },
    channels: { sms: 1 },
  });
});

test('a missing value skips the customer with a reason and nobody else', async () => {
  const { firstName: _, ...nameless } = person(2);
  const { outcome } = await plan([person(1), nameless], {
    templates: { sms: { text: 'Hi {{ first_name }}' } },
  });
  expect(outcome).toEqual({ C1: 'sms', C2: 'missing_variable' });
});

test('who opted out of one channel is written to on the next', async () => {
  const { outcome } = await plan([person(1), person(2)], TWO_CHANNELS, ['+351912345671']);
  expect(outcome).toEqual({ C1: 'email', C2: 'sms' });
  expect((await plan([person(1)], {}, ['+351912345671'])).outcome).toEqual({ C1: 'opted_out' });
});

test('two entries of one address get one message', async () => {
  const { outcome } = await plan([person(1), person(2, { addresses: { sms: '+351912345671' } })]);
  expect(outcome).toEqual({ C1: 'sms', C2: 'duplicate_address' });
});

test('parts and price are counted for each text', async () => {
  const { decisions, totals } = await plan([person(1), person(2, { firstName: 'Zoë 😀'.repeat(12) })], {
    templates: { sms: { text: 'Hi {{ first_name }}' } },
  });
  const messages = decisions.flatMap((d) => (d.kind === 'send' ? [d.message] : []));
  expect(messages.map((message) => message.parts)).toEqual([1, 2]);
  expect(messages[1]?.price).toBe(2 * (messages[0]?.price ?? 0));
  expect(totals.parts).toBe(3);
  expect(totals.estimate.low).toBe(messages.reduce((sum, message) => sum + message.price, 0));
});

test('a fallback makes the dear end of the estimate dearer, not the cheap one', async () => {
  const without = await plan([person(1)], TWO_CHANNELS);
  const withFallback = await plan([person(1)], { ...TWO_CHANNELS, fallbackAfter: '10m' });
  expect(withFallback.totals.estimate.low).toBe(without.totals.estimate.low);
  expect(withFallback.totals.estimate.high).toBeGreaterThan(without.totals.estimate.high);
  const [decision] = withFallback.decisions;
  expect(decision?.kind === 'send' && decision.message.receiptWaitMs).toBe(600_000);
});

test('quiet hours and a start time decide when it goes out', async () => {
  const definition = { quietHours: { start: '21:00', end: '08:00' } };
  const tokyo = await plan([person(1, { timezone: 'Asia/Tokyo' })], definition);
  const [decision] = tokyo.decisions;
  // Noon in UTC is 21:00 in Tokyo: the next 08:00 there is 23:00 UTC.
  expect(decision?.kind === 'send' && new Date(decision.message.sendAt).toISOString()).toBe(
    '2026-11-20T23:00:00.000Z',
  );
  const lisbon = await plan([person(1, { timezone: 'Europe/Lisbon' })], {
    ...definition,
    startAt: '2026-11-21T05:00:00Z',
  });
  const [later] = lisbon.decisions;
  expect(later?.kind === 'send' && new Date(later.message.sendAt).toISOString()).toBe(
    '2026-11-21T08:00:00.000Z',
  );
});

test('planning twice makes the same decisions', async () => {
  const customers = [person(1), person(2), person(3, { consent: {} })];
  expect((await plan(customers)).decisions).toEqual((await plan(customers)).decisions);
});

test('an audience can be made of what customers did before the plan', async () => {
  const day = 86_400_000;
  const bought = (n: number, days: number): Purchase => ({
    id: `p${n}`,
    customerId: `C${n}`,
    sku: 'TENT',
    quantity: 1,
    at: NOW - days * day,
  });
  const { outcome, totals } = await plan(
    [3, 2, 1].map((n) => person(n)),
    { audience: { and: [{ bought: { skus: ['tent'] }, when: { last: '90 days' } }, { consents: 'sms' }] } },
    [],
    {},
    [bought(1, 90), bought(2, 91), bought(3, 1), bought(4, 1)],
  );
  expect(outcome).toEqual({ C1: 'sms', C3: 'sms' });
  expect(totals.planned).toBe(2);
});

describe('free text on WhatsApp', () => {
  const HOUR = 3_600_000;
  const SESSION = {
    messageType: 'transactional',
    channels: ['whatsapp', 'sms'],
    templates: { whatsapp: { text: 'Hi {{ first_name }}' }, sms: { text: 'Hi {{ first_name }}' } },
  };
  const onWhatsApp = (n: number, overrides: Partial<NewCustomer> = {}) =>
    person(n, { addresses: { whatsapp: `+35191234567${n}` }, consent: { whatsapp: true }, ...overrides });
  const wrote = {
    '+351912345671': NOW - 1,
    '+351912345672': NOW - 24 * HOUR + 1,
    '+351912345673': NOW - 24 * HOUR,
  };

  test('goes to who wrote within 24 hours; others are passed over', async () => {
    const people = [1, 2, 3, 4].map((n) => onWhatsApp(n));
    const { outcome, decisions, totals } = await plan(people, SESSION, [], wrote);
    expect(outcome).toEqual({
      C1: 'whatsapp',
      C2: 'whatsapp',
      C3: 'outside_service_window',
      C4: 'outside_service_window',
    });
    const [first] = decisions;
    expect(first?.kind === 'send' && first.message.content).toEqual({
      kind: 'whatsapp_session',
      text: 'Hi Name1',
    });
    expect(totals.skipped).toEqual({ outside_service_window: 2 });
    const both = { whatsapp: '+351912345674', sms: '+351912345674' };
    const reachable = await plan([onWhatsApp(4, { addresses: both })], SESSION, [], wrote);
    expect(reachable.outcome).toEqual({ C4: 'sms' });
  });

  test('an approved template needs no window', async () => {
    const whatsapp = { template: 't', language: 'en', body: 'Hi' };
    const { outcome } = await plan([onWhatsApp(4)], {
      ...SESSION,
      templates: { ...SESSION.templates, whatsapp },
    });
    expect(outcome).toEqual({ C4: 'whatsapp' });
  });

  test('the window has to be open when the message goes out', async () => {
    const later = { ...SESSION, startAt: new Date(NOW + HOUR).toISOString() };
    const { outcome } = await plan([onWhatsApp(1), onWhatsApp(2)], later, [], wrote);
    expect(outcome).toEqual({ C1: 'whatsapp', C2: 'outside_service_window' });
    const quiet = { ...SESSION, quietHours: { start: '11:00', end: '08:00' } };
    const morning = await plan([onWhatsApp(1), onWhatsApp(2)], quiet, [], wrote);
    expect(morning.outcome).toEqual({ C1: 'whatsapp', C2: 'outside_service_window' });
  });
});
