import type { SimulatedCarriers } from '../carrier.ts';
import { type AwsError, failed, type Operation } from './protocol.ts';

/** An operation that may be called so often a second, and is throttled above it. */
export function limitedCalls(
  carriers: SimulatedCarriers,
  service: string,
  perSecond: () => number,
  throttled: () => AwsError,
): (operation: Operation) => Operation {
  return ({ name, run }) => ({
    name,
    run(input) {
      const limit = { scope: `${service} calls of ${name}`, perSecond: perSecond(), takes: 1 };
      return carriers.takeFrom([limit]) ? run(input) : failed(throttled());
    },
  });
}
