import type { CustomerStore } from '../../audience/customer-store.ts';
import type { PinpointDocument } from '../../audience/pinpoint/documents.ts';
import type { CountedSegment, EndpointImport } from '../../audience/pinpoint/import-endpoints.ts';
import { importFile, type Segment, segmentSchema } from '../../audience/pinpoint/segment.ts';
import { segmentTest } from '../../audience/pinpoint/segment-rules.ts';
import { segmentName, segmentTree, type SegmentTree } from '../../audience/pinpoint/segment-tree.ts';
import { compileCustomerTest, isAboutCustomersAlone } from '../../audience/query/customer-test.ts';
import type { Query } from '../../audience/query/query.ts';
import { querySchema } from '../../audience/query/read-query.ts';
import { addCount } from './add-count.ts';
import type { Unreadable } from './sort-files.ts';

export interface SegmentReport {
  readonly name: string;
  /** `null`: it cannot be said here. */
  readonly file: string | null;
  /** By our tree, of the whole workspace. */
  readonly customers: number | null;
  /** By our tree, of the customers that the given files name. */
  readonly inFiles: number | null;
  /** By the segment's own rules, counted from the files. */
  readonly recount: number | null;
  readonly notes: readonly string[];
}

/** Customers in one read. */
const READ_CUSTOMERS = 1_000;

const DIFFERENT =
  'the two counts differ: the segment looks at one endpoint at a time and at capitals, the tree at the customer with all of them';

interface SegmentsToReport {
  readonly segments: readonly Segment[];
  /** Of each segment. */
  readonly trees: readonly SegmentTree[];
  readonly byId: ReadonlyMap<string, Segment>;
  readonly customers: CustomerStore;
  readonly now: number;
  /** Absent where no file of endpoints was given. */
  readonly endpoints: EndpointImport | undefined;
  /** Keeps an audience; the answer is where. */
  save(name: string, query: Query): string;
}

/** Saves and counts each segment: by its tree, and by its own rules where its files were there. */
export async function reportSegments(parts: SegmentsToReport): Promise<readonly SegmentReport[]> {
  const { segments, trees, byId, customers, now, endpoints, save } = parts;
  const recounts = endpoints?.counts() ?? [];
  const isNamed = (id: string) => endpoints?.named(id) === true;
  const counts = await countTrees(
    customers,
    trees.map(({ query }) => query),
    now,
    isNamed,
  );
  return segments.map((segment, i) => {
    const { query, notes } = trees[i] ?? { notes: [] };
    const name = segmentName(segment);
    const isCounted = segment.SegmentType === 'IMPORT' || segmentTest(segment, byId, now) !== undefined;
    const inFiles = endpoints === undefined ? null : (counts[i]?.inFiles ?? null);
    const recount = isCounted ? (recounts[i] ?? null) : null;
    return {
      name,
      file: query === undefined ? null : save(name, query),
      customers: counts[i]?.all ?? null,
      inFiles,
      recount,
      notes: inFiles !== null && recount !== null && inFiles !== recount ? [...notes, DIFFERENT] : notes,
    };
  });
}

/** The newest version of each segment that was saved. */
export function readSegments(
  documents: readonly PinpointDocument[],
  homeless: Map<string, number>,
  unreadable: Unreadable[],
): readonly Segment[] {
  const newest = new Map<string, Segment>();
  for (const { kind, value } of documents) {
    if (kind !== 'segment') continue;
    for (const key of Object.keys(value))
      if (!Object.hasOwn(segmentSchema.shape, key)) addCount(homeless, `Segment.${key}`, 1);
    const { data, error } = segmentSchema.safeParse(value);
    if (data === undefined) {
      const place = error.issues[0]?.path.join('.') ?? '';
      const name = 'Name' in value ? String(value.Name) : 'a segment';
      unreadable.push({
        name,
        reason: `It is not as Pinpoint saves segments, at ${place}: save it again with get-segment.`,
      });
      continue;
    }
    const id = data.Id ?? data.Name ?? '';
    if ((newest.get(id)?.Version ?? 0) <= (data.Version ?? 0)) newest.set(id, data);
  }
  return [...newest.values()];
}

/** A segment as endpoints are counted by it. */
export function counted(
  segment: Segment,
  segments: ReadonlyMap<string, Segment>,
  now: number,
): CountedSegment {
  const file = importFile(segment);
  const test = segmentTest(segment, segments, now);
  return {
    name: segmentName(segment),
    ...(file === undefined ? {} : { file }),
    ...(test === undefined ? {} : { test }),
  };
}

/** A tree that campaign files, too, accept. */
export function acceptedTree(
  segment: Segment,
  segments: ReadonlyMap<string, Segment>,
): { readonly query?: Query; readonly notes: readonly string[] } {
  const { query, notes } = segmentTree(segment, segments);
  if (query === undefined) return { notes };
  const { error } = querySchema.safeParse(query);
  return error === undefined
    ? { query, notes }
    : { notes: [...notes, `it is too large: ${error.issues[0]?.message ?? ''}`] };
}

async function countTrees(
  customers: CustomerStore,
  trees: readonly (Query | undefined)[],
  now: number,
  isNamed: (id: string) => boolean,
): Promise<readonly ({ all: number; inFiles: number } | undefined)[]> {
  const asOf = { at: now, zone: 'UTC' };
  const tests = trees.map((query) =>
    query !== undefined && isAboutCustomersAlone(query)
      ? { test: compileCustomerTest(query, asOf), all: 0, inFiles: 0 }
      : undefined,
  );
  if (tests.every((each) => each === undefined)) return tests;
  for await (const batch of customers.stream(READ_CUSTOMERS)) {
    for (const customer of batch) {
      const named = isNamed(customer.id);
      for (const each of tests) {
        if (each === undefined || !each.test(customer)) continue;
        each.all++;
        if (named) each.inFiles++;
      }
    }
  }
  return tests;
}
