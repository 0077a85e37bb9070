import { existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { workspaceSettings, type WorkspaceSettings } from '../campaign/workspace-settings.ts';
import type { WantedTemplate } from '../channels/finding-context.ts';
import { type CustomerCountries, customerCountries } from '../insight/customer-countries.ts';
import type { WorkspaceFacts } from '../insight/workspace-findings.ts';
import { perChannel } from '../kernel/channel.ts';
import type { Clock } from '../kernel/clock.ts';
import { Failure } from '../kernel/failure.ts';
import { readSettings } from './settings-file.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export interface Inspection {
  readonly facts: WorkspaceFacts;
  /** Absent: the file can't be used. */
  readonly settings: WorkspaceSettings | undefined;
  readonly countries: CustomerCountries;
  readonly wantedTemplates: readonly WantedTemplate[];
}

const DEFAULTS = workspaceSettings.parse({});

/** Looks at a workspace folder without making or changing anything in it; what is wrong becomes facts. */
export async function inspectWorkspace(folder: string, clock: Clock): Promise<Inspection> {
  const problems: string[] = [];
  const settings = await orProblem(async () => readSettings(folder), problems);
  const owner = await ownerOf(folder, clock, problems);
  const database = owner.database;
  const base = { folder, database, problems, freeBytes: freeBytes(folder), now: clock.now() };
  const ownerSentence = owner.sentence === undefined ? {} : { owner: owner.sentence };
  if (database !== 'ok') {
    const facts = { ...base, ...ownerSentence, customers: 0, latestRecordAt: 0 };
    return { facts, settings, countries: perChannel(() => ({})), wantedTemplates: [] };
  }
  const workspace = await openWorkspace(folder, {
    role: 'guest',
    create: false,
    clock,
    settings: settings ?? DEFAULTS,
  });
  try {
    return await inspectOpen(workspace, { ...base, ...ownerSentence }, settings);
  } finally {
    workspace.close();
  }
}

/** Looks at a workspace that is open. */
export async function inspectOpen(
  workspace: Workspace,
  seen: Omit<WorkspaceFacts, 'customers' | 'latestRecordAt'>,
  settings: WorkspaceSettings | undefined,
): Promise<Inspection> {
  const campaigns = await workspace.campaigns.list();
  const times = campaigns.flatMap((each) => [each.createdAt, each.launchedAt ?? 0, each.finishedAt ?? 0]);
  return {
    facts: {
      ...seen,
      customers: await workspace.customers.count(),
      latestRecordAt: Math.max(0, ...times),
    },
    settings,
    countries: await customerCountries(workspace.customers),
    wantedTemplates: await wantedTemplates(workspace),
  };
}

/** Opens it as the owner for a moment: that checks every page, and tells who else sends. */
async function ownerOf(
  folder: string,
  clock: Clock,
  problems: string[],
): Promise<{ readonly database: WorkspaceFacts['database']; readonly sentence?: string }> {
  try {
    (await openWorkspace(folder, { role: 'owner', create: false, clock, settings: DEFAULTS })).close();
    return { database: 'ok' };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    if (thrown.code === 'not_found') return { database: 'missing' };
    if (thrown.code === 'workspace_busy') return { database: 'ok', sentence: thrown.message };
    problems.push(thrown.message);
    return { database: 'unusable' };
  }
}

export async function orProblem<T>(work: () => Promise<T>, problems: string[]): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    problems.push(/[.?]$/.test(thrown.message) ? thrown.message : `${thrown.message}.`);
    return undefined;
  }
}

/** Of the disk that the folder is on, or will be on once it is made. */
function freeBytes(folder: string): number {
  let path = resolve(folder);
  while (!existsSync(path)) path = dirname(path);
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

async function wantedTemplates(workspace: Workspace): Promise<readonly WantedTemplate[]> {
  const open = await workspace.campaigns.list(['planned', 'running', 'paused']);
  return open.flatMap(({ id, definition }) => {
    const template = definition.templates.whatsapp;
    if (template === undefined || !definition.channels.includes('whatsapp')) return [];
    // Free text within the window needs no template.
    return 'template' in template
      ? [{ campaignId: id, name: template.template, language: template.language }]
      : [];
  });
}
