import {
  EndpointImport,
  type EndpointReport,
  type EndpointStores,
} from '../../audience/pinpoint/import-endpoints.ts';
import type { PinpointDocument } from '../../audience/pinpoint/documents.ts';
import type { ImportInput } from '../../audience/import/import-rows.ts';
import { Failure } from '../../kernel/failure.ts';
import { addCount } from './add-count.ts';
import { readCampaign, slug } from './campaign-files.ts';
import {
  acceptedTree,
  counted,
  readSegments,
  reportSegments,
  type SegmentReport,
} from './report-segments.ts';
import { type PinpointFile, sortFiles, type Unreadable } from './sort-files.ts';
import { readTemplate, type TemplatePart } from './template-parts.ts';

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
  readonly unreadable: readonly Unreadable[];
}

/**
 * Takes over what was saved from Pinpoint: endpoints into the stores, segments, templates and campaigns into files. A file that cannot
 * be read is named in the report and stops no other. @throws what the stores and `save` throw.
 */
export async function importPinpoint(input: PinpointImport): Promise<PinpointReport> {
  const unreadable: Unreadable[] = [];
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
  const segmentReports = await reportSegments({
    segments,
    trees,
    byId,
    customers: input.customers,
    now: input.now,
    endpoints: reports.length > 0 ? endpoints : undefined,
    save: (name, query) => input.save('segments', slug(name), { audience: query }),
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
  for (const [name, count] of endpoints.homeless) addCount(homeless, name, count);
  for (const { kind, what } of documents) if (kind === 'other') addCount(homeless, what, 1);
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

function readTemplates(
  documents: readonly PinpointDocument[],
  homeless: Map<string, number>,
): ReadonlyMap<string, TemplatePart> {
  const templates = new Map<string, TemplatePart>();
  for (const document of documents) {
    if (document.kind !== 'sms template' && document.kind !== 'email template') continue;
    const template = readTemplate(document);
    for (const key of template.unused) addCount(homeless, `Template.${key}`, 1);
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
      for (const path of unused) addCount(homeless, `Campaign.${path}`, 1);
      return { name, files: files.map(({ id, definition }) => save('campaigns', id, definition)), notes };
    });
}
