import type { MessageType } from '../channels/origin.ts';
import type { MessageLedger } from '../delivery/ledger.ts';
import type { MessageId } from '../delivery/message.ts';
import { laneOf, type WorkQueue } from '../dispatch/work-queue.ts';
import type { Clock } from '../kernel/clock.ts';
import type { CampaignDefinition } from './definition.ts';
import type { FeedProgress, FeedStore, GivenPage } from './feed-store.ts';
import { pagesWaiting, samplesOf } from './given-pages.ts';
import type { PlanStore } from './plan-store.ts';

export interface FeedParts {
  readonly plan: PlanStore;
  readonly queue: WorkQueue;
  readonly ledger: Pick<MessageLedger, 'states'>;
  readonly feeds: FeedStore;
  readonly clock: Clock;
}

/** How much work may wait in a lane's queue, by its pace, within these bounds. The rest stays in the plan. */
const AHEAD_SECONDS = 60;
const LEAST = 100;
/** In this process's memory; a queue outside holds the minute whatever the pace is: 5,000/s are 300,000. */
const MOST_IN_MEMORY = 10_000;
const PAGE = 2_000;
/** A queue outside is given a quarter of its minute at once: full slices, and one look at the plan's chunk for many messages. */
const LEAST_SHARE = 1 / 4;
/** A lane that ran dry too early is fed from the beginning again after this, and after twice as long each time that brought nothing. */
const AGAIN_MS = 10_000;
const AGAIN_AT_MOST_MS = 600_000;
/** Counters and the depth of a queue outside are seconds late: only what has stood still for so long is missing. */
const STILL_MS = 60_000;

const FRESH: FeedProgress = { after: undefined, exhausted: false, againAt: 0, waitMs: AGAIN_MS, given: [] };

/** What waits in a lane's queue. */
interface Waiting {
  readonly count: number;
  /** As far as the queue can't tell by itself. */
  readonly given: readonly GivenPage[];
  readonly isOutside: boolean;
}

/** Moves the plan of one campaign into the work queue, lane by lane, so that a slow origin never keeps the others waiting. */
export class CampaignFeed {
  readonly #parts: FeedParts;
  readonly #campaignId: string;
  readonly #messageType: MessageType;

  constructor(parts: FeedParts, { id, messageType }: Pick<CampaignDefinition, 'id' | 'messageType'>) {
    this.#parts = parts;
    this.#campaignId = id;
    this.#messageType = messageType;
  }

  /**
   * Fills the lane up to a minute of work at `partsPerSecond`; answers how many messages it gave. `missingMs`: for so long nothing of the
   * campaign has moved although something has still to be sent, so a lane that is at its end and empty may have lost tasks (a
   * process that died, a pause of a moment); `undefined`: nothing is missing.
   */
  async fill(originId: string, partsPerSecond: number, missingMs: number | undefined): Promise<number> {
    const { feeds, clock } = this.#parts;
    const before = (await feeds.load(this.#campaignId, originId)) ?? FRESH;
    const mayRestart = missingMs !== undefined && isPast(before.againAt, clock.now());
    if (before.exhausted && !mayRestart) return 0;
    const waiting = await this.#waiting(originId, before);
    const again = before.exhausted;
    if (again && (waiting.count > 0 || (waiting.isOutside && (missingMs ?? 0) < STILL_MS))) return 0;
    const most = waiting.isOutside ? Number.POSITIVE_INFINITY : MOST_IN_MEMORY;
    const target = Math.min(most, Math.max(LEAST, partsPerSecond * AHEAD_SECONDS));
    const room = target - waiting.count;
    if (room <= 0 || (waiting.isOutside && room < target * LEAST_SHARE)) return 0;
    const { given, progress } = await this.#give(originId, room, {
      ...before,
      after: again ? undefined : before.after,
      given: waiting.given,
    });
    const waitMs = again && given === 0 ? Math.min(AGAIN_AT_MOST_MS, before.waitMs * 2) : AGAIN_MS;
    await feeds.save(
      this.#campaignId,
      originId,
      progress.exhausted ? { ...progress, waitMs, againAt: clock.now() + waitMs } : progress,
    );
    return given;
  }

  async #waiting(originId: string, progress: FeedProgress): Promise<Waiting> {
    const { queue, ledger, clock } = this.#parts;
    const known = await queue.depth(laneOf({ campaignId: this.#campaignId, originId }));
    if (known !== undefined) return { count: known, given: [], isOutside: false };
    const given = await pagesWaiting(progress.given, ledger, clock.now());
    const last = given.at(-1);
    // Nothing is left in the queue, so what was given and did not start is lost; it is given again at the end.
    const isLost = last !== undefined && last.at <= clock.now() - STILL_MS && (await queue.depth()) === 0;
    const pages = isLost ? [] : given;
    return { count: pages.reduce((sum, page) => sum + page.count, 0), given: pages, isOutside: true };
  }

  async #give(
    originId: string,
    most: number,
    before: FeedProgress,
  ): Promise<{ readonly given: number; readonly progress: FeedProgress }> {
    const { plan, queue, clock } = this.#parts;
    const ids: MessageId[] = [];
    let after: MessageId | undefined = before.after;
    let exhausted = false;
    for (let room = most; room > 0 && !exhausted; room -= PAGE) {
      const limit = Math.min(PAGE, Math.ceil(room));
      const page = await plan.page(this.#campaignId, originId, after, limit);
      await queue.push(
        page.map(({ id, parts }) => ({
          messageId: id,
          campaignId: this.#campaignId,
          originId,
          messageType: this.#messageType,
          parts,
        })),
      );
      for (const { id } of page) ids.push(id);
      after = page.at(-1)?.id ?? after;
      exhausted = page.length < limit;
    }
    const given: readonly GivenPage[] =
      ids.length === 0
        ? before.given
        : [...before.given, { count: ids.length, at: clock.now(), sample: samplesOf(ids) }];
    return { given: ids.length, progress: { ...before, after, exhausted, given } };
  }
}

/** A time that is further ahead than any wait was set by a clock that was wrong then, or is now. */
function isPast(againAt: number, now: number): boolean {
  return now >= againAt || againAt - now > AGAIN_AT_MOST_MS;
}
