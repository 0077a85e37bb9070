/** What stands between a process and the world. */
export interface PortGate {
  /** Makes one call, or not, with whatever happens to it. `name` is `port.method`. */
  call(name: string, effect: () => unknown): Promise<unknown>;
}

/**
 * The port `target` as one process sees it: every method that answers with a promise goes through the gate. Made for any port from
 * the methods it has, so that no call is forgotten.
 * @param plain names of methods that answer at once (streams) and are passed through.
 */
export function faultyPort<T extends object>(
  port: string,
  target: T,
  gate: PortGate,
  plain: readonly string[] = [],
): T {
  const made = new Map<string | symbol, unknown>();
  return new Proxy(target, {
    get(_target, name) {
      const known = made.get(name);
      if (known !== undefined) return known;
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      const direct = (...args: unknown[]): unknown => Reflect.apply(member, target, args);
      const label = `${port}.${String(name)}`;
      const wrapped = plain.includes(String(name))
        ? direct
        : (...args: unknown[]) => gate.call(label, () => direct(...args));
      made.set(name, wrapped);
      return wrapped;
    },
  });
}
