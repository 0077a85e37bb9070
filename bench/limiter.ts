import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openEmbeddedLimitStore } from '../src/adapters/embedded/limit-store.ts';
import { systemClock } from '../src/kernel/clock.ts';
import type { LimitStore } from '../src/throughput/limit-store.ts';
import { Pacer } from '../src/throughput/pacer.ts';

/**
 * `node bench/limiter.ts [--seconds 20] [--rates 80,500] [--workers 1,4,16]`: worker processes that share one store and always have
 * work, each message asked for one at a time. 32 messages are wanted at any moment, over all processes. Sends are stamped with the
 * monotonic clock of the machine, which processes share, at the moment a provider would be called. One line of JSON; asserts nothing.
 */
const WANTED_AT_ONCE = 32;
/**
 * From the first process started to the first send that counts: all have started, and blocks have their full length. With 16 workers
 * at 80 parts/s that takes 7 s: each block is twice the last one of that worker, and its turn comes after the 15 others.
 */
const WARM_UP_MS = 10_000;

const job = z.object({
  folder: z.string(),
  partsPerSecond: z.number(),
  wantedAtOnce: z.number(),
  fromMs: z.number(),
  untilMs: z.number(),
});
type Job = z.infer<typeof job>;

const report = z.object({
  /** In `machineMs`. */
  sentAt: z.array(z.number()),
  waitsMs: z.array(z.number()),
  voided: z.number(),
  writes: z.number(),
  calls: z.number(),
  cpuMs: z.number(),
});
type Report = z.infer<typeof report>;

/** Milliseconds on the machine's monotonic clock, the same in every process. */
function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

async function work({ folder, partsPerSecond, wantedAtOnce, fromMs, untilMs }: Job): Promise<Report> {
  const opened = openEmbeddedLimitStore(folder, systemClock);
  const own = { sentAt: [] as number[], waitsMs: [] as number[], voided: 0, calls: 0 };
  const store: LimitStore = {
    reserve: (request) => {
      own.calls++;
      return opened.store.reserve(request);
    },
    throttled: (scope, cause) => opened.store.throttled(scope, cause),
    rates: (scopes) => opened.store.rates(scopes),
  };
  const pacer = new Pacer(store, systemClock);
  const scopes = [{ scope: 'origin', partsPerSecond }];
  const sender = async () => {
    for (let askedAt = machineMs(); askedAt < untilMs; askedAt = machineMs()) {
      while (!(await (await pacer.take(scopes, [1]))[0]?.due())) own.voided++;
      const at = machineMs();
      own.sentAt.push(at);
      if (at >= fromMs) own.waitsMs.push(at - askedAt);
    }
  };
  const sending = Array.from({ length: wantedAtOnce }, sender);
  await systemClock.sleep(fromMs - machineMs());
  const before = { writes: opened.writes(), calls: own.calls, voided: own.voided, cpu: process.cpuUsage() };
  await Promise.all(sending);
  const cpu = process.cpuUsage(before.cpu);
  const writes = opened.writes() - before.writes;
  opened.close();
  return {
    sentAt: own.sentAt.filter((at) => at >= fromMs && at < untilMs),
    waitsMs: own.waitsMs,
    voided: own.voided - before.voided,
    writes,
    calls: own.calls - before.calls,
    cpuMs: (cpu.user + cpu.system) / 1_000,
  };
}

function runWorker(assignment: Job): Promise<Report> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, ['--worker'], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.once('message', (message) => {
      resolve(report.parse(message));
      child.disconnect();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`A worker ended with code ${code} and no report.`)));
    child.send(assignment);
  });
}

async function measure(
  partsPerSecond: number,
  workers: number,
  seconds: number,
): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'cpaas-limiter-'));
  try {
    openEmbeddedLimitStore(folder, systemClock).close();
    const fromMs = machineMs() + WARM_UP_MS;
    const wantedAtOnce = Math.max(1, Math.round(WANTED_AT_ONCE / workers));
    const assignment = { folder, partsPerSecond, wantedAtOnce, fromMs, untilMs: fromMs + seconds * 1_000 };
    const reports = await Promise.all(Array.from({ length: workers }, () => runWorker(assignment)));
    return { partsPerSecond, workers, ...summary(reports, partsPerSecond, seconds) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function summary(
  reports: readonly Report[],
  partsPerSecond: number,
  seconds: number,
): Record<string, number> {
  const sentAt = reports.flatMap((own) => own.sentAt).toSorted((a, b) => a - b);
  const waits = reports.flatMap((own) => own.waitsMs).toSorted((a, b) => a - b);
  const perWorker = reports.map((own) => own.sentAt.length);
  const total = (pick: (own: Report) => number) => reports.reduce((sum, own) => sum + pick(own), 0);
  return {
    usedShare: round(sentAt.length / seconds / partsPerSecond),
    worstSecondOverLimit: round(mostWithin(sentAt, 1_000) / partsPerSecond),
    worst100msOverLimit: round(mostWithin(sentAt, 100) / (partsPerSecond / 10)),
    writesPerPart: round(total((own) => own.writes) / sentAt.length),
    storeCallsPerPart: round(total((own) => own.calls) / sentAt.length),
    voidedShare: round(total((own) => own.voided) / sentAt.length),
    medianWaitMs: round(waits[Math.floor(waits.length * 0.5)] ?? 0),
    p99WaitMs: round(waits[Math.floor(waits.length * 0.99)] ?? 0),
    leastOverMostSent: round(Math.min(...perWorker) / Math.max(...perWorker)),
    cpuMicrosPerPart: Math.round((total((own) => own.cpuMs) * 1_000) / sentAt.length),
  };
}

/** The most sends in any window of this length, the end not included. */
function mostWithin(sentAt: readonly number[], windowMs: number): number {
  let most = 0;
  let first = 0;
  for (const [n, at] of sentAt.entries()) {
    while ((sentAt[first] ?? at) <= at - windowMs) first++;
    most = Math.max(most, n - first + 1);
  }
  return most;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function numbers(list: string): readonly number[] {
  return list.split(',').map(Number);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '20' },
      rates: { type: 'string', default: '80,500' },
      workers: { type: 'string', default: '1,4,16' },
    },
  });
  const results: Record<string, number>[] = [];
  for (const rate of numbers(values.rates)) {
    for (const workers of numbers(values.workers)) {
      console.error(`${rate}/s, ${workers} workers, ${values.seconds} s`);
      results.push(await measure(rate, workers, Number(values.seconds)));
    }
  }
  console.log(JSON.stringify({ store: 'embedded', wantedAtOnce: WANTED_AT_ONCE, results }));
}

async function workerMain(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  process.once('message', resolve);
  // The process ends when the parent has read the report and disconnects.
  process.send?.(await work(job.parse(await promise)));
}

await (process.argv.includes('--worker') ? workerMain() : main());
