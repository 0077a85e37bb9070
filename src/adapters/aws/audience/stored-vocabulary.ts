import { z } from 'zod';
import type { Vocabulary } from '../../../audience/vocabulary.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const word = z.string().exactOptional();
const bound = z.number().exactOptional();

/** What is published: campaigns are known without it. */
export type StoredVocabulary = Omit<Vocabulary, 'campaigns'>;

const vocabularySchema: z.ZodType<StoredVocabulary> = z.object({
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
  currencies: z.array(z.string()),
  has: z.object({ purchases: z.boolean(), carts: z.boolean(), views: z.boolean(), messages: z.boolean() }),
});

export function readVocabulary(bytes: Uint8Array | undefined): StoredVocabulary {
  return vocabularySchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
