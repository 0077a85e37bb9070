import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AudienceFolder } from '../../src/adapters/embedded/audience/audience-folder.ts';
import { EmbeddedAudienceIndex } from '../../src/adapters/embedded/audience/audience-index.ts';
import { CustomerMirror } from '../../src/adapters/embedded/audience/customer-mirror.ts';
import { MessageMirror } from '../../src/adapters/embedded/audience/message-mirror.ts';
import { EmbeddedRecordStore } from '../../src/adapters/embedded/audience/record-store.ts';
import { Snapshots } from '../../src/adapters/embedded/audience/snapshots.ts';
import { EmbeddedCustomerStore } from '../../src/adapters/embedded/customer-store.ts';
import { Database } from '../../src/adapters/embedded/database.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import type { AudienceHarness } from '../conformance/audience-harness.ts';

/** The audience of a workspace folder. */
export const embeddedAudience: AudienceHarness = {
  name: 'embedded',
  open: async (ledger) => {
    const workspace = mkdtempSync(join(tmpdir(), 'cpaas-audience-'));
    const db = Database.open(workspace, { role: 'owner', create: true, now: 0 });
    const folder = new AudienceFolder(workspace, systemClock, systemRandom);
    const customers = new EmbeddedCustomerStore(db);
    const mirror = new CustomerMirror(folder, customers);
    const index = new EmbeddedAudienceIndex({
      snapshots: new Snapshots(folder, systemRandom),
      customers: mirror,
      messages: new MessageMirror(folder, ledger, mirror),
      campaigns: () => ledger.campaigns(),
    });
    return {
      customers,
      records: new EmbeddedRecordStore(folder),
      index,
      close: async () => {
        index.close();
        db.close();
        rmSync(workspace, { recursive: true, force: true });
      },
    };
  },
};
