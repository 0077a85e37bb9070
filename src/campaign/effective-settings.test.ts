import { expect, test } from 'vitest';
import { makeAccount, makeFound } from '../../test/support/account.ts';
import { effectiveSettings } from './effective-settings.ts';
import { workspaceSettings } from './workspace-settings.ts';

function settingsWith(limits: Record<string, unknown> = {}) {
  const from = (id: string) => ({
    id,
    channel: 'email',
    kind: 'ses_identity',
    identity: `${id}@example.com`,
  });
  const origins = [
    { ...from('news'), limit: { partsPerSecond: 50, burst: 9, perDay: 400 } },
    { ...from('shop'), limit: { partsPerSecond: 4, burst: 2 } },
  ];
  return workspaceSettings.parse({ carriers: 'aws', origins, limits });
}

const ACCOUNT = makeAccount({
  channel: 'email',
  origins: [makeFound('example.com', { channel: 'email', kind: 'ses_identity' })],
  rate: { basis: 'account', partsPerSecond: 14 },
  perDay: 50_000,
});

test('what belongs to the account is a limit of the channel, beside that of each origin', () => {
  const { settings } = effectiveSettings(settingsWith(), [ACCOUNT]);
  expect(settings.limits.email).toEqual({ partsPerSecond: 14, perDay: 50_000 });
  expect(settings.origins.map(({ limit }) => limit)).toEqual([
    { partsPerSecond: 14, perDay: 400 },
    { partsPerSecond: 4, burst: 2 },
  ]);
});

test('a lower limit of the operator stays, each part of it', () => {
  const own = { partsPerSecond: 10, burst: 3, perDay: 90_000 };
  const { settings } = effectiveSettings(settingsWith({ email: own }), [ACCOUNT]);
  expect(settings.limits.email).toEqual({ partsPerSecond: 10, burst: 3, perDay: 50_000 });
});

test('accounts that were not read change nothing', () => {
  const settings = settingsWith({ email: { partsPerSecond: 10 } });
  expect(effectiveSettings(settings, []).settings).toEqual(settings);
  const unread = makeAccount({ channel: 'email', completeKinds: [] });
  expect(effectiveSettings(settings, [unread]).settings).toEqual(settings);
});
