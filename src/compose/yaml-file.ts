import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { Failure, nearest } from '../kernel/failure.ts';

/**
 * Reads YAML (and so JSON) against a schema. @throws Failure `file_invalid`: one sentence with file, line, key and what is wrong.
 */
export function parseYamlFile<T>(path: string, text: string, schema: z.ZodType<T>): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) {
    throw new Failure('file_invalid', `${path}:${lines.linePos(broken.pos[0]).line}: ${broken.message}`);
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const issues = deepest(parsed.error.issues);
  // A misspelt key is also a missing one; the misspelling says more.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) throw new Failure('file_invalid', `${path} cannot be used.`);
  const line = lineOf(document, lines, issue);
  throw new Failure('file_invalid', `${path}:${line}: ${sentence(issue, schema)}`);
}

type Issue = z.core.$ZodIssue;

/** Of a union's alternatives the one that got furthest says most. */
function deepest(issues: readonly Issue[]): readonly Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const nested = issue.errors.map((errors) => deepest(errors)).filter((errors) => errors.length > 0);
    const best = nested.sort((a, b) => (b[0]?.path.length ?? 0) - (a[0]?.path.length ?? 0))[0];
    if (best === undefined || best[0]?.path.length === 0) return [issue];
    return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
  });
}

function lineOf(document: Document, lines: LineCounter, issue: Issue): number {
  const keys = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : [...issue.path];
  for (let path = keys; ; path = path.slice(0, -1)) {
    const node = document.getIn(path, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    if (path.length === 0) return 1;
  }
}

function sentence<T>(issue: Issue, schema: z.ZodType<T>): string {
  const place = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = keysAt(schema, issue.path);
    const near = nearest(key, known);
    const hint =
      near === undefined
        ? known.length > 0
          ? `: known are ${known.join(', ')}`
          : ''
        : `: did you mean ${near}?`;
    return `the key "${place === '' ? key : `${place}.${key}`}" is not known${hint}`;
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return `"${place}" is missing`;
  return `${place === '' ? 'the file' : `"${place}"`} ${issue.message.startsWith('must') ? issue.message : `is wrong (${issue.message})`}`;
}

/** The keys that the schema knows at `path`, for "did you mean". */
function keysAt(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  let at: unknown = schema;
  for (const key of path)
    at = typeof key === 'number' ? child(at, 'element') : field(child(at, 'shape'), String(key));
  const shape = child(at, 'shape');
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : [];
}

/** Looks through the wrappers that zod puts around a schema (optional, default, transform) for the one that has `name`. */
function child(schema: unknown, name: string): unknown {
  for (let at = schema; typeof at === 'object' && at !== null; ) {
    const found = field(at, name);
    if (found !== undefined) return found;
    const def = field(at, 'def');
    at = field(def, 'innerType') ?? field(def, 'in');
  }
  return undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
