import type { CarrierNews } from '../delivery/carrier-news.ts';
import type { OriginHolds } from '../dispatch/origin-holds.ts';
import type { Clock } from '../kernel/clock.ts';
import type { LimitStore } from '../throughput/limit-store.ts';
import type { CampaignStore } from './campaign-store.ts';
import { allowedOrigins } from './plan.ts';
import { originScope, type WorkspaceSettings } from './workspace-settings.ts';

export interface HeedParts {
  readonly load: CarrierNews['load'];
  readonly holds: OriginHolds;
  readonly limits: LimitStore;
  readonly campaigns: CampaignStore;
  readonly clock: Clock;
}

/** Repeats come within minutes, and news within them is rare. */
const MOST_REMEMBERED = 10_000;

/**
 * What an engine does about news from events: the queue of an origin that fails is held, an origin that was too fast slows down, and a
 * campaign whose text the carrier does not take pauses until somebody has looked.
 */
export function heedNews({ holds, ...parts }: HeedParts): CarrierNews {
  return {
    ...newsOfAll(parts),
    originFails: (originId, reason) => holds.holdByEvent(originId, reason),
    arrived: (id) => holds.arrived(id),
  };
}

/**
 * The same where those who send are other processes: campaigns that may send from an origin that fails pause, for everybody sees that. A
 * person who has mended it resumes them.
 */
export function heedNewsFromAfar(
  parts: Omit<HeedParts, 'holds'> & { readonly settings: WorkspaceSettings },
): CarrierNews {
  const { campaigns, clock, settings } = parts;
  return {
    ...newsOfAll(parts),
    async originFails(originId) {
      for (const { id, definition } of await campaigns.list(['running'])) {
        if (allowedOrigins(settings, definition.origins).some((origin) => origin.id === originId))
          await campaigns.move(id, ['running'], 'paused', 'origin_stopped', clock.now());
      }
    },
    arrived: () => undefined,
  };
}

function newsOfAll({
  load,
  limits,
  campaigns,
  clock,
}: Omit<HeedParts, 'holds'>): Omit<CarrierNews, 'originFails' | 'arrived'> {
  const told = new Set<string>();
  return {
    load,
    toldBefore(eventId) {
      if (told.has(eventId)) return true;
      if (told.size >= MOST_REMEMBERED) told.clear();
      told.add(eventId);
      return false;
    },
    async originTooFast(originId, reason) {
      await limits.throttled(originScope(originId), reason);
    },
    async campaignFails(campaignId, reason) {
      await campaigns.move(campaignId, ['running'], 'paused', reason, clock.now());
    },
  };
}
