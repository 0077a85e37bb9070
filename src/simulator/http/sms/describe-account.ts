import { z } from 'zod';
import type { Operation } from '../protocol.ts';
import type { SmsConfigurationSet } from './account-schema.ts';
import { describeOperation, named } from './describe.ts';
import { filters, identityName, namesOf, paging } from './members.ts';
import type { SmsState } from './state.ts';

/** Attributes, limits, configuration sets, protect configurations and registrations. */
export function accountOperations(state: SmsState): readonly Operation[] {
  return [
    describeAttributes(state),
    describeLimits(state),
    describeSpendLimits(state),
    describeConfigurationSets(state),
    describeProtect(state),
    describeRegistrations(state),
  ];
}

function describeAttributes(state: SmsState): Operation {
  return describeOperation({
    name: 'DescribeAccountAttributes',
    schema: z.object(paging),
    find: () => {
      const { account } = state;
      const protect = account.protectConfigurations.find((each) => each.accountDefault);
      return [
        { Name: 'ACCOUNT_TIER', Value: account.tier },
        ...(protect === undefined ? [] : [{ Name: 'DEFAULT_PROTECT_CONFIGURATION_ID', Value: protect.id }]),
      ];
    },
    result: (attributes) => ({ AccountAttributes: attributes }),
  });
}

/** Quotas of aws-facts 1.3; what it does not name is as in a new account. */
function describeLimits(state: SmsState): Operation {
  return describeOperation({
    name: 'DescribeAccountLimits',
    schema: z.object(paging),
    find: () => [
      { Name: 'PHONE_NUMBERS', Used: state.account.numbers.length, Max: 25 },
      { Name: 'POOLS', Used: state.account.pools.length, Max: 25 },
      { Name: 'CONFIGURATION_SETS', Used: state.account.configurationSets.length, Max: 25 },
      { Name: 'OPT_OUT_LISTS', Used: state.account.optOutLists.length, Max: 25 },
      { Name: 'SENDER_IDS', Used: state.account.senderIds.length, Max: 200 },
      { Name: 'REGISTRATIONS', Used: state.account.registrations.length, Max: 100 },
      { Name: 'REGISTRATION_ATTACHMENTS', Used: 0, Max: 100 },
      { Name: 'VERIFIED_DESTINATION_NUMBERS', Used: state.account.verifiedNumbers.length, Max: 10 },
    ],
    result: (limits) => ({ AccountLimits: limits }),
  });
}

function describeSpendLimits(state: SmsState): Operation {
  const limit = (Name: string) => {
    const { enforced, max } = state.account.spendLimit;
    return { Name, EnforcedLimit: enforced, MaxLimit: max, Overridden: enforced < max };
  };
  return describeOperation({
    name: 'DescribeSpendLimits',
    schema: z.object(paging),
    find: () => [
      limit('TEXT_MESSAGE_MONTHLY_SPEND_LIMIT'),
      { ...limit('VOICE_MESSAGE_MONTHLY_SPEND_LIMIT'), EnforcedLimit: 1, MaxLimit: 1, Overridden: false },
      { ...limit('MEDIA_MESSAGE_MONTHLY_SPEND_LIMIT'), EnforcedLimit: 1, MaxLimit: 1, Overridden: false },
    ],
    result: (limits) => ({ SpendLimits: limits }),
  });
}

function describeConfigurationSets(state: SmsState): Operation {
  return describeOperation({
    name: 'DescribeConfigurationSets',
    schema: z.object({
      ConfigurationSetNames: namesOf(identityName),
      Filters: filters([
        'event-destination-name',
        'matching-event-types',
        'default-message-type',
        'default-sender-id',
        'default-message-feedback-enabled',
        'protect-configuration-id',
      ]),
      ...paging,
    }),
    find: ({ ConfigurationSetNames }) =>
      named(state.account.configurationSets, ConfigurationSetNames, 'configuration-set', (name) =>
        state.configurationSet(name),
      ),
    facets: {
      'event-destination-name': (set: SmsConfigurationSet) => (set.topic === undefined ? [] : [DESTINATION]),
      'matching-event-types': (set) => (set.topic === undefined ? [] : set.eventTypes),
      'default-message-type': (set) => listOf(set.defaultMessageType),
      'default-sender-id': (set) => listOf(set.defaultSenderId),
      'default-message-feedback-enabled': () => ['false'],
      'protect-configuration-id': (set) => listOf(set.protectConfiguration),
    },
    result: (sets) => ({
      ConfigurationSets: sets.map((set) => ({
        ConfigurationSetArn: state.arn('configuration-set', set.name),
        ConfigurationSetName: set.name,
        EventDestinations: eventDestinations(set),
        ...(set.defaultMessageType !== undefined && { DefaultMessageType: set.defaultMessageType }),
        ...(set.defaultSenderId !== undefined && { DefaultSenderId: set.defaultSenderId }),
        DefaultMessageFeedbackEnabled: false,
        CreatedTimestamp: state.createdAt,
        ...(set.protectConfiguration !== undefined && { ProtectConfigurationId: set.protectConfiguration }),
      })),
    }),
  });
}

const DESTINATION = 'events';

function listOf(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

function eventDestinations({ topic, enabled, eventTypes }: SmsConfigurationSet): readonly object[] {
  if (topic === undefined) return [];
  return [
    {
      EventDestinationName: DESTINATION,
      Enabled: enabled,
      MatchingEventTypes: eventTypes,
      SnsDestination: { TopicArn: topic },
    },
  ];
}

function describeProtect(state: SmsState): Operation {
  const all = () => state.account.protectConfigurations;
  return describeOperation({
    name: 'DescribeProtectConfigurations',
    schema: z.object({
      ProtectConfigurationIds: namesOf(identityName),
      Filters: filters(['account-default', 'deletion-protection-enabled']),
      ...paging,
    }),
    find: ({ ProtectConfigurationIds }) =>
      named(all(), ProtectConfigurationIds, 'protect-configuration', (name) =>
        all().find((each) => each.id === state.bareName(name)),
      ),
    facets: {
      'account-default': (each: ReturnType<typeof all>[number]) => [String(each.accountDefault)],
      'deletion-protection-enabled': () => ['false'],
    },
    result: (configurations) => ({
      ProtectConfigurations: configurations.map(({ id, accountDefault }) => ({
        ProtectConfigurationArn: state.arn('protect-configuration', id),
        ProtectConfigurationId: id,
        CreatedTimestamp: state.createdAt,
        AccountDefault: accountDefault,
        DeletionProtectionEnabled: false,
      })),
    }),
  });
}

function describeRegistrations(state: SmsState): Operation {
  const all = () => state.account.registrations;
  return describeOperation({
    name: 'DescribeRegistrations',
    schema: z.object({
      RegistrationIds: namesOf(identityName),
      Filters: filters(['registration-type', 'registration-status']),
      ...paging,
    }),
    find: ({ RegistrationIds }) =>
      named(all(), RegistrationIds, 'registration', (name) =>
        all().find((each) => each.id === state.bareName(name)),
      ),
    facets: {
      'registration-type': (each: ReturnType<typeof all>[number]) => [each.type],
      'registration-status': (each) => [each.status],
    },
    result: (registrations) => ({
      Registrations: registrations.map(({ id, type, status }) => ({
        RegistrationArn: state.arn('registration', id),
        RegistrationId: id,
        RegistrationType: type,
        RegistrationStatus: status,
        CurrentVersionNumber: 1,
        ...(status === 'COMPLETE' && { ApprovedVersionNumber: 1 }),
        CreatedTimestamp: state.createdAt,
      })),
    }),
  });
}
