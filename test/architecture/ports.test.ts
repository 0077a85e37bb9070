import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasMoto } from '../support/moto.ts';
import { readFiles, ROOT } from './source-files.ts';

const BACK_ENDS = ['memory', 'embedded', 'aws'] as const;
type BackEnd = (typeof BACK_ENDS)[number];

/** Cells of the matrix that are empty on purpose. */
const EXCEPTIONS: readonly { readonly port: string; readonly backEnd: BackEnd; readonly reason: string }[] = [
  {
    port: 'WorkQueue',
    backEnd: 'embedded',
    reason: 'it uses the memory queue: the ledger is the durable record, and one process owns the workspace',
  },
  {
    port: 'FeedStore',
    backEnd: 'embedded',
    reason: 'its queue dies with the process, so feeding begins anew with the next one: memory is right',
  },
  {
    port: 'RecordStore',
    backEnd: 'aws',
    reason: 'a deployed engine does not take purchases yet: lists are imported into a folder',
  },
  {
    port: 'AudienceIndex',
    backEnd: 'aws',
    reason:
      'no emulator runs the statements of Athena: DuckDB runs them in the property tests of both dialects',
  },
];

/** What needs no second back end: a Parquet file is read by DuckDB wherever its rows go. */
const ALONE: readonly string[] = ['Table'];

interface Port {
  /** `MessageLedger` */
  readonly name: string;
  /** `message-ledger`: the name of its adapters and of its suite. */
  readonly stem: string;
}

const adapters = readFiles('src/adapters/**/*.ts').filter(({ path }) => !path.endsWith('.test.ts'));
const conformance = readFiles('test/conformance/*.ts');
const portFiles = readFiles('src/**/{*-store,ledger,*-queue,service-windows,audience-index}.ts').filter(
  ({ path }) => !path.startsWith('src/adapters/'),
);
const ports = portFiles.map(({ path, text }): Port => {
  const tail = pascal(path.replace(/^.*\//, '').replace('.ts', ''));
  const names = [...text.matchAll(/^export interface (\w+)/gm)].map(([, name = '']) => name);
  const [name, ...others] = names.filter((each) => each.endsWith(tail));
  if (name === undefined || others.length > 0)
    throw new Error(`${path} has no port of its name, or several.`);
  return { name, stem: name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase() };
});

function pascal(stem: string): string {
  return stem.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function isException(port: Port, backEnd: BackEnd): boolean {
  return EXCEPTIONS.some((each) => each.port === port.name && each.backEnd === backEnd);
}

function suiteOf({ name }: Port): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}Suite`;
}

/** The adapter of a port, in the file of its name. */
function adapterOf(port: Port, backEnd: BackEnd): string | undefined {
  const folder = `src/adapters/${backEnd}/`;
  return adapters.find(
    ({ path, text }) =>
      path.startsWith(folder) &&
      path.endsWith(`/${port.stem}.ts`) &&
      text.includes(`implements ${port.name} `),
  )?.path;
}

const cells = ports.flatMap((port) =>
  BACK_ENDS.map((backEnd) => ({ port, backEnd, title: `${port.name} x ${backEnd}` })),
);

test('the scan sees the ports, and every adapter is one of a port', () => {
  expect(ports.length).toBeGreaterThanOrEqual(8);
  const implemented = adapters.flatMap(({ text }) =>
    [...text.matchAll(/\bimplements (\w+)/g)].map(([, name]) => name),
  );
  // A port may hand out others: the writer of a store is in the store's file.
  const handedOut = portFiles.flatMap(({ text }) =>
    [...text.matchAll(/^export interface (\w+)/gm)].map(([, name = '']) => name),
  );
  expect(implemented.filter((name) => ![...handedOut, ...ALONE].includes(name ?? ''))).toEqual([]);
  expect(ports.map(({ name }) => name).filter((name) => !implemented.includes(name))).toEqual([]);
});

const empty = cells.filter(({ port, backEnd }) => isException(port, backEnd));
const filled = cells.filter(({ port, backEnd }) => !isException(port, backEnd));

test.each(empty)('$title is still missing', ({ port, backEnd }) => {
  expect(adapterOf(port, backEnd)).toBeUndefined();
});

describe.each(filled)('$title', ({ port, backEnd }) => {
  test('has an adapter in the file of its name', () => expect(adapterOf(port, backEnd)).toBeDefined());

  test('runs the conformance suite', () => {
    const suite = conformance.find(({ path }) => path === `test/conformance/${port.stem}.ts`);
    expect(suite?.text).toContain(`export function ${suiteOf(port)}(`);
    const callers = conformance.filter(
      ({ path, text }) => path.endsWith(`.${backEnd}.test.ts`) && text.includes(`${suiteOf(port)}(`),
    );
    expect(callers).toHaveLength(1);
  });
});

test('every exception names a port and says why', () => {
  for (const { port, reason } of EXCEPTIONS) {
    expect(ports.map(({ name }) => name)).toContain(port);
    expect(reason.length).toBeGreaterThan(20);
  }
});

describe('cases', () => {
  let cases: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    cases = await listCases();
  });

  test.each(ports)('of $name are the same on every back end', (port) => {
    const suite = port.stem.replaceAll('-', ' ');
    const runs = filled
      // Where there is no emulator its suites are skipped.
      .filter((cell) => cell.port === port && (hasMoto || cell.backEnd !== 'aws'))
      .map(({ backEnd }) => cases.get(`${suite}: ${backEnd}`) ?? []);
    for (const run of runs) {
      expect(run.length).toBeGreaterThan(3);
      expect(run).toEqual(runs[0]);
    }
  });

  test('belong to a port each', () => {
    const known = filled.map(({ port, backEnd }) => `${port.stem.replaceAll('-', ' ')}: ${backEnd}`);
    // Providers have no back ends: their suite runs with whatever carrier there is to talk to.
    const suites = [...cases.keys()].filter((suite) => !suite.startsWith('provider: '));
    expect(suites.filter((suite) => !known.includes(suite))).toEqual([]);
    expect(suites.length).toBeLessThan(cases.size);
  });
});

const listed = z.array(z.object({ name: z.string() }));

/** What vitest would run of the suites, skipped tests left out: names of cases by `suite: back end`, sorted. */
async function listCases(): Promise<ReadonlyMap<string, readonly string[]>> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'list', '--json', '--no-static-parse', 'test/conformance'];
  // This test runs inside vitest, whose variables the other one must not inherit.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: ROOT,
    env,
    maxBuffer: 2 ** 26,
  });
  const found = new Map<string, string[]>();
  for (const { name } of listed.parse(JSON.parse(stdout))) {
    const [suite = '', ...rest] = name.split(' > ');
    found.set(suite, [...(found.get(suite) ?? []), rest.join(' > ')].sort());
  }
  return found;
}
