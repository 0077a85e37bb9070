import { checkQueueUrl } from '../adapters/aws/queue-url.ts';
import type { ReceiveParts } from '../delivery/receive-events.ts';
import type { OptOutQueue } from '../consent/opt-out-queue.ts';
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
  if (queueUrl !== undefined) checkQueueUrl(queueUrl);
  const { clock, settings, unread, optOuts } = workspace;
  let reader: EventReader | undefined;
  // The SDK's clients are loaded by whoever hears of AWS: simulated carriers start sooner without them.
  const readEvents = async (url: string, stop: AbortSignal) => {
    const { sqsMailbox } = await import('../adapters/aws/sqs-mailbox.ts');
    const takeInParts = { ...receiving, unread };
    reader = new EventReader({
      ...workspace,
      mailbox: sqsMailbox(url, settings.aws),
      takeIn: (texts) => takeIn(takeInParts, texts, clock.now()),
      trouble,
    });
    await reader.run(stop);
  };
  const syncOptOuts = async (queue: OptOutQueue, stop: AbortSignal) => {
    const { awsOptOutList } = await import('../channels/sms/opt-out-list.ts');
    const list = awsOptOutList(settings.aws, settings.origins);
    await new OptOutSync({ ...workspace, optOuts: queue, list, trouble }).run(stop);
  };
  return {
    async run(stop) {
      await Promise.all([
        queueUrl === undefined ? undefined : readEvents(queueUrl, stop),
        optOuts === undefined ? undefined : syncOptOuts(optOuts, stop),
      ]);
    },
    get taken() {
      return reader?.taken ?? NOTHING_TAKEN;
    },
  };
}
