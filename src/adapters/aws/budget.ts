import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { MessageState } from '../../delivery/state.ts';
import type { Micros } from '../../kernel/money.ts';
import { type Item, orFound, type Tables } from './dynamodb.ts';
import type { MessageItem } from './message-item.ts';

/** Writers that may come between a write and its retry. */
const TOKENS_KEPT = 20;

const stored = z.object({
  held: z.number().default(0),
  version: z.number().default(0),
  tokens: z.array(z.string()).default([]),
});

/** The key of the money that a campaign's messages hold or have cost, in the table `rate-limits`. */
export function budgetKey(campaignId: string): string {
  return `budget#${campaignId}`;
}

/**
 * Money held by campaigns with a budget. It is reserved before an intent and given back after what made it free: a crash in between, or a
 * reservation whose answer was lost, leaves room unused and never passes the budget.
 */
export class Budgets {
  readonly #tables: Tables;
  readonly #token: () => string;

  constructor(tables: Tables, token: () => string) {
    this.#tables = tables;
    this.#token = token;
  }

  /** Takes `amount` when the campaign then holds `limit` at most. One write, one key a campaign: batches keep it below 1,000/s. */
  async reserve(campaignId: string, amount: Micros, limit: Micros): Promise<boolean> {
    if (amount > limit) return false;
    const room = limit - amount;
    const update = this.#add(campaignId, amount, {
      ConditionExpression: 'attribute_not_exists(held) OR held <= :room',
      values: { ':room': room },
    });
    return (await orFound(this.#tables.dynamo.send(update))).ok;
  }

  /** Adds what was charged beyond what was reserved: it has happened, so no limit is asked. */
  async charge(campaignId: string, amount: Micros): Promise<void> {
    await this.#tables.dynamo.send(this.#add(campaignId, amount));
  }

  #add(
    campaignId: string,
    amount: Micros,
    {
      values = {},
      ...condition
    }: { ConditionExpression?: string; values?: Readonly<Record<string, number>> } = {},
  ): UpdateCommand {
    return new UpdateCommand({
      TableName: this.#table,
      Key: { limiter_key: budgetKey(campaignId) },
      UpdateExpression: 'ADD held :amount, version :one',
      ...condition,
      ExpressionAttributeValues: { ':amount': amount, ':one': 1, ...values },
    });
  }

  /** Gives back what is no longer held. Never twice, also when the answer is lost: the token of the write stays in the item for a while. */
  async release(campaignId: string, amount: Micros): Promise<void> {
    const token = this.#token();
    const Key = { limiter_key: budgetKey(campaignId) };
    const get = new GetCommand({ TableName: this.#table, Key, ConsistentRead: true });
    for (let item: Item | undefined = (await this.#tables.dynamo.send(get)).Item; ; ) {
      const { held, version, tokens } = stored.parse(item ?? {});
      if (item === undefined || tokens.includes(token)) return;
      const put = new PutCommand({
        TableName: this.#table,
        Item: {
          ...item,
          held: held - amount,
          version: version + 1,
          tokens: [token, ...tokens].slice(0, TOKENS_KEPT),
        },
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': version },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const written = await orFound(this.#tables.dynamo.send(put));
      if (written.ok) return;
      item = written.found;
    }
  }

  get #table(): string {
    return this.#tables.name('rate-limits');
  }
}

/** What the changes of one batch do to the money that campaigns with a budget hold: one write a campaign. */
export class Costs {
  readonly #budgets: Budgets;
  readonly #changes = new Map<string, Micros>();

  constructor(budgets: Budgets) {
    this.#budgets = budgets;
  }

  /** A message that was changed. */
  note(before: MessageItem | undefined, after: MessageItem): void {
    if (!after.budgeted) return;
    const change = costOf(after.state) - (before === undefined ? 0 : costOf(before.state));
    this.add(after.campaignId, change);
  }

  add(campaignId: string, change: Micros): void {
    this.#changes.set(campaignId, (this.#changes.get(campaignId) ?? 0) + change);
  }

  /** Charges what is more than before. Before it is written, where it is known by then: a crash must not leave it out. */
  async charge(): Promise<void> {
    for (const [campaignId, change] of this.#changes) {
      if (change <= 0) continue;
      await this.#budgets.charge(campaignId, change);
      this.#changes.set(campaignId, 0);
    }
  }

  /** Charges and gives back; after what was written. */
  async settle(): Promise<void> {
    await this.charge();
    for (const [campaignId, change] of this.#changes) {
      if (change < 0) await this.#budgets.release(campaignId, -change);
    }
    this.#changes.clear();
  }
}

export function costOf(state: MessageState): Micros {
  return state.cost + state.spent;
}
