import { z } from 'zod';
import type { Deployment } from '../../src/adapters/aws/deployment.ts';
import type { RequestWatch, WatchedRequest } from '../../src/adapters/aws/request-watch.ts';
import { DynamoMeter } from './dynamodb-meter.ts';
import { UsageBook } from './usage.ts';

/** A request of SQS pays for each begun part of this size (aws-facts 8.3). */
const SQS_CHUNK = 64 * 1024;

const sent = z.object({ MessageBody: z.string(), MessageGroupId: z.string().optional() });
const sentBatch = z.object({ Entries: z.array(sent) });
const received = z.object({ Messages: z.array(z.object({ Body: z.string() })).default([]) });
const toQueue = z.object({ QueueUrl: z.string() });

/** Turns watched requests into what they cost, by whoever made them. */
export class RequestMeter {
  readonly book = new UsageBook();
  readonly #dynamo: DynamoMeter;

  constructor(deployment: Pick<Deployment, 'project' | 'environment'>) {
    this.#dynamo = new DynamoMeter(deployment, this.book);
  }

  /** The watch of one function. */
  by(who: string): RequestWatch {
    return (request) => this.#note(who, request);
  }

  #note(by: string, request: WatchedRequest): void {
    switch (request.service) {
      case 'DynamoDB':
        return this.#dynamo.note(by, request);
      case 'SQS':
        return this.#noteQueue(by, request);
      case 'S3':
        return this.#noteBucket(by, request);
      default:
        throw new Error(`Nobody has worked out what requests to ${request.service} cost.`);
    }
  }

  #noteQueue(by: string, { input, output }: WatchedRequest): void {
    const of = toQueue.parse(input).QueueUrl.split('/').at(-1) ?? '';
    const batch = sentBatch.safeParse(input);
    const single = sent.safeParse(input);
    const out = batch.data?.Entries ?? (single.data === undefined ? [] : [single.data]);
    const bodies = [
      ...out.map(({ MessageBody }) => MessageBody),
      ...(received.safeParse(output).data?.Messages.map(({ Body }) => Body) ?? []),
    ];
    const bytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
    const amount = Math.max(1, Math.ceil(bytes / SQS_CHUNK));
    this.book.add({ by, of, measure: 'sqs_requests', amount });
    if (out.some(({ MessageGroupId }) => MessageGroupId !== undefined))
      this.book.add({ by, of, measure: 'sqs_fair_requests', amount });
  }

  /** Removing is free. */
  #noteBucket(by: string, { operation }: WatchedRequest): void {
    if (/^(Put|Copy|List|CreateMultipart|UploadPart|CompleteMultipart)/.test(operation))
      this.book.add({ by, of: 'bucket', measure: 's3_put_requests', amount: 1 });
    else if (/^(Get|Head)/.test(operation))
      this.book.add({ by, of: 'bucket', measure: 's3_get_requests', amount: 1 });
    else if (!/^(Delete|Abort)/.test(operation))
      throw new Error(`Nobody has worked out what ${operation} of S3 costs.`);
  }
}
