import { openTick } from '../compose/tick-function.ts';
import type { InvocationContext } from './queue-event.ts';

export interface TickFunction {
  /** Feeds, settles and ends campaigns for so long at most; back at once when there is nothing to do. */
  tick(forMs: number): Promise<void>;
}

/** A pass ends within it, with what it has to write. */
const RESERVE_MS = 8_000;

/** Comes every minute: what has to be done beside sending. */
export function makeTick({ tick }: TickFunction) {
  return async (_event: unknown, context: InvocationContext): Promise<void> => {
    await tick(context.getRemainingTimeInMillis() - RESERVE_MS);
  };
}

export const handler = makeTick(openTick(console.log));
