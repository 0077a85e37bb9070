import { expect, test } from 'vitest';
import { z } from 'zod';
import { readText } from './source-files.ts';

/** Packages that run a script when they are installed, each with the reason why that is needed. */
const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {};

const lockfile = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ integrity: z.string().optional(), hasInstallScript: z.boolean().optional() }),
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
  expect(readText('package-lock.json')).not.toContain('"resolved"');
  expect(readText('.npmrc').split('\n')).toContain('omit-lockfile-registry-resolved=true');
});

test('every package is pinned by its content', () => {
  expect(packages.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
});

test('nothing runs when it is installed, but what is listed', () => {
  const scripts = packages.filter(([, { hasInstallScript }]) => hasInstallScript === true);
  expect(scripts.map(([path]) => path.replace(/^.*node_modules\//, '')).sort()).toEqual(Object.keys(INSTALL_SCRIPTS).sort());
});

test('direct dependencies have one version', () => {
  const direct = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies });
  expect(direct.length).toBeGreaterThan(10);
  expect(direct.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
