import type { AwsAccess, AwsProviderOptions } from '../../src/channels/aws/client-config.ts';
import { sesEmail } from '../../src/channels/email/ses.ts';
import type { ConnectedProvider, SendRequest } from '../../src/channels/provider.ts';
import { endUserMessagingSms } from '../../src/channels/sms/end-user-messaging.ts';
import { socialMessagingWhatsApp } from '../../src/channels/whatsapp/social-messaging.ts';
import type { Channel } from '../../src/kernel/channel.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { localAccess } from '../support/aws-access.ts';
import { makeOrigin, makeRequest } from '../support/make.ts';
import { POOL, startWire, WHATSAPP_NUMBER } from '../wire/simulator.ts';
import { type Manner, MANNERS, providerSuite } from './provider.ts';

interface Vendor {
  readonly channel: Channel;
  readonly open: (access: AwsAccess, options: AwsProviderOptions) => ConnectedProvider;
  readonly request: Partial<SendRequest>;
  /** The nth address of those that end in this digit. */
  readonly address: (nth: number, digit: number) => string;
}

const phone = (nth: number, digit: number) => `+1425555${String(100 + nth)}${digit}`;

const VENDORS: readonly Vendor[] = [
  {
    channel: 'sms',
    open: endUserMessagingSms,
    request: { origin: makeOrigin({ identity: POOL }) },
    address: phone,
  },
  {
    channel: 'whatsapp',
    open: socialMessagingWhatsApp,
    request: {
      origin: makeOrigin({ channel: 'whatsapp', kind: 'whatsapp_number', identity: WHATSAPP_NUMBER }),
      content: {
        kind: 'whatsapp',
        template: 'order_update',
        language: 'en',
        parameters: ['1'],
        text: 'Your order 1 is on its way.',
      },
    },
    address: phone,
  },
  {
    channel: 'email',
    open: sesEmail,
    request: {
      origin: makeOrigin({ channel: 'email', kind: 'ses_identity', identity: 'news@example.com' }),
      content: { kind: 'email', subject: 'Hi', text: 'Hello' },
    },
    address: (nth, digit) => `a${nth}@mail.example${digit}`,
  },
];

const FATES: Readonly<Record<Manner, object>> = {
  accept: { answer: 'accepted' },
  throttle: { answer: 'throttled' },
  refuse: { answer: 'refused', reason: 'invalid_number' },
  hang: { answer: 'timed_out' },
  'accept and say nothing': { answer: 'answer_lost', by: 'silence' },
  'break off': { answer: 'answer_lost', by: 'reset' },
};
const RULES = MANNERS.map((manner, i) => ({ match: { addressEndsWith: String(i) }, fate: FATES[manner] }));

for (const { channel, open, request, address } of VENDORS) {
  providerSuite({
    name: `${channel} over the wire`,
    channel,
    manners: MANNERS,
    open: async () => {
      const wire = await startWire({ rules: RULES });
      const received: string[] = [];
      const { carriers } = wire;
      const receive = carriers.receive.bind(carriers);
      carriers.receive = (...asked) => {
        received.push(asked[1].attemptId);
        return receive(...asked);
      };
      const provider = open(localAccess(wire.url, 1_000), { clock: systemClock, report: () => undefined });
      let made = 0;
      return {
        provider,
        request: (manner) => {
          const nth = ++made;
          const to = address(nth, MANNERS.indexOf(manner));
          return makeRequest({
            ...request,
            attemptId: `abcdefgh.1-${nth}-1${channel.charAt(0)}.1`,
            address: to,
          });
        },
        received: () => received,
        close: async () => {
          provider.close();
          await wire.stop();
        },
      };
    },
  });
}
