import { Dispatcher } from '../dispatch/dispatcher.ts';
import type { DispatchParts } from '../dispatch/lane-worker.ts';
import type { Route } from '../dispatch/route.ts';
import { toError } from '../kernel/failure.ts';
import { routeOf } from './route-of.ts';
import type { TickLease } from './tick-lease.ts';
import { CampaignTicker, type TickerParts } from './ticker.ts';

export interface RunnerParts extends Omit<TickerParts, 'clock' | 'random'> {
  readonly dispatch: DispatchParts;
  /** This process is the only one that sends: what is `sending` when it starts has lost its worker. */
  readonly soleWorker: boolean;
  /** Where other processes might tick as well. */
  readonly lease?: TickLease;
  /** How often the campaigns are looked at: a fallback or a finish is acted on within this time. */
  readonly tickMs: number;
}

/** Runs every campaign that is `running`: feeds it, sends it, settles what waits, and ends it when nothing is left. */
export class CampaignRunner {
  readonly #parts: RunnerParts;
  readonly #ticker: CampaignTicker;

  constructor(parts: RunnerParts) {
    const { clock, random } = parts.dispatch;
    this.#parts = parts;
    this.#ticker = new CampaignTicker({
      ...parts,
      clock,
      random,
      get settings() {
        return parts.settings;
      },
    });
  }

  /** Runs until `stop` aborts; every provider call that was begun is recorded when it resolves. */
  async run(stop: AbortSignal): Promise<void> {
    const { dispatch, soleWorker, lease, tickMs } = this.#parts;
    const dispatcher = new Dispatcher(dispatch, (lane) => this.#routeOf(lane));
    // Before anything is sent: what is `sending` now is none of ours.
    if (soleWorker) await this.#guarded(() => this.#ticker.recover());
    const dispatching = dispatcher.run(stop);
    while (!stop.aborted) {
      const busy = await this.#guarded(() => this.#tick());
      if (busy !== true) await dispatch.clock.sleep(tickMs, stop);
    }
    await dispatching;
    await this.#guarded(async () => lease?.release());
  }

  async #tick(): Promise<boolean> {
    const { lease } = this.#parts;
    if (lease !== undefined && !(await lease.hold())) return false;
    return (await this.#ticker.pass()).busy;
  }

  /** A store that fails is tried again at the next tick: what was done before is in the ledger. */
  async #guarded<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#parts.dispatch.trouble(toError(error));
      return undefined;
    }
  }

  #routeOf(lane: string): Promise<Route | undefined> {
    return routeOf(this.#parts, lane);
  }
}
