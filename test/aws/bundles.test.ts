import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type Bundle, bundle, FUNCTIONS } from '../../infrastructure/bundle.ts';
import { zip } from '../../infrastructure/zip.ts';

const MEGABYTE = 1024 * 1024;

/** Prints how long Node takes to load a file, ms, and what `handler` is. */
const LOAD = `const begin = performance.now();
const { handler } = await import(process.argv[1]);
console.log(Math.round(performance.now() - begin), typeof handler);
process.exit(0);`;

function load({ files }: Bundle): { readonly ms: number; readonly handler: string } {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', LOAD, join(folder, 'index.mjs')],
    { encoding: 'utf8', env: {} },
  );
  rmSync(folder, { recursive: true });
  const [ms = '', handler = stderr] = stdout.trim().split(' ');
  return { ms: Number(ms), handler };
}

describe.each(FUNCTIONS)('%s', (name) => {
  test('loads by itself, small, the same each time, without what it must not have', async () => {
    const made = await bundle(`src/lambda/${name}.ts`);
    const { ms, handler } = load(made);
    const unpacked = made.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    console.log(
      `${name}: ${kilobytes(made.zip.length)} zipped, ${kilobytes(unpacked)} unpacked, loaded in ${ms} ms`,
    );
    expect(handler).toBe('function');
    expect(unpacked).toBeLessThan(2 * MEGABYTE);
    expect(Buffer.compare((await bundle(`src/lambda/${name}.ts`)).zip, made.zip)).toBe(0);

    const text = made.files.map(({ bytes }) => Buffer.from(bytes).toString()).join('\n');
    // A store of its own, the simulated carriers, the command, and the folder it was made in.
    expect(text).not.toMatch(/node:sqlite|SimulatedCarriers|src\/(cli|simulator)\//);
    expect(text).not.toContain(process.cwd());
  });
});

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} kB`;
}

test('what is not there is told when it is bundled, not when it runs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'entry-'));
  writeFileSync(join(folder, 'entry.ts'), "import { x } from 'not-installed'; export const handler = x;");
  await expect(bundle(join(folder, 'entry.ts'))).rejects.toThrow('not-installed');
  rmSync(folder, { recursive: true });
});

describe('archives', () => {
  const files = [
    { name: 'index.mjs', bytes: Buffer.from('export const handler = 1;\n'.repeat(100)) },
    { name: 'chunk.mjs', bytes: Buffer.from('') },
  ];

  test('hold what was given, in order of names, whatever the order it came in', () => {
    const archive = Buffer.from(zip(files));
    expect(Buffer.compare(archive, zip(files.toReversed()))).toBe(0);
    const begin = archive.indexOf('index.mjs');
    expect(archive.indexOf('chunk.mjs')).toBeLessThan(begin);
    const length = archive.readUInt32LE(begin - 12);
    const packed = archive.subarray(begin + 'index.mjs'.length, begin + 'index.mjs'.length + length);
    expect(inflateRawSync(packed).equals(files[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
  });

  test.skipIf(spawnSync('unzip', ['-v']).status !== 0)('are what others call a zip', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zip-'));
    writeFileSync(join(folder, 'a.zip'), zip(files));
    expect(spawnSync('unzip', ['-t', join(folder, 'a.zip')], { encoding: 'utf8' }).stdout).toContain(
      'No errors detected',
    );
    rmSync(folder, { recursive: true });
  });
});
