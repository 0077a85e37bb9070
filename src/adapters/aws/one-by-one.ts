/** Lets work of the same name run one after the other, in the order in which it came; work of other names is not kept waiting. */
export class OneByOne {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs it when those before it have ended, however they ended. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(name) ?? Promise.resolve()).then(work);
    const ended = turn.catch(() => undefined);
    this.#last.set(name, ended);
    try {
      return await turn;
    } finally {
      if (this.#last.get(name) === ended) this.#last.delete(name);
    }
  }
}
