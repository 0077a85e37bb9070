/**
 * Makes time pass `factor` times more slowly in this process, its clocks and its timers alike. An emulator answers that many times more
 * slowly than AWS does; with both slowed the engine meets what it would meet there: 80 parts a second, and answers within milliseconds.
 * What the machine itself does is not slowed, so figures of CPU stay true.
 */
export function slowTime(factor: number): void {
  const { now: wallNow } = Date;
  const monotonicNow = performance.now.bind(performance);
  const [wallStart, monotonicStart] = [wallNow(), monotonicNow()];
  Date.now = () => Math.floor(wallStart + (wallNow() - wallStart) / factor);
  performance.now = () => monotonicStart + (monotonicNow() - monotonicStart) / factor;
  const start = globalThis.setTimeout;
  globalThis.setTimeout = Object.assign(
    (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) =>
      start(run, (ms ?? 0) * factor, ...args),
    start,
  );
}
