import { z } from 'zod';
import type { ScopeState } from './slots.ts';
import type { Throttle } from './throttle.ts';

const throttle: z.ZodType<Throttle> = z.object({
  ratePerSecond: z.number(),
  ceilingPerSecond: z.number(),
  cutAt: z.number(),
  effectiveAt: z.number(),
  cause: z.string(),
});

/** The record of a scope as a store reads it back. */
export const storedScope: z.ZodType<ScopeState> = z.object({
  nextFreeAt: z.number(),
  taken: z.array(z.number()),
  grantedAt: z.number(),
  limitPerSecond: z.number(),
  throttle: throttle.exactOptional(),
  day: z.array(z.object({ from: z.number(), parts: z.number() })).exactOptional(),
});
