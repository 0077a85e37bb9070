import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * `npm run bench [NAME...] [-- --OPTION VALUE...]`: one JSON document a benchmark. Nothing is asserted: machines are noisy, so compare figures of one run, and
 * quote ratios. Each measurement runs in a process of its own, so that its memory is its own.
 */
const BENCHES: Readonly<Record<string, () => unknown>> = {
  pipeline: () => [100_000, 1_000_000].map(pipeline),
  limiter: () => runFile('limiter.ts'),
  events: () => runFile('events.ts', '1000000'),
  'aws-cost': () => runFile('aws-cost.ts'),
  audience: () => runFile('audience.ts', ...options),
};

function pipeline(count: number): unknown {
  const floor = runFile('floor.ts', String(count));
  const product = runFile('pipeline.ts', String(count));
  const share = (figure: string) => numberAt(product, figure) / numberAt(floor, figure);
  return {
    product,
    floor,
    shareOfFloor: share('messagesPerSecond'),
    shareOfFloorWithPlanning: share('withPlanningPerSecond'),
  };
}

function numberAt(result: unknown, figure: string): number {
  const value = typeof result === 'object' && result !== null ? Reflect.get(result, figure) : undefined;
  return typeof value === 'number' ? value : Number.NaN;
}

/** As `bin/cpaas` starts the product. */
const HEAP = ['--max-semi-space-size=32', '--heap-growing-percent=50'];

function runFile(file: string, ...args: readonly string[]): unknown {
  const output = execFileSync(process.execPath, [...HEAP, join(import.meta.dirname, file), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  });
  return JSON.parse(output.trim().split('\n').at(-1) ?? 'null');
}

const given = process.argv.slice(2);
const firstOption = given.findIndex((word) => word.startsWith('--'));
const wanted = firstOption === -1 ? given : given.slice(0, firstOption);
const options = firstOption === -1 ? [] : given.slice(firstOption);
for (const name of wanted.length === 0 ? Object.keys(BENCHES) : wanted) {
  const bench = BENCHES[name];
  if (bench === undefined) {
    console.error(`There is no benchmark ${name}: known are ${Object.keys(BENCHES).join(', ')}.`);
    process.exit(2);
  }
  console.log(JSON.stringify({ bench: name, result: bench() }, null, 2));
}
