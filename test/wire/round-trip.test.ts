import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, test } from 'vitest';
import { sqsMailbox } from '../../src/adapters/aws/sqs-mailbox.ts';
import { sesEmail } from '../../src/channels/email/ses.ts';
import type { ConnectedProvider, SendRequest } from '../../src/channels/provider.ts';
import { endUserMessagingSms } from '../../src/channels/sms/end-user-messaging.ts';
import { socialMessagingWhatsApp } from '../../src/channels/whatsapp/social-messaging.ts';
import type { ProviderEvent } from '../../src/delivery/event.ts';
import { readEvents } from '../../src/delivery/formats/read-events.ts';
import { type Channel, CHANNELS } from '../../src/kernel/channel.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import type { Accepted, FixedEvent } from '../../src/simulator/accepted.ts';
import { BOUNCES } from '../../src/simulator/http/shapes/email.ts';
import { META_FAILURES } from '../../src/simulator/http/shapes/meta-errors.ts';
import { SMS_FAILURES } from '../../src/simulator/http/shapes/sms.ts';
import { fileSink } from '../../src/simulator/http/sinks/file.ts';
import type { Sink } from '../../src/simulator/http/sinks/sink.ts';
import { sqsSink } from '../../src/simulator/http/sinks/sqs.ts';
import { urlSink } from '../../src/simulator/http/sinks/url.ts';
import { localAccess } from '../support/aws-access.ts';
import { makeOrigin, makeRequest } from '../support/make.ts';
import { hasMoto, startMoto } from '../support/moto.ts';
import { POOL, startWire, WHATSAPP_NUMBER, type Wire } from './simulator.ts';

const PATHS = ['sns', 'eventbridge'] as const;
type Path = (typeof PATHS)[number];

/** Reasons of which AWS's event says that nothing more may go to the address. */
const SUPPRESSING = ['invalid_number', 'opted_out', 'hard_bounce', 'suppression_list'];

function failure(reason: string, more: Partial<FixedEvent> = {}): FixedEvent {
  return {
    type: 'failed',
    reason,
    ...(SUPPRESSING.includes(reason) && { suppress: true }),
    ...more,
  };
}

/** Everything that the simulator can tell about a message of each channel. */
const HAPPENINGS: Readonly<Record<Channel, readonly FixedEvent[]>> = {
  sms: [
    { type: 'sent' },
    { type: 'delivered' },
    { type: 'failed' },
    ...Object.keys(SMS_FAILURES).map((reason) => failure(reason)),
    { type: 'reply' },
    { type: 'reply', text: 'What is this?' },
  ],
  whatsapp: [
    { type: 'sent' },
    { type: 'delivered' },
    { type: 'read' },
    { type: 'failed' },
    ...Object.keys(META_FAILURES).map((reason) => failure(reason)),
    { type: 'reply' },
  ],
  email: [
    { type: 'sent' },
    { type: 'delivered' },
    { type: 'failed' },
    { type: 'failed', bounced: true },
    ...Object.keys(BOUNCES).map((reason) => failure(reason, { bounced: true })),
    failure('template_error'),
    { type: 'complained' },
    { type: 'opened' },
    { type: 'clicked' },
  ],
};

interface Message {
  readonly channel: Channel;
  readonly path: Path;
  readonly address: string;
  readonly attemptId: string;
  readonly happening: FixedEvent;
}

const MESSAGES: readonly Message[] = CHANNELS.flatMap((channel) =>
  PATHS.flatMap((path, p) =>
    HAPPENINGS[channel].map((happening, i) => ({
      channel,
      path,
      happening,
      // In the US the pool sends from numbers, which can be answered.
      address: channel === 'email' ? `a${p}${i}@example.net` : `+1415555${p}${String(100 + i)}`,
      attemptId: `abcdefgh.1-${p}${i}-1${channel.charAt(0)}.1`,
    })),
  ),
);

const RULES = MESSAGES.map(({ channel, address, happening }) => ({
  match: { channel, address },
  fate: { answer: 'accepted', events: [happening] },
}));

function requestOf({ channel, path, address, attemptId }: Message): SendRequest {
  const set = path === 'sns' ? { configurationSet: 'campaigns' } : {};
  switch (channel) {
    case 'sms':
      return makeRequest({ address, attemptId, origin: makeOrigin({ identity: POOL, ...set }) });
    case 'whatsapp': {
      const identity = WHATSAPP_NUMBER.replace(/1$/, path === 'sns' ? '1' : '2');
      return makeRequest({
        address,
        attemptId,
        origin: makeOrigin({ channel, kind: 'whatsapp_number', identity }),
        content: { kind: 'whatsapp', template: 'order_update', language: 'en', parameters: ['1'], text: '' },
      });
    }
    case 'email':
      return makeRequest({
        address,
        attemptId,
        origin: makeOrigin({
          channel,
          kind: 'ses_identity',
          identity: 'news@example.com',
          configurationSet: path === 'sns' ? 'campaigns' : 'eventbridge',
        }),
        content: { kind: 'email', subject: 'Hi', text: 'Hello' },
      });
  }
}

const TEMPLATES = [{ name: 'order_update', category: 'UTILITY', body: 'Your order {{1}} is on its way.' }];

/** One WhatsApp account tells a topic, the other one EventBridge. */
const ACCOUNT = {
  whatsapp: {
    accounts: [
      {
        id: 'waba-1',
        wabaId: '100000000000001',
        topic: 'arn:aws:sns:us-east-1:111122223333:whatsapp-events',
        numbers: [{ id: WHATSAPP_NUMBER, metaId: '200000000000001', number: '+12065550120' }],
        templates: TEMPLATES,
      },
      {
        id: 'waba-2',
        wabaId: '100000000000002',
        numbers: [
          { id: WHATSAPP_NUMBER.replace(/1$/, '2'), metaId: '200000000000002', number: '+12065550121' },
        ],
        templates: TEMPLATES,
      },
    ],
  },
};

/** An event of the carriers, and the acceptance that it is about. */
interface Told {
  readonly event: ProviderEvent;
  readonly about: Accepted;
}

/** Sends everything through the providers, and gives what the carriers told; the sink has it all by then. */
async function sendAll(sink: Sink): Promise<{ readonly wire: Wire; readonly told: readonly Told[] }> {
  const wire = await startWire({ behaviour: 'unlimited', rules: RULES, account: ACCOUNT }, { sink });
  const told: Told[] = [];
  const deliver = wire.outlet.deliver.bind(wire.outlet);
  wire.outlet.deliver = (events, abouts) => {
    for (const [i, event] of events.entries()) {
      const about = abouts[i];
      if (about !== undefined) told.push({ event, about });
    }
    return deliver(events, abouts);
  };
  const access = localAccess(wire.url);
  const options = { clock: systemClock, report: () => undefined };
  const providers: Readonly<Record<Channel, ConnectedProvider>> = {
    sms: endUserMessagingSms(access, options),
    whatsapp: socialMessagingWhatsApp(access, options),
    email: sesEmail(access, options),
  };
  const outcomes = await Promise.all(
    MESSAGES.map((message) => providers[message.channel].send(requestOf(message))),
  );
  expect(outcomes.filter(({ kind }) => kind !== 'accepted')).toEqual([]);
  await wire.carriers.idle();
  for (const provider of Object.values(providers)) provider.close();
  return { wire, told };
}

function messageOf({ about: { channel, address } }: Told): Message {
  const message = MESSAGES.find((each) => each.channel === channel && each.address === address);
  if (message === undefined) throw new Error('An event is about no message that was sent.');
  return message;
}

/** Nobody can be told of an answer that EventBridge does not carry (aws-facts 3.5). */
function isHeard(told: Told): boolean {
  const { channel, path, happening } = messageOf(told);
  return !(channel === 'whatsapp' && path === 'eventbridge' && happening.type === 'reply');
}

/** What has to be read of it: everything that the shape of its path has room for (aws-facts 2.3, 3.5, 4.4). */
function expected(told: Told): Record<string, unknown> {
  const { event, about } = told;
  const { channel, path } = messageOf(told);
  const isReply = event.type === 'reply';
  const hasEcho = !isReply && (path === 'sns' || channel === 'email');
  const price = about.wire?.kind === 'sms' ? about.wire.messagePrice + about.wire.carrierFee : undefined;
  return {
    channel,
    // Answers to SMS have a topic of their own.
    source: isReply ? 'sns' : path,
    type: event.type,
    at: timeOf(told),
    attemptId: hasEcho ? about.attemptId : undefined,
    providerId: isReply && channel === 'whatsapp' ? undefined : about.providerId,
    reason: event.reason,
    bounced: event.bounced,
    suppress: event.suppress,
    price: isReply ? undefined : event.reason === 'protect_blocked' ? 0 : price,
    from: isReply ? about.address : undefined,
    text: isReply ? event.text : undefined,
  };
}

/** Meta counts seconds; SES has no time for "sent" but that of the mail. */
function timeOf({ event, about }: Told): number {
  if (about.channel === 'whatsapp') return Math.floor(event.at / 1000) * 1000;
  return about.channel === 'email' && event.type === 'sent' ? about.at : event.at;
}

/** The same members of what was read. */
function facts(event: ProviderEvent): Record<string, unknown> {
  const { eventId: _, holdOrigin: _h, stopCampaign: _s, throttled: _t, userId: _u, ...rest } = event;
  return rest;
}

/** Reads every text back, and holds each event against the one it was made from. */
function compare(texts: readonly string[], { wire, told }: Awaited<ReturnType<typeof sendAll>>): void {
  const heard = told.filter(isHeard);
  expect(told).toHaveLength(MESSAGES.length);
  expect(texts).toHaveLength(heard.length);
  const readings = texts.map((text) => readEvents(text, { at: 0 }));
  expect(readings.flatMap(({ kept }) => kept.map(({ reason }) => reason))).toEqual([]);
  const read = new Map<string, ProviderEvent>();
  const ids = new Set<string>();
  for (const event of readings.flatMap(({ events }) => events)) {
    ids.add(event.eventId);
    const about = [...wire.carriers.log.accepted()].find(
      ({ providerId, address, channel }) =>
        channel === event.channel && (providerId === event.providerId || address === event.from),
    );
    read.set(about?.attemptId ?? event.eventId, event);
  }
  expect(ids.size).toBe(heard.length);
  for (const each of heard) {
    const { channel, path, happening } = messageOf(each);
    const found = read.get(each.about.attemptId);
    const what = { channel, path, happening };
    expect({ ...what, read: found && facts(found) }).toEqual({ ...what, read: expected(each) });
  }
}

const closers: (() => void)[] = [];

afterAll(() => {
  for (const close of closers.splice(0)) close();
});

test('through a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cpaas-round-trip-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'events.ndjson');
  const sent = await sendAll(fileSink(path));
  compare(readFileSync(path, 'utf8').trim().split('\n'), sent);
});

test('through a URL', async () => {
  const texts: string[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    request.on('end', () => {
      texts.push(text);
      response.end();
    });
  });
  closers.push(() => server.closeAllConnections());
  closers.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  compare(texts, await sendAll(urlSink(`http://127.0.0.1:${port}`)));
});

describe.runIf(hasMoto)('with an emulated queue', () => {
  test('through SQS, read as the worker reads it', async () => {
    const moto = await startMoto();
    closers.push(() => moto.stop());
    process.env['AWS_ACCESS_KEY_ID'] = 'test';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
    process.env['AWS_ENDPOINT_URL_SQS'] = moto.url;
    const client = new SQSClient({ region: 'us-east-1' });
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'events' }));
    client.destroy();
    const sent = await sendAll(sqsSink(QueueUrl, 'us-east-1'));
    const mailbox = sqsMailbox(QueueUrl, { region: 'us-east-1' });
    const texts: string[] = [];
    while (texts.length < sent.told.filter(isHeard).length) {
      const letters = await mailbox.receive(new AbortController().signal);
      texts.push(...letters.map(({ text }) => text));
      expect(await mailbox.remove(letters.map(({ receipt }) => receipt))).toBe(0);
    }
    compare(texts, sent);
  });
});
