import { createHash } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import {
  type Allowance,
  formatAllowance,
  parseAllowance,
  type PublishedSettings,
} from '../../campaign/published.ts';
import { workspaceSettings, type WorkspaceSettings } from '../../campaign/workspace-settings.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Tables } from './dynamodb.ts';

const stored = z.object({ text: z.string() });

/** Makes these settings those of the deployed engine; the last one to publish wins. */
export async function publishSettings(tables: Tables, settings: WorkspaceSettings): Promise<void> {
  await write(tables, 'settings', JSON.stringify(settings));
}

/** `undefined`: nobody has published any. @throws Failure when a newer version published them. */
export async function publishedSettings(tables: Tables): Promise<PublishedSettings | undefined> {
  const text = await read(tables, 'settings');
  if (text === undefined) return undefined;
  const { success, data } = workspaceSettings.safeParse(JSON.parse(text));
  if (!success)
    throw new Failure(
      'file_invalid',
      'The settings of the deployed engine were published by another version of cpaas: deploy this one again, or publish them with it.',
    );
  return { settings: data, version: createHash('sha256').update(text).digest('hex').slice(0, 16) };
}

export async function saveAllowance(tables: Tables, allowance: Allowance): Promise<void> {
  await write(tables, 'accounts', formatAllowance(allowance));
}

/** `undefined`: the account was not read yet. */
export async function savedAllowance(tables: Tables): Promise<Allowance | undefined> {
  const text = await read(tables, 'accounts');
  return text === undefined ? undefined : parseAllowance(text);
}

async function write({ dynamo, name }: Tables, sk: string, text: string): Promise<void> {
  await dynamo.send(new PutCommand({ TableName: name('campaigns'), Item: { pk: 'workspace', sk, text } }));
}

async function read({ dynamo, name }: Tables, sk: string): Promise<string | undefined> {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: name('campaigns'), Key: { pk: 'workspace', sk }, ConsistentRead: true }),
  );
  return Item === undefined ? undefined : stored.parse(Item).text;
}
