import { z } from 'zod';

/** A rate that a script may set; `none`: no limit. */
export const rateSchema = z.union([z.number().positive(), z.literal('none').transform(() => Infinity)]);
