import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { callFailure } from '../../channels/aws/call-failure.ts';
import { pollClientConfig } from '../../channels/aws/client-config.ts';
import { remedyOf } from '../../channels/aws/remedies.ts';
import type { Mailbox } from '../../dispatch/mailbox.ts';
import { Failure } from '../../kernel/failure.ts';

/** SQS's longest poll and largest batch (aws-facts 5.3). */
const WAIT_SECONDS = 20;
const BATCH = 10;
/** Hidden for this long, whatever the queue says: storing a batch takes milliseconds, or as long as the disk is full. */
const HIDDEN_SECONDS = 60;

/** The region that a queue's URL names; `undefined`: it names none (an endpoint of its own). */
function regionOf(queueUrl: string): string | undefined {
  return /^https:\/\/sqs\.([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(queueUrl)?.[1];
}

/** An SQS queue as a mailbox; its URL was checked. */
export function sqsMailbox(queueUrl: string, access: { readonly region: string }): Mailbox {
  const region = regionOf(queueUrl) ?? access.region;
  // The endpoint of the environment (AWS_ENDPOINT_URL_SQS) goes before the host in the URL.
  const client = new SQSClient({
    ...pollClientConfig({ region }, WAIT_SECONDS * 1000),
    useQueueUrlAsEndpoint: false,
  });
  return {
    async receive(stop) {
      const command = new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: BATCH,
        WaitTimeSeconds: WAIT_SECONDS,
        VisibilityTimeout: HIDDEN_SECONDS,
        MessageSystemAttributeNames: ['SentTimestamp'],
      });
      const { Messages = [] } = await orAborted(stop, client.send(command, { abortSignal: stop }), region);
      return Messages.flatMap(({ Body: text, ReceiptHandle: receipt, Attributes }) => {
        const sentAt = Number(Attributes?.SentTimestamp);
        return text === undefined || receipt === undefined
          ? []
          : [{ text, receipt, sentAt: Number.isFinite(sentAt) ? sentAt : undefined }];
      });
    },
    async remove(receipts) {
      let left = 0;
      for (let at = 0; at < receipts.length; at += BATCH) {
        const Entries = receipts
          .slice(at, at + BATCH)
          .map((ReceiptHandle, i) => ({ Id: String(i), ReceiptHandle }));
        const { Failed = [] } = await client
          .send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
          .catch((error: unknown) => {
            throw queueFailure(error, region);
          });
        left += Failed.length;
      }
      return left;
    },
  };
}

async function orAborted<T extends object>(
  stop: AbortSignal,
  call: Promise<T>,
  region: string,
): Promise<T | { readonly Messages?: undefined }> {
  try {
    return await call;
  } catch (error) {
    if (stop.aborted) return {};
    throw queueFailure(error, region);
  }
}

const NO_SUCH_QUEUE: ReadonlySet<unknown> = new Set([
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
]);

/** What is wrong with the queue and what to do; reading goes on by itself once it is put right. */
function queueFailure(error: unknown, region: string): Failure {
  const cause = error instanceof Error ? error : new Error(String(error));
  if (NO_SUCH_QUEUE.has(cause.name))
    return new Failure(
      'not_found',
      `The queue of --events does not exist in ${region}: compare \`aws sqs list-queues\`.`,
      {
        cause,
      },
    );
  const { kind, ...rest } = callFailure(error);
  const reason = 'reason' in rest ? rest.reason : kind;
  if (reason === 'access_denied')
    return new Failure(
      'unsupported',
      'These credentials may not read the queue of --events: give them sqs:ReceiveMessage and sqs:DeleteMessage on it in IAM.',
      { cause },
    );
  const sentence =
    kind === 'throttled'
      ? 'SQS asks to be called more slowly; events are read again in a moment.'
      : (remedyOf(reason) ?? `The queue of --events cannot be read (${reason}); it is tried again.`);
  return new Failure('unsupported', sentence, { cause });
}
