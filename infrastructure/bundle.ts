import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { zip, type ZipFile } from './zip.ts';

/** The functions of the engine: src/lambda/<name>.ts becomes infrastructure/dist/<name>.zip. */
export const FUNCTIONS = ['dispatcher', 'delivery-processor', 'tick', 'stream-aggregator'] as const;

const ROOT = fileURLToPath(new URL('../', import.meta.url));

export interface Bundle {
  readonly zip: Uint8Array;
  /** `index.mjs` exports `handler`; what it loads only when it needs it lies beside it. */
  readonly files: readonly ZipFile[];
  /** Beside the archive and not in it: they would treble what Lambda loads. */
  readonly maps: readonly ZipFile[];
}

/**
 * Everything that an entry file needs but Node itself, as an archive for Lambda. The same sources give the same bytes.
 * @throws when something is needed that is neither here nor in Node.
 */
export async function bundle(entry: string): Promise<Bundle> {
  const build = await rolldown({
    input: { index: entry },
    cwd: ROOT,
    platform: 'node',
    logLevel: 'silent',
    treeshake: true,
  });
  const { output } = await build.generate({
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    minify: true,
    sourcemap: 'hidden',
  });
  await build.close();
  const own = new Set(output.map(({ fileName }) => fileName));
  const outside = output
    .flatMap((each) => (each.type === 'chunk' ? [...each.imports, ...each.dynamicImports] : []))
    .filter((name) => !own.has(name) && !isBuiltin(name));
  if (outside.length > 0) throw new Error(`${entry} needs what is not there: ${outside.join(', ')}.`);
  const all = output.map((each) => ({
    name: each.fileName,
    bytes: Buffer.from(each.type === 'chunk' ? each.code : each.source),
  }));
  const isMap = ({ name }: ZipFile) => name.endsWith('.map');
  const files = all.filter((file) => !isMap(file));
  return { zip: zip(files), files, maps: all.filter(isMap) };
}

/** Prints name, SHA-256 and bytes of each archive, one a line, for deploy.sh. */
async function main(): Promise<void> {
  const dist = join(ROOT, 'infrastructure/dist');
  rmSync(dist, { recursive: true, force: true });
  for (const name of FUNCTIONS) {
    const { zip: bytes, maps } = await bundle(`src/lambda/${name}.ts`);
    mkdirSync(join(dist, 'maps', name), { recursive: true });
    for (const map of maps) writeFileSync(join(dist, 'maps', name, map.name), map.bytes);
    writeFileSync(join(dist, `${name}.zip`), bytes);
    console.log(name, createHash('sha256').update(bytes).digest('hex'), bytes.length);
  }
}

if (import.meta.main) await main();
