import type { Limit } from '../../src/throughput/limit.ts';

/** One message handed to a provider. */
export interface Send {
  /** True time in ms. */
  readonly at: number;
  readonly parts: number;
  readonly scopes: readonly string[];
  /** Index of the worker. */
  readonly worker?: number;
}

/**
 * The largest (parts - limit * length) over all windows of all lengths, both ends included: the burst that these sends needed.
 * Exact and in one pass: of all windows that hold the same sends, the one that begins and ends at a send is the worst.
 * @param sends in order of time.
 */
export function burstNeeded(sends: readonly Send[], { partsPerSecond }: Limit): number {
  const perMs = partsPerSecond / 1000;
  const startAt = sends[0]?.at ?? 0;
  let before = 0;
  let least = Number.POSITIVE_INFINITY;
  let needed = 0;
  for (const { at, parts } of sends) {
    const allowed = (at - startAt) * perMs;
    least = Math.min(least, before - allowed);
    before += parts;
    needed = Math.max(needed, before - allowed - least);
  }
  return needed;
}

/** The most parts in any window of `windowMs`, the end not included. */
export function mostWithin(sends: readonly Send[], windowMs: number): number {
  let most = 0;
  let parts = 0;
  let first = 0;
  for (const send of sends) {
    parts += send.parts;
    for (let old = sends[first]; old !== undefined && old.at <= send.at - windowMs; old = sends[first]) {
      parts -= old.parts;
      first++;
    }
    most = Math.max(most, parts);
  }
  return most;
}

export function partsOf(sends: readonly Send[]): number {
  return sends.reduce((sum, send) => sum + send.parts, 0);
}

/** The sends that counted against a scope. */
export function under(scope: string, sends: readonly Send[]): readonly Send[] {
  return sends.filter(({ scopes }) => scopes.includes(scope));
}
