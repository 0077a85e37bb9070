import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../src/adapters/embedded/database.ts';

/** A new database in a folder of its own, that `close` removes. */
export function openTestDatabase(): { readonly db: Database; readonly close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'cpaas-test-'));
  const db = Database.open(folder, { role: 'owner', create: true, now: 0 });
  return {
    db,
    close: () => {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
