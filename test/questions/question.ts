import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { hash32 } from '../../src/kernel/random.ts';

/**
 * `open` and `held-out` were written with the reader: the second is never looked at. The others are by people who had not seen it:
 * its rules were mended on the answers to `mended`, and nobody has looked at a question of `unseen`. Keep it so.
 */
export const PARTS = ['open', 'held-out', 'mended', 'unseen'] as const;
export type Part = (typeof PARTS)[number];

const questionSchema = z
  .strictObject({
    id: z.string(),
    /** Of several each refines what those before it asked. */
    words: z.union([z.string(), z.array(z.string()).min(2)]),
    /** Absent: nobody can say who is meant. */
    sql: z.string().optional(),
    /**
     * What the data cannot answer has to be told and to score below 0.5; where the words leave a choice, what was assumed or left out has
     * to be told, and the score be below 0.9.
     */
    expect: z.enum(['not understood', 'ambiguous']).optional(),
    /** Each has to be found, by one of its words, in what the answer says it did not understand. */
    notUnderstood: z.array(z.string()).optional(),
    note: z.string().optional(),
  })
  .refine(({ sql, expect }) => sql !== undefined || expect !== undefined, 'has no answer');

export type Question = z.infer<typeof questionSchema>;

/** A third of our own questions is kept apart, drawn by their ids; of this data set all are. */
export const KEPT_APART = 'cloud';

export function readQuestions(set: string, part: Part): readonly Question[] {
  const file = [`${set}/${part}.json`, `strangers/${set}/${part}.json`]
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url));
  if (file === undefined) return [];
  return z.array(questionSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Whether the draw keeps the question of this id apart: by its id alone, so that a new question moves no other. */
export function isDrawn(id: string): boolean {
  return hash32(`apart ${id}`) % 3 === 0;
}
