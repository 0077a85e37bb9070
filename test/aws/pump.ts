import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { ShardRecords } from '../support/stream-records.ts';
import type { Invoke } from './function.ts';

/** What every mapping of events to a function is told. */
interface MappingOptions {
  readonly invoke: Invoke;
  readonly batchSize: number;
  /** Throws the result of the n-th invocation (from 1) away, as if the function had died when it was done: its batch comes again. */
  readonly forgets?: (n: number) => boolean;
}

/** SQS's largest batch. */
const RECEIVE = 10;

const failures = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

interface QueueOptions extends MappingOptions {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  /** Batches under way at once. */
  readonly concurrency: number;
  /** Instead of the queue's own, so that a test need not wait for minutes. */
  readonly visibilitySeconds?: number;
  /** After the first message of a batch it is waited so long for more; absent: only what is there comes along. */
  readonly windowMs?: number;
}

/**
 * A queue's messages to a function, as Lambda's event source mapping hands them over (aws-facts 5.4): batches, of which what the function does
 * not report as failed is deleted; a function that throws, or answers with what is no answer, failed on all; what failed comes again after the
 * visibility timeout, or ends in the dead letters.
 */
export class QueueMapping {
  invocations = 0;
  /** Messages that were handed over, and of these, those that failed. */
  records = 0;
  failed = 0;
  /** Messages that had been handed over before. */
  repeated = 0;
  readonly #options: QueueOptions;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  async run(stop: AbortSignal): Promise<void> {
    const poll = async () => {
      while (!stop.aborted) await this.#batch(stop);
    };
    await Promise.all(Array.from({ length: this.#options.concurrency }, poll));
  }

  async #batch(stop: AbortSignal): Promise<void> {
    const { batchSize, windowMs = 0 } = this.#options;
    const messages: Message[] = [];
    let until = Number.POSITIVE_INFINITY;
    for (let more = true; more && messages.length < batchSize; ) {
      const wait = messages.length === 0 || windowMs > 0;
      const received = await this.#receive(batchSize - messages.length, wait);
      if (messages.length === 0) until = performance.now() + windowMs;
      messages.push(...received);
      const isOpen = windowMs > 0 ? performance.now() < until : received.length > 0;
      more = messages.length > 0 && isOpen && !stop.aborted;
    }
    if (messages.length > 0) await this.#handOver(messages);
  }

  async #receive(room: number, wait: boolean): Promise<readonly Message[]> {
    const { sqs, queueUrl, visibilitySeconds } = this.#options;
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: Math.min(RECEIVE, room),
      WaitTimeSeconds: wait ? 1 : 0,
      MessageSystemAttributeNames: ['All'],
      ...(visibilitySeconds === undefined ? {} : { VisibilityTimeout: visibilitySeconds }),
    });
    return (await sqs.send(command)).Messages ?? [];
  }

  async #handOver(messages: readonly Message[]): Promise<void> {
    const n = ++this.invocations;
    this.records += messages.length;
    this.repeated += messages.filter(
      ({ Attributes }) => Number(Attributes?.['ApproximateReceiveCount'] ?? 1) > 1,
    ).length;
    const Records = messages.map((message) => queueRecord(message, this.#options.queueUrl));
    const failed = await this.#failedOf(n, Records);
    this.failed += failed === 'all' ? messages.length : failed.size;
    if (failed !== 'all') await this.#remove(messages.filter(({ MessageId = '' }) => !failed.has(MessageId)));
  }

  async #failedOf(
    n: number,
    Records: readonly { readonly messageId: string }[],
  ): Promise<'all' | ReadonlySet<string>> {
    try {
      const result = await this.#options.invoke({ Records });
      if (this.#options.forgets?.(n) === true) return 'all';
      const ids = (failures.parse(result ?? {}).batchItemFailures ?? []).map(
        ({ itemIdentifier }) => itemIdentifier,
      );
      const known = new Set(Records.map(({ messageId }) => messageId));
      return ids.every((id) => known.has(id)) ? new Set(ids) : 'all';
    } catch {
      return 'all';
    }
  }

  async #remove(messages: readonly Message[]): Promise<void> {
    const { sqs, queueUrl: QueueUrl } = this.#options;
    for (let at = 0; at < messages.length; at += RECEIVE) {
      const Entries = messages
        .slice(at, at + RECEIVE)
        .map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle: ReceiptHandle ?? '' }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  }
}

/** A message as a function gets it. */
function queueRecord(message: Message, queueUrl: string) {
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes ?? {},
    messageAttributes: {},
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:${queueUrl.split('/').slice(-2).join(':')}`,
    awsRegion: 'us-east-1',
  };
}

interface StreamOptions extends MappingOptions {
  /** What came since it was last asked. */
  readonly next: () => Promise<readonly ShardRecords[]>;
  /** How long nothing may come before it is asked again. */
  readonly pauseMs: number;
}

/**
 * A table's stream to a function, as Lambda's mapping hands it over: each shard in order, batches cut anywhere, a batch that failed again and
 * again until it does not, with what a tumbling window adds to the event.
 */
export class StreamMapping {
  invocations = 0;
  records = 0;
  failed = 0;
  #isBusy = false;
  readonly #options: StreamOptions;
  readonly #waiting = new Map<string, ShardRecords['records'][number][]>();

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** Whether something was read that the function has not taken. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const came = await this.drain();
      if (came === 0) await pause(this.#options.pauseMs, stop);
    }
  }

  /** Hands over what there is now; the answer counts the records. */
  async drain(): Promise<number> {
    this.#isBusy = true;
    let came = 0;
    for (const { shardId, records } of await this.#options.next()) {
      this.#waiting.set(shardId, [...(this.#waiting.get(shardId) ?? []), ...records]);
      came += records.length;
    }
    for (const [shardId, waiting] of this.#waiting) {
      while (waiting.length > 0) {
        // Of any size: where Lambda cuts is nobody's to say.
        const size = 1 + ((this.invocations * 7) % this.#options.batchSize);
        if (await this.#handOver(shardId, waiting.slice(0, size))) waiting.splice(0, size);
      }
    }
    this.#isBusy = false;
    return came;
  }

  async #handOver(shardId: string, records: ShardRecords['records']): Promise<boolean> {
    const n = ++this.invocations;
    this.records += records.length;
    const done = await this.#options.invoke(streamEvent(shardId, records)).then(
      () => this.#options.forgets?.(n) !== true,
      () => false,
    );
    if (!done) this.failed++;
    return done;
  }
}

function streamEvent(shardId: string, records: ShardRecords['records']) {
  const eventSourceARN =
    'arn:aws:dynamodb:us-east-1:123456789012:table/delivery-tracking/stream/2026-11-22T00:00:00.000';
  return {
    Records: records.map(({ dynamodb, ...record }) => ({
      ...record,
      dynamodb: {
        ...dynamodb,
        ApproximateCreationDateTime: Number(dynamodb?.ApproximateCreationDateTime ?? 0) / 1000,
      },
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN,
    })),
    shardId,
    eventSourceARN,
    window: { start: '2026-11-22T00:00:00Z', end: '2026-11-22T00:01:00Z' },
    state: {},
    isFinalInvokeForWindow: false,
    isWindowTerminatedEarly: false,
  };
}

/** A function once every so often, one invocation after the other, as a rule with a schedule does. */
export async function runSchedule(
  { invoke, everyMs }: { readonly invoke: Invoke; readonly everyMs: number },
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    await invoke({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }).catch(
      () => undefined,
    );
    await pause(everyMs, stop);
  }
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true });
  });
}
