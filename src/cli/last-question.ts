import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Asked } from '../audience/ask.ts';
import { querySchema } from '../audience/query/read-query.ts';

/** In the workspace: what "only those ..." is about. */
const FILE = 'last-question.json';

const lastQuestion = z.object({
  query: querySchema,
  confidence: z.number().min(0).max(1),
  notUnderstood: z.array(z.string()),
});

/** What was asked last; `undefined` when there is none, or the file says nothing that can be used. */
export function readLastQuestion(folder: string): Asked | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  try {
    return lastQuestion.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    // Damaged or not readable: a question that cannot be refined is asked anew.
    return undefined;
  }
}

/** Keeps it for a refinement. Only the owner may read it, as it may name customers. */
export function keepLastQuestion(folder: string, { query, confidence, notUnderstood }: Asked): void {
  const path = join(folder, FILE);
  writeFileSync(`${path}.new`, `${JSON.stringify({ query, confidence, notUnderstood }, undefined, 2)}\n`, {
    mode: 0o600,
  });
  renameSync(`${path}.new`, path);
}
