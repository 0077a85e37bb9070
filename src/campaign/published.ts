import { z } from 'zod';
import { workspaceSettings, type WorkspaceSettings } from './workspace-settings.ts';

/*
 * What processes on several machines have to know of each other: the settings that a person published, and what the account allows of them.
 * Both are small documents; who reads one keeps it for some seconds.
 */

/** Settings as somebody published them. */
export interface PublishedSettings {
  readonly settings: WorkspaceSettings;
  /** Another one for other settings. */
  readonly version: string;
}

/** What the account allowed when it was read last. */
export interface Allowance {
  /** Of the settings that the account was asked about. */
  readonly version: string;
  /** When it was read, epoch ms. */
  readonly at: number;
  /** With the limits that the account allows. */
  readonly settings: WorkspaceSettings;
  /** Origins that can't send, each with a sentence. */
  readonly closed: ReadonlyMap<string, string>;
}

const allowance = z.object({
  version: z.string(),
  at: z.number(),
  settings: workspaceSettings,
  closed: z.array(z.tuple([z.string(), z.string()])).transform((pairs) => new Map(pairs)),
});

export function formatAllowance({ closed, ...rest }: Allowance): string {
  return JSON.stringify({ ...rest, closed: [...closed] });
}

/** @throws when the text is none. */
export function parseAllowance(text: string): Allowance {
  return allowance.parse(JSON.parse(text));
}
