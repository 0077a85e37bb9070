import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { pollClientConfig, storeClientConfig } from '../../channels/aws/client-config.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Deployment } from './deployment.ts';
import { inParallel, pagesOf } from './dynamodb.ts';
import { formatSlice, type TaskSlice } from './task-slice.ts';

/** The two work queues by what they are for. */
export const WORK_QUEUES = ['transactional', 'work'] as const;
export type WorkQueueName = (typeof WORK_QUEUES)[number];

/** A message of a queue that may hold a slice. */
export interface Parcel {
  readonly queue: WorkQueueName;
  readonly text: string;
  readonly receipt: string;
}

/** What a work queue needs of SQS. */
export interface SlicePost {
  /** Answers those that were not taken. */
  send(slices: readonly TaskSlice[], delaySeconds: number): Promise<readonly TaskSlice[]>;
  /** Waits up to `waitSeconds` for messages; none when `stop` aborts. */
  receive(queue: WorkQueueName, waitSeconds: number, stop: AbortSignal): Promise<readonly Parcel[]>;
  /** Removes messages; one that stays comes again and changes nothing. */
  remove(parcels: readonly Parcel[]): Promise<void>;
  /** Keeps messages hidden for HIDDEN_SECONDS from now. */
  extend(parcels: readonly Parcel[]): Promise<void>;
  /** Messages in both queues, hidden and delayed ones too, as far as SQS knows by now (a minute: aws-facts 5.3). */
  count(): Promise<number>;
}

/** SQS's own bounds: entries of a batch, and seconds of a delay (aws-facts 5.3). */
const BATCH = 10;
const LONGEST_DELAY_SECONDS = 900;
/** SQS's longest poll. */
export const LONGEST_WAIT_SECONDS = 20;
/** A process that dies keeps its tasks from the others for so long. */
export const HIDDEN_SECONDS = 120;

/** The work queues of a deployed engine. A send that is repeated may be there twice, which is what these queues promise anyway. */
export function sqsSlicePost({ access, queues }: Deployment): SlicePost {
  const client = new SQSClient({ ...storeClientConfig(access), useQueueUrlAsEndpoint: false });
  const polls = new SQSClient({
    ...pollClientConfig(access, LONGEST_WAIT_SECONDS * 1000),
    useQueueUrlAsEndpoint: false,
  });
  const sendBatch = async (queue: WorkQueueName, batch: readonly TaskSlice[], DelaySeconds: number) => {
    const Entries = batch.map((slice, i) => ({
      Id: String(i),
      MessageBody: formatSlice(slice),
      // Fair queues: a lane that waits keeps no other lane waiting. 128 characters at most.
      MessageGroupId: slice.lane.slice(0, 128),
      DelaySeconds,
    }));
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({ QueueUrl: queues[queue], Entries }),
    );
    return Failed.flatMap(({ Id }) => batch[Number(Id)] ?? []);
  };
  const ofQueue = async (
    parcels: readonly Parcel[],
    work: (QueueUrl: string, receipts: readonly string[]) => Promise<unknown>,
  ) => {
    const batches = WORK_QUEUES.flatMap((queue) =>
      pagesOf(
        parcels.filter((parcel) => parcel.queue === queue).map(({ receipt }) => receipt),
        BATCH,
      ).map((page) => ({ page, url: queues[queue] })),
    );
    await inParallel(batches, ({ page, url }) => work(url, page));
  };
  return {
    async send(slices, delaySeconds) {
      const delay = Math.min(LONGEST_DELAY_SECONDS, Math.ceil(delaySeconds));
      const batches = WORK_QUEUES.flatMap((queue) =>
        pagesOf(
          slices.filter((slice) => queueOf(slice) === queue),
          BATCH,
        ).map((batch) => ({ queue, batch })),
      );
      const left = await inParallel(batches, async ({ queue, batch }) => {
        const again = await sendBatch(queue, batch, delay);
        return again.length === 0 ? again : sendBatch(queue, again, delay);
      });
      return left.flat();
    },
    async receive(queue, WaitTimeSeconds, stop) {
      const command = new ReceiveMessageCommand({
        QueueUrl: queues[queue],
        MaxNumberOfMessages: BATCH,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds,
      });
      try {
        const { Messages = [] } = await polls.send(command, { abortSignal: stop });
        return Messages.map(({ Body: text = '', ReceiptHandle: receipt = '' }) => ({ queue, text, receipt }));
      } catch (error) {
        if (stop.aborted) return [];
        throw error;
      }
    },
    remove: (parcels) =>
      ofQueue(parcels, (QueueUrl, receipts) =>
        client.send(
          new DeleteMessageBatchCommand({
            QueueUrl,
            Entries: receipts.map((ReceiptHandle, i) => ({ Id: String(i), ReceiptHandle })),
          }),
        ),
      ),
    extend: (parcels) =>
      ofQueue(parcels, (QueueUrl, receipts) =>
        client.send(
          new ChangeMessageVisibilityBatchCommand({
            QueueUrl,
            Entries: receipts.map((ReceiptHandle, i) => ({
              Id: String(i),
              ReceiptHandle,
              VisibilityTimeout: HIDDEN_SECONDS,
            })),
          }),
        ),
      ),
    async count() {
      const counts = await Promise.all(
        WORK_QUEUES.map(async (queue) => {
          const { Attributes = {} } = await client.send(
            new GetQueueAttributesCommand({ QueueUrl: queues[queue], AttributeNames: [...COUNTS] }),
          );
          return COUNTS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
        }),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

function queueOf({ tasks }: TaskSlice): WorkQueueName {
  return tasks[0]?.messageType === 'transactional' ? 'transactional' : 'work';
}

/** @throws Failure when slices were not taken after all. */
export function allSent(left: readonly TaskSlice[]): void {
  if (left.length > 0)
    throw new Failure('unsupported', `SQS did not take ${left.length} slices of work; they are given again.`);
}
