import { createReadStream } from 'node:fs';
import { expect, test } from 'vitest';
import { MemoryState } from '../../adapters/memory/memory-state.ts';
import { MemorySuppressionStore } from '../../adapters/memory/suppression-store.ts';
import { importSuppressions } from './import-suppressions.ts';

async function importFixture(name: string, store = new MemorySuppressionStore(new MemoryState())) {
  let rejects = '';
  const report = await importSuppressions({
    source: createReadStream(new URL(`../../../test/fixtures/import/${name}`, import.meta.url)),
    name,
    store,
    rejects: {
      async write(text) {
        rejects += text;
      },
    },
    keyOf: (channel, address) => `${channel} ${address}`,
    now: 1_700_000_000_000,
  });
  return { report, rejects, store };
}

test('a list of addresses of every kind', async () => {
  const { report, rejects, store } = await importFixture('stopped.csv');
  expect(report).toMatchObject({
    rows: 8,
    usable: 6,
    rejected: 2,
    byReason: { bad_phone: 1, no_address: 1 },
    warnings: 1,
  });
  expect(report).toMatchObject({ warningsByReason: { bad_channel: 1 }, added: 7, known: 2 });
  const keys = ['+447700900140', '+447700900141', '+447700900142'].flatMap((n) => [
    `sms ${n}`,
    `whatsapp ${n}`,
  ]);
  const found = await store.find([...keys, 'email Ann@example.com', 'email bob@example.com']);
  expect([...found.values()].map(({ key, reason }) => `${key} ${reason}`)).toEqual([
    'sms +447700900140 complained',
    'whatsapp +447700900140 complained',
    'whatsapp +447700900141 complained',
    'sms +447700900142 imported',
    'whatsapp +447700900142 imported',
    'email Ann@example.com hard_bounce',
    'email bob@example.com imported',
  ]);
  expect(found.get('sms +447700900140')).toMatchObject({
    source: 'import stopped.csv',
    at: 1_700_000_000_000,
    channel: 'sms',
  });
  expect(rejects).toContain(
    '\n6,6,rejected,address,address is no phone number that can exist,sms,12,STOP,\n',
  );
});

test('the suppression list of SES', async () => {
  const { report, store } = await importFixture('ses-suppressions.csv');
  expect(report).toMatchObject({ rows: 2, added: 2, rejected: 0 });
  expect((await store.find(['email ann@example.com'])).get('email ann@example.com')?.reason).toBe(
    'hard_bounce',
  );
});

test('the same list again changes nothing', async () => {
  const { store } = await importFixture('stopped.csv');
  const { report } = await importFixture('stopped.csv', store);
  expect(report).toMatchObject({ added: 0, known: 9 });
  expect(await store.count()).toBe(7);
});

test('a list of something else is refused', async () => {
  await expect(importFixture('../../../biome.json')).rejects.toThrow('has JSON objects of several lines');
});
