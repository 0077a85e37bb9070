import type { PlannedMessage, PlanStore, Skip } from '../../campaign/plan-store.ts';
import type { MessageLedger } from '../../delivery/ledger.ts';
import { type Message, type MessageId, parseMessageId } from '../../delivery/message.ts';
import { ChunkCache } from './chunk-cache.ts';
import { inParallel, type Tables } from './dynamodb.ts';
import { FallbackMessages } from './fallback-messages.ts';
import { type Chunk, customerKeyOf, damaged, formatChunk, laneName, nameChunk } from './plan-chunk.ts';
import { type Plan, PlanRounds, type RoundedCampaigns } from './plan-rounds.ts';
import { type Bucket, putIfAbsent } from './s3.ts';

/** Messages whose states are asked for at a time, at least. */
const LEAST_ASKED = 100;

export interface PlanStoreParts {
  readonly tables: Tables;
  readonly bucket: Bucket;
  readonly campaigns: RoundedCampaigns;
  readonly ledger: Pick<MessageLedger, 'states'>;
}

/**
 * Plans in S3, one object for the decisions of each batch of customers (plan-chunk.ts), and fallbacks in delivery-tracking. Nothing holds more
 * of a plan than the names of its chunks and the chunks that were read last. A million messages: 1,000 PUTs ($0.005), and 1,000 GETs
 * ($0.0004) for each process and lane that reads them.
 */
export class AwsPlanStore implements PlanStore {
  readonly #bucket: Bucket;
  readonly #rounds: PlanRounds;
  readonly #chunks: ChunkCache;
  readonly #fallbacks: FallbackMessages;
  readonly #ledger: Pick<MessageLedger, 'states'>;
  /** Rounds that were begun here, by campaign: nobody else adds to them, so what follows `last` cannot be there yet. */
  readonly #own = new Map<string, { readonly round: number; last: string }>();

  constructor({ tables, bucket, campaigns, ledger }: PlanStoreParts) {
    this.#bucket = bucket;
    this.#rounds = new PlanRounds(bucket, campaigns);
    this.#chunks = new ChunkCache(bucket);
    this.#fallbacks = new FallbackMessages(tables);
    this.#ledger = ledger;
  }

  /** Of decisions that are added twice the first ones stay, unless two processes add them at the same moment. */
  async append(
    campaignId: string,
    sends: readonly Message[],
    skips: readonly Skip[],
    round?: number,
  ): Promise<boolean> {
    const folder = await this.#rounds.folderOf(campaignId, round);
    if (folder === undefined) return false;
    if (sends.length + skips.length === 0) return true;
    const { first, last } = nameChunk(folder, { sends, skips });
    const own = this.#own.get(campaignId);
    const follows = own !== undefined && own.round === round && first > own.last;
    if (follows) own.last = last;
    const fresh = follows ? { sends, skips } : await this.#withoutKnown(campaignId, sends, skips);
    if (fresh.sends.length + fresh.skips.length > 0)
      await putIfAbsent(this.#bucket, nameChunk(folder, fresh).key, await formatChunk(fresh));
    this.#rounds.forget(campaignId);
    return true;
  }

  async clear(campaignId: string): Promise<number | undefined> {
    const round = await this.#rounds.begin(campaignId);
    if (round !== undefined) this.#own.set(campaignId, { round, last: '' });
    return round;
  }

  async page(
    campaignId: string,
    originId: string,
    after: MessageId | undefined,
    limit: number,
  ): Promise<readonly PlannedMessage[]> {
    const plan = await this.#rounds.planOf(campaignId);
    if (plan === undefined) return [];
    const candidates = inOrder(
      this.#firstSteps(plan, originId, after),
      this.#queuedFallbacks(plan, originId, after, limit),
    );
    const found: PlannedMessage[] = [];
    for await (const messages of inBatches(candidates, Math.max(limit, LEAST_ASKED))) {
      const states = await this.#ledger.states(messages.map(({ id }) => id));
      for (const { id, parts } of messages) {
        const state = states.get(id);
        // One that is `sending` when its lane is fed again has lost its task, or its worker: asked for again, the ledger looks after it.
        if (
          state === undefined ||
          (state.status === 'queued' ? state.dueAt === 0 : state.status === 'sending')
        )
          found.push({ id, parts });
      }
      if (found.length >= limit) break;
    }
    return found.slice(0, limit);
  }

  async load(ids: readonly MessageId[]): Promise<readonly Message[]> {
    const later = ids.filter((id) => (parseMessageId(id)?.step ?? 1) > 1);
    const first = Map.groupBy(
      ids.filter((id) => parseMessageId(id)?.step === 1),
      (id) => parseMessageId(id)?.campaignKey ?? '',
    );
    const found = await Promise.all([
      this.#fallbacks.load(later),
      ...[...first].map(([campaignKey, list]) => this.#loadFirstSteps(campaignKey, list)),
    ]);
    const byId = new Map(found.flat().map((message) => [message.id, message]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async skipsOf(
    customerKey: string,
  ): Promise<readonly { readonly campaignId: string; readonly reason: string }[]> {
    const found = await this.#ofEachPlan(customerKey, undefined, async ({ campaignId }, chunks) => {
      const reason = chunks.map(({ skips }) => skips.get(customerKey)).find((each) => each !== undefined);
      return reason === undefined ? [] : [{ campaignId, reason }];
    });
    return found.flat();
  }

  async ofCustomer(customerKey: string, campaignId?: string): Promise<readonly Message[]> {
    const found = await this.#ofEachPlan(customerKey, campaignId, async (_, chunks) => {
      const first = chunks.flatMap(({ messages }) =>
        [...messages.values()].filter(({ id }) => customerKeyOf(id) === customerKey),
      );
      const later = await this.#fallbacks.following(first.map(({ id }) => id));
      return [...first, ...later].sort(byId);
    });
    return found.flat();
  }

  /** Newest plan first. */
  async #ofEachPlan<T>(
    customerKey: string,
    campaignId: string | undefined,
    look: (plan: Plan, chunks: readonly Chunk[]) => Promise<T>,
  ): Promise<readonly T[]> {
    const plans =
      campaignId === undefined ? await this.#rounds.all() : [() => this.#rounds.planOf(campaignId)];
    const found = await inParallel(plans, async (open) => {
      const plan = await open();
      return plan === undefined ? [] : [await look(plan, await this.#around(plan, customerKey))];
    });
    return found.flat();
  }

  async #loadFirstSteps(campaignKey: string, ids: readonly MessageId[]): Promise<readonly Message[]> {
    const plan = await this.#rounds.planOfKey(campaignKey);
    if (plan === undefined) return [];
    const names = new Set(
      ids.flatMap((id) => plan.chunks.between(customerKeyOf(id), customerKeyOf(id))).map(({ key }) => key),
    );
    const chunks = await inParallel([...names], (name) => this.#read(plan, name));
    return ids.flatMap((id) => chunks.flatMap(({ messages }) => messages.get(id) ?? []));
  }

  #around(plan: Plan, first: string, last = first): Promise<readonly Chunk[]> {
    return inParallel(plan.chunks.between(first, last), ({ key }) => this.#read(plan, key));
  }

  async #read({ settled }: Plan, key: string): Promise<Chunk> {
    const chunk = await this.#chunks.read(key);
    if (chunk !== undefined) return chunk;
    if (settled) throw damaged(key);
    // A draft that is being planned anew.
    return { messages: new Map(), skips: new Map(), size: 0 };
  }

  async #withoutKnown(campaignId: string, sends: readonly Message[], skips: readonly Skip[]) {
    const plan = await this.#rounds.planOf(campaignId);
    const { first, last } = nameChunk('', { sends, skips });
    const chunks = plan === undefined ? [] : await this.#around(plan, first, last);
    return {
      sends: sends.filter(({ id }) => !chunks.some(({ messages }) => messages.has(id))),
      skips: skips.filter((skip) => !chunks.some((chunk) => chunk.skips.has(skip.customerKey))),
    };
  }

  /** Messages of a lane after `after`, in order of their ids. */
  async *#firstSteps(plan: Plan, originId: string, after: MessageId | undefined): AsyncGenerator<Message> {
    let open: Message[] = [];
    for (const { key, first, lanes } of plan.chunks.between(
      after === undefined ? '' : customerKeyOf(after),
    )) {
      if (!lanes.has(laneName(originId))) continue;
      const complete = open.filter(({ id }) => id < `${plan.campaignKey}-${first}-`);
      yield* complete;
      const { messages } = await this.#read(plan, key);
      const own = [...messages.values()].filter(
        (message) => message.originId === originId && (after === undefined || message.id > after),
      );
      open = complete.length === open.length ? own : [...open.slice(complete.length), ...own].sort(byId);
    }
    yield* open;
  }

  async *#queuedFallbacks(
    { campaignId, campaignKey }: Plan,
    originId: string,
    after: MessageId | undefined,
    limit: number,
  ): AsyncGenerator<Message> {
    for (let from: string = after ?? `${campaignKey}-`; ; ) {
      const ids = await this.#fallbacks.queued(campaignId, from, limit);
      const messages = await this.#fallbacks.load(ids);
      yield* messages.filter((message) => message.originId === originId).sort(byId);
      const last = ids.at(-1);
      if (last === undefined || ids.length < limit) return;
      from = last;
    }
  }
}

function byId(a: Message, b: Message): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** Two lists in order of their ids as one. */
async function* inOrder(a: AsyncGenerator<Message>, b: AsyncGenerator<Message>): AsyncGenerator<Message> {
  let [left, right] = await Promise.all([a.next(), b.next()]);
  while (left.done !== true || right.done !== true) {
    if (right.done === true || (left.done !== true && byId(left.value, right.value) <= 0)) {
      if (left.done !== true) yield left.value;
      left = await a.next();
    } else {
      yield right.value;
      right = await b.next();
    }
  }
}

async function* inBatches(messages: AsyncIterable<Message>, size: number): AsyncIterable<readonly Message[]> {
  let batch: Message[] = [];
  for await (const message of messages) {
    batch.push(message);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
