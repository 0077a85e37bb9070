import type { Finding } from '../channels/account.ts';

/** What was seen of a workspace folder and the machine that it is on. */
export interface WorkspaceFacts {
  readonly folder: string;
  readonly database: 'ok' | 'missing' | 'unusable';
  /** Why the database is unusable, or the settings are: one sentence. */
  readonly problems: readonly string[];
  /** Who sends from it now: one sentence. */
  readonly owner?: string;
  readonly customers: number;
  /** Of the disk of the folder; absent: a deployed engine has none. */
  readonly freeBytes?: number;
  /** Epoch ms: of this machine, and of the latest thing that was written down. */
  readonly now: number;
  readonly latestRecordAt: number;
}

const MB = 2 ** 20;
/** A million messages with their events take about 1 GB. */
const LITTLE_ROOM = 1024 * MB;
const NO_ROOM = 50 * MB;
/** Other machines write to the workspace too, and clocks differ a little. */
const CLOCK_SLACK_MS = 60_000;

/** What a person should know about the workspace before sending from it. */
export function workspaceFindings(facts: WorkspaceFacts): readonly Finding[] {
  return [
    ...facts.problems.map((sentence): Finding => ({ code: 'workspace', severity: 'blocker', sentence })),
    ...customers(facts),
    ...disk(facts),
    ...clock(facts),
    ...(facts.owner === undefined
      ? []
      : [{ code: 'owner', severity: 'note', sentence: facts.owner } as const]),
  ];
}

function customers({ database, customers: count, folder }: WorkspaceFacts): readonly Finding[] {
  if (database === 'unusable' || count > 0) return [];
  const nothing = database === 'missing' ? 'There is no workspace yet' : 'There are no customers';
  return [
    {
      code: 'no_customers',
      severity: 'warning',
      sentence: `${nothing} in ${folder}: nobody can be written to.`,
      mend: 'cpaas import customers FILE',
    },
  ];
}

function disk({ freeBytes, folder }: WorkspaceFacts): readonly Finding[] {
  if (freeBytes === undefined || freeBytes >= LITTLE_ROOM) return [];
  const full = freeBytes < NO_ROOM;
  return [
    {
      code: 'disk',
      severity: full ? 'blocker' : 'warning',
      sentence: `The disk of ${folder} has ${Math.floor(freeBytes / MB)} MB left: ${full ? 'nothing is sent that is not written down first' : 'a million messages take about 1 GB'}.`,
      mend: 'make room, or choose another folder with --data',
    },
  ];
}

function clock({ now, latestRecordAt }: WorkspaceFacts): readonly Finding[] {
  if (latestRecordAt <= now + CLOCK_SLACK_MS) return [];
  return [
    {
      code: 'clock_set_back',
      severity: 'warning',
      sentence: `The clock says ${new Date(now).toISOString()}, but the workspace holds something of ${new Date(latestRecordAt).toISOString()}: it was set back, or was ahead then.`,
      mend: 'timedatectl set-ntp true',
    },
  ];
}
