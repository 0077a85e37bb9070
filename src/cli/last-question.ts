import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Query } from '../audience/query/query.ts';
import { querySchema } from '../audience/query/read-query.ts';

/** In the workspace: what "only those ..." is about. */
const FILE = 'last-question.json';

const lastQuestion = z.object({ query: querySchema });

/** The query that was asked last; `undefined` when there is none, or the file says nothing that can be used. */
export function readLastQuestion(folder: string): Query | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  try {
    return lastQuestion.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data?.query;
  } catch {
    // Damaged or not readable: a question that cannot be refined is asked anew.
    return undefined;
  }
}

/** Keeps the query for a refinement. Only the owner may read it, as it may name customers. */
export function keepLastQuestion(folder: string, query: Query): void {
  const path = join(folder, FILE);
  writeFileSync(`${path}.new`, `${JSON.stringify({ query }, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
