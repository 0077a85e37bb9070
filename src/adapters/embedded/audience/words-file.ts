import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { FieldWords } from '../../../audience/vocabulary.ts';
import { Failure } from '../../../kernel/failure.ts';

const number = z.number().exactOptional();

const wordsSchema = z.array(
  z.strictObject({
    name: z.string(),
    type: z.enum(['text', 'integer', 'decimal', 'boolean', 'date', 'list', 'mixed']),
    known: z.int(),
    values: z.array(
      z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]), customers: z.int() }),
    ),
    min: number,
    max: number,
  }),
);

/** The words of the customers' fields in their own spelling, which the Parquet files do not have. */
export function writeWords(path: string, words: readonly FieldWords[]): void {
  writeFileSync(path, JSON.stringify(words), { mode: 0o600 });
}

/** @throws Failure `workspace_damaged`; ENOENT where a newer one has taken its place. */
export function readWords(path: string): readonly FieldWords[] {
  const text = readFileSync(path, 'utf8');
  try {
    return wordsSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Failure('workspace_damaged', `${path} is damaged: remove it, and import any customer again.`, {
      cause: error,
    });
  }
}
