import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, type QueryCommandInput, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Campaign, CampaignState, CampaignStore, PlanTotals } from '../../campaign/campaign-store.ts';
import type { CampaignDefinition } from '../../campaign/definition.ts';
import { type Random, randomId } from '../../kernel/random.ts';
import { CAMPAIGNS, campaignKey, draftItem, parseCampaign } from './campaign-item.ts';
import { type Item, orFound, queryAll, type Tables } from './dynamodb.ts';

const TABLE = 'campaigns';
/** Counts campaigns. */
const NUMBERS = { pk: 'counter', sk: CAMPAIGNS };
const TOKEN_LENGTH = 12;

/** Expressions that name every attribute by a placeholder: `state`, `key` and more are words of DynamoDB's own. */
interface Change {
  readonly set: string;
  readonly when: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
}

/** Campaigns in the table: every change is one conditional write of the record. */
export class AwsCampaignStore implements CampaignStore {
  readonly #tables: Tables;
  readonly #random: Random;

  constructor(tables: Tables, random: Random) {
    this.#tables = tables;
    this.#random = random;
  }

  /** A creation that loses a race leaves a number unused, which does no harm. */
  async create(definition: CampaignDefinition, now: number): Promise<Campaign> {
    const known = await this.find(definition.id);
    if (known !== undefined) return known;
    const item = draftItem(definition, await this.#nextNumber(), now, this.#token());
    const put = new PutCommand({
      TableName: this.#table,
      Item: item,
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    // What is found may be what this very write put there: it says the same.
    const written = await orFound(this.#tables.dynamo.send(put));
    return parseCampaign(written.ok ? item : written.found).campaign;
  }

  async find(id: string): Promise<Campaign | undefined> {
    const item = await this.#read(id);
    return item === undefined ? undefined : parseCampaign(item).campaign;
  }

  /** All of them as they are; those of some states as the index has them, which follows within a second. */
  async list(states?: readonly CampaignState[]): Promise<readonly Campaign[]> {
    const queries = states === undefined ? [this.#all()] : [...new Set(states)].map((each) => this.#in(each));
    const found = await Promise.all(queries.map((query) => this.#query(query)));
    // One that moves in this moment may stand in two states of the index.
    const once = new Map(found.flat().map((each) => [each.created, each.campaign]));
    return [...once].toSorted(([a], [b]) => b - a).map(([, campaign]) => campaign);
  }

  setPlanned(id: string, totals: PlanTotals, round?: number): Promise<boolean> {
    return this.#change(id, {
      set: '#state = :planned, #totals = :totals',
      when: `#state = :draft${round === undefined ? '' : ' AND #round = :round'}`,
      names: {
        '#state': 'state',
        '#totals': 'totals',
        ...(round === undefined ? {} : { '#round': 'round' }),
      },
      values: {
        ':planned': 'planned',
        ':draft': 'draft',
        ':totals': JSON.stringify(totals),
        ...(round === undefined ? {} : { ':round': round }),
      },
    });
  }

  async move(
    id: string,
    from: readonly CampaignState[],
    to: CampaignState,
    reason: string,
    now: number,
  ): Promise<boolean> {
    if (from.length === 0) return false;
    const froms = Object.fromEntries(from.map((state, i) => [`:from${i}`, state]));
    const launched = to === 'running' ? ', #launched = if_not_exists(#launched, :now)' : '';
    const ended = to === 'finished' || to === 'cancelled';
    return this.#change(id, {
      set: `#state = :to, #reason = :reason${launched}${ended ? ', #finished = :now' : ' REMOVE #finished'}`,
      when: `#state IN (${Object.keys(froms).join(', ')})`,
      names: {
        '#state': 'state',
        '#reason': 'reason',
        '#finished': 'finished_at',
        ...(to === 'running' ? { '#launched': 'launched_at' } : {}),
      },
      values: {
        ...froms,
        ':to': to,
        ':reason': reason,
        ...(to === 'running' || ended ? { ':now': now } : {}),
      },
    });
  }

  /**
   * A new round of planning; `undefined`: the campaign is no draft. A write that is repeated because its answer was lost counts twice: nobody
   * knows of the first number.
   */
  async beginRound(id: string): Promise<number | undefined> {
    try {
      const { Attributes } = await this.#tables.dynamo.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: campaignKey(id),
          UpdateExpression: 'ADD #round :one',
          ConditionExpression: '#state = :draft',
          ExpressionAttributeNames: { '#round': 'round', '#state': 'state' },
          ExpressionAttributeValues: { ':one': 1, ':draft': 'draft' },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return counted.parse(Attributes).round;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }

  /** The newest round of planning, 0 before the first; `undefined`: there is no such campaign. */
  async roundOf(id: string): Promise<number | undefined> {
    const item = await this.#read(id);
    return item === undefined ? undefined : counted.parse(item).round;
  }

  /** Written, or found written by this very call, whose answer was lost. */
  async #change(id: string, { set, when, names, values }: Change): Promise<boolean> {
    const by = this.#token();
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: campaignKey(id),
      UpdateExpression: `SET #by = :by, ${set}`,
      ConditionExpression: when,
      ExpressionAttributeNames: { ...names, '#by': 'by' },
      ExpressionAttributeValues: { ...values, ':by': by },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const written = await orFound(this.#tables.dynamo.send(update));
    return written.ok || written.found?.['by'] === by;
  }

  async #read(id: string): Promise<Item | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: campaignKey(id), ConsistentRead: true });
    return (await this.#tables.dynamo.send(get)).Item;
  }

  async #nextNumber(): Promise<number> {
    const { Attributes } = await this.#tables.dynamo.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: NUMBERS,
        UpdateExpression: 'ADD #number :one',
        ExpressionAttributeNames: { '#number': 'number' },
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return z.object({ number: z.number() }).parse(Attributes).number;
  }

  async #query(query: QueryCommandInput): Promise<readonly ReturnType<typeof parseCampaign>[]> {
    const found: ReturnType<typeof parseCampaign>[] = [];
    for await (const page of queryAll(this.#tables, query)) found.push(...page.map(parseCampaign));
    return found;
  }

  #all(): QueryCommandInput {
    return {
      TableName: this.#table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': CAMPAIGNS },
      ConsistentRead: true,
    };
  }

  #in(state: CampaignState): QueryCommandInput {
    return {
      TableName: this.#table,
      IndexName: 'state-index',
      KeyConditionExpression: '#state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': state },
    };
  }

  #token(): string {
    return randomId(this.#random, TOKEN_LENGTH);
  }

  get #table(): string {
    return this.#tables.name(TABLE);
  }
}

const counted = z.object({ round: z.number() });
