import type { MessageType } from '../channels/origin.ts';
import type { MessageId } from '../delivery/message.ts';
import { laneOf, type WorkQueue } from '../dispatch/work-queue.ts';
import type { Clock } from '../kernel/clock.ts';
import type { CampaignDefinition } from './definition.ts';
import type { PlanStore } from './plan-store.ts';

/** How much work may wait in a lane's queue, by its pace, within these bounds. The rest stays in the plan. */
const AHEAD_SECONDS = 60;
const LEAST = 100;
const MOST = 10_000;
const PAGE = 2_000;
/** A lane that ran dry too early is fed from the beginning again after this, and after twice as long each time that brought nothing. */
const AGAIN_MS = 10_000;
const AGAIN_AT_MOST_MS = 600_000;

interface Cursor {
  after: MessageId | undefined;
  exhausted: boolean;
  /** On the monotonic clock. */
  againAtMs: number;
  waitMs: number;
}

/** Moves the plan of one campaign into the work queue, lane by lane, so that a slow origin never keeps the others waiting. */
export class CampaignFeed {
  readonly #plan: PlanStore;
  readonly #queue: WorkQueue;
  readonly #clock: Clock;
  readonly #campaignId: string;
  readonly #messageType: MessageType;
  readonly #cursors = new Map<string, Cursor>();

  constructor(
    plan: PlanStore,
    queue: WorkQueue,
    clock: Clock,
    { id, messageType }: Pick<CampaignDefinition, 'id' | 'messageType'>,
  ) {
    this.#plan = plan;
    this.#queue = queue;
    this.#clock = clock;
    this.#campaignId = id;
    this.#messageType = messageType;
  }

  /**
   * Fills the lane up to a minute of work at `partsPerSecond`; answers how many messages it gave. `missing`: something of the campaign has
   * still to be sent, so a lane that is at its end and empty may have lost tasks (a process that died, a pause of a moment).
   */
  async fill(originId: string, partsPerSecond: number, missing: boolean): Promise<number> {
    const cursor = this.#cursor(originId);
    const lane = laneOf({ campaignId: this.#campaignId, originId });
    const again = cursor.exhausted;
    if (
      again &&
      !(missing && this.#clock.monotonic() >= cursor.againAtMs && (await this.#queue.depth(lane)) === 0)
    )
      return 0;
    if (again) cursor.after = undefined;
    const target = Math.min(MOST, Math.max(LEAST, partsPerSecond * AHEAD_SECONDS));
    let given = 0;
    for (let room = target - (await this.#queue.depth(lane)); room > 0; room -= PAGE) {
      const limit = Math.min(PAGE, Math.ceil(room));
      const page = await this.#plan.page(this.#campaignId, originId, cursor.after, limit);
      await this.#queue.push(
        page.map(({ id, parts }) => ({
          messageId: id,
          campaignId: this.#campaignId,
          originId,
          messageType: this.#messageType,
          parts,
        })),
      );
      given += page.length;
      cursor.after = page.at(-1)?.id ?? cursor.after;
      cursor.exhausted = page.length < limit;
      if (cursor.exhausted) break;
    }
    if (cursor.exhausted) {
      cursor.waitMs = again && given === 0 ? Math.min(AGAIN_AT_MOST_MS, cursor.waitMs * 2) : AGAIN_MS;
      cursor.againAtMs = this.#clock.monotonic() + cursor.waitMs;
    }
    return given;
  }

  #cursor(originId: string): Cursor {
    let cursor = this.#cursors.get(originId);
    if (cursor === undefined) {
      cursor = { after: undefined, exhausted: false, againAtMs: 0, waitMs: AGAIN_MS };
      this.#cursors.set(originId, cursor);
    }
    return cursor;
  }
}
