import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test, vi } from 'vitest';
import { Database } from '../../src/adapters/embedded/database.ts';
import { packKey } from '../../src/adapters/embedded/message-key.ts';
import { launchCampaign } from '../../src/campaign/launch.ts';
import { type Engine, makeEngine } from '../../src/compose/engine.ts';
import type { Workspace } from '../../src/compose/workspace.ts';
import { parseAttemptId } from '../../src/delivery/message.ts';
import { totalOf } from '../../src/delivery/tally.ts';
import { Failure } from '../../src/kernel/failure.ts';
import { simulatedOf } from '../support/simulated-carriers.ts';
import { PRESETS } from '../../src/simulator/presets.ts';
import { makeDefinition } from '../support/make.ts';
import { limitedDatabase, mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { addCustomers, openOwner, temporaryFolder } from './used-workspace.ts';

const CUSTOMERS = 600;
/** One in twenty has not agreed. */
const PLANNED = 570;
/** So many refusals of the full disk in a row without a call between them: the calls have stopped. */
const QUIET_REFUSALS = 4;

afterEach(() => {
  vi.restoreAllMocks();
});

/** What the engine does to its carriers and says of its disk, to be waited for. */
class Watch {
  readonly asked: string[] = [];
  readonly withoutIntent: string[] = [];
  readonly #waiting = new Set<() => void>();
  refusals = 0;
  #quietRefusals = 0;

  /** Looks, at each call, for its intent over another connection: what that one sees is committed. */
  listen(engine: Engine, workspace: Workspace, path: string): () => void {
    const db = new DatabaseSync(path, { readOnly: true });
    const attempts = db.prepare('SELECT attempts FROM delivery WHERE key = ?');
    const carriers = simulatedOf(engine);
    const receive = carriers.receive.bind(carriers);
    vi.spyOn(carriers, 'receive').mockImplementation((channel, request) => {
      const ref = parseAttemptId(workspace.id, request.attemptId);
      const row = ref === undefined ? undefined : attempts.get(packKey(ref.messageId));
      if (ref === undefined || Number(row?.['attempts'] ?? 0) < ref.number)
        this.withoutIntent.push(request.attemptId);
      this.asked.push(request.attemptId);
      this.#quietRefusals = 0;
      this.#look();
      return receive(channel, request);
    });
    return () => db.close();
  }

  trouble(error: Error): void {
    if (!(error instanceof Failure) || error.code !== 'storage_full') throw error;
    this.refusals++;
    this.#quietRefusals++;
    this.#look();
  }

  calls(count: number): Promise<void> {
    return this.#until(() => this.asked.length >= count);
  }

  quiet(): Promise<void> {
    return this.#until(() => this.#quietRefusals >= QUIET_REFUSALS);
  }

  #until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  #look(): void {
    for (const look of this.#waiting) look();
  }
}

/** Resolves when the campaign is moved to `finished`. */
function finished(workspace: Workspace): Promise<void> {
  const { campaigns } = workspace;
  const move = campaigns.move.bind(campaigns);
  return new Promise((resolve) => {
    vi.spyOn(campaigns, 'move').mockImplementation(async (...args) => {
      const moved = await move(...args);
      if (moved && args[2] === 'finished') resolve();
      return moved;
    });
  });
}

async function fillWhileSending(disk: SmallDisk): Promise<void> {
  const workspace = await openOwner(disk.folder, true);
  await addCustomers(workspace, CUSTOMERS);
  await launchCampaign(workspace, makeDefinition(), workspace.clock.now());
  const watch = new Watch();
  const engine = makeEngine(workspace, {
    seed: 1,
    trouble: (error) => watch.trouble(error),
    carriers: { behaviour: PRESETS.unlimited },
  });
  const unlisten = watch.listen(engine, workspace, `${disk.folder}/workspace.db`);
  const over = finished(workspace);
  const stop = new AbortController();
  const running = engine.run(stop.signal);

  await watch.calls(50);
  disk.fill();
  await watch.quiet();
  expect(watch.asked.length).toBeLessThan(PLANNED);
  expect(await workspace.customers.count()).toBe(CUSTOMERS);
  const asked = watch.asked.length;
  const { refusals } = watch;
  await watch.quiet();
  expect(watch.asked).toHaveLength(asked);
  expect(watch.refusals).toBeGreaterThanOrEqual(refusals);

  disk.free();
  await over;
  await engine.carriers.idle();
  stop.abort();
  await running;
  expect(watch.withoutIntent).toEqual([]);
  expect(new Set(watch.asked).size).toBe(watch.asked.length);
  const reached = [...simulatedOf(engine).log.accepted()].map(({ address }) => address);
  expect(reached).toHaveLength(PLANNED);
  expect(new Set(reached).size).toBe(PLANNED);
  const tally = await workspace.ledger.tally('spring');
  expect(totalOf(tally, 'delivered')).toBe(PLANNED);
  expect(await workspace.ledger.recount('spring')).toEqual(tally);
  unlisten();
  workspace.close();
}

test('a file that may not grow: calls stop before any without an intent, and go on by themselves when there is room', async () => {
  using folder = temporaryFolder();
  const open = Database.open.bind(Database);
  let database: Database | undefined;
  vi.spyOn(Database, 'open').mockImplementation((...args) => (database = open(...args)));
  const disk = limitedDatabase(folder.path, () => {
    if (database === undefined) throw new Error('No database was opened.');
    return database;
  });
  await fillWhileSending(disk);
});

test('a disk of 12 MiB that is full: the same', async (context) => {
  using folder = temporaryFolder();
  const disk = mountSmallDisk(folder.path);
  if (disk === undefined) return context.skip('this user may not mount a file system');
  try {
    await fillWhileSending(disk);
  } finally {
    disk.close();
  }
});
