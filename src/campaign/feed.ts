import type { MessageId } from '../delivery/message.ts';
import { laneOf, type WorkQueue } from '../dispatch/work-queue.ts';
import type { PlanStore } from './plan-store.ts';

/** How much work may wait in a lane's queue, by its pace, within these bounds. The rest stays in the plan. */
const AHEAD_SECONDS = 60;
const LEAST = 100;
const MOST = 10_000;
const PAGE = 2_000;

interface Cursor {
  after: MessageId | undefined;
  exhausted: boolean;
}

/** Moves the plan of one campaign into the work queue, lane by lane, so that a slow origin never keeps the others waiting. */
export class CampaignFeed {
  readonly #plan: PlanStore;
  readonly #queue: WorkQueue;
  readonly #campaignId: string;
  readonly #cursors = new Map<string, Cursor>();

  constructor(plan: PlanStore, queue: WorkQueue, campaignId: string) {
    this.#plan = plan;
    this.#queue = queue;
    this.#campaignId = campaignId;
  }

  /** Fills the lane up to a minute of work at `partsPerSecond`; answers how many messages it gave. */
  async fill(originId: string, partsPerSecond: number): Promise<number> {
    const cursor = this.#cursor(originId);
    if (cursor.exhausted) return 0;
    const lane = laneOf({ campaignId: this.#campaignId, originId });
    const target = Math.min(MOST, Math.max(LEAST, partsPerSecond * AHEAD_SECONDS));
    let given = 0;
    for (let room = target - (await this.#queue.depth(lane)); room > 0; room -= PAGE) {
      const limit = Math.min(PAGE, Math.ceil(room));
      const page = await this.#plan.page(this.#campaignId, originId, cursor.after, limit);
      await this.#queue.push(
        page.map(({ id, parts }) => ({ messageId: id, campaignId: this.#campaignId, originId, parts })),
      );
      given += page.length;
      cursor.after = page.at(-1)?.id ?? cursor.after;
      cursor.exhausted = page.length < limit;
      if (cursor.exhausted) break;
    }
    return given;
  }

  #cursor(originId: string): Cursor {
    let cursor = this.#cursors.get(originId);
    if (cursor === undefined) this.#cursors.set(originId, (cursor = { after: undefined, exhausted: false }));
    return cursor;
  }
}
