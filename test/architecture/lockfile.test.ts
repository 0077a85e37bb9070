import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readText, ROOT } from './source-files.ts';

/** Packages that run a script when they are installed, each with the reason why it may. */
const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {
  fsevents:
    'optional, of vite, for macOS only: watches files, and compiles itself; nothing here watches files',
};
const SCRIPTS = ['preinstall', 'install', 'postinstall'];

const lockfile = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        integrity: z.string().optional(),
        hasInstallScript: z.boolean().optional(),
        optional: z.boolean().optional(),
        dev: z.boolean().optional(),
        os: z.unknown().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readText('package-lock.json')));
const packages = Object.entries(lockfile.packages).filter(([path]) => path !== '');

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions })
  .parse(JSON.parse(readText('package.json')));

test('the lockfile names no registry, so that everyone installs from their own', () => {
  expect(packages.length).toBeGreaterThan(60);
  expect(readText('package-lock.json').match(/"resolved": .*/g)).toBeNull();
  expect(readText('.npmrc').split('\n')).toContain('omit-lockfile-registry-resolved=true');
});

/** One of these runs on each machine; the registry of this lockfile carries those for Linux on x64. */
const MACHINE_BINARIES = /^node_modules\/@duckdb\/node-bindings-/;

test('every package is pinned by its content, but for tools of platforms that the lockfile was not made with', () => {
  const unpinned = packages.filter(([, { integrity }]) => integrity === undefined);
  // `npm ci` wants an entry for each of them, and a registry that does not carry them gives no hash.
  expect(
    unpinned
      .filter(
        ([path, { optional, dev, os }]) =>
          !(optional && os !== undefined && (dev || MACHINE_BINARIES.test(path))),
      )
      .map(([path]) => path),
  ).toEqual([]);
});

const nameOf = (path: string) => path.replace(/^.*node_modules\//, '');
const withScripts = z.object({ scripts: z.record(z.string(), z.string()).optional() });

/** Not every registry tells the lockfile about scripts, so what is installed is asked too. npm compiles a package with a binding.gyp. */
function runsScript(path: string): boolean {
  if (!existsSync(join(ROOT, path, 'package.json'))) return false;
  const { scripts = {} } = withScripts.parse(JSON.parse(readText(`${path}/package.json`)));
  return SCRIPTS.some((name) => scripts[name] !== undefined) || existsSync(join(ROOT, path, 'binding.gyp'));
}

test('nothing runs when it is installed, but what is listed', () => {
  expect(packages.filter(([path]) => existsSync(join(ROOT, path, 'package.json'))).length).toBeGreaterThan(
    40,
  );
  const found = packages.filter(
    ([path, { hasInstallScript }]) => hasInstallScript === true || runsScript(path),
  );
  expect(found.map(([path]) => nameOf(path)).filter((name) => INSTALL_SCRIPTS[name] === undefined)).toEqual(
    [],
  );
  const locked = packages.map(([path]) => nameOf(path));
  expect(Object.keys(INSTALL_SCRIPTS).filter((name) => !locked.includes(name))).toEqual([]);
});

/** `-r.1` is the release of a binding to a DuckDB of that version. */
test('direct dependencies have one version', () => {
  const direct = Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  });
  expect(direct.length).toBeGreaterThan(10);
  expect(direct.filter(([, version]) => !/^\d+\.\d+\.\d+(-r\.\d+)?$/.test(version))).toEqual([]);
});
