import { remedyOf } from '../channels/aws/remedies.ts';
import type { OriginHolds } from '../dispatch/origin-holds.ts';
import type { Session } from './command.ts';

/** Says why messages wait, and what to do about it: one sentence for each origin and reason, however often it is met. */
export class HoldNotes {
  readonly #session: Session;
  readonly #holds: OriginHolds;
  readonly #told = new Set<string>();

  constructor(session: Session, holds: OriginHolds) {
    this.#session = session;
    this.#holds = holds;
  }

  /** Call it as often as you like: it says what is new. */
  update(): void {
    const held = new Set(this.#holds.list().map(({ originId }) => originId));
    for (const { originId, reason } of this.#holds.reasons()) {
      const key = `${originId} ${reason}`;
      const remedy = remedyOf(reason);
      // A single message that waits for nothing but its time is no news.
      if (isSentence(reason) || this.#told.has(key) || (remedy === undefined && !held.has(originId)))
        continue;
      this.#told.add(key);
      this.#session.output.note(`cpaas: ${originId} waits (${reason}). ${remedy ?? TRIED_AGAIN}`);
    }
  }
}

const TRIED_AGAIN = 'It is tried again within a minute, and nothing is lost.';

/** Who closed the origin has told why, in words. */
function isSentence(reason: string): boolean {
  return reason.endsWith('.');
}
