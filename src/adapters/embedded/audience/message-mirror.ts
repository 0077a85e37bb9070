import type { SentMessage } from '../../../audience/records.ts';
import type { MessageLedger } from '../../../delivery/ledger.ts';
import type { AudienceFolder } from './audience-folder.ts';
import type { CustomerMirror } from './customer-mirror.ts';
import { parquet } from './duckdb.ts';
import type { Manifest } from './manifest.ts';
import { type StagedColumn, stagedRow, textCell, TextStage } from './text-stage.ts';
import {
  closeWorkbench,
  makeParquet,
  named,
  openWorkbench,
  type PlacedFile,
  type Workbench,
} from './workbench.ts';

const BATCH = 2_000;

type SentMessages = Pick<MessageLedger, 'revision' | 'sentMessages'>;

const MARKS = ['contacted', 'delivered', 'opened', 'clicked', 'failed'] as const;

const COLUMNS: readonly StagedColumn[] = [
  { name: 'customer_key', type: 'VARCHAR' },
  { name: 'campaign', type: 'VARCHAR' },
  { name: 'channel', type: 'VARCHAR' },
  { name: 'at', type: 'BIGINT' },
  ...MARKS.map((name) => ({ name, type: 'BOOLEAN' }) as const),
];

interface Change {
  readonly campaign: string;
  readonly revision: string;
}

type Copy = Manifest['messages'][number];

/** What was sent, as columns: a file a campaign, made anew when the campaign has moved. */
export class MessageMirror {
  readonly #folder: AudienceFolder;
  readonly #ledger: SentMessages;
  readonly #customers: CustomerMirror;

  constructor(folder: AudienceFolder, ledger: SentMessages, customers: CustomerMirror) {
    this.#folder = folder;
    this.#ledger = ledger;
    this.#customers = customers;
  }

  async refresh(campaigns: readonly string[]): Promise<void> {
    if ((await this.#changes(campaigns)).length === 0) return;
    const work = await this.#folder.waitForWork('messages');
    try {
      const changes = await this.#changes(campaigns);
      if (changes.length === 0) return;
      const bench = await openWorkbench(this.#folder, work);
      try {
        await this.#rebuild(bench, changes);
      } finally {
        closeWorkbench(bench);
      }
    } finally {
      work.close();
    }
  }

  #changes(campaigns: readonly string[]): Promise<readonly Change[]> {
    return changedCampaigns(this.#folder.manifest(), this.#ledger, campaigns);
  }

  async #rebuild(bench: Workbench, changes: readonly Change[]): Promise<void> {
    const staged: (Change & { readonly paths: readonly string[] })[] = [];
    for (const [i, change] of changes.entries()) {
      staged.push({ ...change, paths: await this.#stage(bench, change.campaign, i) });
    }
    // After the messages were read: now everybody has a number to whom one of them went.
    await this.#customers.refresh();
    const made: PlacedFile[] = [];
    await this.#folder.change(async (manifest) => {
      const copies: Copy[] = [];
      for (const { campaign, revision, paths } of staged) {
        const file = await makeMessages(bench, manifest, paths);
        if (file !== undefined) made.push(file);
        copies.push({ campaign, revision, ...(file !== undefined && { file: named(file) }) });
      }
      const changed = new Set(copies.map(({ campaign }) => campaign));
      const others = manifest.messages.filter(({ campaign }) => !changed.has(campaign));
      return { manifest: { ...manifest, messages: [...others, ...copies] }, made };
    });
  }

  async #stage({ duck, work }: Workbench, campaign: string, nth: number): Promise<readonly string[]> {
    const stage = new TextStage(duck, work, `campaign-${nth}`);
    for await (const batch of this.#ledger.sentMessages(campaign, BATCH)) {
      await stage.write(COLUMNS, batch.map(messageRow).join(''));
    }
    return stage.finish();
  }
}

/** The campaigns that have moved since the copies that the manifest names. */
export async function changedCampaigns(
  { messages }: Manifest,
  ledger: Pick<MessageLedger, 'revision'>,
  campaigns: readonly string[],
): Promise<readonly Change[]> {
  const known = new Map(messages.map(({ campaign, revision }) => [campaign, revision]));
  const changes: Change[] = [];
  for (const campaign of campaigns) {
    const revision = await ledger.revision(campaign);
    if (known.get(campaign) !== revision) changes.push({ campaign, revision });
  }
  return changes;
}

function messageRow(message: SentMessage): string {
  const { customerKey, campaignId, channel, at } = message;
  return stagedRow([
    textCell(customerKey),
    textCell(campaignId),
    channel,
    at,
    ...MARKS.map((mark) => String(message[mark])),
  ]);
}

/** Messages of customers that were erased have nobody to count for. */
async function makeMessages(
  bench: Workbench,
  manifest: Manifest,
  paths: readonly string[],
): Promise<PlacedFile | undefined> {
  const customers = manifest.customers?.file;
  if (paths.length === 0 || customers === undefined) return undefined;
  return makeParquet(
    bench,
    'messages',
    `SELECT c.number AS customer, m.* EXCLUDE (customer_key) FROM ${parquet(paths)} m
     JOIN ${parquet([bench.folder.pathOf(customers)])} c ON c.key = m.customer_key ORDER BY m."at"`,
  );
}
