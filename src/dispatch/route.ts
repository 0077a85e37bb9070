import type { MessageType, Origin } from '../channels/origin.ts';
import type { FrequencyCap } from '../consent/frequency-cap.ts';
import type { ScopedLimit } from '../throughput/limit.ts';
import type { OnUnknown } from './after-attempt.ts';

/** What holds for every message of a lane: one campaign from one origin. */
export interface Route {
  readonly lane: string;
  readonly campaignId: string;
  readonly origin: Origin;
  readonly messageType: MessageType;
  /** Account, channel, origin and campaign, those that are limited; as they are now, since limits change while a lane runs. */
  readonly scopes: readonly ScopedLimit[];
  /** The scope that a carrier's "too fast" is about. */
  readonly originScope: string;
  readonly onUnknown: OnUnknown;
  readonly caps: readonly FrequencyCap[];
  /** The next instant at which a customer of this zone may be written to; `at` itself when now is fine. */
  readonly allowedAt: (zone: string | undefined, at: number) => number;
}

/** Messages to commit at once: what goes out within this time, so that pause and opt-out act on all but these. */
const INTENT_WINDOW_MS = 50;
const LARGEST_BATCH = 1_000;

/** How many messages one step of the lane takes: at most what its pace sends within the intent window. */
export function batchSize(scopes: readonly ScopedLimit[]): number {
  const slowest = Math.min(Number.POSITIVE_INFINITY, ...scopes.map((scope) => scope.partsPerSecond));
  return Math.max(1, Math.min(LARGEST_BATCH, Math.floor((slowest * INTENT_WINDOW_MS) / 1000)));
}
