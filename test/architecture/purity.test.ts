import { describe, expect, test } from 'vitest';
import { findAll, readSource, type SourceFile } from './source-files.ts';

const sources = readSource();

interface Rule {
  readonly what: string;
  readonly pattern: RegExp;
  /** Folders, or files, that may. */
  readonly allowed: readonly string[];
}

/** The clock, chance and the environment come in through `src/kernel/` and `src/compose/`; everything else is handed them. */
const INJECTED = ['src/kernel/', 'src/compose/'];
const RULES: readonly Rule[] = [
  { what: 'Date.now', pattern: /\bDate\.now\b/, allowed: INJECTED },
  { what: 'new Date()', pattern: /\bnew Date\(\s*\)|\bnew Date\b(?!\s*\()/, allowed: INJECTED },
  { what: 'performance.now', pattern: /\bperformance\.now\b/, allowed: INJECTED },
  { what: 'process.hrtime', pattern: /\bprocess\.(hrtime|uptime)\b/, allowed: INJECTED },
  { what: 'Math.random', pattern: /\bMath\.random\b/, allowed: INJECTED },
  {
    what: 'random bytes',
    pattern: /\b(randomUUID|randomBytes|randomInt|getRandomValues)\b/,
    allowed: INJECTED,
  },
  { what: 'process.env', pattern: /\bprocess\.env\b/, allowed: INJECTED },
  { what: 'timers', pattern: /(?<![.\w])(setTimeout|setInterval)\(|timers\/promises/, allowed: INJECTED },
  {
    what: 'the terminal and the end of the process',
    pattern: /\bprocess\.(argv|stdin|stdout|stderr|exit|exitCode|on|once)\b/,
    allowed: ['src/cli/main.ts'],
  },
];

/** Turns of the event loop are no time, but a test cannot step them: each user says why it needs them. */
const TURNS: Readonly<Record<string, string>> = {
  'src/adapters/embedded/database.ts': 'all writes of one turn of the event loop share one commit',
  'src/simulator/receipt-schedule.ts': 'receipts without delay still come after the answer to the send',
};

function isIn({ path }: SourceFile, allowed: readonly string[]): boolean {
  return allowed.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
}

test('the scan sees the tree', () => {
  expect(sources.length).toBeGreaterThan(150);
});

describe.each(RULES)('$what', ({ pattern, allowed }) => {
  test('is used nowhere else', () => {
    expect(sources.filter((file) => !isIn(file, allowed)).flatMap((file) => findAll(file, pattern))).toEqual(
      [],
    );
  });
});

test('the patterns find what they are for', () => {
  const found = sources
    .filter((file) => isIn(file, INJECTED))
    .flatMap((file) => RULES.filter(({ pattern }) => pattern.test(file.text)));
  expect(found.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['Date.now', 'performance.now', 'timers']),
  );
  const line =
    'f(process.env); g(new Date()); h(crypto.randomUUID()); setInterval(i, 1); process.argv.at(2); Math.random()';
  expect(RULES.filter(({ pattern }) => pattern.test(line))).toHaveLength(6);
});

test('turns of the event loop are waited for where it is said why', () => {
  const users = sources
    .filter(({ text }) => /\b(setImmediate|nextTick)\b/.test(text))
    .map(({ path }) => path);
  expect(users).toEqual(Object.keys(TURNS));
});
