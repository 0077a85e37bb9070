import { AwsCampaignStore } from '../../src/adapters/aws/campaign-store.ts';
import { countRecords } from '../../src/adapters/aws/counters.ts';
import type { Deployment } from '../../src/adapters/aws/deployment.ts';
import { openTables, type Tables } from '../../src/adapters/aws/dynamodb.ts';
import { AwsMessageLedger } from '../../src/adapters/aws/message-ledger.ts';
import { AwsPlanStore } from '../../src/adapters/aws/plan-store.ts';
import { openBucket } from '../../src/adapters/aws/s3.ts';
import { AwsSuppressionStore } from '../../src/adapters/aws/suppression-store.ts';
import type { SecondSent } from '../../src/delivery/ledger.ts';
import type { Tally } from '../../src/delivery/tally.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import type { EngineStores } from '../conformance/engine-harness.ts';
import { makeDeployment } from './aws-deployment.ts';
import type { Moto } from './moto.ts';
import { openStream } from './stream-records.ts';

/** A ledger whose counters have seen the whole stream whenever they are read. */
class CountedLedger extends AwsMessageLedger {
  #count: () => Promise<void> = async () => undefined;

  countWith(count: () => Promise<void>): void {
    this.#count = count;
  }

  override async tally(campaignId: string): Promise<Tally> {
    await this.#count();
    return super.tally(campaignId);
  }

  override async revision(campaignId: string): Promise<string> {
    await this.#count();
    return super.revision(campaignId);
  }

  override async sentPerSecond(campaignId: string): Promise<Readonly<Record<string, readonly SecondSent[]>>> {
    await this.#count();
    return super.sentPerSecond(campaignId);
  }

  override async unmatchedEvents(): Promise<number> {
    await this.#count();
    return super.unmatchedEvents();
  }
}

export interface AwsLedger extends EngineStores {
  readonly deployment: Deployment;
  readonly tables: Tables;
  /** Another process on the same tables; what happens to `tables` happens to its ledger only. */
  another(seed: number): { readonly ledger: AwsMessageLedger; readonly tables: Tables };
}

/** The stores of the engine on a moto. */
export async function openAwsLedger(moto: Moto): Promise<AwsLedger> {
  const deployment = await makeDeployment(moto, {
    tables: ['delivery-tracking', 'rate-limits', 'campaigns', 'consent'],
    bucket: true,
  });
  const tables = openTables(deployment);
  const bucket = openBucket(deployment);
  const stream = await openStream(deployment);
  const workspaceId = 'w1';
  const campaigns = new AwsCampaignStore(tables, seededRandom(1));
  const suppressions = new AwsSuppressionStore(tables, seededRandom(2));
  const parts = (own: Tables, seed: number) => ({
    tables: own,
    workspaceId,
    campaigns,
    suppressions,
    load: (ids: Parameters<AwsPlanStore['load']>[0]) => plan.load(ids),
    random: seededRandom(seed),
  });
  const ledger = new CountedLedger(parts(tables, 3));
  const plan = new AwsPlanStore({ tables, bucket, campaigns, ledger });
  ledger.countWith(async () => {
    for (const { shardId, records } of await stream.next()) await countRecords(tables, shardId, records);
  });
  const others: Tables[] = [];
  return {
    deployment,
    tables,
    workspaceId,
    ledger,
    plan,
    campaigns,
    suppressions,
    another(seed) {
      const own = openTables(deployment);
      others.push(own);
      return { tables: own, ledger: new AwsMessageLedger(parts(own, seed + 10)) };
    },
    close() {
      stream.close();
      bucket.s3.destroy();
      for (const each of [tables, ...others]) each.dynamo.destroy();
    },
  };
}
