import {
  AccountSuspendedException,
  BadRequestException,
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  GetSuppressedDestinationCommand,
  InvalidNextTokenException,
  LimitExceededException,
  ListConfigurationSetsCommand,
  ListEmailIdentitiesCommand,
  ListSuppressedDestinationsCommand,
  MailFromDomainNotVerifiedException,
  MessageRejected,
  NotFoundException,
  PutSuppressedDestinationCommand,
  SendEmailCommand,
  type SendEmailCommandInput,
  SendingPausedException,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { beforeAll, describe, expect, test } from 'vitest';
import { startWire, type Wire } from './simulator.ts';

let wire: Wire;

beforeAll(async () => {
  wire = await startWire();
});

function emailTo(to: string, changes: Partial<SendEmailCommandInput> = {}): SendEmailCommand {
  return new SendEmailCommand({
    FromEmailAddress: 'Shop <news@example.com>',
    Destination: { ToAddresses: [to] },
    Content: { Simple: { Subject: { Data: 'Hi' }, Body: { Text: { Data: 'Hello' } } } },
    ...changes,
  });
}

describe('reads', () => {
  test('the account', async () => {
    const account = await wire.email.send(new GetAccountCommand({}));
    expect(account).toMatchObject({
      EnforcementStatus: 'HEALTHY',
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      SendQuota: { Max24HourSend: 1_000_000, MaxSendRate: 100 },
      SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      PricingAttributes: { CurrentPlan: 'ESSENTIALS' },
    });
  });

  test('identities in pages, and one of them', async () => {
    const first = await wire.email.send(new ListEmailIdentitiesCommand({ PageSize: 2 }));
    const rest = await wire.email.send(new ListEmailIdentitiesCommand({ NextToken: first.NextToken }));
    expect([first.EmailIdentities?.length, rest.EmailIdentities?.length]).toEqual([2, 1]);
    expect(rest.EmailIdentities).toMatchObject([
      { IdentityType: 'EMAIL_ADDRESS', VerificationStatus: 'SUCCESS' },
    ]);
    const Filter = { IDENTITY_TYPE: 'DOMAIN', IDENTITY_NAME_CONTAINS: 'shop' };
    const filtered = await wire.email.send(new ListEmailIdentitiesCommand({ Filter }));
    expect(filtered.EmailIdentities?.map(({ IdentityName }) => IdentityName)).toEqual(['shop.example']);
    const one = await wire.email.send(new GetEmailIdentityCommand({ EmailIdentity: 'news@example.org' }));
    expect(one).toMatchObject({ VerifiedForSendingStatus: true });
    const none = new GetEmailIdentityCommand({ EmailIdentity: 'other.example' });
    await expect(wire.email.send(none)).rejects.toBeInstanceOf(NotFoundException);
  });

  test('configuration sets and their destinations', async () => {
    const set = { ConfigurationSetName: 'eventbridge' };
    const first = await wire.email.send(new ListConfigurationSetsCommand({ PageSize: 2 }));
    const rest = await wire.email.send(new ListConfigurationSetsCommand({ NextToken: first.NextToken }));
    expect([first.ConfigurationSets, rest.ConfigurationSets]).toEqual([
      ['campaigns', 'eventbridge'],
      ['without-destination'],
    ]);
    expect(await wire.email.send(new GetConfigurationSetCommand(set))).toMatchObject({
      ...set,
      SendingOptions: { SendingEnabled: true },
    });
    const { EventDestinations } = await wire.email.send(new GetConfigurationSetEventDestinationsCommand(set));
    expect(EventDestinations).toMatchObject([
      {
        Name: 'bus',
        EventBridgeDestination: {
          EventBusArn: 'arn:aws:events:us-east-1:111122223333:event-bus/default',
        },
      },
    ]);
  });
});

test('the suppression list is written, read, listed and emptied', async () => {
  const address = { EmailAddress: 'one+two@example.net' };
  await wire.email.send(new PutSuppressedDestinationCommand({ ...address, Reason: 'COMPLAINT' }));
  const { SuppressedDestination } = await wire.email.send(new GetSuppressedDestinationCommand(address));
  expect(SuppressedDestination).toMatchObject({ ...address, Reason: 'COMPLAINT' });
  const listed = (Reasons: ('BOUNCE' | 'COMPLAINT')[]) =>
    wire.email.send(
      new ListSuppressedDestinationsCommand({ Reasons, StartDate: new Date(0), EndDate: new Date(4e12) }),
    );
  expect((await listed(['COMPLAINT'])).SuppressedDestinationSummaries).toHaveLength(1);
  expect((await listed(['BOUNCE'])).SuppressedDestinationSummaries).toHaveLength(0);
  const wrongToken = new ListSuppressedDestinationsCommand({ NextToken: 'x' });
  await expect(wire.email.send(wrongToken)).rejects.toBeInstanceOf(InvalidNextTokenException);
  await wire.email.send(new DeleteSuppressedDestinationCommand(address));
  const again = new DeleteSuppressedDestinationCommand(address);
  await expect(wire.email.send(again)).rejects.toBeInstanceOf(NotFoundException);
});

describe('SendEmail', () => {
  test('is logged under our tag, with its dots', async () => {
    const command = emailTo('a@example.net', {
      ConfigurationSetName: 'campaigns',
      EmailTags: [{ Name: 'attempt', Value: 'ws_1-1-1e_1' }],
    });
    const { MessageId } = await wire.email.send(command);
    expect(MessageId).toMatch(/^0100[0-9a-f]{12}-[0-9a-f-]{36}-000000$/);
    expect([...wire.carriers.log.accepted()].at(-1)).toMatchObject({
      attemptId: 'ws.1-1-1e.1',
      providerId: MessageId,
      address: 'a@example.net',
    });
  });

  test('a raw message says itself who it is for', async () => {
    const Data = new TextEncoder().encode(
      'From: news@example.com\r\nTo: b@example.net\r\nSubject: Raw\r\n\r\nHello',
    );
    await wire.email.send(new SendEmailCommand({ Content: { Raw: { Data } } }));
    expect([...wire.carriers.log.accepted()].at(-1)).toMatchObject({
      address: 'b@example.net',
      wire: { subject: 'Raw' },
    });
  });

  test.each<[string, Partial<SendEmailCommandInput>, Function]>([
    ['an unverified sender', { FromEmailAddress: 'x@other.example' }, MessageRejected],
    ['no sender', { FromEmailAddress: undefined }, BadRequestException],
    ['a set that is not there', { ConfigurationSetName: 'none' }, NotFoundException],
    ['no content', { Content: {} }, BadRequestException],
    ['a tag with a dot', { EmailTags: [{ Name: 'attempt', Value: 'a.b' }] }, BadRequestException],
    [
      'fifty-one recipients',
      { Destination: { ToAddresses: Array.from({ length: 51 }, (_, i) => `${i}@example.net`) } },
      BadRequestException,
    ],
    ['nobody', { Destination: { ToAddresses: [] } }, BadRequestException],
  ])('%s is refused', async (_name, changes, Exception) => {
    const error = await wire.email.send(emailTo('c@example.net', changes)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Exception);
  });

  test.each<[string, object, Function]>([
    ['of a sandbox to a stranger', { production: false }, MessageRejected],
    ['of a paused account', { sendingEnabled: false }, SendingPausedException],
    ['of an account that was shut down', { enforcement: 'SHUTDOWN' }, AccountSuspendedException],
    ['over the daily quota', { perDay: 0 }, LimitExceededException],
  ])('%s', async (_name, email, Exception) => {
    const other = await startWire({ account: { email } });
    await expect(other.email.send(emailTo('d@example.net'))).rejects.toBeInstanceOf(Exception);
  });

  test('the mailbox simulator does not count in the quota', async () => {
    const other = await startWire({ account: { email: { perDay: 1 } } });
    await other.email.send(emailTo('success@simulator.amazonses.com'));
    expect((await other.email.send(new GetAccountCommand({}))).SendQuota?.SentLast24Hours).toBe(0);
    await other.email.send(emailTo('e@example.net'));
    expect((await other.email.send(new GetAccountCommand({}))).SendQuota?.SentLast24Hours).toBe(1);
  });

  test('the rate counts recipients', async () => {
    const other = await startWire({ account: { email: { perSecond: 3 } } });
    const ToAddresses = ['f@example.net', 'g@example.net', 'h@example.net'];
    await other.email.send(emailTo('', { Destination: { ToAddresses } }));
    await expect(other.email.send(emailTo('i@example.net'))).rejects.toBeInstanceOf(TooManyRequestsException);
  });
});

test.each<[string, Function]>([
  ['TooManyRequestsException', TooManyRequestsException],
  ['LimitExceededException', LimitExceededException],
  ['AccountSuspendedException', AccountSuspendedException],
  ['SendingPausedException', SendingPausedException],
  ['MessageRejected', MessageRejected],
  ['MailFromDomainNotVerifiedException', MailFromDomainNotVerifiedException],
  ['NotFoundException', NotFoundException],
  ['BadRequestException', BadRequestException],
])('%s comes as itself', async (reason, Exception) => {
  const faulty = await startWire({ rules: [{ match: {}, fate: { answer: 'refused', reason } }] });
  const error = await faulty.email.send(emailTo('j@example.net')).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(Exception);
  expect(error).toMatchObject({ message: expect.stringMatching(/./) });
});
