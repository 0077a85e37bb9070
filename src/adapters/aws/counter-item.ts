import { z } from 'zod';
import type { SecondSent } from '../../delivery/ledger.ts';
import type { SentParts } from './contribution.ts';
import { type Item, queryAll, type Tables } from './dynamodb.ts';

/** Where counters stand in the table `campaigns`: one item for each shard of the stream, so that no two writers share one. */
export interface CounterKey {
  readonly pk: string;
  readonly sk: string;
}

const MINUTE_MS = 60_000;

export const counterKeys = {
  tally: (campaignId: string, shardId: string): CounterKey => ({ pk: `tally#${campaignId}`, sk: shardId }),
  rate: (campaignId: string, { channel, at }: SentParts, shardId: string): CounterKey => ({
    pk: `rate#${campaignId}`,
    sk: `${channel}#${Math.floor(at / MINUTE_MS)}#${shardId}`,
  }),
  unmatched: (shardId: string): CounterKey => ({ pk: 'unmatched', sk: shardId }),
} as const;

/** Second -> parts, and the times of the first and the last intent that were ever counted in it: a message that leaves takes only its parts. */
type Seconds = Record<string, readonly [parts: number, firstAt: number, lastAt: number]>;

export interface CounterItem {
  /** Sequence number of the last record in it; '': none yet. */
  readonly last: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly seconds: Readonly<Seconds>;
}

const stored = z.object({
  last: z.string().default(''),
  counts: z.record(z.string(), z.number()).default({}),
  seconds: z.record(z.string(), z.tuple([z.number(), z.number(), z.number()])).default({}),
});

export function readCounter(item: Item | undefined): CounterItem {
  return stored.parse(item ?? {});
}

export function addCounts(sums: Map<string, number>, changes: Iterable<readonly [string, number]>): void {
  for (const [name, value] of changes) sums.set(name, (sums.get(name) ?? 0) + value);
}

export function addSent(seconds: Seconds, { at, parts }: SentParts): void {
  const second = String(Math.floor(at / 1000));
  const [known, first, last] = seconds[second] ?? [0, at, at];
  seconds[second] =
    parts > 0 ? [known + parts, Math.min(first, at), Math.max(last, at)] : [known + parts, first, last];
}

/** The sums over all shards. */
export async function sumOf(tables: Tables, pk: string): Promise<ReadonlyMap<string, number>> {
  const sums = new Map<string, number>();
  for await (const { item } of countersOf(tables, pk)) addCounts(sums, Object.entries(item.counts));
  return sums;
}

/** How far each shard was counted: another text after every change that was. */
export async function revisionOf(tables: Tables, pk: string): Promise<string> {
  const counted: string[] = [];
  for await (const { sk, item } of countersOf(tables, pk)) counted.push(`${sk}:${item.last}`);
  return counted.join(' ');
}

/** Channel -> seconds in which anything went out, in order. */
export async function sentSeconds(
  tables: Tables,
  campaignId: string,
): Promise<Readonly<Record<string, readonly SecondSent[]>>> {
  const channels = new Map<string, Map<number, SecondSent>>();
  for await (const { sk, item } of countersOf(tables, `rate#${campaignId}`)) {
    const channel = sk.slice(0, sk.indexOf('#'));
    const seconds = channels.get(channel) ?? new Map<number, SecondSent>();
    channels.set(channel, seconds);
    for (const [name, [parts, firstAt, lastAt]] of Object.entries(item.seconds)) {
      const second = Number(name);
      const known = seconds.get(second) ?? { parts: 0, firstAt, lastAt };
      seconds.set(second, {
        second,
        parts: known.parts + parts,
        firstAt: Math.min(known.firstAt, firstAt),
        lastAt: Math.max(known.lastAt, lastAt),
      });
    }
  }
  const sent = [...channels].map(([channel, seconds]) => {
    const inOrder = [...seconds.values()].sort((a, b) => a.second - b.second);
    return [channel, inOrder.filter(({ parts }) => parts > 0)] as const;
  });
  return Object.fromEntries(sent.filter(([, seconds]) => seconds.length > 0));
}

async function* countersOf(
  tables: Tables,
  pk: string,
): AsyncIterable<{ readonly sk: string; readonly item: CounterItem }> {
  const pages = queryAll(tables, {
    TableName: tables.name('campaigns'),
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  });
  for await (const page of pages) {
    for (const item of page) yield { sk: z.string().parse(item['sk']), item: readCounter(item) };
  }
}
