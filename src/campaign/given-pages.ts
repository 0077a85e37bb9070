import type { MessageLedger } from '../delivery/ledger.ts';
import type { MessageId } from '../delivery/message.ts';
import type { MessageState } from '../delivery/state.ts';
import type { GivenPage } from './feed-store.ts';

/*
 * A queue outside the process cannot say how many tasks of one lane it holds; the ledger can say which messages were started. A few of
 * each page stand for all of it, and pages are done about in the order in which they were given: only the oldest is looked at.
 */

const SAMPLES = 4;
/** An origin may be on hold; a page of which nothing starts for so long makes room, since its tasks may also be lost. */
const GIVEN_UP_MS = 15 * 60_000;

/** A few ids spread over the page, the last among them. */
export function samplesOf(ids: readonly MessageId[]): readonly MessageId[] {
  const step = ids.length / SAMPLES;
  const places = Array.from({ length: SAMPLES }, (_, i) => Math.ceil(step * (i + 1)) - 1);
  return [...new Set(places)].flatMap((place) => ids[place] ?? []);
}

/** The pages that still wait, the oldest with the share of it that does: at most one look at the ledger for each that is done. */
export async function pagesWaiting(
  given: readonly GivenPage[],
  ledger: Pick<MessageLedger, 'states'>,
  now: number,
): Promise<readonly GivenPage[]> {
  const recent = given.filter(({ at }) => now - at < GIVEN_UP_MS);
  for (const [i, page] of recent.entries()) {
    const states = await ledger.states(page.sample);
    const waiting = page.sample.filter((id) => isWaiting(states.get(id)));
    if (waiting.length === 0) continue;
    const count = Math.ceil((page.count * waiting.length) / page.sample.length);
    return [{ count, at: page.at, sample: waiting }, ...recent.slice(i + 1)];
  }
  return [];
}

/** Neither started nor put off in the ledger: it is in the queue, or lost. */
function isWaiting(state: MessageState | undefined): boolean {
  return state === undefined || (state.status === 'queued' && state.dueAt === 0);
}
