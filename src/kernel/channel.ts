/** The ways to reach a customer. The order is the order of every table that is shown. */
export const CHANNELS = ['sms', 'whatsapp', 'email'] as const;

export type Channel = (typeof CHANNELS)[number];

/** A record with one value for each channel. */
export function perChannel<T>(make: (channel: Channel) => T): Record<Channel, T> {
  return { sms: make('sms'), whatsapp: make('whatsapp'), email: make('email') };
}
