import { EmbeddedAudienceIndex } from '../adapters/embedded/audience/audience-index.ts';
import { AudienceFolder } from '../adapters/embedded/audience/audience-folder.ts';
import { CustomerMirror } from '../adapters/embedded/audience/customer-mirror.ts';
import { MessageMirror } from '../adapters/embedded/audience/message-mirror.ts';
import { EmbeddedRecordStore } from '../adapters/embedded/audience/record-store.ts';
import { Snapshots } from '../adapters/embedded/audience/snapshots.ts';
import type { AudienceIndex } from '../audience/audience-index.ts';
import type { CustomerStore } from '../audience/customer-store.ts';
import type { RecordStore } from '../audience/record-store.ts';
import type { CampaignStore } from '../campaign/campaign-store.ts';
import type { MessageLedger } from '../delivery/ledger.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';

export interface AudienceSources {
  readonly customers: CustomerStore;
  readonly ledger: Pick<MessageLedger, 'revision' | 'sentMessages'>;
  readonly campaigns: Pick<CampaignStore, 'list'>;
  readonly clock: Clock;
  readonly random: Random;
}

export interface Audience {
  readonly records: RecordStore;
  readonly audience: AudienceIndex;
}

/** What can be asked of a workspace's folder. No file is opened, and DuckDB not loaded, before the first import or question. */
export function openAudience(
  workspace: string,
  { customers, ledger, campaigns, clock, random }: AudienceSources,
): Audience {
  const folder = new AudienceFolder(workspace, clock, random);
  const mirror = new CustomerMirror(folder, customers);
  const audience = new EmbeddedAudienceIndex({
    snapshots: new Snapshots(folder, random),
    customers: mirror,
    messages: new MessageMirror(folder, ledger, mirror),
    campaigns: async () => (await campaigns.list()).map(({ definition: { id, name } }) => ({ id, name })),
  });
  return { records: new EmbeddedRecordStore(folder), audience };
}
