import type { AwsAccess, AwsProviderOptions } from '../../src/channels/aws/client-config.ts';
import { sesEmail } from '../../src/channels/email/ses.ts';
import { tagToEcho } from '../../src/channels/email/echo-tag.ts';
import type { ConnectedProvider, SendRequest } from '../../src/channels/provider.ts';
import { endUserMessagingSms } from '../../src/channels/sms/end-user-messaging.ts';
import { socialMessagingWhatsApp } from '../../src/channels/whatsapp/social-messaging.ts';
import type { Channel } from '../../src/kernel/channel.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { z } from 'zod';
import { AnsweringServer, type Manner as Answer } from '../support/answering-server.ts';
import { localAccess } from '../support/aws-access.ts';
import { makeOrigin, makeRequest } from '../support/make.ts';
import { type Manner, MANNERS, providerSuite } from './provider.ts';

interface Vendor {
  readonly channel: Channel;
  readonly open: (access: AwsAccess, options: AwsProviderOptions) => ConnectedProvider;
  readonly request: Partial<SendRequest>;
  /** The address and our attempt id, as they stand in the body of a request. */
  readonly read: (body: unknown) => { readonly address: string; readonly echo: string };
  readonly refusal: string;
}

const smsBody = z.object({ DestinationPhoneNumber: z.string(), Context: z.object({ attempt: z.string() }) });
const mailBody = z.object({
  Destination: z.object({ ToAddresses: z.tuple([z.string()]) }),
  EmailTags: z.tuple([z.object({ Name: z.literal('attempt'), Value: z.string() })]),
});

const whatsAppBody = z.object({ message: z.base64() });
const metaBody = z.object({ to: z.string(), biz_opaque_callback_data: z.string() });

const VENDORS: readonly Vendor[] = [
  {
    channel: 'sms',
    open: endUserMessagingSms,
    request: {},
    read: (body) => {
      const { DestinationPhoneNumber: address, Context } = smsBody.parse(body);
      return { address, echo: Context.attempt };
    },
    refusal: '{"__type":"ValidationException","Reason":"CANNOT_PARSE"}',
  },
  {
    channel: 'whatsapp',
    open: socialMessagingWhatsApp,
    request: {
      origin: makeOrigin({
        channel: 'whatsapp',
        kind: 'whatsapp_number',
        identity: 'phone-number-id-0123456789abcdef0123456789abcdef',
      }),
      content: { kind: 'whatsapp_session', text: 'Hello' },
    },
    read: (body) => {
      const message = Buffer.from(whatsAppBody.parse(body).message, 'base64').toString();
      const { to: address, biz_opaque_callback_data: echo } = metaBody.parse(JSON.parse(message));
      return { address, echo };
    },
    refusal: '{"__type":"ValidationException"}',
  },
  {
    channel: 'email',
    open: sesEmail,
    request: {
      origin: makeOrigin({ channel: 'email', kind: 'ses_identity', identity: 'news@example.com' }),
      content: { kind: 'email', subject: 'Hi', text: 'Hello' },
    },
    read: (body) => {
      const { Destination, EmailTags } = mailBody.parse(body);
      return { address: Destination.ToAddresses[0], echo: tagToEcho(EmailTags[0].Value) };
    },
    refusal: '{"__type":"MessageRejected","message":"Bad content"}',
  },
];

function answerTo(manner: Manner, nth: number, refusal: string): Answer {
  switch (manner) {
    case 'accept':
      return {
        kind: 'answer',
        status: 200,
        body: JSON.stringify({ MessageId: `id-${nth}`, messageId: `id-${nth}` }),
      };
    case 'throttle':
      return { kind: 'answer', status: 429, body: '{"__type":"TooManyRequestsException"}' };
    case 'refuse':
      return { kind: 'answer', status: 400, body: refusal };
    case 'hang':
      return { kind: 'hang' };
    case 'accept and say nothing':
      return { kind: 'stall' };
    case 'break off':
      return { kind: 'reset' };
  }
}

for (const { channel, open, request, read, refusal } of VENDORS) {
  providerSuite({
    name: `aws ${channel}`,
    channel,
    manners: MANNERS,
    open: async () => {
      const server = await AnsweringServer.open();
      const manners = new Map<string, Manner>();
      server.behave(({ body }, nth) =>
        answerTo(manners.get(read(JSON.parse(body)).address) ?? 'hang', nth, refusal),
      );
      const provider = open(localAccess(server.url, 1_000), { clock: systemClock, report: () => undefined });
      return {
        provider,
        request: (manner) => {
          const nth = manners.size + 1;
          const address = channel === 'email' ? `a${nth}@example.org` : `+1425555${String(1000 + nth)}`;
          manners.set(address, manner);
          return makeRequest({ ...request, attemptId: `abcdefgh.1-${nth}-1s.1`, address });
        },
        received: () => server.requests.map(({ body }) => read(JSON.parse(body)).echo),
        close: async () => {
          provider.close();
          await server.close();
        },
      };
    },
  });
}
