import type { OutgoingEvent } from '../shapes/envelopes.ts';

/** Where events go. */
export interface Sink {
  /** Sends all, and gives those that did not get there. Never throws. */
  send(events: readonly OutgoingEvent[]): Promise<readonly OutgoingEvent[]>;
  close(): Promise<void>;
}
