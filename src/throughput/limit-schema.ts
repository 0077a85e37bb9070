import { z } from 'zod';

/** A limit as files write it: `{ partsPerSecond: 20 }`, with a burst where the carrier is known to allow one, and what fits in a day. */
export const limitSchema = z.strictObject({
  partsPerSecond: z.number().positive('must be above 0').max(100_000, 'must be at most 100000'),
  burst: z.int().min(1, 'must be at least 1').exactOptional(),
  // A message of more parts than a day has could never leave; the longest has 12.
  perDay: z.int().min(12, 'must be at least 12').exactOptional(),
});
