import { z } from 'zod';
import { CHANNELS } from '../kernel/channel.ts';
import { nearest } from '../kernel/failure.ts';
import { fieldName, isTextField, TIME_FIELD } from './field.ts';
import { parseTimeSpan } from './iso-time.ts';
import type { Query } from './query.ts';

/** Trees may come from a person or a model: what is larger than this is a mistake. */
const MAX_DEPTH = 8;
const MAX_NODES = 100;
const MAX_VALUES = 1_000;
const MAX_CUSTOMERS = 10_000;

/** A query that has no other inside. */
type Leaf = Exclude<Query, { and: unknown } | { or: unknown } | { not: unknown }>;

const field = z.string().max(200).transform(fieldName).pipe(z.string().min(1, 'must name a field'));
const value = z.union(
  [z.string().max(2_000), z.number(), z.boolean()],
  'must be a text, a number, true or false',
);
const number = z.number('must be a number');
const channel = z.enum(CHANNELS);
const time = z
  .string()
  .refine((text) => parseTimeSpan(text) !== undefined, 'must be an ISO 8601 date or time such as 2026-03-31');

/** By the key that tells which it is. */
const LEAVES: ReadonlyMap<string, z.ZodType<Leaf>> = new Map<string, z.ZodType<Leaf>>([
  ['all', z.strictObject({ all: z.literal(true) })],
  ['is', z.strictObject({ field, is: value })],
  ['isNot', z.strictObject({ field, isNot: value })],
  ['in', z.strictObject({ field, in: z.array(value).min(1).max(MAX_VALUES) })],
  ['contains', z.strictObject({ field, contains: z.string().min(1).max(2_000) })],
  ['exists', z.strictObject({ field, exists: z.boolean() })],
  ['moreThan', z.strictObject({ field, moreThan: number })],
  ['atLeast', z.strictObject({ field, atLeast: number })],
  ['lessThan', z.strictObject({ field, lessThan: number })],
  ['atMost', z.strictObject({ field, atMost: number })],
  ['before', z.strictObject({ field, before: time })],
  ['after', z.strictObject({ field, after: time })],
  ['consents', z.strictObject({ consents: channel })],
  ['reachable', z.strictObject({ reachable: channel })],
  ['customers', z.strictObject({ customers: z.array(z.string().min(1)).min(1).max(MAX_CUSTOMERS) })],
]);
const BRANCHES = ['and', 'or', 'not'];
const KINDS = [...LEAVES.keys(), ...BRANCHES];
const ANY_TYPE = new Set(['is', 'isNot', 'in', 'contains', 'exists']);
const FOR_TIMES = new Set(['before', 'after', 'exists']);

type Path = readonly (string | number)[];

/** Reads one tree; `report` hears of every fault. */
export class QueryReader {
  readonly #report: (path: Path, message: string) => void;
  #nodes = 0;

  constructor(report: (path: Path, message: string) => void) {
    this.#report = report;
  }

  /** `undefined` when there was a fault. */
  read(node: unknown, path: Path, depth = 1): Query | undefined {
    this.#nodes++;
    if (this.#nodes > MAX_NODES) {
      return this.#nodes === MAX_NODES + 1
        ? this.#refuse(path, `has more than ${MAX_NODES} parts`)
        : undefined;
    }
    if (depth > MAX_DEPTH) return this.#refuse(path, `is nested deeper than ${MAX_DEPTH} levels`);
    if (typeof node !== 'object' || node === null || Array.isArray(node))
      return this.#refuse(path, expected());
    const keys = Object.keys(node);
    const kinds = keys.filter((key) => KINDS.includes(key));
    const [kind] = kinds;
    if (kind === undefined) return this.#refuse(path, expected(keys.find((key) => key !== 'field')));
    if (kinds.length > 1) {
      return this.#refuse(
        path,
        `says ${kinds.join(' and ')} at once: put each into a part of its own under and`,
      );
    }
    const leaf = LEAVES.get(kind);
    if (leaf !== undefined) return this.#readLeaf(kind, leaf, node, path);
    if (keys.length > 1)
      return this.#refuse(path, `has something beside ${kind}: put it into a part of its own under and`);
    return this.#readBranch(kind, Object.values(node)[0], [...path, kind], depth);
  }

  #readBranch(kind: string, inner: unknown, path: Path, depth: number): Query | undefined {
    if (kind === 'not') {
      const query = this.read(inner, path, depth + 1);
      return query && { not: query };
    }
    if (!Array.isArray(inner) || inner.length === 0)
      return this.#refuse(path, 'must be a list of one part or more');
    const parts: readonly unknown[] = inner;
    const queries = parts
      .slice(0, MAX_NODES)
      .flatMap((part, i) => this.read(part, [...path, i], depth + 1) ?? []);
    if (parts.length > MAX_NODES) return this.#refuse(path, `has more than ${MAX_NODES} parts`);
    if (queries.length < parts.length) return undefined;
    return kind === 'and' ? { and: queries } : { or: queries };
  }

  #readLeaf(kind: string, schema: z.ZodType<Leaf>, node: object, path: Path): Query | undefined {
    const result = schema.safeParse(node);
    if (!result.success) {
      for (const issue of result.error.issues) {
        this.#report(
          [...path, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))],
          issue.message,
        );
      }
      return undefined;
    }
    if (!('field' in result.data)) return result.data;
    const { field: name } = result.data;
    if (name === TIME_FIELD && !FOR_TIMES.has(kind)) {
      return this.#refuse([...path, kind], `${name} is a time: use before, after or exists`);
    }
    if (isTextField(name) && !ANY_TYPE.has(kind)) {
      return this.#refuse([...path, kind], `${name} is text: use is, isNot, in, contains or exists`);
    }
    return result.data;
  }

  #refuse(path: Path, message: string): undefined {
    this.#report(path, message);
  }
}

function expected(instead?: string): string {
  const meant = instead === undefined ? undefined : nearest(instead, KINDS);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  return `must be one of all, field with a comparison, consents, reachable, customers, and, or, not${hint}`;
}
