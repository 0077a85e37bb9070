import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeAccount, makeFound } from '../../test/support/account.ts';
import { makeDefinition } from '../../test/support/make.ts';
import { launchCampaign } from '../campaign/launch.ts';
import { workspaceSettings } from '../campaign/workspace-settings.ts';
import type { ChannelAccount } from '../channels/account.ts';
import { STATUSES } from '../delivery/status.ts';
import { totalOf } from '../delivery/tally.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import type { LimitStore, ReserveRequest } from '../throughput/limit-store.ts';
import { openCarriers } from './carriers.ts';
import { type Engine, makeEngine } from './engine.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const QUARTER_MS = 15 * 60_000;
const SETTINGS = workspaceSettings.parse({
  carriers: 'aws',
  origins: [
    { id: 'sms', channel: 'sms', kind: 'pool', identity: 'pool-1', limit: { partsPerSecond: 50, burst: 10 } },
  ],
  simulator: 'unlimited',
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cpaas-account-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An account whose pool sends this fast. */
function accountWith(partsPerSecond: number): ChannelAccount {
  const member = makeFound('phone-1', { rate: { basis: 'account', partsPerSecond } });
  return makeAccount({ origins: [makeFound('pool-1', { kind: 'pool', members: [member] })] });
}

/** A workspace at work, whose account is read when the test says so, and which tells what is reserved. */
class Bench {
  readonly workspace: Workspace;
  readonly engine: Engine;
  readonly troubles: string[] = [];
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #answer = Promise.withResolvers<readonly ChannelAccount[]>();
  #asked = Promise.withResolvers<void>();
  #quarter = Promise.withResolvers<void>();
  #seen: ((request: ReserveRequest) => void) | undefined;

  private constructor(workspace: Workspace) {
    const { limits } = workspace;
    const watched: LimitStore = {
      reserve: (request) => {
        this.#seen?.(request);
        return limits.reserve(request);
      },
      throttled: (scope, cause) => limits.throttled(scope, cause),
      rates: (scopes) => limits.rates(scopes),
    };
    const clock: Clock = {
      now: () => systemClock.now(),
      monotonic: () => systemClock.monotonic(),
      sleep: (ms, signal) =>
        ms === QUARTER_MS
          ? Promise.race([this.#quarter.promise, systemClock.sleep(ms, signal)])
          : systemClock.sleep(ms, signal),
    };
    this.workspace = { ...workspace, limits: watched, clock, optOuts: undefined };
    const simulated = { ...this.workspace, settings: { ...SETTINGS, carriers: 'simulated' as const } };
    const trouble = (error: Error) => this.troubles.push(error.message);
    this.engine = makeEngine(this.workspace, {
      seed: 1,
      trouble,
      open: (receiving) =>
        openCarriers(simulated, receiving, { seed: 1, trouble, carriers: { journal: false } }),
      readAccounts: () => {
        this.#asked.resolve();
        return this.#answer.promise;
      },
    });
  }

  static async start(messages: number): Promise<Bench> {
    const workspace = await openWorkspace(folder, { role: 'owner', create: true, settings: SETTINGS });
    await workspace.customers.upsert(
      Array.from({ length: messages }, (_, i) => ({
        id: `C${i}`,
        addresses: { sms: `+1415555${1000 + i}` },
        country: 'US',
        consent: { sms: true },
        attributes: {},
      })),
    );
    const bench = new Bench(workspace);
    await launchCampaign(bench.workspace, makeDefinition(), systemClock.now());
    bench.#running = bench.engine.run(bench.#stop.signal);
    await bench.#asked.promise;
    return bench;
  }

  answer(...accounts: readonly ChannelAccount[]): void {
    this.#answer.resolve(accounts);
  }

  /** The next reading, 15 minutes later. */
  async later(...accounts: readonly ChannelAccount[]): Promise<void> {
    this.#asked = Promise.withResolvers();
    this.#answer = Promise.withResolvers();
    const { resolve } = this.#quarter;
    this.#quarter = Promise.withResolvers();
    resolve();
    await this.#asked.promise;
    this.#answer.resolve(accounts);
  }

  /** The next reservation whose limit for the origin is this. */
  reserved(partsPerSecond: number): Promise<void> {
    return new Promise((resolve) => {
      this.#seen = ({ scopes }) => {
        if (scopes.some((each) => each.scope === 'origin:sms' && each.partsPerSecond === partsPerSecond))
          resolve();
      };
    });
  }

  /** So many looks of lanes at an origin that is closed. */
  closedLooks(count: number): Promise<void> {
    const { holds } = this.engine;
    const waitMs = holds.waitMs.bind(holds);
    return new Promise((resolve) => {
      let left = count;
      holds.waitMs = (id) => {
        const wait = waitMs(id);
        if (wait > 0 && --left === 0) resolve();
        return wait;
      };
    });
  }

  /** Messages of which an attempt was begun. */
  async begun(): Promise<number> {
    const tally = await this.workspace.ledger.tally('spring');
    return STATUSES.filter((status) => status !== 'queued').reduce(
      (sum, status) => sum + totalOf(tally, status),
      0,
    );
  }

  async finished(): Promise<void> {
    while ((await this.workspace.campaigns.find('spring'))?.state !== 'finished') await systemClock.sleep(20);
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    this.workspace.close();
  }
}

test('nothing is sent before the account was read, and then it is', async () => {
  const bench = await Bench.start(5);
  await bench.closedLooks(3);
  expect(await bench.begun()).toBe(0);
  bench.answer(accountWith(50));
  await bench.finished();
  await bench.end();
});

test('an origin that the account does not have is closed with its reason; nothing fails, and it opens when it is there', async () => {
  const bench = await Bench.start(5);
  bench.answer(makeAccount());
  await bench.closedLooks(3);
  expect(await bench.begun()).toBe(0);
  expect(bench.engine.holds.list()).toMatchObject([
    { originId: 'sms', reason: expect.stringContaining('no such pool') },
  ]);
  expect(bench.troubles.join()).toContain('no such pool');
  await bench.later(accountWith(50));
  await bench.finished();
  expect(bench.engine.holds.list()).toEqual([]);
  await bench.end();
});

test('a limit that the account lowers acts on the campaign that runs', async () => {
  const bench = await Bench.start(200);
  const before = bench.reserved(50);
  bench.answer(accountWith(80));
  await before;
  const lowered = bench.reserved(3);
  await bench.later(accountWith(3));
  await lowered;
  await bench.end();
});

test('a reading with gaps does not undo a better one', async () => {
  const bench = await Bench.start(200);
  const before = bench.reserved(3);
  bench.answer(accountWith(3));
  await before;
  const unread = [{ action: 'sms-voice:DescribePools', problem: 'throttled', code: 'Throttling' }] as const;
  await bench.later(makeAccount({ completeKinds: [], unread }));
  await bench.reserved(3);
  expect(bench.troubles.join()).toContain('could not be read (sms-voice:DescribePools: throttled)');
  await bench.end();
});
