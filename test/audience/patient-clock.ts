import type { Clock } from '../../src/kernel/clock.ts';

/** Short waits are over at once and are remembered; the long one, for everything, is over when the test says so. */
export class PatientClock implements Clock {
  readonly waits: number[] = [];
  readonly #longer: number;
  #expire: (() => void)[] = [];

  constructor(longerThanMs: number) {
    this.#longer = longerThanMs;
  }

  now(): number {
    return Date.UTC(2026, 10, 20, 10);
  }

  monotonic(): number {
    return 0;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= this.#longer) {
      this.waits.push(ms);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#expire.push(resolve);
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** Ends the long waits. */
  expire(): void {
    for (const end of this.#expire.splice(0)) end();
  }
}
