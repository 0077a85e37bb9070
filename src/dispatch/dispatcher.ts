import { toError } from '../kernel/failure.ts';
import { type DispatchParts, LaneWorker } from './lane-worker.ts';
import type { Route } from './route.ts';
import { partsOfLane } from './work-queue.ts';

/** How soon a lane that got work is noticed. */
const LOOK_EVERY_MS = 50;

/** Runs one lane worker for each lane that has work. */
export class Dispatcher {
  readonly #parts: DispatchParts;
  readonly #routeOf: (lane: string) => Promise<Route | undefined>;
  readonly #running = new Map<string, Promise<void>>();

  /** `routeOf` answers `undefined` for a campaign that must not be worked on now. */
  constructor(parts: DispatchParts, routeOf: (lane: string) => Promise<Route | undefined>) {
    this.#parts = parts;
    this.#routeOf = routeOf;
  }

  /** Works until `stop` aborts; then every call that was begun is recorded before it resolves. */
  async run(stop: AbortSignal): Promise<void> {
    const { clock, trouble } = this.#parts;
    while (!stop.aborted) {
      // Whatever fails here is looked at again: lanes that were not started still have their work.
      await this.#look(stop).catch((error: unknown) => trouble(toError(error)));
      await clock.sleep(LOOK_EVERY_MS, stop);
    }
    await Promise.all(this.#running.values());
    await this.#parts.recorder.idle();
  }

  async #look(stop: AbortSignal): Promise<void> {
    for (const lane of await this.#parts.queue.lanes()) {
      if (!this.#running.has(lane)) await this.#start(lane, stop);
    }
  }

  async #start(lane: string, stop: AbortSignal): Promise<void> {
    const route = await this.#routeOf(lane);
    if (route === undefined) {
      // What waits here is still in the ledger and in the plan, and is fed again when the campaign goes on.
      await this.#parts.queue.clear(partsOfLane(lane).campaignId);
      return;
    }
    const done = new LaneWorker(this.#parts, route).run(stop).finally(() => this.#running.delete(lane));
    this.#running.set(lane, done);
  }
}
