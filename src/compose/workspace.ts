import { EmbeddedCampaignStore } from '../adapters/embedded/campaign-store.ts';
import { EmbeddedCustomerStore } from '../adapters/embedded/customer-store.ts';
import { Database } from '../adapters/embedded/database.ts';
import { EmbeddedLimitStore } from '../adapters/embedded/limit-store.ts';
import { EmbeddedMessageLedger } from '../adapters/embedded/message-ledger.ts';
import { EmbeddedOptOutQueue } from '../adapters/embedded/opt-out-queue.ts';
import { EmbeddedPlanStore } from '../adapters/embedded/plan-store.ts';
import { EmbeddedServiceWindows } from '../adapters/embedded/service-windows.ts';
import { workspaceIdentity } from '../adapters/embedded/workspace-identity.ts';
import { EmbeddedSuppressionStore } from '../adapters/embedded/suppression-store.ts';
import { EmbeddedUnreadEventStore } from '../adapters/embedded/unread-event-store.ts';
import type { AudienceIndex } from '../audience/audience-index.ts';
import type { CustomerStore } from '../audience/customer-store.ts';
import type { RecordStore } from '../audience/record-store.ts';
import type { CampaignStore } from '../campaign/campaign-store.ts';
import type { PlanStore } from '../campaign/plan-store.ts';
import type { WorkspaceSettings } from '../campaign/workspace-settings.ts';
import type { OptOutQueue } from '../consent/opt-out-queue.ts';
import type { ServiceWindows } from '../consent/service-windows.ts';
import type { SuppressionStore } from '../consent/suppression-store.ts';
import type { MessageLedger } from '../delivery/ledger.ts';
import type { UnreadEventStore } from '../delivery/unread-event-store.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { type Random, systemRandom } from '../kernel/random.ts';
import { listPrices } from '../pricing/list-prices.ts';
import type { PriceTable } from '../pricing/price-table.ts';
import type { LimitStore } from '../throughput/limit-store.ts';
import { openAudience } from './open-audience.ts';
import { openRecords } from './open-records.ts';
import { readSettings } from './settings-file.ts';
import type { SharedWork } from './shared-work.ts';

/** What a command does with a deployed engine beside its stores. */
export interface DeployedSide {
  /** Makes the settings of this workspace those of everybody who sends. */
  publish(): Promise<void>;
  /** This process's part of the work. */
  share(trouble: (error: Error) => void): SharedWork;
}

/** Everything of one workspace: a folder with its database, or a deployed engine. */
export interface Workspace {
  /** What people call it: the folder, or the deployment. */
  readonly name: string;
  /** Where files about it go. */
  readonly folder: string;
  /** Part of every attempt id. */
  readonly id: string;
  /** See addressKey. */
  readonly secret: string;
  readonly settings: WorkspaceSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly prices: PriceTable;
  readonly customers: CustomerStore;
  readonly suppressions: SuppressionStore;
  readonly serviceWindows: ServiceWindows;
  readonly campaigns: CampaignStore;
  readonly plan: PlanStore;
  readonly ledger: MessageLedger;
  readonly limits: LimitStore;
  readonly unread: UnreadEventStore;
  /** What the carrier's own opt-out list has to learn; absent where the carriers are simulated. */
  readonly optOuts: OptOutQueue | undefined;
  /** Where other processes send: a deployed engine. */
  readonly deployed?: DeployedSide;
  /** Answers questions about customers; whoever opens it closes it. @throws Failure `unsupported` in a function of a deployed engine. */
  openAudience(): Promise<AudienceIndex>;
  /** Catalogue, purchases, carts and views. @throws Failure `unsupported` in a function of a deployed engine. */
  openRecords(): Promise<RecordStore>;
  close(): void;
}

export interface WorkspaceOptions {
  /** `owner`: may send, one process at a time; `guest`: reads and steers. */
  readonly role: 'owner' | 'guest';
  /** Makes the folder and the database when they are not there. */
  readonly create: boolean;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Instead of the folder's settings.yaml. */
  readonly settings?: WorkspaceSettings;
}

/** Opens a workspace. @throws Failure of Database.open and readSettings. */
export async function openWorkspace(folder: string, options: WorkspaceOptions): Promise<Workspace> {
  const { clock = systemClock, random = systemRandom } = options;
  const settings = options.settings ?? readSettings(folder);
  const db = Database.open(folder, { role: options.role, create: options.create, now: clock.now() });
  try {
    const { id, secret } = await workspaceIdentity(db, random);
    const customers = new EmbeddedCustomerStore(db);
    const campaigns = new EmbeddedCampaignStore(db);
    const ledger = new EmbeddedMessageLedger(db, id);
    return {
      name: folder,
      folder,
      id,
      secret,
      settings,
      clock,
      random,
      prices: listPrices,
      customers,
      suppressions: new EmbeddedSuppressionStore(db),
      serviceWindows: new EmbeddedServiceWindows(db),
      campaigns,
      plan: new EmbeddedPlanStore(db),
      ledger,
      limits: new EmbeddedLimitStore(db, clock),
      unread: new EmbeddedUnreadEventStore(db),
      optOuts: settings.carriers === 'aws' ? new EmbeddedOptOutQueue(db) : undefined,
      openAudience: () => openAudience({ folder, clock, random, customers, ledger, campaigns }),
      openRecords: () => openRecords(folder, clock, random),
      close: () => db.close(),
    };
  } catch (error) {
    db.close();
    throw error;
  }
}
