import { resolve } from 'node:path';
import type { ColumnNames } from '../../audience/import/columns.ts';
import { importCustomers } from '../../audience/import/import-customers.ts';
import type { FileReport, ImportInput } from '../../audience/import/import-rows.ts';
import type { WrittenForm } from '../../audience/import/written-forms.ts';
import { importRecords } from '../../audience/import/import-records.ts';
import { importSuppressions } from '../../audience/import/import-suppressions.ts';
import { RECORD_KINDS } from '../../audience/records.ts';
import type { Workspace } from '../../compose/workspace.ts';
import { addressKey } from '../../consent/address-key.ts';
import { columnNames } from '../column-names.ts';
import { Failure, nearest } from '../../kernel/failure.ts';
import { type Arguments, type Command, type Session, show } from '../command.ts';
import { ImportProgress } from '../import-progress.ts';
import { openImportSource } from '../import-source.ts';
import { openInputFile } from '../input-file.ts';
import { defaultRejects } from '../rejects-file.ts';
import { importFromPinpoint } from './import-pinpoint.ts';
import { OutputFile } from '../output-file.ts';
import { countList, countText } from '../text-table.ts';
import { withWorkspace } from '../with-workspace.ts';

const KINDS = ['customers', ...RECORD_KINDS, 'suppressions'] as const;
/** What the command takes: pinpoint is files of several kinds. */
const WORDS = [...KINDS, 'pinpoint'] as const;
type Kind = (typeof KINDS)[number];

/** What a kind of import counts of its own. */
interface KindCounts {
  readonly added: number;
  /** What was known and is brought up to date, or addresses that were suppressed before. */
  readonly updated: number;
  /** Columns that have no place. */
  readonly ignored?: readonly string[];
}

type FileResult = FileReport & KindCounts & { readonly rejects: string | null };

export const importCommand: Command = {
  name: 'import',
  positionals: [WORDS.join('|'), 'FILE...'],
  options: {
    column: {
      takes: 'FIELD=NAME',
      about:
        'the column that a field is in, where its name does not tell: --column customer_id=Email; once for each',
    },
    out: {
      takes: 'DIR',
      about: 'pinpoint: where segments, templates and campaigns go (default: the workspace)',
    },
    rejects: {
      takes: 'FILE',
      about: 'where rows go that could not be used (default: rejects-NAME in the workspace)',
    },
  },
  about:
    'Imports customers, their purchases and the like, or addresses that get nothing more: CSV, NDJSON, Parquet, .gz',
  async run(args, session) {
    const [word = '', ...paths] = args.positionals;
    if (word === 'pinpoint') return importFromPinpoint(paths, args, session);
    const kind = KINDS.find((each) => each === word);
    if (kind === undefined) throw unknownKind(word);
    checkPaths(paths, args);
    const columns = columnNames(args, kind);
    for (const path of paths) await (await openInputFile(path)).close();
    return withWorkspace(session, { role: 'guest', create: true }, async (workspace) => {
      const results: FileResult[] = [];
      for (const [i, path] of paths.entries()) {
        const rejects =
          args.values.get('rejects') ?? defaultRejects(workspace.folder, path, paths.slice(0, i));
        results.push(await importFile(session, workspace, kind, { path, columns }, rejects));
      }
      return conclude(session, kind, results);
    });
  },
};

function unknownKind(word: string): Failure {
  const near = nearest(word, WORDS);
  return new Failure(
    'usage',
    `cpaas import takes ${KINDS.join(', ')} or pinpoint, and files${near === undefined ? '' : `: did you mean ${near}?`}`,
  );
}

function checkPaths(paths: readonly string[], args: Arguments): void {
  const rejects = args.values.get('rejects');
  if (rejects === undefined) return;
  if (paths.length > 1)
    throw new Failure(
      'usage',
      '--rejects names one file for the rows of one file: import the files one by one.',
    );
  if (paths.some((path) => resolve(path) === resolve(rejects))) {
    throw new Failure('usage', '--rejects names the file that is imported: name another one.');
  }
}

async function importFile(
  session: Session,
  workspace: Workspace,
  kind: Kind,
  { path, columns }: { readonly path: string; readonly columns: ColumnNames },
  rejectsPath: string,
): Promise<FileResult> {
  const file = await openImportSource(path);
  const rejects = new OutputFile(rejectsPath);
  const progress = new ImportProgress(session, path, file.share);
  const { defaultCountry } = workspace.settings;
  try {
    const input: ImportInput = {
      source: file.source,
      name: path,
      rejects,
      columns,
      ...(defaultCountry === undefined ? {} : { defaultCountry }),
      progress: (rows) => progress.update(rows),
    };
    const report = await importKind(workspace, kind, input);
    await rejects.close();
    return { ...report, rejects: rejects.isWritten ? rejects.path : null };
  } finally {
    progress.end();
    await file.close();
  }
}

async function importKind(
  workspace: Workspace,
  kind: Kind,
  input: ImportInput,
): Promise<FileReport & KindCounts> {
  switch (kind) {
    case 'customers':
      return importCustomers({ ...input, store: workspace.customers });
    case 'products':
    case 'purchases':
    case 'carts':
    case 'views':
      return importRecords({ ...input, kind, store: await workspace.openRecords() });
    case 'suppressions': {
      const report = await importSuppressions({
        ...input,
        store: workspace.suppressions,
        keyOf: (channel, address) => addressKey(workspace.secret, channel, address),
        now: workspace.clock.now(),
      });
      return { ...report, updated: report.known };
    }
  }
}

function conclude(session: Session, kind: Kind, files: readonly FileResult[]): number {
  const total = (count: (file: FileResult) => number) => files.reduce((sum, file) => sum + count(file), 0);
  const imported = total((file) => file.usable);
  const rejected = total((file) => file.rejected);
  if (imported === 0 && rejected > 0) {
    const where = files.flatMap(({ rejects }) => rejects ?? []).join(', ');
    throw new Failure(
      'file_invalid',
      `Nothing could be imported: all ${countText(rejected)} rows were rejected, and ${where} says why.`,
    );
  }
  const document = {
    kind,
    rows: total((file) => file.rows),
    imported,
    added: total((file) => file.added),
    updated: total((file) => file.updated),
    rejected,
    warnings: total((file) => file.warnings),
    files,
  };
  show(session, document, () => files.map((file) => `${fileText(file, kind)}\n`).join(''));
  const incomplete = files.flatMap((file) => file.incomplete ?? []);
  for (const sentence of incomplete) session.output.note(`cpaas: ${sentence}`);
  return incomplete.length > 0 ? 1 : 0;
}

const FORM_TEXTS: Readonly<Record<WrittenForm, string>> = {
  day_first: 'dates, day first',
  month_first: 'dates, month first',
  year_first: 'dates, year first',
  named_month: 'dates, month by name',
  decimal_comma: 'numbers with a decimal comma',
  percent: 'percentages',
  money: 'amounts of money',
  comma_list: 'lists with commas',
  marked_text: 'texts behind an apostrophe',
};

function fileText(file: FileResult, kind: Kind): string {
  const again = kind === 'suppressions' ? 'known before' : 'updated';
  const lines = [
    `${file.name}: ${countText(file.rows)} rows, ${countText(file.added)} ${kind} added, ${countText(file.updated)} ${again}`,
  ];
  if (file.rejected > 0)
    lines.push(`  ${countText(file.rejected)} rows rejected: ${countList(file.byReason)}`);
  if (file.warnings > 0)
    lines.push(
      `  ${countText(file.warnings)} rows used without a value: ${countList(file.warningsByReason)}`,
    );
  for (const [form, columns] of Map.groupBy(file.forms ?? [], (each) => each.form))
    lines.push(`  read as ${FORM_TEXTS[form]}: ${columns.map(({ column }) => column).join(', ')}`);
  if (file.ignored !== undefined && file.ignored.length > 0)
    lines.push(`  columns that have no place: ${file.ignored.join(', ')}`);
  if (file.rejects !== null)
    lines.push(`  They are listed in ${file.rejects}: mend them there and import that file.`);
  return lines.join('\n');
}
