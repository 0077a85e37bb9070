import { expect, test } from 'vitest';
import { type WorkspaceFacts, workspaceFindings } from './workspace-findings.ts';

const FINE: WorkspaceFacts = {
  folder: '.cpaas',
  database: 'ok',
  problems: [],
  customers: 5,
  freeBytes: 10 * 2 ** 30,
  now: Date.UTC(2026, 10, 22),
  latestRecordAt: Date.UTC(2026, 10, 21),
};

test('nothing to say about a workspace that is as it should be', () => {
  expect(workspaceFindings(FINE)).toEqual([]);
});

test.each([
  [{ customers: 0 }, 'no_customers', 'warning'],
  [{ database: 'missing', customers: 0 }, 'no_customers', 'warning'],
  [{ database: 'unusable', customers: 0, problems: ['It is damaged.'] }, 'workspace', 'blocker'],
  [{ freeBytes: 500 * 2 ** 20 }, 'disk', 'warning'],
  [{ freeBytes: 2 ** 20 }, 'disk', 'blocker'],
  [{ latestRecordAt: Date.UTC(2026, 10, 23) }, 'clock_set_back', 'warning'],
  [{ owner: 'Process 7 on host is sending.' }, 'owner', 'note'],
] as const)('%j: %s, a %s', (facts, code, severity) => {
  expect(workspaceFindings({ ...FINE, ...facts })).toMatchObject([{ code, severity }]);
});
