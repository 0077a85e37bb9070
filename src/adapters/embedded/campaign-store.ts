import { z } from 'zod';
import {
  CAMPAIGN_STATES,
  type Campaign,
  type CampaignState,
  type CampaignStore,
  type PlanTotals,
} from '../../campaign/campaign-store.ts';
import type { CampaignDefinition } from '../../campaign/definition.ts';
import { parseStoredDefinition, parseStoredTotals } from '../../campaign/stored-campaign.ts';
import { dollarsToMicros } from '../../kernel/money.ts';
import type { Database } from './database.ts';
import { keyOfNumber } from './message-key.ts';
import { int, optionalInt, type Row, rowOf, rowsOf, text } from './row.ts';

const SELECT =
  'SELECT number, id, state, reason, definition, totals, created_at, launched_at, finished_at FROM campaign';

export class EmbeddedCampaignStore implements CampaignStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  create(definition: CampaignDefinition, now: number): Promise<Campaign> {
    return this.#db.write(() => {
      const sql = `INSERT INTO campaign (id, state, reason, definition, totals, budget, created_at)
        VALUES (?, 'draft', '', ?, '', ?, ?) ON CONFLICT (id) DO NOTHING`;
      this.#db
        .statement(sql)
        .run(
          definition.id,
          JSON.stringify(definition),
          definition.budget === undefined ? null : dollarsToMicros(definition.budget),
          now,
        );
      const campaign = this.#find(definition.id);
      if (campaign === undefined) throw new Error(`Campaign ${definition.id} was not stored.`);
      return campaign;
    });
  }

  async find(id: string): Promise<Campaign | undefined> {
    return this.#find(id);
  }

  async list(states: readonly CampaignState[] = CAMPAIGN_STATES): Promise<readonly Campaign[]> {
    const sql = `${SELECT} WHERE state IN (SELECT value FROM json_each(?)) ORDER BY number DESC`;
    return rowsOf(this.#db.statement(sql), JSON.stringify(states)).map(campaignOf);
  }

  setPlanned(id: string, totals: PlanTotals, round?: number): Promise<boolean> {
    return this.#db.write(() => {
      const sql =
        "UPDATE campaign SET state = 'planned', totals = ?1 WHERE id = ?2 AND state = 'draft' AND plan_round = coalesce(?3, plan_round)";
      return this.#db.statement(sql).run(JSON.stringify(totals), id, round ?? null).changes === 1;
    });
  }

  move(
    id: string,
    from: readonly CampaignState[],
    to: CampaignState,
    reason: string,
    now: number,
  ): Promise<boolean> {
    return this.#db.write(() => {
      const sql = `UPDATE campaign SET state = ?1, reason = ?2,
        launched_at = CASE WHEN ?1 = 'running' THEN coalesce(launched_at, ?3) ELSE launched_at END,
        finished_at = CASE WHEN ?1 IN ('finished', 'cancelled') THEN ?3 ELSE NULL END
        WHERE id = ?4 AND state IN (SELECT value FROM json_each(?5))`;
      return this.#db.statement(sql).run(to, reason, now, id, JSON.stringify(from)).changes === 1;
    });
  }

  #find(id: string): Campaign | undefined {
    const row = rowOf(this.#db.statement(`${SELECT} WHERE id = ?`), id);
    return row === undefined ? undefined : campaignOf(row);
  }
}

function campaignOf(row: Row): Campaign {
  return {
    id: text(row, 1),
    key: keyOfNumber(int(row, 0)),
    state: z.enum(CAMPAIGN_STATES).parse(text(row, 2)),
    reason: text(row, 3),
    definition: parseStoredDefinition(text(row, 4)),
    totals: text(row, 5) === '' ? undefined : parseStoredTotals(text(row, 5)),
    createdAt: int(row, 6),
    launchedAt: optionalInt(row, 7),
    finishedAt: optionalInt(row, 8),
  };
}
