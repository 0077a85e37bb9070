import { globSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface SourceFile {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  /** A path from the repository's root, or the name of a package or of a module of Node. */
  readonly to: string;
  /** The whole statement is `import type` or `export type`. */
  readonly typeOnly: boolean;
}

const STATEMENT = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const CALL = /\bimport\(\s*'([^']+)'/g;

/** The files that match, in order. */
export function readFiles(pattern: string): readonly SourceFile[] {
  const paths = globSync(pattern, { cwd: ROOT }).map((path) => path.split(sep).join('/'));
  return paths.sort().map((path) => ({ path, text: readText(path) }));
}

/** What ships: the files of src without their unit tests. */
export function readSource(): readonly SourceFile[] {
  return readFiles('src/**/*.ts').filter(({ path }) => !path.endsWith('.test.ts'));
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** All that a file imports or exports from elsewhere, `import()` included. */
export function importsOf({ path, text }: SourceFile): readonly Import[] {
  const resolve = (name: string) =>
    name.startsWith('.') ? join(dirname(path), name).split(sep).join('/') : name;
  return [
    ...[...text.matchAll(STATEMENT)].map(([, type, name = '']) => ({
      to: resolve(name),
      typeOnly: type !== undefined,
    })),
    ...[...text.matchAll(CALL)].map(([, name = '']) => ({ to: resolve(name), typeOnly: false })),
  ];
}

/** `path:line: what`, for every match: where to look. */
export function findAll({ path, text }: SourceFile, pattern: RegExp): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}: ${line.trim()}`] : []));
}
