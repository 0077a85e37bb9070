import { describe } from 'vitest';
import type { AwsAccess } from '../../src/channels/aws/client-config.ts';
import { sesEmail } from '../../src/channels/email/ses.ts';
import { testMailbox } from '../../src/channels/email/test-mailboxes.ts';
import type { ConnectedProvider, SendRequest } from '../../src/channels/provider.ts';
import { endUserMessagingSms } from '../../src/channels/sms/end-user-messaging.ts';
import { TEST_NUMBERS } from '../../src/channels/sms/test-numbers.ts';
import type { Channel } from '../../src/kernel/channel.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { makeOrigin, makeRequest } from '../support/make.ts';
import { providerSuite } from './provider.ts';

/*
 * The providers against a real account, for a person who asks for it; CONTRIBUTING.md says how. It sends a handful of messages to AWS's
 * own test numbers and to the SES mailbox simulator, which reach nobody. WhatsApp has no such thing.
 */

const { CPAAS_REAL_POOL: pool, CPAAS_REAL_EMAIL_FROM: from, CPAAS_REAL_REGION: region } = process.env;
const ACCESS: AwsAccess = { region: region ?? 'us-east-1' };

/** To one number goes one text a second, and a sandbox sends one mail a second (aws-facts 1.3, 4.3). */
const APART_MS = 1_200;

/** Numbers of the US: a pool that reaches no other country has them, too. */
const US = TEST_NUMBERS.find(({ country }) => country === 'US');

interface Asked {
  readonly channel: Channel;
  readonly open: () => ConnectedProvider;
  readonly request: (nth: number) => Partial<SendRequest>;
}

const OPTIONS = {
  clock: systemClock,
  report: (code: string) => {
    throw new Error(`No table has this code of AWS: ${code}`);
  },
};

const asked: readonly Asked[] = [
  ...(pool === undefined
    ? []
    : [
        {
          channel: 'sms' as const,
          open: () => endUserMessagingSms(ACCESS, OPTIONS),
          request: () => ({
            origin: makeOrigin({ identity: pool }),
            address: US?.success ?? '',
            content: { kind: 'sms' as const, text: 'ai-cpaas provider test' },
          }),
        },
      ]),
  ...(from === undefined
    ? []
    : [
        {
          channel: 'email' as const,
          open: () => sesEmail(ACCESS, OPTIONS),
          request: (nth: number) => ({
            origin: makeOrigin({ channel: 'email', kind: 'ses_identity', identity: from }),
            address: testMailbox(nth),
            content: { kind: 'email' as const, subject: 'ai-cpaas', text: 'ai-cpaas provider test' },
          }),
        },
      ]),
];

describe.runIf(asked.length > 0)('a real account', () => {
  for (const { channel, open, request } of asked) {
    providerSuite({
      name: `real ${channel} in ${ACCESS.region}`,
      channel,
      // A carrier that hangs or breaks off is not to be had to order.
      manners: ['accept'],
      atOnce: 1,
      open: async () => {
        await systemClock.sleep(APART_MS);
        const provider = open();
        let made = 0;
        return {
          provider,
          request: () => {
            made++;
            return makeRequest({ ...request(made), attemptId: `realtest.1-${made}-1${channel.charAt(0)}.1` });
          },
          received: () => undefined,
          close: async () => provider.close(),
        };
      },
    });
  }
});
