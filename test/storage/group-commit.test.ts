import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Database } from '../../src/adapters/embedded/database.ts';
import { temporaryFolder } from './used-workspace.ts';

let folder: ReturnType<typeof temporaryFolder>;
let db: Database;
/** Another connection: it sees what is committed and nothing else. */
let other: DatabaseSync;

beforeEach(() => {
  folder = temporaryFolder();
  db = Database.open(folder.path, { role: 'owner', create: true, now: 0 });
  other = new DatabaseSync(db.path);
});

afterEach(() => {
  other.close();
  db.close();
  folder[Symbol.dispose]();
});

function put(name: string, value = ''): void {
  db.statement('INSERT INTO setting VALUES (?, ?)').run(name, value);
}

function committed(): readonly unknown[] {
  return other
    .prepare("SELECT name FROM setting WHERE name <> 'owner' ORDER BY name")
    .all()
    .map((row) => row['name']);
}

describe('a group of writes', () => {
  test('what a promise resolved for is committed, and before it nothing is', async () => {
    const seen: unknown[] = [];
    const first = db.write(() => {
      put('a');
      seen.push(committed());
    });
    const second = db.write(() => {
      put('b');
      seen.push(committed());
      return 'second';
    });
    await Promise.all([
      first.then(() => seen.push(committed())),
      second.then((result) => seen.push(result, committed())),
    ]);
    expect(seen).toEqual([[], [], ['a', 'b'], 'second', ['a', 'b']]);
  });

  test('one that throws takes no other with it, and is undone as a whole', async () => {
    const results = await Promise.allSettled([
      db.write(() => put('a')),
      db.write(() => {
        put('b');
        throw new Error('not this one');
      }),
      db.write(() => put('c')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { message: 'not this one' } });
    expect(committed()).toEqual(['a', 'c']);
  });

  test('a write alone that throws leaves the database ready for the next', async () => {
    await expect(db.write(() => put(db.path.repeat(0)))).resolves.toBeUndefined();
    await expect(db.write(() => put(''))).rejects.toThrow(/UNIQUE/);
    await db.write(() => put('a'));
    expect(committed()).toEqual(['', 'a']);
  });

  test('a full disk refuses the work that grows the file, and takes it when there is room', async () => {
    const pages = db.statement('PRAGMA page_count').get();
    db.statement(`PRAGMA max_page_count = ${String(Object.values(pages ?? {})[0])}`).get();
    const grows = () => db.write(() => put('large', 'x'.repeat(100_000)));
    const results = await Promise.allSettled([db.write(() => put('small')), grows(), grows()]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(results[1]).toMatchObject({ reason: { code: 'storage_full' } });
    expect(committed()).toEqual(['small']);
    db.statement('PRAGMA max_page_count = 100000').get();
    await grows();
    expect(committed()).toEqual(['large', 'small']);
  });

  test('what was read before is forgotten after a rollback and after the commit of another', async () => {
    let forgotten = 0;
    await db.write(() => put('a'));
    db.onStale(() => forgotten++);
    await db.write(() => put('b'));
    expect(forgotten).toBe(0);
    await expect(db.write(() => put('b'))).rejects.toThrow(/UNIQUE/);
    expect(forgotten).toBe(1);
    other.exec("INSERT INTO setting VALUES ('c', '')");
    expect(forgotten).toBe(1);
    await db.write(() => expect(forgotten).toBe(2));
  });

  test('closing commits what was asked for, and nothing can be asked for after it', async () => {
    const last = db.write(() => put('last'));
    db.close();
    await last;
    expect(committed()).toEqual(['last']);
    await expect(db.write(() => put('later'))).rejects.toMatchObject({ code: 'unsupported' });
  });
});
