import type { CustomerStore } from '../audience/customer-store.ts';
import { type Channel, CHANNELS, perChannel } from '../kernel/channel.ts';

/** How many customers have an address on a channel, by country; `''`: those without a country. */
export type CustomerCountries = Readonly<Record<Channel, Readonly<Record<string, number>>>>;

const BATCH = 1000;

/** Counts every customer of the workspace. */
export async function customerCountries(
  customers: Pick<CustomerStore, 'stream'>,
): Promise<CustomerCountries> {
  const counts = perChannel(() => new Map<string, number>());
  for await (const batch of customers.stream(BATCH)) {
    for (const { addresses, country = '' } of batch) {
      for (const channel of CHANNELS) {
        if (addresses[channel] === undefined) continue;
        counts[channel].set(country, (counts[channel].get(country) ?? 0) + 1);
      }
    }
  }
  return perChannel((channel) =>
    Object.fromEntries([...counts[channel]].toSorted(([a, x], [b, y]) => y - x || a.localeCompare(b))),
  );
}
