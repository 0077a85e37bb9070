import type { MessageState } from './state.ts';
import type { Status } from './status.ts';

/** One provider call of a message, or its intent. */
export interface PastAttempt {
  readonly number: number;
  readonly intendedAt: number;
  readonly doneAt: number;
  /** How it stood when the message went back to the queue or the next one began; of the newest one, how the message stands. */
  readonly status: Status;
  readonly reason: string;
  readonly providerId: string;
}

/** The attempt that `after` leaves behind, to be kept before its facts are overwritten; the first one kept of a number stays. */
export function endedAttempt(before: MessageState | undefined, after: MessageState): PastAttempt | undefined {
  if (before === undefined || before.attempts === 0) return undefined;
  const triedAgain = after.status === 'queued' && (before.status === 'failed' || before.status === 'unknown');
  return triedAgain || after.attempts > before.attempts ? attemptOf(before) : undefined;
}

/** All attempts of a message, oldest first: those that were kept, and the one that its state tells of. */
export function attemptsOf(kept: readonly PastAttempt[], state: MessageState): readonly PastAttempt[] {
  if (state.attempts === 0 || kept.some((attempt) => attempt.number === state.attempts)) return kept;
  return [...kept, attemptOf(state)];
}

function attemptOf({
  attempts: number,
  intendedAt,
  doneAt,
  status,
  reason,
  providerId,
}: MessageState): PastAttempt {
  return { number, intendedAt, doneAt, status, reason, providerId };
}
