export interface Figures {
  readonly [name: string]: number | string | Figures;
}

const RUNS = 7;

/** Milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The middle of seven runs, and what one takes of the processor: that says more on a busy machine. */
export async function warm(work: () => unknown): Promise<{ countWarmMs: number; countCpuMs: number }> {
  const all: number[] = [];
  const before = process.cpuUsage();
  for (let i = 0; i < RUNS; i++) all.push(await timed(work));
  const { user, system } = process.cpuUsage(before);
  return {
    countWarmMs: all.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN,
    countCpuMs: (user + system) / 1000 / RUNS,
  };
}
