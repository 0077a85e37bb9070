import { addressKey } from '../consent/address-key.ts';
import type { ProviderEvent } from './event.ts';

/** The keys of everything that the person of an event is known by; none when it names nobody. See addressKey. */
export function personKeys(secret: string, { channel, from, userId }: ProviderEvent): readonly string[] {
  const names = [from, ...(channel === 'whatsapp' ? [brazilianTwin(from), userId] : [])];
  return names.filter((name) => name !== undefined).map((name) => addressKey(secret, channel, name));
}

/** WhatsApp knows many Brazilian mobile numbers without the 9 that they were given in 2016: both are one person. */
function brazilianTwin(number: string | undefined): string | undefined {
  const [, area, nine, rest] = /^\+55(\d\d)(9?)(\d{8})$/.exec(number ?? '') ?? [];
  if (area === undefined || rest === undefined) return undefined;
  return nine === '' ? `+55${area}9${rest}` : `+55${area}${rest}`;
}
