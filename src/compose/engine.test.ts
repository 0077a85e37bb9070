import { afterEach, describe, expect, test } from 'vitest';
import { makeDefinition } from '../../test/support/make.ts';
import { memoryWorkspace } from '../../test/support/memory-workspace.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import type { NewCustomer } from '../audience/customer.ts';
import { addressKey } from '../consent/address-key.ts';
import { launchCampaign } from '../campaign/launch.ts';
import { resumeCampaign } from '../campaign/lifecycle.ts';
import { totalOf } from '../delivery/tally.ts';
import { parseBehaviour } from '../simulator/parse-behaviour.ts';
import { parseScript } from '../simulator/script.ts';
import { type Engine, makeEngine } from './engine.ts';
import type { Workspace } from './workspace.ts';

const TEMPLATE = {
  template: 'order_shipped',
  language: 'pt',
  body: 'Olá {{1}}',
  parameters: ['{{ first_name }}'],
};

interface Bench {
  readonly clock: VirtualClock;
  readonly workspace: Workspace;
  readonly engine: Engine;
}

const person = (n: number, overrides: Partial<NewCustomer> = {}): NewCustomer => {
  const phone = `+3519123${String(n).padStart(5, '0')}`;
  return {
    id: `C${n}`,
    firstName: `Name${n}`,
    addresses: { sms: phone, whatsapp: phone },
    consent: { sms: true, whatsapp: true },
    country: 'PT',
    attributes: {},
    ...overrides,
  };
};

const stopping = new Set<() => Promise<void>>();

async function stopAll(): Promise<void> {
  for (const stop of stopping) await stop();
  stopping.clear();
}

afterEach(stopAll);

/** An engine at work on a made-up clock, whose carriers take and deliver everything, but for what `script` says. */
async function bench(
  customers: readonly NewCustomer[],
  script: unknown = [],
  behaviour: object = {},
): Promise<Bench> {
  const clock = new VirtualClock();
  const workspace = memoryWorkspace(clock);
  await workspace.customers.upsert(customers);
  const engine = makeEngine(workspace, {
    seed: 1,
    trouble: (error) => {
      throw error;
    },
    carriers: {
      behaviour: parseBehaviour({ base: 'perfect', ...behaviour }, 'test'),
      script: parseScript(script, 'test'),
      journal: false,
    },
  });
  const stop = new AbortController();
  const running = engine.run(stop.signal);
  stopping.add(async () => {
    stop.abort();
    await clock.settle(running);
  });
  return { clock, workspace, engine };
}

/** Launches a campaign and lets `ms` pass. */
async function run({ clock, workspace }: Bench, definition: Record<string, unknown>, ms: number) {
  await launchCampaign(workspace, makeDefinition({ channels: ['whatsapp'], ...definition }), clock.now());
  await clock.advance(ms);
}

const people = (count: number) => Array.from({ length: count }, (_, i) => person(i));
const HOUR = 3_600_000;

describe('what carriers charge', () => {
  test.each([
    ['transactional', TEMPLATE],
    ['promotional', TEMPLATE],
    ['transactional', { text: 'Olá {{ first_name }}' }],
  ])(
    'a %s WhatsApp campaign costs what was estimated when all of it is delivered',
    async (messageType, whatsapp) => {
      const at = await bench(people(20), [], { whatsapp: { priced: true } });
      const { workspace, clock } = at;
      const openings = people(20).map(({ addresses }) => ({
        key: addressKey(workspace.secret, 'whatsapp', addresses.whatsapp ?? ''),
        at: clock.now(),
      }));
      await workspace.serviceWindows.opened(openings);
      await run(at, { messageType, templates: { whatsapp } }, 60_000);
      const tally = await workspace.ledger.tally('spring');
      expect(totalOf(tally, 'delivered')).toBe(20);
      const campaign = await workspace.campaigns.find('spring');
      expect(campaign?.totals?.estimate.low).toBeGreaterThan(0);
      expect(tally.whatsapp.cost).toBe(campaign?.totals?.estimate.low);
    },
  );
});

const failing = (event: Record<string, unknown>, to: number | string) => [
  {
    match: { channel: 'whatsapp', to },
    fate: { answer: 'accepted', events: [{ type: 'failed', after: '500ms', ...event }] },
  },
];

describe('events that are about more than their message', () => {
  const CAMPAIGN = { messageType: 'transactional', templates: { whatsapp: TEMPLATE }, expiresAfter: '72h' };

  test('hold the queue of a number that fails, try it one by one, and go on when a trial arrives', async () => {
    // Meta's limit for spam: what is taken fails half a second later, for two minutes.
    const at = await bench(people(400), failing({ reason: 'spam_rate_exceeded', holdOrigin: true }, '2m'));
    const { workspace, engine } = at;
    await run(at, CAMPAIGN, 10_000);
    const early = await workspace.ledger.tally('spring');
    expect(engine.holds.list()).toMatchObject([{ originId: 'whatsapp', reason: 'spam_rate_exceeded' }]);
    // Those of the first half second, and none after it.
    const lost = totalOf(early, 'failed');
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(50);
    await at.clock.advance(HOUR / 2);
    const late = await workspace.ledger.tally('spring');
    const trials = totalOf(late, 'failed') - lost;
    expect(trials).toBeGreaterThan(0);
    expect(trials).toBeLessThan(8);
    expect(totalOf(late, 'delivered')).toBe(400 - lost - trials);
    expect(engine.holds.list()).toEqual([]);
  });

  test('slow a number down that was too fast', async () => {
    const at = await bench(people(400), failing({ reason: 'rate_exceeded', throttled: true }, 2));
    await run(at, CAMPAIGN, 2_000);
    const [rate] = await at.workspace.limits.rates([{ scope: 'origin:whatsapp', partsPerSecond: 80 }]);
    expect(rate).toMatchObject({ limitPerSecond: 80, lowered: { cause: 'rate_exceeded' } });
    expect(rate?.currentPerSecond).toBeLessThan(80);
  });

  test('pause a campaign whose template cannot be sent', async () => {
    const at = await bench(people(400), failing({ reason: 'template_paused', stopCampaign: true }, 2));
    const { workspace, clock } = at;
    await run(at, CAMPAIGN, 20_000);
    expect(await workspace.campaigns.find('spring')).toMatchObject({
      state: 'paused',
      reason: 'template_paused',
    });
    expect(totalOf(await workspace.ledger.tally('spring'), 'delivered')).toBeLessThan(100);
    await resumeCampaign(workspace, 'spring', clock.now());
    await clock.advance(20_000);
    expect(await workspace.campaigns.find('spring')).toMatchObject({ state: 'finished' });
    expect(totalOf(await workspace.ledger.tally('spring'), 'delivered')).toBe(399);
  });
});

test('a customer who writes on WhatsApp may be answered for 24 hours, and no longer', async () => {
  const wrote = [
    {
      match: { channel: 'whatsapp', nth: 1 },
      fate: {
        answer: 'accepted',
        events: [{ type: 'delivered' }, { type: 'reply', text: 'When does it come?' }],
      },
    },
  ];
  const at = await bench(people(3), wrote);
  const { workspace, clock } = at;
  await run(at, { messageType: 'transactional', templates: { whatsapp: TEMPLATE } }, 60_000);
  const session = { messageType: 'transactional', templates: { whatsapp: { text: 'Tomorrow.' } } };
  await run(at, { ...session, id: 'answer' }, 60_000);
  expect(totalOf(await workspace.ledger.tally('answer'), 'delivered')).toBe(3);
  await stopAll();
  await clock.advance(24 * HOUR);
  await run(at, { ...session, id: 'too-late' }, 1_000);
  expect((await workspace.campaigns.find('too-late'))?.totals?.skipped).toEqual({
    outside_service_window: 3,
  });
});

test('a fallback to free text also needs an open window', async () => {
  const failedSms = [
    {
      match: { channel: 'sms' },
      fate: { answer: 'accepted', events: [{ type: 'failed', reason: 'unreachable', after: '1h' }] },
    },
  ];
  const at = await bench(people(2), failedSms);
  const { workspace, clock } = at;
  const [wrote, silent] = people(2).map(({ addresses }) =>
    addressKey(workspace.secret, 'whatsapp', addresses.whatsapp ?? ''),
  );
  const opened = [
    { key: wrote ?? '', at: clock.now() },
    // Open when it was planned, and no more an hour later, when the SMS failed.
    { key: silent ?? '', at: clock.now() - 23.5 * HOUR },
  ];
  await workspace.serviceWindows.opened(opened);
  const templates = { sms: { text: 'Hi' }, whatsapp: { text: 'Hi' } };
  const definition = {
    messageType: 'transactional',
    channels: ['sms', 'whatsapp'],
    fallbackAfter: '3h',
    templates,
  };
  await run(at, definition, 2 * HOUR);
  const tally = await workspace.ledger.tally('spring');
  expect(tally.sms.status.failed).toBe(2);
  expect(tally.whatsapp.status.delivered).toBe(1);
});

test('two messages to one WhatsApp user are six seconds apart, whatever campaigns they are of', async () => {
  const at = await bench(people(2));
  const campaign = { messageType: 'transactional', templates: { whatsapp: TEMPLATE } };
  for (const id of ['one', 'two', 'three'])
    await launchCampaign(
      at.workspace,
      makeDefinition({ channels: ['whatsapp'], ...campaign, id }),
      at.clock.now(),
    );
  await at.clock.advance(60_000);
  const accepted = [...(at.engine.carriers.simulated?.log.accepted() ?? [])];
  for (const { addresses } of people(2)) {
    const times = accepted.filter(({ address }) => address === addresses.whatsapp).map((each) => each.at);
    expect(times).toHaveLength(3);
    const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(6_000);
  }
});
