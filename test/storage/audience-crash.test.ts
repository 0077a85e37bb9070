import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { addPeople, AS_OF, importAll, openAudienceOf, purchases, restsIn } from './audience-workspace.ts';
import { temporaryFolder } from './used-workspace.ts';

const IMPORTER = fileURLToPath(new URL('./import-until-killed.ts', import.meta.url));

class Importer {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(...args: readonly string[]) {
    this.child = spawn(process.execPath, [IMPORTER, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (this.child.stdout === null) throw new Error('The process has no pipe.');
    this.#lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async next(): Promise<string> {
    const { value, done } = await this.#lines.next();
    return done === true ? 'gone' : value;
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}

test('an import that is killed is seen by nobody, and its rests go with the next', {
  timeout: 60_000,
}, async () => {
  using folder = temporaryFolder();
  const audience = openAudienceOf(folder.path);
  await addPeople(audience, 100);
  await importAll(audience, 'purchases', purchases(0, 50));
  const importer = new Importer(folder.path);
  expect(await importer.next()).toBe('staged');

  await expect(audience.records.begin('purchases')).rejects.toMatchObject({ code: 'workspace_busy' });
  expect(await importAll(audience, 'views', [{ customerId: 'C-1', sku: 'S-1', at: AS_OF.at }])).toEqual({
    added: 1,
    updated: 0,
  });
  await importer.kill();

  expect(restsIn(audience.path)).toEqual(['purchases.work']);
  expect(await audience.records.count('purchases')).toBe(50);
  expect(await audience.index.count({ bought: {} }, AS_OF)).toBe(50);
  expect((await audience.index.vocabulary()).products.map(({ sku }) => sku)).not.toContain('NEVER-SEEN');

  expect(await importAll(audience, 'purchases', purchases(50, 60))).toEqual({ added: 10, updated: 0 });
  expect(restsIn(audience.path)).toEqual([]);
  audience.index.close();
});

test('killed at any point of its commit, an import is there as a whole or not at all', {
  timeout: 120_000,
}, async () => {
  using folder = temporaryFolder();
  const audience = openAudienceOf(folder.path);
  await addPeople(audience, 100);
  await importAll(audience, 'purchases', purchases(0, 3_000));
  const spentBefore = { spent: { atLeast: 9.99 * 30 } };
  const spentAfter = { spent: { exactly: 30 } };
  const seen = new Set<string>();
  let killed = 0;
  for (let files = 0; files < 6; files++) {
    const importer = new Importer(folder.path, '3000');
    expect(await importer.next()).toBe('committing');
    // Each new file in the folder of the work is another moment of the commit.
    while (importer.child.exitCode === null && filesOfWork(audience.path) < files) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await importer.kill();
    if (importer.child.signalCode === 'SIGKILL') killed++;
    expect(await audience.records.count('purchases')).toBe(3_000);
    const [before, after] = [
      await audience.index.count(spentBefore, AS_OF),
      await audience.index.count(spentAfter, AS_OF),
    ];
    seen.add(`${before} ${after}`);
  }
  expect(killed).toBeGreaterThan(2);
  for (const counts of seen) expect(['100 0', '0 100']).toContain(counts);
  expect(await importAll(audience, 'purchases', purchases(0, 3_000, { amount: 1 }))).toEqual({
    added: 0,
    updated: 3_000,
  });
  expect(await audience.index.count(spentAfter, AS_OF)).toBe(100);
  expect(restsIn(audience.path)).toEqual([]);
  audience.index.close();
});

/** 0 while there is no such folder; the importer may remove it at any moment. */
function filesOfWork(path: string): number {
  try {
    return readdirSync(`${path}/purchases.work`).length;
  } catch {
    return 0;
  }
}
