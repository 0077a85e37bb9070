import type { Clock } from '../kernel/clock.ts';

/** Makes it when it is first asked for, and keeps it; what could not be made is made anew the next time. */
export function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}

/** Reads it anew when the last reading is older than `ms`. */
export function keptFor<T>(ms: number, clock: Clock, read: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: number; readonly value: T } | undefined;
  return async () => {
    if (last === undefined || clock.monotonic() - last.at >= ms)
      last = { at: clock.monotonic(), value: await read() };
    return last.value;
  };
}
