import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { eventBridgeEvent, snsNotification } from '../../src/simulator/http/shapes/envelopes.ts';
import { eventBridgeSink } from '../../src/simulator/http/sinks/eventbridge.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';

const REGION = 'us-east-1';
const record = z.record(z.string(), z.unknown());
const EVENT = eventBridgeEvent(
  { id: '111122223333', region: REGION },
  {
    eventId: 'e1',
    at: Date.UTC(2026, 10, 20, 10),
    source: 'aws.sms-voice',
    detailType: 'Text Message Delivery Status Updated',
    resources: [],
    detail: { eventType: 'TEXT_DELIVERED', messageId: 'm1' },
  },
);
const NOTICE = snsNotification({
  eventId: 'e2',
  at: 0,
  topic: `arn:aws:sns:${REGION}:111122223333:t`,
  message: { a: 1 },
});

describe.runIf(hasMoto)('events on a bus', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
    vi.stubEnv('AWS_ENDPOINT_URL_EVENTBRIDGE', moto.url);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  }, 60_000);
  afterAll(() => {
    vi.unstubAllEnvs();
    moto.stop();
  });

  test('arrive at the targets of rules in the shape that AWS gives them', async () => {
    const sqs = new SQSClient({ endpoint: moto.url, region: REGION });
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'bus' }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    const bus = new EventBridgeClient({ region: REGION });
    const EventPattern = JSON.stringify({ source: ['aws.sms-voice', 'simulated.sns'] });
    await bus.send(new PutRuleCommand({ Name: 'all', EventPattern }));
    await bus.send(
      new PutTargetsCommand({ Rule: 'all', Targets: [{ Id: 'queue', Arn: Attributes?.['QueueArn'] ?? '' }] }),
    );

    const sink = eventBridgeSink('default', REGION);
    expect(await sink.send([EVENT, NOTICE])).toEqual([]);
    await sink.close();

    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 }),
    );
    const [event, notice] = Messages.map(({ Body }) => record.parse(JSON.parse(Body ?? '{}'))).sort((a, b) =>
      String(a['source']) < String(b['source']) ? -1 : 1,
    );
    // The bus gives its own id and account.
    const { id: _id, account: _account, ...rest } = EVENT.body;
    expect(event).toMatchObject(rest);
    expect(notice).toMatchObject({ 'detail-type': 'Notification', detail: { Message: '{"a":1}' } });
    sqs.destroy();
    bus.destroy();
  });

  test('come back when the bus cannot be reached', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_EVENTBRIDGE', 'http://127.0.0.1:9');
    vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
    const sink = eventBridgeSink('default', REGION);
    expect(await sink.send([EVENT])).toEqual([EVENT]);
    await sink.close();
  });
});
