import type { Clock } from '../../kernel/clock.ts';
import type { ReadProblem, Unread } from '../account.ts';
import { readProblem } from './read-problem.ts';

/** Every Describe and List of SMS and SES may be called once a second unless AWS raised it (aws-facts 1.3, 4.3). */
const EVERY_MS = 1_000;
/** A little more than a second: AWS's second begins when the request arrives. */
const SLACK_MS = 50;
/** After "too fast", or when nobody answered: 2, 4 and 8 s, as others may be reading too. */
const RETRIES = 3;
const FIRST_RETRY_MS = 2_000;
/** More pages than any quota of AWS needs: 25 numbers, 200 sender ids, 10,000 identities by 1,000. */
const MOST_PAGES = 100;

const AGAIN: readonly ReadProblem[] = ['throttled', 'unreachable'];
/** They hold for every call of the service: no need to ask again and again. */
const FOR_ALL: readonly ReadProblem[] = [
  'no_credentials',
  'expired_credentials',
  'wrong_credentials',
  'clock_off',
  'endpoint_unknown',
  'unreachable',
];

/** Reads of one service: one at a time, not more than one a second, and what could not be read is kept with its reason. */
export class AccountReads {
  readonly #clock: Clock;
  readonly #service: string;
  readonly #signal: AbortSignal | undefined;
  readonly #unread: Unread[] = [];
  #nextAt = Number.NEGATIVE_INFINITY;
  #broken: Omit<Unread, 'action'> | undefined;

  /** @param service the vendor's prefix of permissions: `sms-voice`. */
  constructor(clock: Clock, service: string, signal?: AbortSignal) {
    this.#clock = clock;
    this.#service = service;
    this.#signal = signal;
  }

  get unread(): readonly Unread[] {
    return this.#unread;
  }

  /** One call; `undefined` when it could not be read. */
  async one<T>(operation: string, call: () => Promise<T>): Promise<T | undefined> {
    const action = `${this.#service}:${operation}`;
    if (this.#broken !== undefined) {
      this.#unread.push({ action, ...this.#broken });
      return undefined;
    }
    for (let tries = 0; ; tries++) {
      await this.#turn();
      if (this.#signal?.aborted === true) {
        this.#unread.push({ action, problem: 'failed', code: 'Stopped' });
        return undefined;
      }
      try {
        return await call();
      } catch (thrown) {
        const said = readProblem(thrown);
        if (AGAIN.includes(said.problem) && tries < RETRIES) {
          await this.#clock.sleep(FIRST_RETRY_MS * 2 ** tries, this.#signal);
          continue;
        }
        if (FOR_ALL.includes(said.problem)) this.#broken = said;
        this.#unread.push({ action, ...said });
        return undefined;
      }
    }
  }

  /** All pages, one after the other. `complete`: to the end; what was read before a failure counts. */
  async pages<Page, Item>(
    operation: string,
    call: (token: string | undefined) => Promise<Page>,
    read: (page: Page) => { readonly items: readonly Item[] | undefined; readonly next: string | undefined },
  ): Promise<{ readonly items: readonly Item[]; readonly complete: boolean }> {
    const items: Item[] = [];
    let token: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page = await this.one(operation, () => call(token));
      if (page === undefined) return { items, complete: false };
      const { items: more = [], next } = read(page);
      items.push(...more);
      // A service that gives the same token again would be asked without end.
      if (next === undefined || next === '' || next === token) return { items, complete: true };
      token = next;
    }
    return { items, complete: false };
  }

  async #turn(): Promise<void> {
    const waitMs = this.#nextAt - this.#clock.monotonic();
    if (waitMs > 0) await this.#clock.sleep(waitMs, this.#signal);
    this.#nextAt = this.#clock.monotonic() + EVERY_MS + SLACK_MS;
  }
}
