import type { CampaignStore } from '../../campaign/campaign-store.ts';
import type { SentMessage } from '../../audience/records.ts';
import type { FrequencyCap } from '../../consent/frequency-cap.ts';
import type { SuppressionStore } from '../../consent/suppression-store.ts';
import type { ProviderEvent } from '../../delivery/event.ts';
import type {
  ChangeRequest,
  Folding,
  IntentVerdict,
  MessageLedger,
  MessageRecord,
  SecondSent,
} from '../../delivery/ledger.ts';
import type { AttemptRef, Message, MessageId } from '../../delivery/message.ts';
import type { MessageState } from '../../delivery/state.ts';
import { type Tally, tallyOf } from '../../delivery/tally.ts';
import type { Random } from '../../kernel/random.ts';
import { Acceptances } from './acceptances.ts';
import { entriesOf } from './attention-index.ts';
import { Budgets, Costs } from './budget.ts';
import { CarrierItems } from './carrier-items.ts';
import { Contacts } from './contacts.ts';
import { counterKeys, revisionOf, sentSeconds, sumOf } from './counter-item.ts';
import { inParallel, type Tables } from './dynamodb.ts';
import { Fallbacks } from './fallbacks.ts';
import { Inbox } from './inbox.ts';
import { IntentGate } from './intent-gate.ts';
import { IntentRoom } from './intent-room.ts';
import { LedgerReads } from './ledger-reads.ts';
import { MessageChanges } from './message-changes.ts';
import type { MessageItem } from './message-item.ts';
import { MessageItems } from './message-items.ts';
import { forgetParked } from './parking.ts';
import { Reach } from './reach.ts';
import { recount } from './recount.ts';
import { sweep } from './sweep.ts';
import { attention, timeKey } from './tracking-item.ts';

export interface LedgerParts {
  readonly tables: Tables;
  readonly workspaceId: string;
  /** Read consistently. */
  readonly campaigns: Pick<CampaignStore, 'find'>;
  /** Read consistently. */
  readonly suppressions: SuppressionStore;
  /** PlanStore.load: asked where something happens to a message before its first intent. */
  readonly load: (ids: readonly MessageId[]) => Promise<readonly Message[]>;
  readonly random: Random;
}

/** Items of granted intents that are kept until their answers come: those of some seconds at full speed. */
const MOST_GRANTED = 20_000;
const DROPPED_AT_ONCE = 32;

/** The ledger in DynamoDB; tracking-item.ts has the model. Counters follow by the table's stream, some seconds later (counters.ts). */
export class AwsMessageLedger implements MessageLedger {
  readonly #tables: Tables;
  readonly #budgets: Budgets;
  readonly #gate: IntentGate;
  readonly #changes: MessageChanges;
  readonly #inbox: Inbox;
  readonly #fallbacks: Fallbacks;
  readonly #reads: LedgerReads;
  readonly #messages: MessageItems;
  readonly #carriers: CarrierItems;
  readonly #acceptances: Acceptances;
  /** Saves the read before the answer is written; where it is out of date the write says so. */
  readonly #granted = new Map<MessageId, MessageItem>();

  constructor({ tables, workspaceId, campaigns, suppressions, load, random }: LedgerParts) {
    const messages = new MessageItems(tables, random);
    const token = () => messages.token();
    const carriers = new CarrierItems(tables, token);
    const budgets = new Budgets(tables, token);
    const reach = new Reach(messages, suppressions);
    const acceptances = new Acceptances(messages, carriers, reach);
    const room = new IntentRoom(budgets, new Contacts(tables, messages, carriers));
    this.#tables = tables;
    this.#budgets = budgets;
    this.#messages = messages;
    this.#carriers = carriers;
    this.#acceptances = acceptances;
    this.#gate = new IntentGate({ workspaceId, campaigns, suppressions, messages, acceptances, room });
    this.#changes = new MessageChanges(messages, acceptances, load);
    this.#inbox = new Inbox({ workspaceId, messages, carriers, acceptances, reach, budgets });
    this.#fallbacks = new Fallbacks(messages, acceptances);
    this.#reads = new LedgerReads(tables, messages, carriers);
  }

  async intend(
    messages: readonly Message[],
    now: number,
    caps: readonly FrequencyCap[] = [],
  ): Promise<readonly IntentVerdict[]> {
    const { verdicts, granted } = await this.#costing((costs) =>
      this.#gate.intend(messages, now, caps, costs),
    );
    for (const item of granted) this.#granted.set(item.id, item);
    for (const id of this.#granted.keys()) {
      if (this.#granted.size <= MOST_GRANTED) break;
      this.#granted.delete(id);
    }
    return verdicts;
  }

  async apply(
    changes: readonly ChangeRequest[],
    now: number,
  ): Promise<readonly (MessageState | undefined)[]> {
    const known = new Map(changes.map(({ id }) => [id, this.#granted.get(id)]));
    const states = await this.#costing((costs) => this.#changes.apply(changes, now, known, costs));
    for (const id of known.keys()) this.#granted.delete(id);
    return states;
  }

  fold(events: readonly ProviderEvent[], now: number): Promise<Folding> {
    return this.#inbox.fold(events, now);
  }

  fallBack(from: MessageId, next: Message, now: number): Promise<boolean> {
    return this.#costing((costs) => this.#fallbacks.take(from, next, now, costs));
  }

  states(ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, MessageState>> {
    return this.#reads.states(ids);
  }

  async due(campaignId: string, now: number, limit: number): Promise<readonly MessageId[]> {
    return this.#reads.due(campaignId, timeKey(now), limit);
  }

  async nextDueAt(campaignId: string): Promise<number | undefined> {
    const shard = (place: number) => attention.due(campaignId, place);
    for await (const { at } of entriesOf(this.#tables, shard, {}, 1)) return Number(at);
    return undefined;
  }

  /**
   * Those whose task was handed out again, or dropped: a worker that is gone leaves its task in the queue. Also finishes what was left half
   * done, and hears carriers whose answer its worker could not bring to the message.
   */
  stuck(before: number, limit: number): Promise<readonly AttemptRef[]> {
    const parts = {
      tables: this.#tables,
      messages: this.#messages,
      carriers: this.#carriers,
      acceptances: this.#acceptances,
      fallbacks: this.#fallbacks,
    };
    return this.#costing((costs) => sweep(parts, before, limit, costs));
  }

  async noteDropped(ids: readonly MessageId[]): Promise<void> {
    const items = [...(await this.#messages.read(new Set(ids))).values()];
    await this.#costing((costs) =>
      inParallel(items, (item) => this.#acceptances.lookAfter(item, costs), DROPPED_AT_ONCE),
    );
  }

  async cancelQueued(campaignId: string): Promise<void> {
    const change = { kind: 'close', status: 'cancelled', reason: 'campaign_cancelled' } as const;
    for await (const ids of this.#reads.waiting(campaignId)) {
      await this.apply(
        ids.map((id) => ({ id, change })),
        0,
      );
    }
  }

  failed(
    campaignId: string,
    reason: string | undefined,
    after: MessageId | undefined,
    limit: number,
  ): Promise<readonly MessageId[]> {
    return this.#reads.failed(campaignId, reason, after, limit);
  }

  ofCustomer(customerKey: string): Promise<readonly MessageRecord[]> {
    return this.#reads.ofCustomer(customerKey);
  }

  async tally(campaignId: string): Promise<Tally> {
    return tallyOf(await sumOf(this.#tables, counterKeys.tally(campaignId, '').pk));
  }

  recount(campaignId: string): Promise<Tally> {
    return recount(this.#tables, campaignId);
  }

  revision(campaignId: string): Promise<string> {
    return revisionOf(this.#tables, counterKeys.tally(campaignId, '').pk);
  }

  sentMessages(campaignId: string, batchSize: number): AsyncIterable<readonly SentMessage[]> {
    return this.#reads.sent(campaignId, batchSize);
  }

  sentPerSecond(campaignId: string): Promise<Readonly<Record<string, readonly SecondSent[]>>> {
    return sentSeconds(this.#tables, campaignId);
  }

  async unmatchedEvents(): Promise<number> {
    return (await sumOf(this.#tables, counterKeys.unmatched('').pk)).get('events') ?? 0;
  }

  forgetUnmatched(before: number): Promise<number> {
    return forgetParked(this.#tables, this.#carriers, before);
  }

  /** Does something that changes what campaigns with a budget hold. */
  async #costing<T>(work: (costs: Costs) => Promise<T>): Promise<T> {
    const costs = new Costs(this.#budgets);
    const done = await work(costs);
    await costs.settle();
    return done;
  }
}
