import { AwsCampaignStore } from '../adapters/aws/campaign-store.ts';
import { AwsCustomerStore } from '../adapters/aws/customer-store.ts';
import type { Deployment } from '../adapters/aws/deployment.ts';
import { openTables, type Tables } from '../adapters/aws/dynamodb.ts';
import { openLimitStore } from '../adapters/aws/limit-store.ts';
import { AwsMessageLedger } from '../adapters/aws/message-ledger.ts';
import { AwsOptOutQueue } from '../adapters/aws/opt-out-queue.ts';
import { AwsPlanStore } from '../adapters/aws/plan-store.ts';
import { type Bucket, openBucket } from '../adapters/aws/s3.ts';
import { AwsServiceWindows } from '../adapters/aws/service-windows.ts';
import { AwsSuppressionStore } from '../adapters/aws/suppression-store.ts';
import { AwsUnreadEventStore } from '../adapters/aws/unread-event-store.ts';
import { workspaceIdentity } from '../adapters/aws/workspace-identity.ts';
import type { PlanStore } from '../campaign/plan-store.ts';
import type { WorkspaceSettings } from '../campaign/workspace-settings.ts';
import type { MessageLedger } from '../delivery/ledger.ts';
import type { Clock } from '../kernel/clock.ts';
import { Failure } from '../kernel/failure.ts';
import type { Random } from '../kernel/random.ts';
import { listPrices } from '../pricing/list-prices.ts';
import { deploymentName } from './deployment-env.ts';
import type { Workspace } from './workspace.ts';

/** A deployed engine's stores, and what other parts of it are reached by. */
export interface DeployedWorkspace extends Workspace {
  readonly deployment: Deployment;
  readonly tables: Tables;
  readonly bucket: Bucket;
}

export interface DeployedOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: WorkspaceSettings;
  /** The machine's clock is kept by Amazon, as in Lambda. */
  readonly trustedClock: boolean;
}

/** Opens the stores of a deployed engine; its identity is made when it is opened for the first time. */
export async function openDeployedWorkspace(
  deployment: Deployment,
  { clock, random, settings, trustedClock }: DeployedOptions,
): Promise<DeployedWorkspace> {
  const tables = openTables(deployment);
  const bucket = openBucket(deployment);
  const { id, secret } = await workspaceIdentity(tables, random);
  const suppressions = new AwsSuppressionStore(tables, random);
  const campaigns = new AwsCampaignStore(tables, random);
  // Each needs the other: a plan leaves out what was started, the ledger looks up what was not.
  const plan: PlanStore = new AwsPlanStore({
    tables,
    bucket,
    campaigns,
    ledger: { states: (ids) => ledger.states(ids) },
  });
  const ledger: MessageLedger = new AwsMessageLedger({
    tables,
    workspaceId: id,
    suppressions,
    campaigns,
    load: (ids) => plan.load(ids),
    random,
  });
  return {
    deployment,
    tables,
    bucket,
    name: deploymentName(deployment),
    folder: '.',
    id,
    secret,
    settings,
    clock,
    random,
    prices: listPrices,
    customers: new AwsCustomerStore(tables, secret, random),
    suppressions,
    serviceWindows: new AwsServiceWindows(tables),
    campaigns,
    plan,
    ledger,
    limits: openLimitStore(tables, clock, random, { trusted: trustedClock }),
    unread: new AwsUnreadEventStore(tables, bucket, clock, random),
    optOuts: new AwsOptOutQueue(tables),
    async openAudience() {
      throw new Failure('unsupported', 'Functions of a deployed engine answer no questions: commands do.');
    },
    async openRecords() {
      throw new Failure(
        'unsupported',
        'Functions of a deployed engine import no products, purchases, carts or views: commands do.',
      );
    },
    close() {
      tables.dynamo.destroy();
      bucket.s3.destroy();
    },
  };
}
