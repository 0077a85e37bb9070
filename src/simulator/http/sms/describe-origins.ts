import { z } from 'zod';
import type { Operation } from '../protocol.ts';
import type { SmsNumber, SmsPool, SmsSenderId } from './account-schema.ts';
import { describeOperation, named } from './describe.ts';
import { filters, identityName, namesOf, owner, paging } from './members.ts';
import type { Identity, SmsState } from './state.ts';

/** DescribePools, ListPoolOriginationIdentities, DescribePhoneNumbers and DescribeSenderIds. */
export function originOperations(state: SmsState): readonly Operation[] {
  return [describePools(state), listMembers(state), describeNumbers(state), describeSenderIds(state)];
}

const yes = (value: boolean) => [String(value)];

function describePools(state: SmsState): Operation {
  return describeOperation({
    name: 'DescribePools',
    schema: z.object({
      PoolIds: namesOf(identityName),
      Filters: filters([
        'status',
        'message-type',
        'two-way-enabled',
        'self-managed-opt-outs-enabled',
        'opt-out-list-name',
        'shared-routes-enabled',
        'deletion-protection-enabled',
        'two-way-channel-arn',
      ]),
      ...paging,
      ...owner,
    }),
    find: ({ PoolIds, Owner }) =>
      Owner === 'SHARED' ? [] : named(state.account.pools, PoolIds, 'pool', (id) => state.pool(id)),
    facets: {
      status: (pool: SmsPool) => [pool.status],
      'message-type': (pool) => [pool.messageType],
      'two-way-enabled': (pool) => yes(pool.twoWay),
      'self-managed-opt-outs-enabled': (pool) => yes(pool.selfManagedOptOuts),
      'opt-out-list-name': (pool) => [pool.optOutList],
      'shared-routes-enabled': (pool) => yes(pool.sharedRoutes),
      'deletion-protection-enabled': () => yes(false),
      'two-way-channel-arn': (pool) => (pool.twoWayTopic === undefined ? [] : [pool.twoWayTopic]),
    },
    result: (pools) => ({
      Pools: pools.map((pool) => ({
        PoolArn: state.arn('pool', pool.id),
        PoolId: pool.id,
        Status: pool.status,
        MessageType: pool.messageType,
        ...handling(state, pool),
        SharedRoutesEnabled: pool.sharedRoutes,
      })),
    }),
  });
}

/** What pools and numbers say alike. */
function handling(state: SmsState, origin: SmsPool | SmsNumber): Record<string, unknown> {
  return {
    TwoWayEnabled: origin.twoWay,
    ...(origin.twoWayTopic !== undefined && { TwoWayChannelArn: origin.twoWayTopic }),
    SelfManagedOptOutsEnabled: origin.selfManagedOptOuts,
    OptOutListName: origin.optOutList,
    DeletionProtectionEnabled: false,
    CreatedTimestamp: state.createdAt,
  };
}

function listMembers(state: SmsState): Operation {
  return describeOperation({
    name: 'ListPoolOriginationIdentities',
    schema: z.object({
      PoolId: identityName,
      Filters: filters(['iso-country-code', 'number-capability']),
      ...paging,
    }),
    find: ({ PoolId }) => {
      const pool = state.pool(PoolId);
      return pool === undefined ? { missing: 'pool', id: PoolId } : state.membersOf(pool);
    },
    facets: {
      'iso-country-code': (member: Identity) => [countryOfMember(member)],
      'number-capability': capabilitiesOf,
    },
    result: (members, { PoolId }) => {
      const id = state.pool(PoolId)?.id ?? PoolId;
      return {
        PoolArn: state.arn('pool', id),
        PoolId: id,
        OriginationIdentities: members.map((member) => ({
          ...nameOfMember(state, member),
          IsoCountryCode: countryOfMember(member),
          NumberCapabilities: capabilitiesOf(member),
        })),
      };
    },
  });
}

function countryOfMember(member: Identity): string {
  switch (member.kind) {
    case 'number':
      return member.number.country;
    case 'sender_id':
      return member.senderId.country;
    case 'pool':
      return '';
  }
}

function capabilitiesOf(member: Identity): readonly string[] {
  return member.kind === 'number' ? member.number.capabilities : ['SMS'];
}

function nameOfMember(state: SmsState, member: Identity): Record<string, unknown> {
  switch (member.kind) {
    case 'number':
      return {
        OriginationIdentityArn: state.numberArn(member.number),
        OriginationIdentity: member.number.id,
        PhoneNumber: member.number.number,
      };
    case 'sender_id':
      return {
        OriginationIdentityArn: state.senderIdArn(member.senderId),
        OriginationIdentity: member.senderId.id,
      };
    case 'pool':
      return {};
  }
}

function describeNumbers(state: SmsState): Operation {
  return describeOperation({
    name: 'DescribePhoneNumbers',
    schema: z.object({
      PhoneNumberIds: namesOf(identityName),
      Filters: filters([
        'status',
        'iso-country-code',
        'message-type',
        'number-capability',
        'number-type',
        'two-way-enabled',
        'self-managed-opt-outs-enabled',
        'opt-out-list-name',
        'deletion-protection-enabled',
        'two-way-channel-arn',
      ]),
      ...paging,
      ...owner,
    }),
    find: ({ PhoneNumberIds, Owner }) =>
      Owner === 'SHARED'
        ? []
        : named(state.account.numbers, PhoneNumberIds, 'phone-number', (id) => {
            const found = state.identity(id);
            return found?.kind === 'number' ? found.number : undefined;
          }),
    facets: {
      status: (number: SmsNumber) => [number.status],
      'iso-country-code': (number) => [number.country],
      'message-type': (number) => [number.messageType],
      'number-capability': (number) => number.capabilities,
      'number-type': (number) => [number.type],
      'two-way-enabled': (number) => yes(number.twoWay),
      'self-managed-opt-outs-enabled': (number) => yes(number.selfManagedOptOuts),
      'opt-out-list-name': (number) => [number.optOutList],
      'deletion-protection-enabled': () => yes(false),
      'two-way-channel-arn': (number) => (number.twoWayTopic === undefined ? [] : [number.twoWayTopic]),
    },
    result: (numbers) => ({ PhoneNumbers: numbers.map((number) => numberInformation(state, number)) }),
  });
}

function numberInformation(state: SmsState, number: SmsNumber): Record<string, unknown> {
  return {
    PhoneNumberArn: state.numberArn(number),
    PhoneNumberId: number.id,
    PhoneNumber: number.number,
    Status: number.status,
    IsoCountryCode: number.country,
    MessageType: number.messageType,
    NumberCapabilities: number.capabilities,
    NumberType: number.type,
    MonthlyLeasingPrice: number.monthlyPrice,
    ...handling(state, number),
    InternationalSendingEnabled: number.internationalSending,
    ...(number.pool !== undefined && { PoolId: number.pool }),
    ...(number.registration !== undefined && { RegistrationId: number.registration }),
    ...messagingLimits(state.numberRate(number), number.dailyCaps),
  };
}

/** Shown since 2026-09-15 (aws-facts 1.3); JSON has no number for "no limit". */
function messagingLimits(rate: number, caps?: Record<string, number>): Record<string, unknown> {
  const limits = {
    ...(rate !== Infinity && { RateLimits: { SMS: rate } }),
    ...(caps !== undefined && { DailyMessageCaps: caps }),
  };
  return Object.keys(limits).length === 0 ? {} : { MessagingLimits: limits };
}

function describeSenderIds(state: SmsState): Operation {
  return describeOperation({
    name: 'DescribeSenderIds',
    schema: z.object({
      SenderIds: z
        .array(z.object({ SenderId: identityName, IsoCountryCode: z.string().regex(/^[A-Z]{2}$/) }))
        .max(5)
        .optional(),
      Filters: filters([
        'sender-id',
        'iso-country-code',
        'message-type',
        'deletion-protection-enabled',
        'registered',
      ]),
      ...paging,
      ...owner,
    }),
    find: ({ SenderIds, Owner }) =>
      Owner === 'SHARED'
        ? []
        : named(
            state.account.senderIds,
            SenderIds?.map(({ SenderId, IsoCountryCode }) => `${SenderId}/${IsoCountryCode}`),
            'sender-id',
            (id) => state.account.senderIds.find((each) => `${each.id}/${each.country}` === id),
          ),
    facets: {
      'sender-id': (senderId: SmsSenderId) => [senderId.id],
      'iso-country-code': (senderId) => [senderId.country],
      'message-type': (senderId) => senderId.messageTypes,
      'deletion-protection-enabled': () => yes(false),
      registered: (senderId) => yes(senderId.registered),
    },
    result: (senderIds) => ({
      SenderIds: senderIds.map((senderId) => ({
        SenderIdArn: state.senderIdArn(senderId),
        SenderId: senderId.id,
        IsoCountryCode: senderId.country,
        MessageTypes: senderId.messageTypes,
        MonthlyLeasingPrice: senderId.monthlyPrice,
        DeletionProtectionEnabled: false,
        Registered: senderId.registered,
        ...(senderId.registration !== undefined && { RegistrationId: senderId.registration }),
        ...messagingLimits(state.senderIdRate(senderId)),
      })),
    }),
  });
}
