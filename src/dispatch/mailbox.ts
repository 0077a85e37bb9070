/** A message that stays in the queue, hidden for a while, until it is removed. */
export interface Letter {
  readonly text: string;
  /** Removes this receipt of it. */
  readonly receipt: string;
  /** When it came into the queue, epoch ms; absent: the queue does not say. */
  readonly sentAt: number | undefined;
}

/** A queue that events are read from. */
export interface Mailbox {
  /** Waits for letters; empty when none came, or when `stop` aborted. @throws Failure, one sentence for a person. */
  receive(stop: AbortSignal): Promise<readonly Letter[]>;
  /** Removes letters; the answer counts those that are still there and come again. @throws Failure. */
  remove(receipts: readonly string[]): Promise<number>;
}
