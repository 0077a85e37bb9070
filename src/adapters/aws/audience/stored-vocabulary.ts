import { z } from 'zod';
import type { Vocabulary } from '../../../audience/vocabulary.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const word = z.string().exactOptional();
const bound = z.number().exactOptional();

/** As it was published: exactly the port's own type, in JSON. */
const vocabularySchema: z.ZodType<Vocabulary> = z.object({
  customers: z.number(),
  fields: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['text', 'integer', 'decimal', 'boolean', 'date', 'list', 'mixed']),
      known: z.number(),
      values: z.array(z.object({ value: scalar, customers: z.number() })),
      min: bound,
      max: bound,
    }),
  ),
  products: z.array(z.object({ sku: z.string(), name: word, category: word })),
  categories: z.array(z.string()),
  campaigns: z.array(z.object({ id: z.string(), name: z.string() })),
  currencies: z.array(z.string()),
  has: z.object({ purchases: z.boolean(), carts: z.boolean(), views: z.boolean(), messages: z.boolean() }),
});

export function readVocabulary(bytes: Uint8Array | undefined): Vocabulary {
  return vocabularySchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
