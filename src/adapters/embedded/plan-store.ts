import type { PlannedMessage, PlanStore, Skip } from '../../campaign/plan-store.ts';
import type { Message, MessageId } from '../../delivery/message.ts';
import { RANK } from '../../delivery/status.ts';
import { BulkInsert } from './bulk-insert.ts';
import type { Database } from './database.ts';
import {
  campaignOf,
  campaignRange,
  channelOf,
  CUSTOMER_RANGE_SQL,
  numberOfKey,
  packKey,
  unpackKey,
} from './message-key.ts';
import { int, optionalText, type Row, rowOf, rowsOf, text } from './row.ts';
import { RowsByKey } from './rows-by-key.ts';
import { formatContent, parseContent } from './stored-content.ts';

const COLUMNS = [
  'key',
  'origin',
  'address',
  'address_key',
  'content',
  'parts',
  'price',
  'country',
  'timezone',
  'send_at',
  'expires_at',
  'receipt_wait',
] as const;

const SELECT = `SELECT ${COLUMNS.map((column) => `m.${column}`).join(', ')} FROM`;

const bulk = new WeakMap<Database, BulkInsert>();

/** Writes messages once; what is there stays. Inside `Database.write`. */
export function insertMessages(db: Database, messages: readonly Message[]): void {
  let insert = bulk.get(db);
  if (insert === undefined) bulk.set(db, (insert = new BulkInsert(db, 'message', COLUMNS, 'keep')));
  insert.run(messages, (m) => [
    packKey(m.id),
    m.originId,
    m.address,
    m.addressKey,
    formatContent(m.content),
    m.parts,
    m.price,
    m.country ?? null,
    m.timezone ?? null,
    m.sendAt,
    m.expiresAt,
    m.receiptWaitMs,
  ]);
}

export class EmbeddedPlanStore implements PlanStore {
  readonly #db: Database;
  readonly #skips: BulkInsert;
  readonly #messages: RowsByKey;

  constructor(db: Database) {
    this.#db = db;
    this.#messages = new RowsByKey(db, SELECT, 'message m', 'm.key');
    this.#skips = new BulkInsert(db, 'skip', ['campaign', 'customer', 'reason'], 'keep');
  }

  append(
    campaignId: string,
    sends: readonly Message[],
    skips: readonly Skip[],
    round?: number,
  ): Promise<boolean> {
    return this.#db.write(() => {
      const campaign = this.#campaign(campaignId);
      if (round !== undefined && round !== this.#round(campaign)) return false;
      insertMessages(this.#db, sends);
      this.#skips.run(skips, (skip) => [campaign, numberOfKey(skip.customerKey), skip.reason]);
      return true;
    });
  }

  clear(campaignId: string): Promise<number | undefined> {
    return this.#db.write(() => {
      const campaign = this.#campaign(campaignId);
      const begin = "UPDATE campaign SET plan_round = plan_round + 1 WHERE number = ? AND state = 'draft'";
      if (this.#db.statement(begin).run(campaign).changes === 0) return undefined;
      const { from, to } = campaignRange(campaign);
      this.#db.statement('DELETE FROM message WHERE key BETWEEN ? AND ?').run(from, to);
      this.#db.statement('DELETE FROM skip WHERE campaign = ?').run(campaign);
      return this.#round(campaign);
    });
  }

  #round(campaign: number): number | undefined {
    const row = rowOf(this.#db.statement('SELECT plan_round FROM campaign WHERE number = ?'), campaign);
    return row === undefined ? undefined : int(row, 0);
  }

  async page(
    campaignId: string,
    originId: string,
    after: MessageId | undefined,
    limit: number,
  ): Promise<readonly PlannedMessage[]> {
    const { from, to } = campaignRange(this.#campaign(campaignId));
    // Steps after the first have a state from the moment they exist, so a message without one is a first step.
    const sql = `SELECT m.key, m.parts FROM message m LEFT JOIN delivery d ON d.key = m.key
      WHERE m.key BETWEEN ? AND ? AND m.origin = ? AND (d.key IS NULL OR (d.status = ${RANK.queued} AND d.due_at = 0)) ORDER BY m.key LIMIT ?`;
    const start = after === undefined ? from : packKey(after) + 1;
    return rowsOf(this.#db.statement(sql), start, to, originId, limit).map((row) => ({
      id: unpackKey(int(row, 0)),
      parts: int(row, 1),
    }));
  }

  async load(ids: readonly MessageId[]): Promise<readonly Message[]> {
    return this.#messagesOf(this.#messages.of(ids.map(packKey)));
  }

  async skipsOf(
    customerKey: string,
  ): Promise<readonly { readonly campaignId: string; readonly reason: string }[]> {
    const sql =
      'SELECT c.id, s.reason FROM campaign c JOIN skip s ON s.campaign = c.number AND s.customer = ? ORDER BY c.number DESC';
    const rows = rowsOf(this.#db.statement(sql), numberOfKey(customerKey));
    return rows.map((row) => ({ campaignId: text(row, 0), reason: text(row, 1) }));
  }

  async ofCustomer(customerKey: string, campaignId?: string): Promise<readonly Message[]> {
    const number = numberOfKey(customerKey);
    const one =
      campaignId === undefined ? { where: '', id: [] } : { where: 'WHERE c.id = ?', id: [campaignId] };
    const sql = `${SELECT} campaign c JOIN message m ON m.key BETWEEN ${CUSTOMER_RANGE_SQL} ${one.where} ORDER BY c.number DESC, m.key`;
    return this.#messagesOf(rowsOf(this.#db.statement(sql), number, number, ...one.id));
  }

  /** Looks each campaign up once, where a join would do so for every row. */
  #messagesOf(rows: readonly Row[]): readonly Message[] {
    const ids = new Map<number, string>();
    return rows.map((row) => {
      const campaign = campaignOf(int(row, 0));
      let id = ids.get(campaign);
      if (id === undefined) ids.set(campaign, (id = this.#campaignId(campaign)));
      return messageOf(row, id);
    });
  }

  #campaignId(number: number): string {
    const row = rowOf(this.#db.statement('SELECT id FROM campaign WHERE number = ?'), number);
    if (row === undefined) throw new TypeError(`A message is of campaign ${number}, which is not there.`);
    return text(row, 0);
  }

  #campaign(id: string): number {
    const row = rowOf(this.#db.statement('SELECT number FROM campaign WHERE id = ?'), id);
    return row === undefined ? 0 : int(row, 0);
  }
}

function messageOf(row: Row, campaignId: string): Message {
  const key = int(row, 0);
  return {
    id: unpackKey(key),
    campaignId,
    channel: channelOf(key),
    originId: text(row, 1),
    address: text(row, 2),
    addressKey: text(row, 3),
    content: parseContent(channelOf(key), text(row, 4)),
    parts: int(row, 5),
    price: int(row, 6),
    country: optionalText(row, 7),
    timezone: optionalText(row, 8),
    sendAt: int(row, 9),
    expiresAt: int(row, 10),
    receiptWaitMs: int(row, 11),
  };
}
