import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CARRIER_JOURNAL } from '../../src/compose/carriers.ts';
import { type MessageId, parseAttemptId } from '../../src/delivery/message.ts';
import type { Accepted } from '../../src/simulator/accepted.ts';
import { readJournal } from '../../src/simulator/journal.ts';

/** Attempt ids of every request that reached the carriers, one a line, written before the carrier looked at it. */
export const REQUEST_LOG = 'requests.log';

/** A send that a carrier took. */
export interface AcceptedSend {
  /** Of the attempt. */
  readonly number: number;
  readonly line: Accepted;
}

/** The carriers' side of a workspace: what was asked for, and what was accepted. */
export class CarrierTruth {
  readonly requests: number;
  /** Requests beyond the first for one attempt id. */
  readonly repeatedRequests: number;
  /** The highest attempt number that was asked for, by message. */
  readonly lastAsked: ReadonlyMap<MessageId, number>;
  readonly accepted: ReadonlyMap<MessageId, readonly AcceptedSend[]>;

  constructor(folder: string, workspaceId: string) {
    const lastAsked = new Map<MessageId, number>();
    const echoes = readLines(join(folder, REQUEST_LOG));
    for (const echo of echoes) {
      const { messageId, number } = attemptOf(workspaceId, echo);
      lastAsked.set(messageId, Math.max(lastAsked.get(messageId) ?? 0, number));
    }
    const accepted = new Map<MessageId, AcceptedSend[]>();
    for (const line of readJournal(join(folder, CARRIER_JOURNAL))) {
      const { messageId, number } = attemptOf(workspaceId, line.attemptId);
      accepted.set(messageId, [...(accepted.get(messageId) ?? []), { number, line }]);
    }
    this.requests = echoes.length;
    this.repeatedRequests = echoes.length - new Set(echoes).size;
    this.lastAsked = lastAsked;
    this.accepted = accepted;
  }

  get acceptedCount(): number {
    let count = 0;
    for (const sends of this.accepted.values()) count += sends.length;
    return count;
  }
}

function readLines(path: string): readonly string[] {
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
}

function attemptOf(workspaceId: string, echo: string) {
  const attempt = parseAttemptId(workspaceId, echo);
  if (attempt === undefined) throw new Error('The carriers were sent an attempt id that is none.');
  return attempt;
}
