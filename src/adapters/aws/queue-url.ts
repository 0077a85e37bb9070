import { Failure } from '../../kernel/failure.ts';

const QUEUE_URL = /^https?:\/\/[^/]+\/\d{12}\/[\w-]{1,80}(\.fifo)?$/;

/** @throws Failure `usage` for what is no URL of an SQS queue. */
export function checkQueueUrl(text: string): void {
  if (QUEUE_URL.test(text)) return;
  throw new Failure(
    'usage',
    '--events must be the URL of an SQS queue, such as https://sqs.us-east-1.amazonaws.com/111122223333/cpaas-events.',
  );
}
