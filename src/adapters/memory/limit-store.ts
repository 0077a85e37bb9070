import type { Clock } from '../../kernel/clock.ts';
import type { LimitStore, Reservation, ReserveRequest, ScopeRate } from '../../throughput/limit-store.ts';
import type { ScopedLimit } from '../../throughput/limit.ts';
import { reserveSlots, scopeRate, throttleScope, type ScopeState } from '../../throughput/slots.ts';

/** The reference model of `LimitStore`: its clock is the store's clock. */
export class MemoryLimitStore implements LimitStore {
  readonly #clock: Clock;
  readonly #states = new Map<string, ScopeState>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async reserve(request: ReserveRequest): Promise<Reservation> {
    const before = request.scopes.map(({ scope }) => this.#states.get(scope));
    const { reservation, states } = reserveSlots(before, request, this.#clock.now());
    for (const [j, state] of (states ?? []).entries()) {
      const scope = request.scopes[j]?.scope;
      if (scope !== undefined) this.#states.set(scope, state);
    }
    return reservation;
  }

  async throttled(scope: string, cause: string, agoMs = 0): Promise<ScopeRate | undefined> {
    const before = this.#states.get(scope);
    if (before === undefined) return undefined;
    const now = this.#clock.now();
    const after = throttleScope(before, cause, now, now - agoMs);
    if (after === before) return undefined;
    this.#states.set(scope, after);
    return scopeRate(scope, after.limitPerSecond, after, now);
  }

  async rates(scopes: readonly ScopedLimit[]): Promise<readonly ScopeRate[]> {
    const now = this.#clock.now();
    return scopes.map(({ scope, partsPerSecond }) =>
      scopeRate(scope, partsPerSecond, this.#states.get(scope), now),
    );
  }
}
