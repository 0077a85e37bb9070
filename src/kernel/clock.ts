/**
 * Time, as every part of the product sees it. `now` is wall time in epoch milliseconds and may jump;
 * `monotonic` is milliseconds since an arbitrary start and never goes back, so durations are taken on it.
 */
export interface Clock {
  now(): number;
  monotonic(): number;
  /** Resolves after `ms` milliseconds, or at once when `signal` aborts. It never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's clock. The only place of the product that reads it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, ms));
      signal?.addEventListener('abort', done, { once: true });
    }),
};
