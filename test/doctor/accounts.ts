import { always, type Answers, pages } from './stand-in.ts';

export function phoneNumber(id: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    PhoneNumberArn: `arn:aws:sms-voice:us-east-1:111122223333:phone-number/${id}`,
    PhoneNumberId: id,
    PhoneNumber: `+1206555010${id.slice(-1)}`,
    Status: 'ACTIVE',
    IsoCountryCode: 'US',
    MessageType: 'PROMOTIONAL',
    NumberCapabilities: ['SMS'],
    NumberType: 'TOLL_FREE',
    MonthlyLeasingPrice: '2.00',
    TwoWayEnabled: true,
    SelfManagedOptOutsEnabled: false,
    OptOutListName: 'Default',
    DeletionProtectionEnabled: false,
    CreatedTimestamp: 1_760_000_000,
    RegistrationId: 'registration-1',
    ...more,
  };
}

export function pool(id: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    PoolArn: `arn:aws:sms-voice:us-east-1:111122223333:pool/${id}`,
    PoolId: id,
    Status: 'ACTIVE',
    MessageType: 'PROMOTIONAL',
    TwoWayEnabled: false,
    SelfManagedOptOutsEnabled: false,
    OptOutListName: 'Default',
    SharedRoutesEnabled: false,
    DeletionProtectionEnabled: false,
    CreatedTimestamp: 1_760_000_000,
    ...more,
  };
}

export function member(id: string, country = 'US') {
  return {
    OriginationIdentityArn: `arn:aws:sms-voice:us-east-1:111122223333:phone-number/${id}`,
    OriginationIdentity: id,
    IsoCountryCode: country,
    NumberCapabilities: ['SMS'],
    PhoneNumber: `+1206555010${id.slice(-1)}`,
  };
}

const WABA = {
  arn: 'arn:aws:social-messaging:us-east-1:111122223333:waba/waba-1',
  id: 'waba-1',
  wabaId: '1',
  registrationStatus: 'COMPLETE',
  linkDate: 1_760_000_000,
  wabaName: 'Shop',
  eventDestinations: [{ eventDestinationArn: 'arn:aws:sns:us-east-1:111122223333:events' }],
};

/** A production account with something of everything. */
export const FULL: Answers = {
  DescribeAccountAttributes: always({ AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'PRODUCTION' }] }),
  DescribePhoneNumbers: pages('PhoneNumbers', [[phoneNumber('phone-1'), phoneNumber('phone-2')]]),
  DescribeSenderIds: pages('SenderIds', [[]]),
  DescribeRegistrations: pages('Registrations', [
    [{ RegistrationId: 'registration-1', RegistrationStatus: 'COMPLETE' }],
  ]),
  DescribePools: pages('Pools', [[pool('pool-1')]]),
  ListPoolOriginationIdentities: pages('OriginationIdentities', [[member('phone-1'), member('phone-2')]]),
  DescribeSpendLimits: always({
    SpendLimits: [
      { Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: 50, MaxLimit: 200, Overridden: true },
    ],
  }),
  DescribeOptOutLists: pages('OptOutLists', [
    [{ OptOutListArn: 'arn', OptOutListName: 'Default', CreatedTimestamp: 1 }],
  ]),
  DescribeConfigurationSets: pages('ConfigurationSets', [
    [
      {
        ConfigurationSetArn: 'arn',
        ConfigurationSetName: 'sms-events',
        EventDestinations: [
          {
            EventDestinationName: 'sns',
            Enabled: true,
            MatchingEventTypes: ['TEXT_ALL'],
            SnsDestination: { TopicArn: 'arn:aws:sns:us-east-1:111122223333:events' },
          },
        ],
        CreatedTimestamp: 1,
      },
    ],
  ]),
  ListLinkedWhatsAppBusinessAccounts: pages('linkedAccounts', [[WABA]], 'nextToken'),
  GetLinkedWhatsAppBusinessAccount: always({
    account: {
      ...WABA,
      phoneNumbers: [
        {
          arn: 'arn:number',
          phoneNumber: '+12065550101',
          phoneNumberId: 'phone-number-id-1',
          metaPhoneNumberId: '2',
          displayPhoneNumberName: 'Shop',
          displayPhoneNumber: '+1 206 555 0101',
          qualityRating: 'GREEN',
        },
      ],
    },
  }),
  ListWhatsAppMessageTemplates: pages(
    'templates',
    [
      [
        {
          templateName: 'spring',
          templateLanguage: 'en',
          templateStatus: 'APPROVED',
          templateCategory: 'MARKETING',
        },
        {
          templateName: 'spring_collection',
          templateLanguage: 'en',
          templateStatus: 'APPROVED',
          templateCategory: 'MARKETING',
        },
      ],
    ],
    'nextToken',
  ),
  GetAccount: always({
    EnforcementStatus: 'HEALTHY',
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 10, SentLast24Hours: 12 },
    SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  }),
  ListEmailIdentities: pages('EmailIdentities', [
    [
      {
        IdentityType: 'DOMAIN',
        IdentityName: 'example.com',
        SendingEnabled: true,
        VerificationStatus: 'SUCCESS',
      },
    ],
  ]),
  ListConfigurationSets: pages('ConfigurationSets', [['mail-events']]),
  GetConfigurationSetEventDestinations: always({
    EventDestinations: [
      {
        Name: 'sns',
        Enabled: true,
        MatchingEventTypes: ['SEND'],
        SnsDestination: { TopicArn: 'arn:aws:sns:x:y:z' },
      },
    ],
  }),
};

/** What a new account answers. */
export const EMPTY: Answers = {
  ...FULL,
  DescribePhoneNumbers: pages('PhoneNumbers', [[]]),
  DescribePools: pages('Pools', [[]]),
  DescribeConfigurationSets: pages('ConfigurationSets', [[]]),
  ListLinkedWhatsAppBusinessAccounts: pages('linkedAccounts', [[]], 'nextToken'),
  ListEmailIdentities: pages('EmailIdentities', [[]]),
  ListConfigurationSets: pages('ConfigurationSets', [[]]),
};

export const SETTINGS = `
carriers: aws
origins:
  - { id: us, channel: sms, kind: pool, identity: pool-1, limit: { partsPerSecond: 20 }, configurationSet: sms-events }
  - { id: wa, channel: whatsapp, kind: whatsapp_number, identity: phone-number-id-1, limit: { partsPerSecond: 100 } }
  - { id: mail, channel: email, kind: ses_identity, identity: news@example.com, limit: { partsPerSecond: 14 }, configurationSet: mail-events }
`;
