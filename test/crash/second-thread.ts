import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { seededRandom } from '../../src/kernel/random.ts';

/** What the main thread says through the shared word. */
export const ALARM = { quiet: 0, begun: 1, checkpointing: 2, over: 3 } as const;

export interface SecondThreadData {
  readonly alarm: Int32Array;
  readonly task: 'within' | 'checkpoint';
  readonly name: string;
  readonly databasePath: string;
  readonly seed: number;
}

/** A group commit is over after about a millisecond: the kill falls anywhere before, in or soon after it. */
export const LONGEST_WAIT_MS = 1.5;

/** Timers are too coarse for moments inside a commit. */
export function spinUntil(monotonicMs: number): void {
  while (performance.now() < monotonicMs) {
    // Nothing: see above.
  }
}

/**
 * Kills the process while its main thread is inside a call, which the main thread cannot do itself; or moves the WAL into the
 * database over a connection of its own, as any guest that closes does, while the main thread kills.
 */
function serve({ alarm, task, name, databasePath, seed }: SecondThreadData): void {
  const random = seededRandom(seed);
  parentPort?.postMessage('ready');
  Atomics.wait(alarm, 0, ALARM.quiet);
  if (task === 'within') {
    spinUntil(performance.now() + random.next() * LONGEST_WAIT_MS);
    const inside = Atomics.load(alarm, 0) === ALARM.begun;
    writeSync(1, `point ${name}\n${inside ? 'inside\n' : ''}`);
    process.kill(process.pid, 'SIGKILL');
    return;
  }
  const db = new DatabaseSync(databasePath, { timeout: 1_000 });
  Atomics.store(alarm, 0, ALARM.checkpointing);
  Atomics.notify(alarm, 0);
  db.exec('PRAGMA wal_checkpoint(PASSIVE)');
  Atomics.store(alarm, 0, ALARM.over);
}

if (!isMainThread) serve(workerData);
