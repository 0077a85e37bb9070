import { CHANNELS, type Channel, perChannel } from '../kernel/channel.ts';
import type { Micros } from '../kernel/money.ts';
import { hasMark, MARK, type MessageState } from './state.ts';
import { RANK, STATUSES, type Status } from './status.ts';

/** Every number that is shown about a channel of a campaign. All are sums over the ledger's messages. */
export interface ChannelTally {
  readonly status: Record<Status, number>;
  /** `status:reason` -> messages, for those that ended or wait for a reason. */
  readonly reasons: Record<string, number>;
  bounced: number;
  complained: number;
  opened: number;
  clicked: number;
  throttled: number;
  fallbacks: number;
  bothReached: number;
  /** Provider calls beyond the first of a message that were not caused by throttling or a proved not-sent. */
  resends: number;
  cost: Micros;
}

export type Tally = Record<Channel, ChannelTally>;

export function emptyTally(): Tally {
  return perChannel(() => ({
    status: statusCounts(),
    reasons: {},
    bounced: 0,
    complained: 0,
    opened: 0,
    clicked: 0,
    throttled: 0,
    fallbacks: 0,
    bothReached: 0,
    resends: 0,
    cost: 0,
  }));
}

function statusCounts(): Record<Status, number> {
  return { queued: 0, sending: 0, expired: 0, cancelled: 0, unknown: 0, sent: 0, failed: 0, delivered: 0, read: 0 };
}

/** Names of counters and what one message adds to each: the only definition of every number shown. */
type Sink = (name: string, amount: number) => void;

function contributions(state: MessageState, step: number, sink: Sink): void {
  sink(`status:${state.status}`, 1);
  const rank = RANK[state.status];
  if (state.reason !== '' && rank >= RANK.expired && rank <= RANK.failed) sink(`reason:${state.status}:${state.reason}`, 1);
  if (hasMark(state, MARK.bounced)) sink('bounced', 1);
  if (hasMark(state, MARK.complained)) sink('complained', 1);
  if (hasMark(state, MARK.opened)) sink('opened', 1);
  if (hasMark(state, MARK.clicked)) sink('clicked', 1);
  if (hasMark(state, MARK.bothReached)) sink('bothReached', 1);
  if (state.throttles > 0) sink('throttled', state.throttles);
  if (step > 1) sink('fallbacks', 1);
  if (state.tries > 1) sink('resends', state.tries - 1);
  const cost = state.cost + state.spent;
  if (cost !== 0) sink('cost', cost);
}

/** Counter changes that a store adds up in the transaction of the change itself: `channel:name` -> amount. */
export class TallyDelta {
  readonly changes = new Map<string, number>();

  /** Counts a message that went from `before` (`undefined`: it had no state) to `after`. */
  count(channel: Channel, step: number, before: MessageState | undefined, after: MessageState): void {
    if (before !== undefined) contributions(before, step, (name, amount) => this.#add(channel, name, -amount));
    contributions(after, step, (name, amount) => this.#add(channel, name, amount));
  }

  #add(channel: Channel, name: string, amount: number): void {
    const key = `${channel}:${name}`;
    const value = (this.changes.get(key) ?? 0) + amount;
    if (value === 0) this.changes.delete(key);
    else this.changes.set(key, value);
  }
}

/** Reads stored counters (`channel:name` -> value) back into a tally. */
export function tallyOf(counters: Iterable<readonly [string, number]>): Tally {
  const tally = emptyTally();
  for (const [key, value] of counters) {
    if (value === 0) continue;
    const at = key.indexOf(':');
    const channel = CHANNELS.find((c) => c === key.slice(0, at));
    if (channel !== undefined) put(tally[channel], key.slice(at + 1), value);
  }
  return tally;
}

function put(tally: ChannelTally, name: string, value: number): void {
  const [kind, first, ...rest] = name.split(':');
  const status = STATUSES.find((s) => s === first);
  switch (kind) {
    case 'status':
      if (status !== undefined) tally.status[status] = value;
      return;
    case 'reason':
      tally.reasons[`${first}:${rest.join(':')}`] = value;
      return;
    case 'bounced':
    case 'complained':
    case 'opened':
    case 'clicked':
    case 'throttled':
    case 'fallbacks':
    case 'bothReached':
    case 'resends':
    case 'cost':
      tally[kind] = value;
      return;
    default:
  }
}

/** One status over all channels. */
export function totalOf(tally: Tally, status: Status): number {
  return CHANNELS.reduce((sum, channel) => sum + tally[channel].status[status], 0);
}

/** Money held or charged over all channels. */
export function totalCost(tally: Tally): Micros {
  return CHANNELS.reduce((sum, channel) => sum + tally[channel].cost, 0);
}
