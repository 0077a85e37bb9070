import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { simulate } from './simulate.ts';
import {
  add,
  describeCounts,
  describeFailure,
  emptySummary,
  merge,
  type Summary,
  tooLittle,
} from './summary.ts';

/**
 * `npm run sim`: 10,000 seeds. `npm run sim -- --seeds 5000..6000`: these. `SIM_SEED=17 npm run sim`: one, with all that happens in it.
 * Exit code 1 when a promise was broken, or when the seeds met too little to prove anything.
 */
const usualSeeds = { from: 1, to: 10_000 };

const range = z.object({ from: z.int().min(0), to: z.int().min(0), step: z.int().min(1) });
const part = z.object({
  seeds: z.number(),
  counts: z.record(z.string(), z.number()),
  failures: z.array(
    z.object({ seed: z.number(), promise: z.string(), what: z.string(), history: z.array(z.string()) }),
  ),
});

if (isMainThread) process.exitCode = await main(process.argv.slice(2), process.env['SIM_SEED']);
else parentPort?.postMessage(await runPart(range.parse(workerData)));

async function main(words: readonly string[], oneSeed: string | undefined): Promise<number> {
  if (oneSeed !== undefined) return showOne(Number(oneSeed));
  const [from, to] =
    words[0] === '--seeds' ? (words[1] ?? '').split('..').map(Number) : [usualSeeds.from, usualSeeds.to];
  if (from === undefined || to === undefined || !(from <= to)) {
    process.stderr.write('Give seeds as --seeds 1..10000, or one as SIM_SEED=17.\n');
    return 2;
  }
  const began = performance.now();
  const summary = emptySummary();
  const workers = Math.min(2, availableParallelism());
  const parts = Array.from({ length: workers }, (_, i) => inWorker({ from: from + i, to, step: workers }));
  for (const result of await Promise.all(parts)) merge(summary, result);
  const seconds = (performance.now() - began) / 1000;
  for (const failure of summary.failures) process.stdout.write(`${describeFailure(failure)}\n`);
  process.stdout.write(
    `${describeCounts(summary)}\n${(summary.seeds / seconds).toFixed(1)} seeds a second\n`,
  );
  const missing = tooLittle(summary);
  for (const line of missing) process.stdout.write(`too little: ${line}\n`);
  return summary.failures.length + missing.length === 0 ? 0 : 1;
}

async function showOne(seed: number): Promise<number> {
  const result = await simulate(seed, true);
  process.stdout.write(`${result.history.join('\n')}\n${result.hash}\n`);
  if (result.violation === undefined) return 0;
  process.stdout.write(`${result.violation.promise}: ${result.violation.what}\n`);
  return 1;
}

function inWorker(seeds: z.infer<typeof range>): Promise<Summary> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: seeds });
    worker.once('message', (message: unknown) => resolve(part.parse(message)));
    worker.once('error', reject);
  });
}

async function runPart({ from, to, step }: z.infer<typeof range>): Promise<Summary> {
  const summary = emptySummary();
  for (let seed = from; seed <= to; seed += step) add(summary, await simulate(seed));
  return summary;
}
