import type { Opening, ServiceWindows } from '../consent/service-windows.ts';
import type { ProviderEvent } from './event.ts';
import { personKeys } from './person-keys.ts';

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
  for (const event of events) {
    if (event.type !== 'reply' || event.channel !== 'whatsapp') continue;
    // A provider's clock that is ahead must not keep the window open for longer.
    const at = Math.min(event.at, now);
    for (const key of personKeys(parts.secret, event)) openings.push({ key, at });
  }
  if (openings.length > 0) await parts.serviceWindows.opened(openings);
}
