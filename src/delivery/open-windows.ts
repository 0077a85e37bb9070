import { addressKey } from '../consent/address-key.ts';
import type { Opening, ServiceWindows } from '../consent/service-windows.ts';
import type { ProviderEvent } from './event.ts';

export interface WindowParts {
  readonly serviceWindows: ServiceWindows;
  /** See addressKey. */
  readonly secret: string;
}

/** Whatever a customer writes on WhatsApp, a picture too, opens their service window. */
export async function openWindows(
  parts: WindowParts,
  events: readonly ProviderEvent[],
  now: number,
): Promise<void> {
  const openings: Opening[] = [];
  for (const { type, channel, from, at } of events) {
    if (type !== 'reply' || channel !== 'whatsapp' || from === undefined) continue;
    // A provider's clock that is ahead must not keep the window open for longer.
    openings.push({ key: addressKey(parts.secret, channel, from), at: Math.min(at, now) });
  }
  if (openings.length > 0) await parts.serviceWindows.opened(openings);
}
