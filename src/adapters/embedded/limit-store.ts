import type { Clock } from '../../kernel/clock.ts';
import type { ScopedLimit } from '../../throughput/limit.ts';
import type { LimitStore, Reservation, ReserveRequest, ScopeRate } from '../../throughput/limit-store.ts';
import { reserveSlots, type ScopeState, scopeRate, throttleScope } from '../../throughput/slots.ts';
import { storedScope } from '../../throughput/stored-scope.ts';
import { Database } from './database.ts';
import { rowOf, text } from './row.ts';

/** One row a scope. The store's clock is the machine's, which every process that opens the file shares. */
export class EmbeddedLimitStore implements LimitStore {
  readonly #db: Database;
  readonly #clock: Clock;
  #writes = 0;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Rows written so far, for benchmarks. */
  get writes(): number {
    return this.#writes;
  }

  reserve(request: ReserveRequest): Promise<Reservation> {
    return this.#db.write(() => {
      const before = request.scopes.map(({ scope }) => this.#read(scope));
      const { reservation, states } = reserveSlots(before, request, this.#clock.now());
      for (const [j, state] of (states ?? []).entries()) this.#store(request.scopes[j]?.scope ?? '', state);
      return reservation;
    });
  }

  throttled(scope: string, cause: string, agoMs = 0): Promise<ScopeRate | undefined> {
    return this.#db.write(() => {
      const before = this.#read(scope);
      if (before === undefined) return undefined;
      const now = this.#clock.now();
      const after = throttleScope(before, cause, now, now - agoMs);
      if (after === before) return undefined;
      this.#store(scope, after);
      return scopeRate(scope, after.limitPerSecond, after, now);
    });
  }

  async rates(scopes: readonly ScopedLimit[]): Promise<readonly ScopeRate[]> {
    const now = this.#clock.now();
    return scopes.map(({ scope, partsPerSecond }) =>
      scopeRate(scope, partsPerSecond, this.#read(scope), now),
    );
  }

  #read(scope: string): ScopeState | undefined {
    const row = rowOf(this.#db.statement('SELECT state FROM limit_scope WHERE scope = ?'), scope);
    return row === undefined ? undefined : storedScope.parse(JSON.parse(text(row, 0)));
  }

  #store(scope: string, state: ScopeState): void {
    this.#writes++;
    const sql =
      'INSERT INTO limit_scope VALUES (?, ?) ON CONFLICT (scope) DO UPDATE SET state = excluded.state';
    this.#db.statement(sql).run(scope, JSON.stringify(state));
  }
}

/** The limits of the workspace in `folder` alone, for a process that shares nothing else with the others. */
export function openEmbeddedLimitStore(
  folder: string,
  clock: Clock,
): { store: LimitStore; writes(): number; close(): void } {
  const db = Database.open(folder, { role: 'guest', create: true, now: clock.now() });
  const store = new EmbeddedLimitStore(db, clock);
  return { store, writes: () => store.writes, close: () => db.close() };
}
