import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CARRIER_JOURNAL } from '../compose/carriers.ts';
import type { Workspace } from '../compose/workspace.ts';
import { hash32 } from '../kernel/random.ts';

/** Beside the journal of the simulated carriers, when the seed was chosen by a person. */
const SEED_FILE = 'carriers-seed';

/**
 * The seed of an owned workspace's simulated carriers: the one asked for, else the one they had, else one that follows from the
 * workspace. What they accepted is told again after a restart by drawing it again, so other luck is other carriers: the journal of
 * those before is put aside.
 */
export function simulatorSeed(workspace: Workspace, asked?: number): number {
  const path = join(workspace.folder, SEED_FILE);
  const before = existsSync(path) ? Number(readFileSync(path, 'utf8')) : hash32(workspace.id);
  if (asked === undefined || asked === before) return before;
  const journal = join(workspace.folder, CARRIER_JOURNAL);
  if (existsSync(journal)) renameSync(journal, join(workspace.folder, `carriers-${before}.ndjson`));
  writeFileSync(path, String(asked));
  return asked;
}
