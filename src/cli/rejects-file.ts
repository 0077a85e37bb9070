import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Named after the file; what an earlier import of a file of this name left there is not about this one, and goes. */
export function defaultRejects(folder: string, path: string, earlier: readonly string[]): string {
  const name = rejectsName(path);
  const sameName = earlier.filter((other) => rejectsName(other) === name).length;
  const rejects = join(folder, `rejects-${sameName === 0 ? '' : `${sameName + 1}-`}${name}`);
  rmSync(rejects, { force: true });
  return rejects;
}

/** What cannot be used of a Parquet file is listed as NDJSON. */
function rejectsName(path: string): string {
  return basename(path)
    .replace(/\.gz$/i, '')
    .replace(/\.parquet$/i, '.ndjson');
}
