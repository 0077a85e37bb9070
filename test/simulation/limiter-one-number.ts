import type { Clock } from '../../src/kernel/clock.ts';
import type { LimitStore, Reservation, ReserveRequest, ScopeRate } from '../../src/throughput/limit-store.ts';
import { paceOf } from '../../src/throughput/pace.ts';

/**
 * The design that was tried first: nothing but the next free time of each scope. Under several scopes a block begins when all have room
 * and goes at the pace of the slowest; it is as long as the faster scopes' tolerance for late use allows, and moves their next free
 * time to behind it. It keeps the promise too, but wastes the faster scopes.
 */
export class OneNumberStore implements LimitStore {
  readonly #clock: Clock;
  readonly #nextFreeAt = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async reserve({ scopes, sizes, leadMs, horizonMs, spanMs }: ReserveRequest): Promise<Reservation> {
    const now = this.#clock.now();
    const paced = scopes.map((limit) => ({ scope: limit.scope, ...paceOf(limit) }));
    const freeAt = paced.map(({ scope, toleranceMs }) =>
      Math.max(this.#nextFreeAt.get(scope) ?? 0, now + leadMs - toleranceMs),
    );
    const at = Math.max(...freeAt);
    if (at > now + horizonMs) return { kind: 'wait', retryAt: at - horizonMs, storeNow: now };
    const everyMs = Math.max(...paced.map(({ intervalMs }) => intervalMs));
    let parts = Math.min(
      sizes.reduce((sum, size) => sum + size, 0),
      1 + Math.floor(spanMs / everyMs),
    );
    for (const { intervalMs, toleranceMs } of paced) {
      if (intervalMs < everyMs) parts = Math.min(parts, 1 + Math.floor(toleranceMs / (everyMs - intervalMs)));
    }
    let until = Number.POSITIVE_INFINITY;
    for (const { scope, intervalMs, latenessMs } of paced) {
      this.#nextFreeAt.set(scope, at + parts * intervalMs);
      until = Math.min(until, at + latenessMs - (parts - 1) * (everyMs - intervalMs));
    }
    return { kind: 'granted', runs: [{ at, until, parts, everyMs }], storeNow: now };
  }

  async throttled(): Promise<ScopeRate | undefined> {
    return undefined;
  }

  async rates(): Promise<readonly ScopeRate[]> {
    return [];
  }
}
