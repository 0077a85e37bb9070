import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeDefinition, makeEvent, makeMessage, NO_TOTALS } from '../../../test/support/make.ts';
import { openWorkspace, type Workspace } from '../../compose/workspace.ts';
import type { Message } from '../../delivery/message.ts';

const NOW = 1_700_000_000_000;
let folder: string;
let owner: Workspace;
let guest: Workspace;
let key: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cpaas-table-'));
  owner = await openWorkspace(folder, { role: 'owner', create: true });
  guest = await openWorkspace(folder, { role: 'guest', create: false });
  key = (await owner.campaigns.create(makeDefinition(), NOW)).key;
  await owner.campaigns.setPlanned('spring', NO_TOTALS);
  await owner.campaigns.move('spring', ['planned'], 'running', '', NOW);
});

afterEach(() => {
  guest.close();
  owner.close();
  rmSync(folder, { recursive: true });
});

test('what the owner remembers of messages in flight gives way to what another process did', async () => {
  const message = makeMessage(key, 1);
  await owner.plan.append('spring', [message], []);
  await owner.ledger.intend([message], NOW);
  const throttled = {
    kind: 'outcome',
    number: 1,
    outcome: { kind: 'throttled', reason: 'rate' },
    dueAt: NOW,
  } as const;
  await owner.ledger.apply([{ id: message.id, change: throttled }], NOW);
  await guest.ledger.cancelQueued('spring');
  expect(await owner.ledger.intend([message], NOW)).toEqual([{ kind: 'taken' }]);
  expect(await owner.ledger.tally('spring')).toEqual(await guest.ledger.recount('spring'));
});

test('a pause and an opt-out by another process hold for the next intent', async () => {
  const messages = [1, 2].map((n) => makeMessage(key, n));
  await owner.plan.append('spring', messages, []);
  await guest.suppressions.add([
    { key: 'address-1', channel: 'sms', reason: 'opted_out', source: 'test', at: NOW },
  ]);
  const [first, second] = await owner.ledger.intend(messages, NOW);
  expect([first?.kind, second?.kind]).toEqual(['closed', 'granted']);
  const later = makeMessage(key, 3);
  await owner.plan.append('spring', [later], []);
  await guest.campaigns.move('spring', ['running'], 'paused', 'operator', NOW);
  expect(await owner.ledger.intend([later], NOW)).toEqual([{ kind: 'stopped' }]);
});

test('a rolled back group leaves nothing remembered', async () => {
  const message = makeMessage(key, 1);
  await owner.plan.append('spring', [message], []);
  const broken = makeMessage(key, 2, { parts: Number.NaN });
  const results = await Promise.allSettled([
    owner.ledger.intend([message], NOW),
    owner.ledger.intend([broken], NOW),
  ]);
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
  expect(await owner.ledger.intend([message], NOW)).toEqual([{ kind: 'taken' }]);
  expect((await owner.ledger.states([broken.id])).size).toBe(0);
  expect(await owner.ledger.tally('spring')).toEqual(await owner.ledger.recount('spring'));
});

describe('units of work that share a commit see what those before them did', () => {
  const accepted = (providerId: string) =>
    ({ kind: 'outcome', number: 1, outcome: { kind: 'accepted', providerId }, dueAt: 0 }) as const;

  async function intended(overrides: Partial<Message> = {}): Promise<Message> {
    const message = makeMessage(key, 1, overrides);
    await owner.plan.append('spring', [message], []);
    await owner.ledger.intend([message], NOW);
    return message;
  }

  test('answer and receipt, found by the id that the answer brought', async () => {
    const { id } = await intended();
    const [, folding] = await Promise.all([
      owner.ledger.apply([{ id, change: accepted('p-1') }], NOW),
      owner.ledger.fold([makeEvent({ eventId: 'e-1', providerId: 'p-1' })], NOW),
    ]);
    expect(folding.folded[0]?.attempt).toEqual({ messageId: id, number: 1 });
    expect((await owner.ledger.states([id])).get(id)).toMatchObject({
      status: 'delivered',
      providerId: 'p-1',
    });
    expect(await owner.ledger.tally('spring')).toEqual(await owner.ledger.recount('spring'));
  });

  test('an attempt that fails and is ordered anew is kept', async () => {
    const message = await intended();
    const { id } = message;
    const outcome = { kind: 'refused', reason: 'blocked' } as const;
    const [, , verdicts] = await Promise.all([
      owner.ledger.apply([{ id, change: { kind: 'outcome', number: 1, outcome, dueAt: 0 } }], NOW),
      owner.ledger.apply([{ id, change: { kind: 'again', from: 'failed', dueAt: 0 } }], NOW),
      owner.ledger.intend([message], NOW),
    ]);
    expect(verdicts).toMatchObject([{ kind: 'granted', number: 2 }]);
    const [record] = await owner.ledger.ofCustomer('1');
    expect(record?.attempts).toMatchObject([
      { number: 1, status: 'failed', reason: 'blocked' },
      { number: 2, status: 'sending' },
    ]);
    expect(await owner.ledger.tally('spring')).toEqual(await owner.ledger.recount('spring'));
  });

  test('a frequency cap and a budget', async () => {
    const other = await owner.campaigns.create(makeDefinition({ id: 'poor', budget: 0.015 }), NOW);
    await owner.campaigns.move('poor', ['draft'], 'running', '', NOW);
    const poor = (customer: number) => makeMessage(other.key, customer, { campaignId: 'poor' });
    const caps = [{ max: 1, withinMs: 1000 }];
    const verdicts = await Promise.all([
      owner.ledger.intend([makeMessage(key, 1)], NOW),
      owner.ledger.intend([poor(1)], NOW, caps),
      owner.ledger.intend([poor(2)], NOW),
      owner.ledger.intend([poor(3)], NOW),
    ]);
    expect(verdicts.map(([verdict]) => verdict?.kind)).toEqual([
      'granted',
      'closed',
      'granted',
      'over_budget',
    ]);
  });
});
