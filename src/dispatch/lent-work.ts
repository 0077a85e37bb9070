import { toError } from '../kernel/failure.ts';
import { Dispatcher } from './dispatcher.ts';
import type { DispatchParts } from './lane-worker.ts';
import type { Route } from './route.ts';
import { partsOfLane, type WorkQueue } from './work-queue.ts';

/** Work that somebody else received and lends for a while: it is theirs again when the time is over. */
export interface LentWork extends WorkQueue {
  /** `id`: of the text. @throws when the text is no work. */
  lend(id: string, text: string): Promise<void>;
  /** Resolves when nothing is left. */
  empty(): Promise<void>;
  /** Texts of which something is left. */
  left(): readonly string[];
  /** Texts of which nothing was done. */
  untouched(): readonly string[];
  /**
   * Sends what is left, but for the texts `except`, as work of its own that comes after `delaySeconds`: waiting does not count as failing.
   * @throws when it could not be sent; then `left` still names it.
   */
  giveBack(delaySeconds: number, except: readonly string[]): Promise<void>;
}

export interface LentParts {
  readonly dispatch: Omit<DispatchParts, 'queue'>;
  readonly queue: LentWork;
  readonly routeOf: (lane: string) => Promise<Route | undefined>;
}

/** How soon what could not go in time is tried again. */
const AGAIN_SECONDS = 5;
/** An origin that waits longer is not waited for here: time of a function is paid for. */
const WORTH_WAITING_MS = 2_000;
const CLOSED_AGAIN_SECONDS = 60;
const LOOK_EVERY_MS = 500;

/**
 * Sends what was lent until all is done, nothing of it can go, or `forMs` have passed; every call that was begun is recorded by then.
 * Answers the texts that failed: no work, or its messages can't be loaded.
 */
export async function dispatchLent(
  { dispatch, queue, routeOf }: LentParts,
  texts: readonly { readonly id: string; readonly text: string }[],
  forMs: number,
): Promise<readonly string[]> {
  const { clock, trouble, holds } = dispatch;
  const broken: string[] = [];
  for (const { id, text } of texts) {
    try {
      await queue.lend(id, text);
    } catch (error) {
      trouble(new Error('A message of a work queue is no work.', { cause: error }));
      broken.push(id);
    }
  }
  let isUnloadable = false;
  const load: DispatchParts['load'] = async (ids) => {
    try {
      return await dispatch.load(ids);
    } catch (error) {
      isUnloadable = true;
      throw error;
    }
  };
  const stop = new AbortController();
  const running = new Dispatcher({ ...dispatch, queue, load }, routeOf).run(stop.signal);
  const untilHeld = async () => {
    while (!stop.signal.aborted && !(await isHeld(queue, holds)))
      await clock.sleep(LOOK_EVERY_MS, stop.signal);
  };
  await Promise.race([queue.empty(), untilHeld(), clock.sleep(forMs, stop.signal)]);
  stop.abort();
  await running;
  const failed = isUnloadable ? queue.untouched() : [];
  try {
    await queue.giveBack(await againAfter(queue, holds), failed);
  } catch (error) {
    trouble(toError(error));
  }
  return [...broken, ...queue.left()];
}

/** Every lane that has work waits for its origin. */
async function isHeld(queue: WorkQueue, holds: DispatchParts['holds']): Promise<boolean> {
  const lanes = await queue.lanes();
  return lanes.length > 0 && lanes.every((lane) => waitSeconds(lane, holds) * 1000 > WORTH_WAITING_MS);
}

/** The first origin that may be tried decides. */
async function againAfter(queue: WorkQueue, holds: DispatchParts['holds']): Promise<number> {
  const waits = (await queue.lanes()).map((lane) => waitSeconds(lane, holds));
  return Math.max(AGAIN_SECONDS, waits.length === 0 ? 0 : Math.min(...waits));
}

function waitSeconds(lane: string, holds: DispatchParts['holds']): number {
  const { originId } = partsOfLane(lane);
  return holds.isClosed(originId) ? CLOSED_AGAIN_SECONDS : holds.waitMs(originId) / 1000;
}
