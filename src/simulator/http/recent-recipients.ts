/**
 * Who was written to within the last stretch of time: two generations of a map, so that memory holds what two stretches saw and nothing
 * is ever swept.
 */
export class RecentRecipients {
  readonly #stretchMs: number;
  #current = new Map<string, number>();
  #before = new Map<string, number>();
  #since = -Infinity;

  constructor(stretchMs: number) {
    this.#stretchMs = stretchMs;
  }

  has(address: string, nowMs: number): boolean {
    this.#turn(nowMs);
    const at = this.#current.get(address) ?? this.#before.get(address);
    return at !== undefined && nowMs - at < this.#stretchMs;
  }

  add(address: string, nowMs: number): void {
    this.#turn(nowMs);
    this.#current.set(address, nowMs);
  }

  #turn(nowMs: number): void {
    if (nowMs - this.#since < this.#stretchMs) return;
    this.#before = this.#current;
    this.#current = new Map();
    this.#since = nowMs;
  }
}
