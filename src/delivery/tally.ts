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
  return {
    queued: 0,
    sending: 0,
    expired: 0,
    cancelled: 0,
    unknown: 0,
    sent: 0,
    failed: 0,
    delivered: 0,
    read: 0,
  };
}

/** Adds `amount` times what one message adds to each counter: the only definition of every number shown. */
function contribute(state: MessageState, step: number, amount: 1 | -1, counters: Map<string, number>): void {
  const rank = RANK[state.status];
  add(counters, STATUS_COUNTER[state.status], amount);
  if (state.reason !== '' && rank >= RANK.expired && rank <= RANK.failed)
    add(counters, `reason:${state.status}:${state.reason}`, amount);
  if (step > 1) add(counters, 'fallbacks', amount);
  if (state.throttles > 0) add(counters, 'throttled', amount * state.throttles);
  if (state.tries > 1) add(counters, 'resends', amount * (state.tries - 1));
  if (state.cost + state.spent !== 0) add(counters, 'cost', amount * (state.cost + state.spent));
  if (state.marks === 0) return;
  for (const mark of COUNTED_MARKS) if (hasMark(state, MARK[mark])) add(counters, mark, amount);
}

function add(counters: Map<string, number>, name: string, value: number): void {
  counters.set(name, (counters.get(name) ?? 0) + value);
}

const COUNTED_MARKS = ['bounced', 'complained', 'opened', 'clicked', 'bothReached'] as const;

/** Made once: three states a message pass through here. */
const STATUS_COUNTER: Readonly<Record<Status, string>> = {
  queued: 'status:queued',
  sending: 'status:sending',
  expired: 'status:expired',
  cancelled: 'status:cancelled',
  unknown: 'status:unknown',
  sent: 'status:sent',
  failed: 'status:failed',
  delivered: 'status:delivered',
  read: 'status:read',
};

/** Counter changes that a store adds up in the transaction of the change itself. */
export class TallyDelta {
  readonly #channels = perChannel(() => new Map<string, number>());

  /** Counts a message that went from `before` (`undefined`: it had no state) to `after`. */
  count(channel: Channel, step: number, before: MessageState | undefined, after: MessageState): void {
    const counters = this.#channels[channel];
    if (before !== undefined) contribute(before, step, -1, counters);
    contribute(after, step, 1, counters);
  }

  /** `channel:name` and by how much it changed; what did not change is left out. */
  changes(): readonly (readonly [string, number])[] {
    return CHANNELS.flatMap((channel) =>
      [...this.#channels[channel]]
        .filter(([, value]) => value !== 0)
        .map(([name, value]) => [`${channel}:${name}`, value] as const),
    );
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
  const [kind = '', first, ...rest] = name.split(':');
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
