import type { ChannelTally } from '../delivery/tally.ts';

/** What became of the messages of one channel, as every report shows it. */
export interface ChannelCounts {
  /** A carrier took it, or answered that it never will: then it counts under `failed` too. */
  readonly sent: number;
  /** Reached the customer, and of these: read. */
  readonly delivered: number;
  readonly read: number;
  readonly failed: number;
  readonly bounced: number;
  readonly complained: number;
  readonly opened: number;
  readonly clicked: number;
  /** Messages of a second or later step. */
  readonly fallbacks: number;
}

/** So that `sent = delivered + failed +` those whose receipt has not come. */
export function channelCounts(tally: ChannelTally): ChannelCounts {
  const { status, bounced, complained, opened, clicked, fallbacks } = tally;
  const delivered = status.delivered + status.read;
  return {
    sent: status.sent + status.failed + delivered,
    delivered,
    read: status.read,
    failed: status.failed,
    bounced,
    complained,
    opened,
    clicked,
    fallbacks,
  };
}
