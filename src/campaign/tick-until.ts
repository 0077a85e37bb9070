import type { Clock } from '../kernel/clock.ts';
import type { TickLease } from './tick-lease.ts';
import type { Pass } from './ticker.ts';

/** Between two passes: each reads some items of every campaign that runs. */
export const SHARED_TICK_MS = 1_000;

/**
 * Ticks while something runs or waits that comes before `forMs` have passed; at once back when nothing does, or when another process ticks.
 * @throws what a pass throws, with the lease free again.
 */
export async function tickUntil(
  {
    pass,
    lease,
    clock,
  }: { readonly pass: () => Promise<Pass>; readonly lease: TickLease; readonly clock: Clock },
  forMs: number,
): Promise<void> {
  const until = clock.monotonic() + forMs;
  try {
    while (clock.monotonic() < until && (await lease.hold())) {
      const { busy, nextAt } = await pass();
      if (nextAt === undefined) break;
      const waitMs = busy ? 0 : Math.max(SHARED_TICK_MS, nextAt - clock.now());
      if (clock.monotonic() + waitMs >= until) break;
      await clock.sleep(waitMs);
    }
  } finally {
    await lease.release();
  }
}
