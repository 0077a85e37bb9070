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

/** The middle of seven runs. */
export async function warm(work: () => unknown): Promise<number> {
  const all: number[] = [];
  for (let i = 0; i < RUNS; i++) all.push(await timed(work));
  return all.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
}
