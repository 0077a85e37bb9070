import { beforeEach, describe, expect, test } from 'vitest';
import { makeDefinition, makeEvent, makeMessage } from '../../test/support/make.ts';
import { MemoryCampaignStore } from '../adapters/memory/campaign-store.ts';
import { MemoryCustomerStore } from '../adapters/memory/customer-store.ts';
import { MemoryMessageLedger } from '../adapters/memory/message-ledger.ts';
import { MemoryPlanStore } from '../adapters/memory/plan-store.ts';
import { MemoryState } from '../adapters/memory/memory-state.ts';
import { MemorySuppressionStore } from '../adapters/memory/suppression-store.ts';
import { addressKey } from '../consent/address-key.ts';
import type { Message } from '../delivery/message.ts';
import { customerHistory, type CustomerHistory } from './customer-history.ts';
import { workspaceStats } from './workspace-stats.ts';

const SECRET = 'secret';
const AT = Date.UTC(2026, 10, 20, 10);

async function makeWorkspace() {
  const state = new MemoryState();
  const parts = {
    customers: new MemoryCustomerStore(),
    campaigns: new MemoryCampaignStore(state),
    plan: new MemoryPlanStore(state),
    ledger: new MemoryMessageLedger(state, 'w'),
    suppressions: new MemorySuppressionStore(state),
    secret: SECRET,
  };
  await parts.customers.upsert([
    {
      id: 'A',
      firstName: 'Ana',
      addresses: { sms: '+14155550001', email: 'ana@example.com' },
      consent: { sms: true },
      attributes: { tier: 'gold' },
    },
  ]);
  for (const id of ['spring', 'summer', 'autumn']) {
    await parts.campaigns.create(makeDefinition({ id }), AT);
    await parts.campaigns.move(id, ['draft'], 'running', '', AT);
  }
  return parts;
}

type Workspace = Awaited<ReturnType<typeof makeWorkspace>>;

async function send({ ledger }: Workspace, message: Message, now: number, reason?: string): Promise<string> {
  const [verdict] = await ledger.intend([message], now);
  if (verdict?.kind !== 'granted') throw new Error('The intent was not granted.');
  const outcome =
    reason === undefined
      ? ({ kind: 'accepted', providerId: `p-${message.id}` } as const)
      : ({ kind: 'refused', reason } as const);
  await ledger.apply(
    [{ id: message.id, change: { kind: 'outcome', number: verdict.number, outcome, dueAt: 0 } }],
    now + 40,
  );
  return verdict.attemptId;
}

/** Spring fell back from SMS to email and both arrived; summer is planned; autumn was skipped. */
async function liveThrough(workspace: Workspace): Promise<void> {
  const { campaigns, customers, plan, ledger, suppressions } = workspace;
  const keyOf = async (id: string) => (await campaigns.find(id))?.key ?? '';
  const customer = Number.parseInt((await customers.find('A'))?.key ?? '', 36);
  const sms = makeMessage(await keyOf('spring'), customer, { receiptWaitMs: 1_000 });
  const email = makeMessage(await keyOf('spring'), customer, {
    step: 2,
    channel: 'email',
    price: 100,
    content: { kind: 'email', subject: 'Hello', text: 'Hello by mail' },
  });
  await plan.append('spring', [sms], []);
  const smsAttempt = await send(workspace, sms, AT);
  await ledger.fallBack(sms.id, email, AT + 2_000);
  const emailAttempt = await send(workspace, email, AT + 2_000);
  await ledger.fold(
    [
      makeEvent({ eventId: '1', channel: 'email', attemptId: emailAttempt, at: AT + 3_000 }),
      makeEvent({ eventId: '2', attemptId: smsAttempt, at: AT + 4_000 }),
    ],
    AT + 5_000,
  );
  await plan.append('summer', [makeMessage(await keyOf('summer'), customer, { campaignId: 'summer' })], []);
  await plan.append('autumn', [], [{ customerKey: customer.toString(36), reason: 'opted_out' }]);
  const key = addressKey(SECRET, 'sms', '+14155550001');
  await suppressions.add([{ key, channel: 'sms', reason: 'opted_out', source: 'reply', at: AT + 6_000 }]);
}

describe('the history of a customer', () => {
  let history: CustomerHistory | undefined;
  let workspace: Workspace;

  beforeEach(async () => {
    workspace = await makeWorkspace();
    await liveThrough(workspace);
    history = await customerHistory(workspace, 'A');
  });

  test('what waits stands first, then what was sent, the newest first', () => {
    expect(
      history?.messages.map(({ campaign, channel, status, step }) => [campaign, channel, status, step]),
    ).toEqual([
      ['summer', 'sms', 'queued', 1],
      ['spring', 'email', 'delivered', 2],
      ['spring', 'sms', 'delivered', 1],
    ]);
  });

  test('both reached shows on the later step, the fallback on the earlier', () => {
    const [, email, sms] = history?.messages ?? [];
    expect(email).toMatchObject({ bothReached: true, fellBack: false, body: 'Hello by mail', cost: 0.0001 });
    expect(sms).toMatchObject({ bothReached: false, fellBack: true, cost: 0.01002 });
  });

  test('each message has its attempts and its events', () => {
    const [summer, , sms] = history?.messages ?? [];
    expect(summer).toMatchObject({ attempts: [], events: [], cost: 0, reason: null });
    expect(sms?.attempts).toEqual([
      {
        number: 1,
        startedAt: '2026-11-20T10:00:00.000Z',
        answeredAt: '2026-11-20T10:00:00.040Z',
        status: 'delivered',
        reason: null,
        providerId: `p-${sms?.id}`,
      },
    ]);
    expect(sms?.events).toEqual([
      {
        type: 'delivered',
        at: '2026-11-20T10:00:04.000Z',
        receivedAt: '2026-11-20T10:00:05.000Z',
        source: 'test',
        reason: null,
        text: null,
      },
    ]);
  });

  test('one decision for each campaign, the newest first', () => {
    expect(history?.decisions).toEqual([
      { campaign: 'autumn', decision: 'skip', reason: 'opted_out', channel: null },
      { campaign: 'summer', decision: 'send', reason: null, channel: 'sms' },
      { campaign: 'spring', decision: 'send', reason: null, channel: 'sms' },
    ]);
  });

  test('consent is what was agreed and what stopped it', () => {
    expect(history?.consent).toEqual({
      sms: {
        address: '+14155550001',
        agreed: true,
        stopped: { reason: 'opted_out', source: 'reply', at: '2026-11-20T10:00:06.000Z' },
      },
      whatsapp: { address: null, agreed: null, stopped: null },
      email: { address: 'ana@example.com', agreed: null, stopped: null },
    });
  });

  test('keys of the store are not shown', () => {
    expect(history?.customer).toEqual({
      id: 'A',
      firstName: 'Ana',
      addresses: { sms: '+14155550001', email: 'ana@example.com' },
      attributes: { tier: 'gold' },
      signupAt: null,
    });
  });

  test('nobody has an unknown id', async () => {
    expect(await customerHistory(workspace, 'B')).toBeUndefined();
  });
});

test('the numbers of a workspace are those of its campaigns together', async () => {
  const workspace = await makeWorkspace();
  await liveThrough(workspace);
  const summer = await workspace.campaigns.find('summer');
  const another = makeMessage(summer?.key ?? '', 2, { campaignId: 'summer' });
  await workspace.plan.append('summer', [another], []);
  await send(workspace, another, AT, 'invalid_number');
  await workspace.ledger.fold([makeEvent({ eventId: '9', providerId: 'nobody' })], AT);
  await workspace.campaigns.move('spring', ['running'], 'finished', '', AT);
  expect(await workspaceStats(workspace)).toMatchObject({
    customers: 1,
    suppressions: 1,
    unmatchedEvents: 1,
    campaigns: { draft: 0, running: 2, finished: 1 },
    channels: {
      sms: { sent: 2, delivered: 1, failed: 1, deliveryRate: 0.5, bounceRate: 0, cost: 0.01002 },
      whatsapp: { sent: 0, deliveryRate: 0 },
      email: { sent: 1, delivered: 1, deliveryRate: 1, fallbacks: 1 },
    },
    cost: { currency: 'USD', actual: 0.01012 },
  });
});
