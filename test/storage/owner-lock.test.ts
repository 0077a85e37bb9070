import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { launchCampaign } from '../../src/campaign/launch.ts';
import { pauseCampaign, resumeCampaign } from '../../src/campaign/lifecycle.ts';
import { openWorkspace } from '../../src/compose/workspace.ts';
import { totalOf } from '../../src/delivery/tally.ts';
import { makeDefinition } from '../support/make.ts';
import { addCustomers, openOwner, temporaryFolder } from './used-workspace.ts';

const HOLDER = fileURLToPath(new URL('./hold-workspace.ts', import.meta.url));
const CUSTOMERS = 600;
/** One in twenty has not agreed. */
const PLANNED = 570;

/** A process of its own that owns the folder; `next` gives the lines it tells. */
class Holder {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(folder: string) {
    this.child = spawn(process.execPath, [HOLDER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (this.child.stdout === null) throw new Error('The process has no pipe.');
    this.#lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async next(): Promise<string> {
    const { value, done } = await this.#lines.next();
    return done === true ? 'gone' : value;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}

async function launchedFolder(path: string): Promise<void> {
  const workspace = await openOwner(path, true);
  await addCustomers(workspace, CUSTOMERS);
  await launchCampaign(workspace, makeDefinition(), workspace.clock.now());
  workspace.close();
}

test('a second owner is refused with the pid of the first; a guest reads, pauses and resumes', async () => {
  using folder = temporaryFolder();
  await launchedFolder(folder.path);
  await using holder = new Holder(folder.path);
  expect(await holder.next()).toBe('sending');
  await expect(openOwner(folder.path)).rejects.toMatchObject({
    code: 'workspace_busy',
    message: expect.stringContaining(`Process ${holder.child.pid} on `),
  });

  const guest = await openWorkspace(folder.path, { role: 'guest', create: false });
  expect(await guest.customers.count()).toBe(CUSTOMERS);
  await pauseCampaign(guest, 'spring', guest.clock.now());
  const rest = await holder.next();
  expect(rest).toMatch(/^at rest \d+$/);
  const sent = Number(rest.slice('at rest '.length));
  expect(sent).toBeLessThan(PLANNED);
  const tally = await guest.ledger.tally('spring');
  expect(totalOf(tally, 'sent') + totalOf(tally, 'delivered')).toBe(sent);

  await resumeCampaign(guest, 'spring', guest.clock.now());
  expect(await holder.next()).toBe('sending');
  expect(await holder.next()).toBe(`finished ${PLANNED}`);
  await once(holder.child, 'exit');
  expect(holder.child.exitCode).toBe(0);
  guest.close();
});

test('the lock ends with its process, even by kill -9', async () => {
  using folder = temporaryFolder();
  await launchedFolder(folder.path);
  const holder = new Holder(folder.path);
  expect(await holder.next()).toBe('sending');
  await holder[Symbol.asyncDispose]();
  const workspace = await openOwner(folder.path);
  expect(await workspace.customers.count()).toBe(CUSTOMERS);
  workspace.close();
});

test('an owner that was refused leaves the lock to the next', async () => {
  using folder = temporaryFolder();
  await launchedFolder(folder.path);
  const first = await openOwner(folder.path);
  await expect(openOwner(folder.path)).rejects.toMatchObject({ code: 'workspace_busy' });
  await expect(openOwner(folder.path)).rejects.toMatchObject({ code: 'workspace_busy' });
  first.close();
  (await openOwner(folder.path)).close();
});
