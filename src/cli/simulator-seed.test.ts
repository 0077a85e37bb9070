import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CARRIER_JOURNAL } from '../compose/carriers.ts';
import { openWorkspace, type Workspace } from '../compose/workspace.ts';
import { simulatorSeed } from './simulator-seed.ts';

let folder = '';
let workspace: Workspace;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cpaas-seed-'));
  workspace = await openWorkspace(folder, { role: 'owner', create: true });
});

afterEach(() => {
  workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

test('without a wish it follows from the workspace, and stays', () => {
  expect(simulatorSeed(workspace)).toBe(simulatorSeed(workspace));
  expect(simulatorSeed(workspace)).not.toBe(simulatorSeed({ ...workspace, id: 'another' }));
});

test('the seed that was asked for stays for those who ask for none', () => {
  expect(simulatorSeed(workspace, 7)).toBe(7);
  expect(simulatorSeed(workspace)).toBe(7);
  expect(simulatorSeed(workspace, 0)).toBe(0);
  expect(simulatorSeed(workspace)).toBe(0);
});

test('other luck is other carriers: the journal of those before is put aside, and only then', () => {
  const journal = join(folder, CARRIER_JOURNAL);
  simulatorSeed(workspace, 7);
  writeFileSync(journal, 'taken\n');
  simulatorSeed(workspace, 7);
  expect(existsSync(journal)).toBe(true);
  simulatorSeed(workspace, 8);
  expect(existsSync(journal)).toBe(false);
  expect(readFileSync(join(folder, 'carriers-7.ndjson'), 'utf8')).toBe('taken\n');
});
