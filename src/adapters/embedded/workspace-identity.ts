import { newIdentity, type WorkspaceIdentity } from '../../campaign/workspace-identity.ts';
import type { Random } from '../../kernel/random.ts';
import type { Database } from './database.ts';
import { rowsOf, text } from './row.ts';

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
    for (const [name, value] of Object.entries(newIdentity(random))) insert.run(name, value);
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
