import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { importPinpoint, type PinpointReport } from '../../campaign/pinpoint/import-pinpoint.ts';
import type { PinpointFile } from '../../campaign/pinpoint/sort-files.ts';
import type { EndpointReport } from '../../audience/pinpoint/import-endpoints.ts';
import type { ImportInput } from '../../audience/import/import-rows.ts';
import type { Workspace } from '../../compose/workspace.ts';
import { addressKey } from '../../consent/address-key.ts';
import { Failure } from '../../kernel/failure.ts';
import { type Arguments, type Session, show } from '../command.ts';
import { ImportProgress } from '../import-progress.ts';
import { openImportSource } from '../import-source.ts';
import { openInputFile } from '../input-file.ts';
import { OutputFile } from '../output-file.ts';
import { pinpointText } from '../pinpoint-text.ts';
import { defaultRejects } from '../rejects-file.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `cpaas import pinpoint FILE|DIR...`: everything that was saved from Pinpoint, whatever it is. */
export async function importFromPinpoint(
  paths: readonly string[],
  args: Arguments,
  session: Session,
): Promise<number> {
  if (args.values.has('rejects'))
    throw new Failure('usage', '--rejects is for one file: rejects of pinpoint files go to the workspace.');
  const names = paths.flatMap(filesUnder);
  if (names.length === 0) throw new Failure('file_unreadable', `There is no file in ${paths.join(', ')}.`);
  for (const name of names) await (await openInputFile(name)).close();
  return withWorkspace(session, { role: 'guest', create: true }, async (workspace) => {
    const rejects: string[] = [];
    const out = args.values.get('out') ?? workspace.folder;
    const report = await importPinpoint({
      files: names.map(pinpointFile),
      customers: workspace.customers,
      suppressions: workspace.suppressions,
      keyOf: (channel, address) => addressKey(workspace.secret, channel, address),
      now: session.asOf ?? workspace.clock.now(),
      importList: (file, read) => importList(session, workspace, file, names, rejects, read),
      save: saver(out),
    });
    show(session, { kind: 'pinpoint', ...report, rejects }, () => pinpointText(report, rejects));
    return conclude(session, report);
  });
}

function filesUnder(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesUnder(join(path, entry.name)));
}

function pinpointFile(name: string): PinpointFile {
  return {
    name,
    async *open() {
      const file = await openImportSource(name);
      try {
        if ('columns' in file.source)
          throw new Failure('file_invalid', `${name} is Parquet, which Pinpoint never wrote.`);
        yield* file.source;
      } finally {
        await file.close();
      }
    },
  };
}

async function importList(
  session: Session,
  workspace: Workspace,
  file: PinpointFile,
  all: readonly string[],
  rejectsFiles: string[],
  read: (input: ImportInput) => Promise<EndpointReport>,
): Promise<EndpointReport> {
  const rejects = new OutputFile(
    defaultRejects(workspace.folder, file.name, all.slice(0, all.indexOf(file.name))),
  );
  const progress = new ImportProgress(session, file.name, () => undefined);
  const { defaultCountry } = workspace.settings;
  try {
    const report = await read({
      source: file.open(),
      name: file.name,
      rejects,
      ...(defaultCountry === undefined ? {} : { defaultCountry }),
      progress: (rows) => progress.update(rows),
    });
    await rejects.close();
    if (rejects.isWritten) rejectsFiles.push(rejects.path);
    return report;
  } finally {
    progress.end();
  }
}

/** Writes YAML files; two things of one name get a number. */
function saver(out: string) {
  const taken = new Set<string>();
  return (folder: string, name: string, document: object): string => {
    let path = join(out, folder, `${name}.yaml`);
    for (let n = 2; taken.has(path); n++) path = join(out, folder, `${name}-${n}.yaml`);
    taken.add(path);
    mkdirSync(join(out, folder), { recursive: true });
    writeFileSync(path, stringify(document, { lineWidth: 120 }));
    return path;
  };
}

function conclude(session: Session, report: PinpointReport): number {
  const sentences = [
    ...report.lists.flatMap(({ incomplete }) => incomplete ?? []),
    ...report.unreadable.map(({ name, reason }) => (reason.startsWith(name) ? reason : `${name}: ${reason}`)),
  ];
  for (const sentence of sentences) session.output.note(`cpaas: ${sentence}`);
  return sentences.length > 0 ? 1 : 0;
}
