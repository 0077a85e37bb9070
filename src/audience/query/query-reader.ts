import type { z } from 'zod';
import { nearest } from '../../kernel/failure.ts';
import { isTextField, TIME_FIELD } from '../field.ts';
import type { Query } from './query.ts';
import { otherFieldOf } from './other-field.ts';
import { PARTS } from './query-parts.ts';

/** Trees may come from a person or a model: what is larger than this is a mistake. */
const MAX_DEPTH = 8;
const MAX_NODES = 100;

type PartKind = keyof typeof PARTS;

const BRANCHES = ['and', 'or', 'not'];
const KINDS = [...Object.keys(PARTS), ...BRANCHES];
/** Comparisons of fields that are also the words of `times`, `units` and amounts. */
const BOUNDS = new Set(['atLeast', 'atMost', 'moreThan', 'lessThan']);
const ANY_TYPE = new Set(['is', 'isNot', 'in', 'contains', 'exists']);
const FOR_TIMES = new Set(['before', 'after', 'during', 'everyYear', 'exists', 'top']);
/** Keys of parts, for "did you mean". */
const KEYS =
  'skus products categories amount when times units on of currency by order among seed channel campaign exactly first within sameProduct differentProducts';

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
    if (kinds.length > 1) return this.#refuse(path, tooMuch(kinds));
    if (isPartKind(kind)) return this.#readPart(kind, node, path, depth);
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

  #readPart(kind: PartKind, node: object, path: Path, depth: number): Query | undefined {
    const result = PARTS[kind].safeParse(node);
    if (!result.success) {
      for (const issue of result.error.issues) this.#reportIssue(path, issue);
      return undefined;
    }
    const part = result.data;
    if ('top' in part || 'share' in part) {
      const { among: inner, ...rest } = part;
      if ('top' in rest && typeof rest.by !== 'string' && !this.#fits(rest.by.field, 'top', [...path, 'by']))
        return undefined;
      if (inner === undefined) return rest;
      const among = this.read(inner, [...path, 'among'], depth + 1);
      return among && { ...rest, among };
    }
    if ('field' in part) {
      const other = otherFieldOf(part);
      const areFit = [part.field, ...(other === undefined ? [] : [other])].every((field) =>
        this.#fits(field, kind, [...path, kind]),
      );
      if (!areFit) return undefined;
    }
    return part;
  }

  /** Whether the field has what the comparison compares. */
  #fits(field: string, kind: PartKind, path: Path): boolean {
    if (field === TIME_FIELD && !FOR_TIMES.has(kind)) {
      this.#refuse(path, `${field} is a time: use before, after, during, everyYear or exists`);
      return false;
    }
    if (isTextField(field) && !ANY_TYPE.has(kind)) {
      this.#refuse(
        path,
        kind === 'top'
          ? `${field} is text: name a field of numbers or times`
          : `${field} is text: use is, isNot, in, contains or exists`,
      );
      return false;
    }
    return true;
  }

  #reportIssue(path: Path, issue: z.core.$ZodIssue): void {
    const place = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const meant = unknown === undefined ? undefined : nearest(unknown, KEYS.split(' '));
    this.#report(
      [...path, ...place],
      meant === undefined ? issue.message : `${issue.message} (did you mean ${meant}?)`,
    );
  }

  #refuse(path: Path, message: string): undefined {
    this.#report(path, message);
  }
}

function isPartKind(kind: string): kind is PartKind {
  return Object.hasOwn(PARTS, kind);
}

function tooMuch(kinds: readonly string[]): string {
  const said = `says ${kinds.join(' and ')} at once`;
  const bound = kinds.find((kind) => BOUNDS.has(kind));
  const counted = kinds.find((kind) => Object.hasOwn(PARTS, kind) && isCounted(kind));
  return bound !== undefined && counted !== undefined
    ? `${said}: a number of times is written times: { ${bound}: 2 }`
    : `${said}: put each into a part of its own under and`;
}

function isCounted(kind: string): boolean {
  return isPartKind(kind) && 'times' in PARTS[kind].shape;
}

function expected(instead?: string): string {
  const meant = instead === undefined ? undefined : nearest(instead, KINDS);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  return `must be one of all, field with a comparison, what somebody did or got (bought, spent, contacted and others), consents, reachable, customers, top, share, and, or, not${hint}`;
}
