import type { AttemptRef } from '../../delivery/message.ts';
import { asMessageId } from '../../delivery/message.ts';
import type { Acceptances } from './acceptances.ts';
import { entriesOf } from './attention-index.ts';
import type { Costs } from './budget.ts';
import type { CarrierItem } from './carrier-item.ts';
import type { CarrierItems } from './carrier-items.ts';
import type { Tables } from './dynamodb.ts';
import type { Fallbacks } from './fallbacks.ts';
import type { MessageItem } from './message-item.ts';
import type { MessageItems } from './message-items.ts';
import { attention, isMessageKey, timeKey } from './tracking-item.ts';

export interface SweepParts {
  readonly tables: Tables;
  readonly messages: MessageItems;
  readonly carriers: CarrierItems;
  readonly acceptances: Acceptances;
  readonly fallbacks: Fallbacks;
}

const PAGE = 100;

/** Goes through what is `stuck`: finishes what was left half done before this time, and answers the attempts that nobody can finish. */
export async function sweep(
  parts: SweepParts,
  before: number,
  limit: number,
  costs: Costs,
): Promise<readonly AttemptRef[]> {
  const lost: AttemptRef[] = [];
  let keys: string[] = [];
  const look = async () => {
    lost.push(...(await finishAll(parts, keys, before, costs)));
    keys = [];
  };
  // Times are whole: what began before this one is up to the one that is a millisecond less.
  for await (const { key } of entriesOf(parts.tables, attention.stuck, { upTo: timeKey(before - 1) })) {
    keys.push(key);
    if (keys.length >= PAGE) await look();
    if (lost.length >= limit) break;
  }
  if (keys.length > 0) await look();
  return lost.slice(0, limit);
}

async function finishAll(
  { messages, carriers, acceptances, fallbacks }: SweepParts,
  keys: readonly string[],
  before: number,
  costs: Costs,
): Promise<readonly AttemptRef[]> {
  const [items, halves] = await Promise.all([
    messages.read(keys.filter(isMessageKey).map(asMessageId)),
    carriers.read(keys.filter((key) => !isMessageKey(key))),
  ]);
  for (const carrier of halves.values()) if (isHalf(carrier)) await acceptances.hear(carrier, costs);
  const lost: AttemptRef[] = [];
  for (const item of items.values()) {
    if (item.pending !== undefined) await fallbacks.finish(item);
    if (item.stuckAt === 0 || (await acceptances.lookFor(item, costs))) continue;
    if (isLost(item, before)) lost.push({ messageId: item.id, number: item.state.attempts });
    else if (item.state.status !== 'sending') await acceptances.letBe(item);
  }
  return lost;
}

function isHalf({ acceptance, parked }: CarrierItem): boolean {
  return acceptance !== undefined && parked.length > 0;
}

function isLost({ state }: MessageItem, before: number): boolean {
  return state.status === 'sending' && state.intendedAt < before;
}
