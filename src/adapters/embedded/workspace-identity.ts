import { type Random, randomId } from '../../kernel/random.ts';
import type { Database } from './database.ts';
import { rowsOf, text } from './row.ts';

export interface WorkspaceIdentity {
  /** 8 characters: keeps two workspaces' echoes apart. */
  readonly id: string;
  /** 32 characters of base 36 (165 bits): what address keys are made with. */
  readonly secret: string;
}

/** The identity of a workspace, made when it is first opened. */
export function workspaceIdentity(db: Database, random: Random): Promise<WorkspaceIdentity> {
  const read = () =>
    new Map(
      rowsOf(db.statement('SELECT name, value FROM setting')).map((row) => [text(row, 0), text(row, 1)]),
    );
  const known = identityOf(read());
  if (known !== undefined) return Promise.resolve(known);
  return db.write(() => {
    const insert = db.statement('INSERT INTO setting VALUES (?, ?) ON CONFLICT DO NOTHING');
    insert.run('id', randomId(random, 8));
    insert.run('secret', randomId(random, 32));
    const made = identityOf(read());
    if (made === undefined) throw new Error('The identity of the workspace was not stored.');
    return made;
  });
}

function identityOf(settings: ReadonlyMap<string, string>): WorkspaceIdentity | undefined {
  const id = settings.get('id');
  const secret = settings.get('secret');
  return id === undefined || secret === undefined ? undefined : { id, secret };
}
