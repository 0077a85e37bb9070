import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { hash32 } from '../../src/kernel/random.ts';

export const PARTS = ['open', 'held-out'] as const;
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

/** A third of the questions is kept apart, drawn by their ids; of this data set all are. */
export const KEPT_APART = 'cloud';

export function readQuestions(set: string, part: Part): readonly Question[] {
  if (set === KEPT_APART && part === 'open') return [];
  const file = new URL(`${set}/${part}.json`, import.meta.url);
  return z.array(questionSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Whether the draw keeps the question of this id apart: by its id alone, so that a new question moves no other. */
export function isDrawn(id: string): boolean {
  return hash32(`apart ${id}`) % 3 === 0;
}
