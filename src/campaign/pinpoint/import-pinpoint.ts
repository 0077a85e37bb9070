import type { CustomerStore } from '../../audience/customer-store.ts';
import { type PinpointDocument, readDocuments } from '../../audience/pinpoint/documents.ts';
import {
  type CountedSegment,
  EndpointImport,
  type EndpointReport,
  type EndpointStores,
} from '../../audience/pinpoint/import-endpoints.ts';
import { importFile, type Segment, segmentSchema } from '../../audience/pinpoint/segment.ts';
import { segmentTest } from '../../audience/pinpoint/segment-rules.ts';
import { segmentName, segmentTree } from '../../audience/pinpoint/segment-tree.ts';
import type { ImportInput } from '../../audience/import/import-rows.ts';
import { TextFile } from '../../audience/import/text-file.ts';
import { compileCustomerTest, isAboutCustomersAlone } from '../../audience/query/customer-test.ts';
import type { Query } from '../../audience/query/query.ts';
import { querySchema } from '../../audience/query/read-query.ts';
import { Failure } from '../../kernel/failure.ts';
import { readCampaign, slug } from './campaign-files.ts';
import { readTemplate, type TemplatePart } from './template-parts.ts';

/** A file that somebody saved from Pinpoint. It is opened once to see what it is, and lists of endpoints once more. */
export interface PinpointFile {
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

export interface PinpointImport extends EndpointStores {
  readonly files: readonly PinpointFile[];
  /** Hands a list of endpoints over with what reading it needs beside its bytes, and takes the report. */
  importList(
    file: PinpointFile,
    read: (input: ImportInput) => Promise<EndpointReport>,
  ): Promise<EndpointReport>;
  /** Keeps what a segment, template or campaign became; the answer is where. */
  save(folder: 'segments' | 'templates' | 'campaigns', name: string, document: object): string;
}

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

export interface DefinitionReport {
  readonly name: string;
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

export interface PinpointReport {
  readonly endpoints: {
    readonly read: number;
    readonly used: number;
    readonly rejected: number;
    readonly inactive: number;
    readonly byChannel: Readonly<Record<string, number>>;
  };
  readonly customers: { readonly named: number; readonly added: number };
  readonly optOuts: { readonly endpoints: number; readonly added: number; readonly known: number };
  /** Addresses that were not used as the customer has a newer one for the channel. */
  readonly otherAddresses: { readonly sms: number; readonly email: number };
  /** Fields that have no place here, and how often they were seen. */
  readonly withoutHome: Readonly<Record<string, number>>;
  readonly segments: readonly SegmentReport[];
  readonly campaigns: readonly DefinitionReport[];
  readonly templates: readonly DefinitionReport[];
  /** Files that hold a list of endpoints. */
  readonly lists: readonly EndpointReport[];
  /** Files that could not be read, with the reason. */
  readonly unreadable: readonly { readonly name: string; readonly reason: string }[];
}

/** Customers in one read. */
const READ_CUSTOMERS = 1_000;

/**
 * Takes over what was saved from Pinpoint: endpoints into the stores, segments, templates and campaigns into files. A file that cannot
 * be read is named in the report and stops no other. @throws what the stores and `save` throw.
 */
export async function importPinpoint(input: PinpointImport): Promise<PinpointReport> {
  const unreadable: { name: string; reason: string }[] = [];
  const { documents, lists } = await sortFiles(input.files, unreadable);
  const homeless = new Map<string, number>();
  const segments = readSegments(documents, homeless, unreadable);
  const byId = new Map(
    segments.flatMap((segment) => (segment.Id === undefined ? [] : [[segment.Id, segment] as const])),
  );
  const endpoints = new EndpointImport(
    input,
    segments.map((segment) => counted(segment, byId, input.now)),
  );
  const reports: EndpointReport[] = [];
  for (const file of lists) {
    try {
      reports.push(await input.importList(file, (list) => endpoints.importFile(list)));
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.code !== 'file_invalid') throw thrown;
      unreadable.push({ name: file.name, reason: thrown.message });
    }
  }
  const trees = segments.map((segment) => acceptedTree(segment, byId));
  const hasLists = reports.length > 0;
  const recounts = endpoints.counts();
  const counts = await countTrees(
    input.customers,
    trees.map(({ query }) => query),
    input.now,
    (id) => endpoints.named(id),
  );
  const segmentReports = segments.map((segment, i): SegmentReport => {
    const { query, notes } = trees[i] ?? { notes: [] };
    const name = segmentName(segment);
    const isCounted =
      hasLists && (segment.SegmentType === 'IMPORT' || segmentTest(segment, byId, input.now) !== undefined);
    const inFiles = hasLists ? (counts[i]?.inFiles ?? null) : null;
    const recount = isCounted ? (recounts[i] ?? null) : null;
    return {
      name,
      file: query === undefined ? null : input.save('segments', slug(name), { audience: query }),
      customers: counts[i]?.all ?? null,
      inFiles,
      recount,
      notes: inFiles !== null && recount !== null && inFiles !== recount ? [...notes, DIFFERENT] : notes,
    };
  });
  const templates = readTemplates(documents, homeless);
  const audiences = new Map(
    segments.flatMap(({ Id }, i) => {
      const query = trees[i]?.query;
      return Id === undefined || query === undefined ? [] : [[Id, query] as const];
    }),
  );
  const { added, inactive, channels, otherAddresses } = endpoints;
  const campaigns = saveCampaigns(input, documents, { audiences, templates, now: input.now }, homeless);
  for (const [name, count] of endpoints.homeless) add(homeless, name, count);
  for (const { kind, what } of documents) if (kind === 'other') add(homeless, what, 1);
  const total = (count: (list: EndpointReport) => number) =>
    reports.reduce((sum, list) => sum + count(list), 0);
  return {
    endpoints: {
      read: total(({ rows }) => rows),
      used: total(({ usable }) => usable),
      rejected: total(({ rejected }) => rejected),
      inactive,
      byChannel: Object.fromEntries(channels),
    },
    customers: { named: endpoints.customers, added },
    optOuts: {
      endpoints: endpoints.optedOut,
      added: endpoints.suppressionsAdded,
      known: endpoints.suppressionsKnown,
    },
    otherAddresses,
    withoutHome: Object.fromEntries([...homeless].toSorted(([, a], [, b]) => b - a)),
    segments: segmentReports,
    campaigns,
    templates: saveTemplates(input, templates),
    lists: reports,
    unreadable,
  };
}

const DIFFERENT =
  'the two counts differ: the segment looks at one endpoint at a time and at capitals, the tree at the customer with all of them';

async function sortFiles(files: readonly PinpointFile[], unreadable: { name: string; reason: string }[]) {
  const documents: PinpointDocument[] = [];
  const lists: PinpointFile[] = [];
  for (const file of files) {
    try {
      const found = await readDocuments(new TextFile(file.open(), file.name));
      if (found === undefined) lists.push(file);
      else {
        documents.push(...found);
        const saved = found.filter(({ kind }) => kind === 'endpoint').map(({ value }) => value);
        if (saved.length > 0) lists.push(listOf(file.name, saved));
      }
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      unreadable.push({ name: file.name, reason: thrown.message });
    }
  }
  return { documents, lists };
}

/** Endpoints that `get-endpoint` or `get-user-endpoints` saved, as the lines of an export. */
function listOf(name: string, endpoints: readonly object[]): PinpointFile {
  const text = endpoints.map((endpoint) => `${JSON.stringify(endpoint)}\n`).join('');
  return {
    name,
    async *open() {
      yield new TextEncoder().encode(text);
    },
  };
}

function readSegments(
  documents: readonly PinpointDocument[],
  homeless: Map<string, number>,
  unreadable: { name: string; reason: string }[],
): readonly Segment[] {
  const newest = new Map<string, Segment>();
  for (const { kind, value } of documents) {
    if (kind !== 'segment') continue;
    for (const key of Object.keys(value))
      if (!Object.hasOwn(segmentSchema.shape, key)) add(homeless, `Segment.${key}`, 1);
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

function counted(segment: Segment, segments: ReadonlyMap<string, Segment>, now: number): CountedSegment {
  const file = importFile(segment);
  const test = segmentTest(segment, segments, now);
  return {
    name: segmentName(segment),
    ...(file === undefined ? {} : { file }),
    ...(test === undefined ? {} : { test }),
  };
}

/** A tree that campaign files, too, accept. */
function acceptedTree(
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

function readTemplates(
  documents: readonly PinpointDocument[],
  homeless: Map<string, number>,
): ReadonlyMap<string, TemplatePart> {
  const templates = new Map<string, TemplatePart>();
  for (const document of documents) {
    if (document.kind !== 'sms template' && document.kind !== 'email template') continue;
    const template = readTemplate(document);
    for (const key of template.unused) add(homeless, `Template.${key}`, 1);
    templates.set(`${document.kind === 'sms template' ? 'sms' : 'email'} ${template.name}`, template);
  }
  return templates;
}

function saveTemplates(
  { save }: PinpointImport,
  templates: ReadonlyMap<string, TemplatePart>,
): readonly DefinitionReport[] {
  return [...templates].map(([key, { name, part, notes }]) => ({
    name,
    files:
      part === undefined ? [] : [save('templates', slug(key), { templates: { [part.channel]: part.texts } })],
    notes,
  }));
}

function saveCampaigns(
  { save }: PinpointImport,
  documents: readonly PinpointDocument[],
  around: Parameters<typeof readCampaign>[1],
  homeless: Map<string, number>,
): readonly DefinitionReport[] {
  return documents
    .filter(({ kind }) => kind === 'campaign')
    .map(({ value }) => {
      const { name, files, notes, unused } = readCampaign(value, around);
      for (const path of unused) add(homeless, `Campaign.${path}`, 1);
      return { name, files: files.map(({ id, definition }) => save('campaigns', id, definition)), notes };
    });
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}
