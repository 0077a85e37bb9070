/** A request as it came over the wire. */
export interface LoggedRequest {
  readonly number: number;
  /** Epoch ms. */
  readonly at: number;
  readonly operation: string;
  readonly attemptId?: string;
  /** `ok`, the name of an exception, `reset` or `silence`. */
  readonly answer: string;
}

const KEPT = 100_000;

/** The last requests, without what they say; the counts of all are in the carriers' own log. */
export class RequestLog {
  readonly #requests: LoggedRequest[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(request: Omit<LoggedRequest, 'number'>): void {
    this.#requests.push({ number: ++this.#count, ...request });
    if (this.#requests.length > 2 * KEPT) this.#requests.splice(0, this.#requests.length - KEPT);
  }

  /** At most so many: the last ones, those of one attempt, or the first ones after a number. */
  list(
    { attemptId, after }: { readonly attemptId?: string | undefined; readonly after?: number | undefined },
    most: number,
  ): readonly LoggedRequest[] {
    const found =
      attemptId === undefined
        ? this.#requests
        : this.#requests.filter((request) => request.attemptId === attemptId);
    if (after === undefined) return found.slice(-most);
    return found.filter(({ number }) => number > after).slice(0, most);
  }
}
