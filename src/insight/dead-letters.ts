import type { Tally } from '../delivery/tally.ts';
import { CHANNELS, type Channel } from '../kernel/channel.ts';

/** Failed messages of one reason. */
export interface DeadLetters {
  readonly reason: string;
  readonly count: number;
  readonly channels: Readonly<Partial<Record<Channel, number>>>;
}

/** Failed messages of a campaign by reason, the most first. */
export function deadLetters(tally: Tally): readonly DeadLetters[] {
  const byReason = new Map<string, Partial<Record<Channel, number>>>();
  for (const channel of CHANNELS) {
    for (const [name, count] of Object.entries(tally[channel].reasons)) {
      if (!name.startsWith('failed:')) continue;
      const reason = name.slice('failed:'.length);
      byReason.set(reason, { ...byReason.get(reason), [channel]: count });
    }
  }
  const letters = [...byReason].map(([reason, channels]) => ({
    reason,
    count: Object.values(channels).reduce((sum, count) => sum + count, 0),
    channels,
  }));
  return letters.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
