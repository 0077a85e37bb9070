import { CHANNELS } from '../../kernel/channel.ts';
import type { Customer } from '../../audience/customer.ts';

type Consent = Customer['consent'];

/**
 * Consent as one integer, two bits a channel in the order of CHANNELS: the upper says that there is an answer, the lower which one.
 * So `consent & 3 = 3` is "agreed to SMS" in SQL.
 */
const GIVEN = 2;

export function packConsent(consent: Consent): number {
  let packed = 0;
  for (const [i, channel] of CHANNELS.entries()) {
    const answer = consent[channel];
    if (answer !== undefined) packed |= (GIVEN + Number(answer)) << (2 * i);
  }
  return packed;
}

/** Every consent there is, by its packed form: customers share them. */
export const CONSENTS: readonly Consent[] = Array.from({ length: 4 ** CHANNELS.length }, (_, packed) =>
  Object.freeze(
    Object.fromEntries(
      CHANNELS.flatMap((channel, i) => {
        const bits = (packed >> (2 * i)) & 3;
        return bits < GIVEN ? [] : [[channel, bits > GIVEN]];
      }),
    ),
  ),
);
