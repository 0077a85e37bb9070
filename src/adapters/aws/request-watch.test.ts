import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AnsweringServer } from '../../../test/support/answering-server.ts';
import { localAccess } from '../../../test/support/aws-access.ts';
import { storeClientConfig } from '../../channels/aws/client-config.ts';
import { openTables } from './dynamodb.ts';
import { type WatchedRequest, watchRequests } from './request-watch.ts';

let server: AnsweringServer;
beforeEach(async () => {
  server = await AnsweringServer.open();
});
afterEach(() => server.close());

function watched() {
  const seen: WatchedRequest[] = [];
  const deployment = {
    project: 'p',
    environment: 'e',
    access: localAccess(server.url),
    bucket: '',
    queues: { work: '', transactional: '', events: '' },
    watch: (request: WatchedRequest) => void seen.push(request),
  };
  return { seen, deployment, ...openTables(deployment) };
}

test('every try of a call is seen, with what went out and what came back', async () => {
  const { seen, dynamo, name } = watched();
  server.behave((_, nth) =>
    nth < 3
      ? { kind: 'answer', status: 500, body: '{"__type":"InternalServerError"}' }
      : { kind: 'answer', status: 200, body: '{"Attributes":{"a":{"S":"old"}}}' },
  );
  const put = new PutCommand({
    TableName: name('customers'),
    Item: { a: 'new', n: 1 },
    ReturnValues: 'ALL_OLD',
  });
  expect((await dynamo.send(put)).Attributes).toEqual({ a: 'old' });
  expect(server.requests).toHaveLength(3);
  expect(seen).toHaveLength(3);
  expect(seen.map(({ error }) => error instanceof Error)).toEqual([true, true, false]);
  expect(seen.at(-1)).toMatchObject({
    service: 'DynamoDB',
    operation: 'PutItem',
    input: { TableName: 'p-customers-e', Item: { a: { S: 'new' }, n: { N: '1' } } },
    output: { Attributes: { a: 'old' } },
  });
});

test('a call that fails is seen once for each try, and fails as before', async () => {
  const { seen, dynamo, name } = watched();
  server.behave({
    kind: 'answer',
    status: 400,
    body: '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","Item":{"a":{"S":"x"}}}',
  });
  const put = dynamo.send(new PutCommand({ TableName: name('customers'), Item: {} }));
  await expect(put).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  expect(seen).toMatchObject([
    { error: { name: 'ConditionalCheckFailedException', Item: { a: { S: 'x' } } } },
  ]);
});

test('any client can be watched, and one without a watch is left alone', async () => {
  const { seen, deployment } = watched();
  server.behave({ kind: 'answer', status: 200, body: '{"Successful":[],"Failed":[]}' });
  const config = { ...storeClientConfig(deployment.access), useQueueUrlAsEndpoint: false };
  const sqs = watchRequests(new SQSClient(config), deployment.watch);
  const batch = { QueueUrl: `${server.url}/q`, Entries: [] };
  await sqs.send(new SendMessageBatchCommand(batch));
  expect(seen).toMatchObject([{ service: 'SQS', operation: 'SendMessageBatch', input: batch }]);
  const s3 = new S3Client(config);
  const before = s3.middlewareStack.identify();
  expect(watchRequests(s3, undefined).middlewareStack.identify()).toEqual(before);
  expect(watchRequests(s3, deployment.watch).middlewareStack.identify()).toHaveLength(before.length + 1);
});
