import { countRecords } from '../../src/adapters/aws/counters.ts';
import type { Deployment } from '../../src/adapters/aws/deployment.ts';
import { openTables, type Tables } from '../../src/adapters/aws/dynamodb.ts';
import { AwsMessageLedger } from '../../src/adapters/aws/message-ledger.ts';
import { MessageItems } from '../../src/adapters/aws/message-items.ts';
import { parseMessage } from '../../src/adapters/aws/stored-message.ts';
import { MemoryCampaignStore } from '../../src/adapters/memory/campaign-store.ts';
import { MemoryState } from '../../src/adapters/memory/memory-state.ts';
import { MemoryPlanStore } from '../../src/adapters/memory/plan-store.ts';
import { MemorySuppressionStore } from '../../src/adapters/memory/suppression-store.ts';
import type { PlannedMessage, PlanStore, Skip } from '../../src/campaign/plan-store.ts';
import type { SecondSent } from '../../src/delivery/ledger.ts';
import type { Message, MessageId } from '../../src/delivery/message.ts';
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

  override async sentPerSecond(campaignId: string): Promise<Readonly<Record<string, readonly SecondSent[]>>> {
    await this.#count();
    return super.sentPerSecond(campaignId);
  }

  override async unmatchedEvents(): Promise<number> {
    await this.#count();
    return super.unmatchedEvents();
  }
}

/** A plan in memory, with the fallbacks that the ledger keeps. */
class PlanBesideLedger implements PlanStore {
  readonly #plan: MemoryPlanStore;
  readonly #items: MessageItems;
  readonly #ledger: () => AwsMessageLedger;

  constructor(plan: MemoryPlanStore, tables: Tables, ledger: () => AwsMessageLedger) {
    this.#plan = plan;
    this.#items = new MessageItems(tables, seededRandom(1));
    this.#ledger = ledger;
  }

  append(
    campaignId: string,
    sends: readonly Message[],
    skips: readonly Skip[],
    round?: number,
  ): Promise<boolean> {
    return this.#plan.append(campaignId, sends, skips, round);
  }

  clear(campaignId: string): Promise<number | undefined> {
    return this.#plan.clear(campaignId);
  }

  async page(
    campaignId: string,
    originId: string,
    after: MessageId | undefined,
    limit: number,
  ): Promise<readonly PlannedMessage[]> {
    const ledger = this.#ledger();
    const planned = await this.#plan.page(campaignId, originId, after, Number.POSITIVE_INFINITY);
    const known = await ledger.states(planned.map(({ id }) => id));
    const waiting = planned.filter(({ id }) => {
      const state = known.get(id);
      return state === undefined || (state.status === 'queued' && state.dueAt === 0);
    });
    const again = await this.load(await ledger.queued(campaignId, after, Number.POSITIVE_INFINITY));
    const fallbacks = again.filter((message) => message.originId === originId);
    const all = new Map([...waiting, ...fallbacks].map(({ id, parts }) => [id, { id, parts }]));
    return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  async load(ids: readonly MessageId[]): Promise<readonly Message[]> {
    const planned = new Map((await this.#plan.load(ids)).map((message) => [message.id, message]));
    const rest = ids.filter((id) => !planned.has(id));
    for (const { message } of (await this.#items.read(rest)).values()) {
      if (message === undefined) continue;
      const fallback = parseMessage(message);
      planned.set(fallback.id, fallback);
    }
    return ids.map((id) => planned.get(id)).filter((message) => message !== undefined);
  }

  skipsOf(customerKey: string): Promise<readonly { readonly campaignId: string; readonly reason: string }[]> {
    return this.#plan.skipsOf(customerKey);
  }

  ofCustomer(customerKey: string): Promise<readonly Message[]> {
    return this.#plan.ofCustomer(customerKey);
  }
}

export interface AwsLedger extends EngineStores {
  readonly deployment: Deployment;
  readonly tables: Tables;
  readonly ledger: AwsMessageLedger;
  /** Another process on the same tables. */
  another(seed: number): { readonly ledger: AwsMessageLedger; readonly tables: Tables };
}

/** The ledger on a moto; campaigns, plan and suppressions are in memory. */
export async function openAwsLedger(moto: Moto): Promise<AwsLedger> {
  const deployment = await makeDeployment(moto, {
    tables: ['delivery-tracking', 'rate-limits', 'campaigns'],
  });
  const tables = openTables(deployment);
  const stream = await openStream(deployment);
  const state = new MemoryState();
  const plan = new PlanBesideLedger(new MemoryPlanStore(state), tables, () => ledger);
  const campaigns = new MemoryCampaignStore(state);
  const suppressions = new MemorySuppressionStore(state);
  const workspaceId = 'w1';
  const parts = (seed: number, own: Tables) => ({
    tables: own,
    workspaceId,
    campaigns,
    suppressions,
    load: (ids: readonly MessageId[]) => plan.load(ids),
    random: seededRandom(seed),
  });
  const ledger = new CountedLedger(parts(1, tables));
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
      return { tables: own, ledger: new AwsMessageLedger(parts(seed, own)) };
    },
    close() {
      stream.close();
      for (const each of [tables, ...others]) each.dynamo.destroy();
    },
  };
}
