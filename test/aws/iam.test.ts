import { describe, expect, test } from 'vitest';
import { importsOf, readSource, type SourceFile } from '../architecture/source-files.ts';
import { covers, GRANTS } from '../support/iam-policy.ts';
import { permissionOf } from './iam-actions.ts';
import { type Call, CALLS, OF_ATHENA, OF_LAMBDA, type Role } from './iam-calls.ts';

/** Functions of the adapters that make one call for whoever uses them, by the command they send. */
const LENT: Readonly<Record<string, string>> = {
  getAll: 'BatchGet',
  writeAll: 'BatchWrite',
  queryAll: 'Query',
  getObject: 'GetObject',
  putIfAbsent: 'PutObject',
  listKeys: 'ListObjectsV2',
  removeObjects: 'DeleteObjects',
};
const LENDERS = ['src/adapters/aws/dynamodb.ts', 'src/adapters/aws/s3.ts'];

/** Where each role comes in. */
const ENTRIES: Readonly<Record<Role, string>> = {
  dispatcher: 'src/lambda/dispatcher.ts',
  'delivery-processor': 'src/lambda/delivery-processor.ts',
  tick: 'src/lambda/tick.ts',
  'stream-aggregator': 'src/lambda/stream-aggregator.ts',
  'messaging-app': 'src/cli/main.ts',
};

const sources = readSource();
const byPath = new Map(sources.map((file) => [file.path, file]));

/** Commands that a file sends, itself or by way of a lender. */
function commandsIn({ path, text }: SourceFile): readonly string[] {
  const own = [...text.matchAll(/new (\w+)Command\(/g)].map(([, command = '']) => command);
  const lent = Object.entries(LENT)
    .filter(([name]) => new RegExp(String.raw`\b${name}\(`).test(text))
    .map(([, command]) => command);
  return LENDERS.includes(path) ? [] : [...new Set([...own, ...lent])];
}

/** Files that can be loaded from an entry. */
function reachable(entry: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [entry];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const file = byPath.get(path);
    if (file === undefined || found.has(path)) continue;
    found.add(path);
    open.push(...importsOf(file).flatMap(({ to, typeOnly }) => (typeOnly ? [] : [to])));
  }
  return found;
}

// The simulator speaks AWS's protocols to others; it calls no account.
const callers = sources.filter(
  (file) => !file.path.startsWith('src/simulator/') && commandsIn(file).length > 0,
);

describe('the list of calls is that of the sources', () => {
  test('every command of every file, and no other', () => {
    const inSources = callers.flatMap((file) => commandsIn(file).map((command) => `${file.path} ${command}`));
    expect(inSources.length).toBeGreaterThan(60);
    const listed = new Set(CALLS.map(({ file, command }) => `src/${file} ${command}`));
    expect([...listed].toSorted()).toEqual(inSources.toSorted());
  });

  test('lenders send what they are said to', () => {
    const texts = LENDERS.map((path) => byPath.get(path)?.text ?? '').join('\n');
    const sent = [...texts.matchAll(/new (\w+)Command\(/g)].map(([, command = '']) => command);
    expect([...new Set(sent)].toSorted()).toEqual(Object.values(LENT).toSorted());
    for (const name of Object.keys(LENT))
      expect(texts).toMatch(new RegExp(String.raw`function\*? ${name}\b`));
  });

  test('tables and indexes stand in the file that is said to touch them', () => {
    // These are handed the table by their callers.
    const handed = new Set([
      'adapters/aws/count-items.ts',
      'adapters/aws/deployment-check.ts',
      'adapters/aws/attention-index.ts',
      'adapters/aws/counter-item.ts',
    ]);
    for (const { file, on } of CALLS.filter((call) => !handed.has(call.file))) {
      const text = byPath.get(`src/${file}`)?.text ?? '';
      for (const each of on.filter((one) => /^(table|index) /.test(one))) {
        const name = each.replace(/^table |^index .*\//, '');
        expect(text, `${file}: ${each}`).toContain(`'${name}'`);
      }
    }
  });

  test('a role reaches what it is said to call', () => {
    for (const [role, entry] of Object.entries(ENTRIES)) {
      expect(byPath.has(entry), entry).toBe(true);
      const files = reachable(entry);
      const missing = CALLS.filter(({ roles }) => roles.some((each) => each === role))
        .map(({ file }) => `src/${file}`)
        .filter((file) => !files.has(file));
      expect([role, ...new Set(missing)]).toEqual([role]);
    }
  });
});

interface Needed {
  readonly call: Call;
  readonly role: Role;
  readonly action: string;
  readonly arn: string;
}

const needed: readonly Needed[] = [...CALLS, ...OF_LAMBDA, ...OF_ATHENA].flatMap((call) =>
  call.on.flatMap((on) => call.roles.map((role) => ({ call, role, ...permissionOf(call.command, on) }))),
);

describe('the policies of the template', () => {
  test('allow every call that a role makes', () => {
    const refused = needed.filter(
      ({ role, action, arn }) =>
        !GRANTS.some((grant) => grant.role === role && grant.action === action && covers(grant, arn)),
    );
    expect(
      refused.map(({ role, action, arn, call }) => `${role}: ${action} on ${arn} (${call.file})`),
    ).toEqual([]);
  });

  test('allow nothing else', () => {
    expect(GRANTS.length).toBeGreaterThan(100);
    const idle = GRANTS.filter(
      (grant) =>
        !needed.some(
          ({ role, action, arn }) => role === grant.role && action === grant.action && covers(grant, arn),
        ),
    );
    expect(idle.map(({ role, action, resource }) => `${role}: ${action} on ${resource}`)).toEqual([]);
  });

  test('name actions one by one, and everything only where AWS knows nothing narrower', () => {
    expect(GRANTS.filter(({ action }) => action.includes('*'))).toEqual([]);
    const everything = new Set(GRANTS.filter(({ resource }) => resource === '*').map(({ action }) => action));
    const account = needed.filter(({ arn }) => arn === '*').map(({ action }) => action);
    expect([...everything].toSorted()).toEqual([...new Set(account)].toSorted());
  });
});

test('a pattern covers what its stars stand for, and nothing beside it', () => {
  const grant = { role: 'r', action: 'a', resource: 'arn:aws:s3:::bucket/plans/*' };
  expect(covers(grant, 'arn:aws:s3:::bucket/plans/a/b')).toBe(true);
  expect(covers(grant, 'arn:aws:s3:::bucket/events/a')).toBe(false);
  expect(covers({ ...grant, resource: 'a.b' }, 'axb')).toBe(false);
});
