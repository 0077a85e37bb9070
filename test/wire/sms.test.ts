import {
  AccessDeniedException,
  ConflictException,
  DeleteOptedOutNumberCommand,
  DescribeAccountAttributesCommand,
  DescribeAccountLimitsCommand,
  DescribeConfigurationSetsCommand,
  DescribeKeywordsCommand,
  DescribeOptedOutNumbersCommand,
  DescribeOptOutListsCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DescribeProtectConfigurationsCommand,
  DescribeRegistrationsCommand,
  DescribeSenderIdsCommand,
  DescribeSpendLimitsCommand,
  InternalServerException,
  ListPoolOriginationIdentitiesCommand,
  paginateDescribePhoneNumbers,
  PutKeywordCommand,
  PutOptedOutNumberCommand,
  ResourceNotFoundException,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
  ServiceQuotaExceededException,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { beforeAll, describe, expect, test } from 'vitest';
import { NUMBER, POOL, startWire, TRANSACTIONAL_POOL, type Wire } from './simulator.ts';

let wire: Wire;

beforeAll(async () => {
  wire = await startWire();
});

let last = 1000;

/** A number that nobody was written to before. */
function freshNumber(): string {
  return `+1415555${++last}`;
}

function textTo(changes: Partial<SendTextMessageCommandInput> = {}): SendTextMessageCommand {
  return new SendTextMessageCommand({
    DestinationPhoneNumber: freshNumber(),
    OriginationIdentity: POOL,
    MessageBody: 'Hello',
    ...changes,
  });
}

describe('reads', () => {
  test('pools, with filters', async () => {
    const { Pools } = await wire.sms.send(new DescribePoolsCommand({}));
    expect(Pools?.map(({ PoolId }) => PoolId)).toEqual([POOL, TRANSACTIONAL_POOL]);
    expect(Pools?.[0]).toMatchObject({
      PoolArn: `arn:aws:sms-voice:us-east-1:111122223333:pool/${POOL}`,
      Status: 'ACTIVE',
      MessageType: 'PROMOTIONAL',
      OptOutListName: 'Default',
      SharedRoutesEnabled: true,
    });
    expect(Pools?.[0]?.CreatedTimestamp).toBeInstanceOf(Date);
    const filtered = await wire.sms.send(
      new DescribePoolsCommand({ Filters: [{ Name: 'message-type', Values: ['TRANSACTIONAL'] }] }),
    );
    expect(filtered.Pools?.map(({ PoolId }) => PoolId)).toEqual([TRANSACTIONAL_POOL]);
  });

  test('members of a pool, by its ARN', async () => {
    const { PoolArn } = (await wire.sms.send(new DescribePoolsCommand({ PoolIds: [POOL] }))).Pools?.[0] ?? {};
    const members = await wire.sms.send(new ListPoolOriginationIdentitiesCommand({ PoolId: PoolArn }));
    expect(members.PoolId).toBe(POOL);
    expect(members.OriginationIdentities?.map(({ IsoCountryCode }) => IsoCountryCode)).toEqual([
      'US',
      'CA',
      'GB',
      'DE',
      'FR',
    ]);
    expect(members.OriginationIdentities?.[0]).toMatchObject({
      OriginationIdentity: NUMBER,
      PhoneNumber: '+12065550101',
      NumberCapabilities: ['SMS'],
    });
  });

  test('numbers in pages, with the limits that AWS shows', async () => {
    const pages = paginateDescribePhoneNumbers({ client: wire.sms, pageSize: 4 }, {});
    const sizes: number[] = [];
    const numbers = [];
    for await (const { PhoneNumbers = [] } of pages) {
      sizes.push(PhoneNumbers.length);
      numbers.push(...PhoneNumbers);
    }
    expect(sizes).toEqual([4, 2]);
    expect(numbers[0]).toMatchObject({
      PhoneNumberId: NUMBER,
      NumberType: 'TEN_DLC',
      PoolId: POOL,
      MessagingLimits: { RateLimits: { SMS: 75 }, DailyMessageCaps: { 'T-MOBILE': 200_000 } },
    });
    expect(numbers.map(({ MessagingLimits }) => MessagingLimits?.RateLimits?.['SMS'])).toEqual([
      75, 100, 100, 3, 10, 1,
    ]);
  });

  test('sender ids', async () => {
    const one = [{ SenderId: 'SHOP', IsoCountryCode: 'DE' }];
    const { SenderIds } = await wire.sms.send(new DescribeSenderIdsCommand({ SenderIds: one }));
    expect(SenderIds).toHaveLength(1);
    expect(SenderIds?.[0]).toMatchObject({
      ...one[0],
      Registered: false,
      MessagingLimits: { RateLimits: { SMS: 10 } },
    });
  });

  test('attributes, quotas and spend limits of the account', async () => {
    const { AccountAttributes } = await wire.sms.send(new DescribeAccountAttributesCommand({}));
    expect(AccountAttributes?.[0]).toEqual({ Name: 'ACCOUNT_TIER', Value: 'PRODUCTION' });
    const { AccountLimits } = await wire.sms.send(new DescribeAccountLimitsCommand({}));
    expect(AccountLimits).toContainEqual({ Name: 'POOLS', Used: 2, Max: 25 });
    const { SpendLimits } = await wire.sms.send(new DescribeSpendLimitsCommand({}));
    expect(SpendLimits?.[0]).toEqual({
      Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT',
      EnforcedLimit: 100_000,
      MaxLimit: 100_000,
      Overridden: false,
    });
  });

  test('configuration sets with their destinations', async () => {
    const { ConfigurationSets } = await wire.sms.send(new DescribeConfigurationSetsCommand({}));
    expect(ConfigurationSets?.map(({ EventDestinations }) => EventDestinations)).toEqual([
      [
        {
          EventDestinationName: 'events',
          Enabled: true,
          MatchingEventTypes: ['TEXT_ALL'],
          SnsDestination: { TopicArn: 'arn:aws:sns:us-east-1:111122223333:sms-events' },
        },
      ],
      [],
    ]);
  });

  test('protect configurations and registrations', async () => {
    const protect = await wire.sms.send(new DescribeProtectConfigurationsCommand({}));
    expect(protect.ProtectConfigurations?.[0]?.AccountDefault).toBe(true);
    const { Registrations } = await wire.sms.send(
      new DescribeRegistrationsCommand({
        Filters: [{ Name: 'registration-type', Values: ['US_TOLL_FREE_REGISTRATION'] }],
      }),
    );
    expect(Registrations).toHaveLength(1);
    expect(Registrations?.[0]?.RegistrationStatus).toBe('COMPLETE');
  });

  test('a token of somebody else', async () => {
    const error = await wire.sms.send(new DescribePoolsCommand({ NextToken: 'x' })).catch((e) => e);
    expect(error).toBeInstanceOf(ValidationException);
    expect(error).toMatchObject({ Reason: 'INVALID_NEXT_TOKEN' });
  });
});

describe('opt-outs and keywords', () => {
  test('a number that is put in is refused, until it is taken out', async () => {
    const number = freshNumber();
    const list = { OptOutListName: 'Default', OptedOutNumber: number };
    const put = await wire.sms.send(new PutOptedOutNumberCommand(list));
    expect(put).toMatchObject({ ...list, EndUserOptedOut: false });
    const described = await wire.sms.send(
      new DescribeOptedOutNumbersCommand({ OptOutListName: 'Default', OptedOutNumbers: [number] }),
    );
    expect(described.OptedOutNumbers?.[0]?.OptedOutTimestamp).toEqual(put.OptedOutTimestamp);
    const send = () => wire.sms.send(textTo({ DestinationPhoneNumber: number }));
    const error = await send().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ConflictException);
    expect(error).toMatchObject({ Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' });
    await wire.sms.send(new DeleteOptedOutNumberCommand(list));
    expect((await send()).MessageId).toMatch(/^[0-9a-f-]{36}$/);
    const lists = await wire.sms.send(new DescribeOptOutListsCommand({}));
    expect(lists.OptOutLists?.map(({ OptOutListName }) => OptOutListName)).toEqual(['Default']);
  });

  test('who answered STOP is opted out, and cannot be taken out', async () => {
    const stopping = await startWire({
      rules: [
        {
          match: { channel: 'sms' },
          fate: { events: [{ type: 'delivered' }, { type: 'reply', text: 'stop ' }] },
        },
      ],
    });
    const number = freshNumber();
    await stopping.sms.send(textTo({ DestinationPhoneNumber: number }));
    await stopping.carriers.idle();
    const list = { OptOutListName: 'Default', OptedOutNumber: number };
    const { OptedOutNumbers } = await stopping.sms.send(
      new DescribeOptedOutNumbersCommand({ OptOutListName: 'Default' }),
    );
    expect(OptedOutNumbers).toMatchObject([{ OptedOutNumber: number, EndUserOptedOut: true }]);
    const error = await stopping.sms.send(new DeleteOptedOutNumberCommand(list)).catch((e: unknown) => e);
    expect(error).toMatchObject({ Reason: 'PHONE_NUMBER_CANNOT_BE_OPTED_IN' });
  });

  test('keywords are put and read', async () => {
    await wire.sms.send(
      new PutKeywordCommand({
        OriginationIdentity: POOL,
        Keyword: 'START',
        KeywordMessage: 'Welcome back',
        KeywordAction: 'OPT_IN',
      }),
    );
    const { Keywords, OriginationIdentity } = await wire.sms.send(
      new DescribeKeywordsCommand({ OriginationIdentity: POOL }),
    );
    expect(OriginationIdentity).toBe(POOL);
    expect(Keywords?.map(({ Keyword, KeywordAction }) => [Keyword, KeywordAction])).toEqual([
      ['HELP', 'AUTOMATIC_RESPONSE'],
      ['STOP', 'OPT_OUT'],
      ['START', 'OPT_IN'],
    ]);
  });
});

describe('SendTextMessage', () => {
  test('takes everything that the model has', async () => {
    const sent = await wire.sms.send(
      textTo({
        MessageType: 'PROMOTIONAL',
        Keyword: 'SHOP',
        ConfigurationSetName: 'campaigns',
        MaxPrice: '0.02',
        TimeToLive: 600,
        Context: { attempt: 'ws.1-1-1s.1' },
        DestinationCountryParameters: { IN_ENTITY_ID: '1', IN_TEMPLATE_ID: '2' },
        ProtectConfigurationId: 'protect-11111111111111111111111111111111',
        MessageFeedbackEnabled: false,
      }),
    );
    expect(sent.MessageId).toMatch(/^[0-9a-f-]{36}$/);
    expect(wire.carriers.log.requestsOf('ws.1-1-1s.1')).toBe(1);
    expect([...wire.carriers.log.accepted()].at(-1)).toMatchObject({
      attemptId: 'ws.1-1-1s.1',
      providerId: sent.MessageId,
      wire: { from: '+12065550101', country: 'US', configurationSet: 'campaigns' },
    });
  });

  test('a dry run is checked and not sent', async () => {
    const before = wire.carriers.log.counts('sms').requests;
    await wire.sms.send(textTo({ DryRun: true }));
    const error = await wire.sms.send(textTo({ DryRun: true, MaxPrice: '.001' })).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'ValidationException', Reason: 'PRICE_OVER_THRESHOLD' });
    expect(wire.carriers.log.counts('sms').requests).toBe(before);
  });

  test.each<[string, string]>([
    ['+14155559001', '+12065550101'],
    ['+16135550123', '22334'],
    ['+491701234567', 'SHOP'],
    ['+393401234567', 'NOTICE'],
  ])('a pool sends to %s from %s', async (to, from) => {
    await wire.sms.send(textTo({ DestinationPhoneNumber: to }));
    expect([...wire.carriers.log.accepted()].at(-1)?.wire).toMatchObject({ from });
  });

  const conflict = (Reason: string) => [ConflictException, { Reason }] as const;
  const invalid = (Reason: string) => [ValidationException, { Reason }] as const;

  test.each<[string, Partial<SendTextMessageCommandInput>, readonly [Function, object]]>([
    [
      'a pool that is not there',
      { OriginationIdentity: 'pool-none' },
      [ResourceNotFoundException, { ResourceType: 'pool', ResourceId: 'pool-none' }],
    ],
    [
      'a set that is not there',
      { ConfigurationSetName: 'none' },
      [ResourceNotFoundException, { ResourceType: 'configuration-set' }],
    ],
    ['the other type of message', { MessageType: 'TRANSACTIONAL' }, conflict('MESSAGE_TYPE_MISMATCH')],
    [
      'nobody who sends there',
      { OriginationIdentity: TRANSACTIONAL_POOL, DestinationPhoneNumber: '+999123456789' },
      invalid('CANNOT_PARSE'),
    ],
    ['a sender id in the US', { OriginationIdentity: 'SHOP' }, invalid('SENDER_ID_NOT_SUPPORTED')],
    [
      'a number abroad',
      { OriginationIdentity: NUMBER, DestinationPhoneNumber: '+491701234568' },
      invalid('INTERNATIONAL_SENDING_NOT_SUPPORTED'),
    ],
    [
      'a simulator number to a person',
      { OriginationIdentity: '+12065550190' },
      invalid('INVALID_IDENTITY_FOR_DESTINATION_COUNTRY'),
    ],
    ['a price above the maximum', { MaxPrice: '0.01' }, invalid('PRICE_OVER_THRESHOLD')],
    ['no text', { MessageBody: undefined }, invalid('MISSING_PARAMETER')],
    ['a blank text', { MessageBody: '  ' }, invalid('FIELD_VALIDATION_FAILED')],
    ['a text of 1,601 characters', { MessageBody: 'x'.repeat(1601) }, invalid('FIELD_VALIDATION_FAILED')],
    [
      'six entries of context',
      { Context: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((k) => [k, k])) },
      invalid('FIELD_VALIDATION_FAILED'),
    ],
    ['context with a space around it', { Context: { a: ' b' } }, invalid('FIELD_VALIDATION_FAILED')],
    ['four seconds to live', { TimeToLive: 4 }, invalid('FIELD_VALIDATION_FAILED')],
    ['a price that is no price', { MaxPrice: '123.4' }, invalid('FIELD_VALIDATION_FAILED')],
  ])('%s', async (_name, changes, [Exception, members]) => {
    const error = await wire.sms.send(textTo(changes)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Exception);
    expect(error).toMatchObject(members);
  });

  test('what is wrong is named, and not repeated', async () => {
    const error = await wire.sms.send(textTo({ DestinationPhoneNumber: '0123' })).catch((e: unknown) => e);
    expect(error).toMatchObject({ Fields: [{ Name: 'DestinationPhoneNumber' }] });
    expect(JSON.stringify(error)).not.toContain('0123');
  });
});

describe('every exception of the model', () => {
  test.each<[string, Function, object]>([
    ['ThrottlingException', ThrottlingException, {}],
    ['InternalServerException', InternalServerException, { RequestId: expect.any(String) }],
    ['AccessDeniedException:ACCOUNT_DISABLED', AccessDeniedException, { Reason: 'ACCOUNT_DISABLED' }],
    [
      'ServiceQuotaExceededException:MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
      ServiceQuotaExceededException,
      { Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' },
    ],
    ['ConflictException:RESOURCE_NOT_ACTIVE', ConflictException, { Reason: 'RESOURCE_NOT_ACTIVE' }],
    ['ValidationException:COUNTRY_NOT_ENABLED', ValidationException, { Reason: 'COUNTRY_NOT_ENABLED' }],
    ['ResourceNotFoundException', ResourceNotFoundException, { ResourceType: 'pool' }],
  ])('%s', async (reason, Exception, members) => {
    const faulty = await startWire({ rules: [{ match: {}, fate: { answer: 'refused', reason } }] });
    const error = await faulty.sms.send(textTo()).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Exception);
    expect(error).toMatchObject({ ...members, message: expect.stringMatching(/./) });
  });
});

describe('accounts', () => {
  const refusalOf = async (sms: object, changes: Partial<SendTextMessageCommandInput> = {}) => {
    const other = await startWire({ account: { sms } });
    return other.sms.send(textTo(changes)).catch((e: unknown) => e);
  };

  test('a sandbox reaches verified numbers and simulators', async () => {
    expect(await refusalOf({ tier: 'SANDBOX' })).toMatchObject({
      Reason: 'DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
    });
    const simulator = { DestinationPhoneNumber: '+14254147755' };
    expect(await refusalOf({ tier: 'SANDBOX' }, simulator)).toHaveProperty('MessageId');
    const verified = { tier: 'SANDBOX', verifiedNumbers: ['+14155550999'] };
    expect(await refusalOf(verified, { DestinationPhoneNumber: '+14155550999' })).toHaveProperty('MessageId');
  });

  test('spending ends at the limit', async () => {
    expect(await refusalOf({ spendLimit: { enforced: 0, max: 10 } })).toMatchObject({
      name: 'ServiceQuotaExceededException',
      Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
    });
  });

  test('a protect configuration blocks a country', async () => {
    const protectConfigurations = [{ id: 'protect-1', accountDefault: true, blockedCountries: ['US'] }];
    expect(await refusalOf({ protectConfigurations })).toMatchObject({
      Reason: 'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION',
      ResourceId: 'protect-1',
    });
  });

  test('without an origin the account chooses one; without any it cannot', async () => {
    expect(await refusalOf({}, { OriginationIdentity: undefined })).toHaveProperty('MessageId');
    expect(await refusalOf({ numbers: [] }, { OriginationIdentity: undefined })).toMatchObject({
      Reason: 'NO_ORIGINATION_IDENTITIES_FOUND',
    });
  });

  test('reads are limited where the account says so', async () => {
    const limited = await startWire({ account: { sms: { readsPerSecond: 1 } } });
    await limited.sms.send(new DescribePoolsCommand({}));
    await expect(limited.sms.send(new DescribePoolsCommand({}))).rejects.toBeInstanceOf(ThrottlingException);
    await limited.sms.send(new DescribePhoneNumbersCommand({}));
  });
});
