import { expect, test } from 'vitest';
import { importsOf, readSource, readText } from './source-files.ts';

const DOMAINS = ['audience', 'consent', 'content', 'pricing', 'channels', 'throughput'] as const;
const ADAPTED = ['kernel', ...DOMAINS, 'delivery', 'dispatch', 'campaign'];

/** What a folder may know: whole folders, or single files; `types` only as `import type`. */
interface Allowed {
  readonly values: readonly string[];
  readonly types?: readonly string[];
}

/** From the inside out. A folder that is not here fails, so a new one gets its place on purpose. */
const ALLOWED: Readonly<Record<string, Allowed>> = {
  kernel: { values: [] },
  ...Object.fromEntries(DOMAINS.map((domain) => [domain, { values: ['kernel'], types: DOMAINS }])),
  delivery: { values: ['kernel', ...DOMAINS] },
  dispatch: { values: ['kernel', ...DOMAINS, 'delivery'] },
  campaign: { values: ['kernel', ...DOMAINS, 'delivery', 'dispatch'] },
  insight: { values: ['kernel', ...DOMAINS, 'delivery', 'dispatch', 'campaign'] },
  'adapters/memory': { values: ADAPTED },
  'adapters/embedded': { values: ADAPTED },
  'adapters/aws': { values: [...ADAPTED, 'src/insight/metrics.ts'] },
  simulator: { values: ['kernel', 'channels', 'src/delivery/event.ts', 'src/content/sms-parts.ts'] },
  compose: {
    values: [...ADAPTED, 'insight', 'adapters/memory', 'adapters/embedded', 'adapters/aws', 'simulator'],
  },
  lambda: { values: [...ADAPTED, 'insight', 'compose'] },
  cli: { values: [...ADAPTED, 'insight', 'compose'] },
};

/** One import each that the table forbids, and why it is right all the same. */
const EXCEPTIONS: readonly { readonly from: string; readonly to: string; readonly reason: string }[] = [
  {
    from: 'src/cli/commands/demo.ts',
    to: 'src/simulator/parse-behaviour.ts',
    reason: 'the demo is about the simulated carriers and makes them answer in a hurry',
  },
];

/** Files of ports, and statements that import the port itself: a file that has one works through it. */
const PORT_FILE = /\/(\w+-store|ledger|\w+-queue|service-windows)\.ts$/;
const PORT_IMPORT = /^import[^;]*\b(\w+Store|\w+Ledger|\w+Queue|ServiceWindows)\b[^;]*;/m;

const sources = readSource();

function folderOf(path: string): string {
  const [, folder = '', under = ''] = path.split('/');
  return folder === 'adapters' ? `${folder}/${under}` : folder;
}

function isAllowed(from: string, to: string, typeOnly: boolean): boolean {
  if (folderOf(from) === folderOf(to)) return true;
  const { values = [], types = [] } = ALLOWED[folderOf(from)] ?? {};
  const named = (list: readonly string[]) => list.includes(folderOf(to)) || list.includes(to);
  return named(values) || (typeOnly && named(types));
}

function inside(): readonly { readonly from: string; readonly to: string; readonly typeOnly: boolean }[] {
  return sources.flatMap((file) =>
    importsOf(file)
      .filter(({ to }) => to.startsWith('src/'))
      .map(({ to, typeOnly }) => ({ from: file.path, to, typeOnly })),
  );
}

test('the scan sees the tree, and every import of it', () => {
  expect(sources.length).toBeGreaterThan(150);
  expect(inside().length).toBeGreaterThan(400);
  for (const file of sources) {
    const begun = file.text.match(/^import\b/gm)?.length ?? 0;
    expect(importsOf(file).length, file.path).toBeGreaterThanOrEqual(begun);
    for (const { to } of importsOf(file)) expect(to, file.path).not.toMatch(/^(test|bench)\//);
  }
});

test('every folder has its place in the table', () => {
  expect([...new Set(sources.map(({ path }) => folderOf(path)))].sort()).toEqual(Object.keys(ALLOWED).sort());
});

test('imports point one way', () => {
  const wrong = inside()
    .filter(({ from, to, typeOnly }) => !isAllowed(from, to, typeOnly))
    .filter(({ from, to }) => !EXCEPTIONS.some((each) => each.from === from && each.to === to));
  expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

test('every exception is needed', () => {
  for (const { from, to, reason } of EXCEPTIONS) {
    const found = inside().find((each) => each.from === from && each.to === to);
    expect(found, `${from} imports ${to}`).toBeDefined();
    expect(isAllowed(from, to, found?.typeOnly ?? false), `${from} imports ${to}`).toBe(false);
    expect(reason.length).toBeGreaterThan(20);
  }
});

test('adapters know ports and pure functions: nothing that works through a port', () => {
  const wanted = inside().filter(
    ({ from, to, typeOnly }) =>
      from.startsWith('src/adapters/') && !typeOnly && !to.startsWith('src/adapters/'),
  );
  expect(wanted.length).toBeGreaterThan(20);
  expect(readText('src/campaign/settle.ts')).toMatch(PORT_IMPORT);
  const useCases = wanted.filter(({ to }) => !PORT_FILE.test(to) && PORT_IMPORT.test(readText(to)));
  expect(useCases.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

/** The folders of the reader of questions, from the words up to the whole question: each knows only those before it. */
const PARSE_FOLDERS = [
  'words',
  'times',
  'data',
  'sentence',
  'names',
  'channels',
  'ranks',
  'purchases',
  'fields',
  'marks',
  'messages',
  'doubts',
  'settle',
  'tree',
  'refine',
];

test('a question is read from the words up: no folder of the reader knows one above it', () => {
  const PARSE = 'src/audience/parse/';
  const heightOf = (path: string) => {
    const [folder = '', file] = path.slice(PARSE.length).split('/');
    return file === undefined ? PARSE_FOLDERS.length : PARSE_FOLDERS.indexOf(folder);
  };
  const within = inside().filter(({ from, to }) => from.startsWith(PARSE) && to.startsWith(PARSE));
  expect(within.length).toBeGreaterThan(500);
  const upwards = within.filter(({ from, to }) => heightOf(from) < heightOf(to) || heightOf(from) < 0);
  expect(upwards.map(({ from, to }) => `${from} knows ${to}`)).toEqual([]);
});
