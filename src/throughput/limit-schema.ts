import { z } from 'zod';

/** A limit as files write it: `{ partsPerSecond: 20 }`, with a burst where the carrier is known to allow one. */
export const limitSchema = z.strictObject({
  partsPerSecond: z.number().positive('must be above 0').max(100_000, 'must be at most 100000'),
  burst: z.int().min(1, 'must be at least 1').exactOptional(),
});
