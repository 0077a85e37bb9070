import { expect, test } from 'vitest';
import { z } from 'zod';
import { readText } from './source-files.ts';

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions })
  .parse(JSON.parse(readText('package.json')));

/** Name and version of each row, under the heading of its kind. */
function documented(heading: string): Readonly<Record<string, string>> {
  const section =
    readText('docs/dependencies.md')
      .split(/\n(?=## )/)
      .find((each) => each.startsWith(`## ${heading}\n`)) ?? '';
  return Object.fromEntries(
    [...section.matchAll(/^\| `([^`]+)` +\| ([\w.-]+) +\|/gm)].map(([, name = '', version = '']) => [
      name,
      version,
    ]),
  );
}

test.each([
  ['At run time', manifest.dependencies],
  ['Node itself', manifest.optionalDependencies],
  ['For development', manifest.devDependencies],
])('%s: docs/dependencies.md lists what package.json does', (heading, dependencies) => {
  expect(Object.keys(dependencies).length).toBeGreaterThan(2);
  expect(documented(heading)).toEqual(dependencies);
});
