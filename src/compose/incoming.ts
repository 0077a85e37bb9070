import { sqsMailbox } from '../adapters/aws/sqs-mailbox.ts';
import { awsOptOutList } from '../channels/sms/opt-out-list.ts';
import type { ReceiveParts } from '../delivery/receive-events.ts';
import { NOTHING_TAKEN, type TakenIn, takeIn } from '../delivery/take-in.ts';
import { EventReader } from '../dispatch/event-reader.ts';
import { OptOutSync } from '../dispatch/opt-out-sync.ts';
import type { Workspace } from './workspace.ts';

export interface IncomingOptions {
  /** The SQS queue that events are read from; absent: none. */
  readonly queueUrl?: string | undefined;
  readonly trouble: (error: Error) => void;
}

/** What AWS tells us while we send: events from a queue, and numbers that opted out elsewhere. */
export interface Incoming {
  /** Runs until `stop` aborts; resolves when what was begun is stored. */
  run(stop: AbortSignal): Promise<void>;
  /** What was read from the queue so far. */
  readonly taken: TakenIn;
}

/** Puts together what reads from AWS for this workspace. @throws Failure `usage` for what is no URL of a queue. */
export function makeIncoming(
  workspace: Workspace,
  receiving: ReceiveParts,
  { queueUrl, trouble }: IncomingOptions,
): Incoming {
  const { clock, settings, unread, optOuts } = workspace;
  const takeInParts = { ...receiving, unread };
  const reader =
    queueUrl === undefined
      ? undefined
      : new EventReader({
          ...workspace,
          mailbox: sqsMailbox(queueUrl, settings.aws),
          takeIn: (texts) => takeIn(takeInParts, texts, clock.now()),
          trouble,
        });
  const sync =
    optOuts === undefined
      ? undefined
      : new OptOutSync({
          ...workspace,
          optOuts,
          list: awsOptOutList(settings.aws, settings.origins),
          trouble,
        });
  return {
    async run(stop) {
      await Promise.all([reader?.run(stop), sync?.run(stop)]);
    },
    get taken() {
      return reader?.taken ?? NOTHING_TAKEN;
    },
  };
}
