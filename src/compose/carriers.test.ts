import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeRequest } from '../../test/support/make.ts';
import { workspaceSettings } from '../campaign/workspace-settings.ts';
import { openCarriers } from './carriers.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

let folder: string;
let workspace: Workspace;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cpaas-carriers-'));
});
afterEach(() => {
  workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

async function carriersOf(settings: object) {
  workspace = await openWorkspace(folder, {
    role: 'owner',
    create: true,
    settings: workspaceSettings.parse(settings),
  });
  return openCarriers(workspace, workspace, { seed: 1, trouble: () => undefined });
}

test('without a word in the settings nothing leaves the machine', async () => {
  const carriers = await carriersOf({});
  expect(carriers.simulated).toBeDefined();
  await carriers.stop();
});

test('through AWS there is nobody simulated, nothing to wait for, and what cannot be carried waits', async () => {
  const carriers = await carriersOf({ carriers: 'aws' });
  expect(carriers.simulated).toBeUndefined();
  await carriers.idle();
  expect(await carriers.providers.sms.send(makeRequest({ expiresAt: 1 }))).toMatchObject({
    reason: 'expires_too_soon',
  });
  expect(await carriers.providers.whatsapp.send(makeRequest())).toEqual({
    kind: 'not_sent',
    reason: 'channel_not_supported',
    hold: 'origin',
  });
  await carriers.stop();
});

test('getting ready ends when the process is to stop, whatever it waits for', async () => {
  const carriers = await carriersOf({ carriers: 'aws' });
  await carriers.ready(AbortSignal.abort());
  await carriers.stop();
});
