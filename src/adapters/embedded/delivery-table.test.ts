import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDefinition, makeMessage, NO_TOTALS } from '../../../test/support/make.ts';
import { openWorkspace, type Workspace } from '../../compose/workspace.ts';

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
