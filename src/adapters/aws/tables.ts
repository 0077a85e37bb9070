/*
 * The tables of a deployed engine. `infrastructure/cloudformation/messaging-infrastructure.yaml` makes them and a test compares the two.
 * On demand, no transactions: everything is a conditional write of one item.
 *
 *   delivery-tracking   what became of each message (see tracking-item.ts); its stream feeds the counters
 *   rate-limits         next free slots of each limit, money held by each budget, recent messages of each customer with a cap
 *   campaigns           campaigns, their counters, how far each was fed, and the workspace itself
 *   consent             suppressions, service windows, numbers that the carrier's own list has to learn
 *   customers           one item a customer, in 1,296 partitions by the first two characters of the key
 */

/** A table by the name that stays. */
export type TableName = keyof typeof TABLES;

interface Index {
  readonly partition: string;
  readonly sort: string;
  readonly projection: 'KEYS_ONLY' | 'ALL';
}

interface Table {
  readonly partition: string;
  readonly sort?: string;
  readonly indexes: Readonly<Record<string, Index>>;
  /** New and old images: what counters are made of. */
  readonly stream: boolean;
  /** Epoch seconds after which AWS removes an item, within a few days. */
  readonly ttl?: 'ttl';
  /** Attributes of keys that are numbers; all others are strings. */
  readonly numbers: readonly string[];
}

export const TABLES = {
  'delivery-tracking': {
    partition: 'message_id',
    indexes: {
      'customer-index': { partition: 'customer_id', sort: 'timestamp', projection: 'KEYS_ONLY' },
      'attention-index': { partition: 'attention', sort: 'attention_at', projection: 'KEYS_ONLY' },
    },
    stream: true,
    ttl: 'ttl',
    numbers: ['timestamp'],
  },
  'rate-limits': { partition: 'limiter_key', indexes: {}, stream: false, ttl: 'ttl', numbers: [] },
  campaigns: {
    partition: 'pk',
    sort: 'sk',
    indexes: { 'state-index': { partition: 'state', sort: 'created', projection: 'ALL' } },
    stream: false,
    ttl: 'ttl',
    numbers: ['created'],
  },
  consent: {
    partition: 'consent_key',
    indexes: { 'due-index': { partition: 'due', sort: 'due_at', projection: 'ALL' } },
    stream: false,
    ttl: 'ttl',
    numbers: ['due_at'],
  },
  customers: { partition: 'bucket', sort: 'customer_key', indexes: {}, stream: false, numbers: [] },
} as const satisfies Record<string, Table>;

/** A table as a plain description, for those who make it. */
export function tableOf(name: TableName): Table {
  return TABLES[name];
}
