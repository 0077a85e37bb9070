import { countSmsParts, type SmsParts } from '../../../content/sms-parts.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { CarrierLimit, SimulatedCarriers } from '../../carrier.ts';
import { magicFate } from '../../magic-addresses.ts';
import type { SmsRecord } from '../../wire-record.ts';
import type { StrangerIds } from '../attempt-of.ts';
import type { AwsError } from '../protocol.ts';
import type { SmsFees } from '../sms-fees.ts';
import type { SmsConfigurationSet } from './account-schema.ts';
import { type Sender, sendersFor } from './choose-sender.ts';
import { countryOf } from './country-of.ts';
import { conflict, notFound, quotaExceeded, validation } from './errors.ts';
import { type Identity, SHARED_ROUTES_RATE, type SmsState } from './state.ts';
import type { TextMessageInput } from './text-message-input.ts';

/** What SendTextMessage works with. */
export interface SmsSending {
  readonly state: SmsState;
  readonly carriers: SimulatedCarriers;
  readonly clock: Clock;
  readonly fees: SmsFees;
  readonly strangers: StrangerIds;
  /** No limit at all, as the preset of that name has it. */
  readonly unlimited: boolean;
}

/** All that is found out about a request before a carrier sees it. */
export interface Prepared {
  readonly to: string;
  readonly parts: SmsParts;
  readonly originId: string;
  readonly limits: readonly CarrierLimit[];
  readonly record: SmsRecord;
}

/** What AWS refuses it for, with the origin and the recipient as far as they are known. */
export interface Refused {
  readonly error: AwsError;
}

/** A number with its plus, which the API does not ask for. */
export function e164(number: string): string {
  return number.startsWith('+') ? number : `+${number}`;
}

/** Finds origin, parts, price and limits of a request, or what AWS refuses it for. */
export function prepareTextMessage(sending: SmsSending, input: TextMessageInput): Prepared | Refused {
  const { state } = sending;
  const to = e164(input.DestinationPhoneNumber);
  const country = countryOf(to);
  if (country === undefined)
    return {
      error: validation('CANNOT_PARSE', {
        name: 'DestinationPhoneNumber',
        message: 'It is no phone number.',
      }),
    };
  const set =
    input.ConfigurationSetName === undefined ? undefined : state.configurationSet(input.ConfigurationSetName);
  if (input.ConfigurationSetName !== undefined && set === undefined)
    return { error: notFound('configuration-set', state.bareName(input.ConfigurationSetName)) };
  const asked = input.OriginationIdentity ?? set?.defaultSenderId;
  const identity = asked === undefined ? undefined : state.identity(asked, country);
  if (asked !== undefined && identity === undefined)
    return { error: notFound(typeOf(asked), state.bareName(asked)) };
  const choice = sendersFor(state, identity, to, country);
  if (!choice.ok) return { error: choice.error };
  const parts = countSmsParts(input.MessageBody);
  const senders = choice.senders.map((sender) => ({
    sender,
    limits: limitsOf(sending, identity, sender, parts.parts),
  }));
  const chosen = senders.find(({ limits }) => sending.carriers.hasRoom(limits)) ?? senders[0];
  if (chosen === undefined) return { error: conflict('NO_ORIGINATION_IDENTITIES_FOUND') };
  const record = recordOf(sending, input, { set, identity, country, parts, sender: chosen.sender });
  const error = refusalOf(state, input, { set, identity, to, country, record });
  if (error !== undefined) return { error };
  return { to, parts, record, limits: chosen.limits, originId: idOf(identity ?? chosen.sender) };
}

interface Known {
  readonly set: SmsConfigurationSet | undefined;
  readonly identity: Identity | undefined;
  readonly country: string;
}

/** What AWS checks of the account and the recipient; recipient-level reasons are those of aws-facts 1.2. */
function refusalOf(
  state: SmsState,
  input: TextMessageInput,
  { set, identity, to, country, record }: Known & { to: string; record: SmsRecord },
): AwsError | undefined {
  const wanted = input.MessageType ?? set?.defaultMessageType;
  const types = messageTypesOf(identity);
  if (wanted !== undefined && types !== undefined && !types.includes(wanted))
    return conflict('MESSAGE_TYPE_MISMATCH');
  const simulated = magicFate('sms', to) !== undefined;
  const { tier, verifiedNumbers, protectConfigurations } = state.account;
  if (tier === 'SANDBOX' && !simulated && !verifiedNumbers.some((each) => e164(each) === to))
    return conflict('DESTINATION_PHONE_NUMBER_NOT_VERIFIED');
  const protectId = record.protectConfiguration;
  const protect = protectConfigurations.find((each) => each.id === protectId);
  if (protectId !== undefined && protect === undefined) return notFound('protect-configuration', protectId);
  if (protect?.blockedCountries.includes(country) === true)
    return conflict('DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION', {
      type: 'protect-configuration',
      id: protect.id,
    });
  if (state.isOptedOut(optOutListOf(identity), to)) return conflict('DESTINATION_PHONE_NUMBER_OPTED_OUT');
  if (state.isOverSpendLimit) return quotaExceeded('MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT');
  const price = record.messagePrice + record.carrierFee;
  if (input.MaxPrice !== undefined && price > Math.round(Number(input.MaxPrice) * 1e6))
    return validation('PRICE_OVER_THRESHOLD', {
      name: 'MaxPrice',
      message: 'The message costs more than this.',
    });
  return undefined;
}

function recordOf(
  { state, fees }: SmsSending,
  input: TextMessageInput,
  { set, identity, country, parts, sender }: Known & { parts: SmsParts; sender: Sender },
): SmsRecord {
  const number = sender.kind === 'number' ? sender.number : undefined;
  const home = number ?? (sender.kind === 'sender_id' ? sender.senderId : undefined);
  const owner = identity?.kind === 'pool' ? identity.pool : number;
  const selfManaged = owner?.selfManagedOptOuts ?? false;
  const fallbackProtect = state.account.protectConfigurations.find((each) => each.accountDefault)?.id;
  const asked = input.ProtectConfigurationId;
  const protectConfiguration =
    asked === undefined ? (set?.protectConfiguration ?? fallbackProtect) : state.bareName(asked);
  const from = number?.number ?? (sender.kind === 'sender_id' ? sender.senderId.id : 'NOTICE');
  return {
    kind: 'sms',
    from,
    country,
    international: home !== undefined && home.country !== country,
    encoding: parts.encoding === 'GSM-7' ? 'GSM' : 'Unicode',
    messageType:
      input.MessageType ?? set?.defaultMessageType ?? messageTypesOf(identity)?.[0] ?? 'TRANSACTIONAL',
    ...(set !== undefined && { configurationSet: set.name }),
    ...(input.Context !== undefined && { context: input.Context }),
    ...fees(country, number?.type, parts.parts),
    ...(protectConfiguration !== undefined && { protectConfiguration }),
    ...(!selfManaged && { optOutList: optOutListOf(identity) }),
    ...(number !== undefined &&
      owner?.twoWay === true && { twoWayTopic: owner.twoWayTopic ?? twoWayTopicOf(state) }),
  };
}

function twoWayTopicOf(state: SmsState): string {
  return state.arn('', '').replace(':sms-voice:', ':sns:').replace(/\/$/, 'sms-inbound');
}

function limitsOf(
  { state, unlimited }: SmsSending,
  identity: Identity | undefined,
  sender: Sender,
  parts: number,
): readonly CarrierLimit[] {
  if (unlimited) return [];
  const limit = (name: string, perSecond: number, takes = parts) => ({
    scope: `sms ${name}`,
    perSecond,
    takes,
  });
  const own =
    sender.kind === 'shared_route'
      ? limit(`${sender.pool.id} shared`, SHARED_ROUTES_RATE)
      : limit(idOf(sender), state.rateOf(sender));
  const limits = [
    own,
    limit('account', state.accountRate()),
    limit('calls', state.account.sendsPerSecond, 1),
  ];
  if (identity?.kind === 'pool') limits.push(limit(identity.pool.id, state.poolRate(identity.pool)));
  return limits;
}

function idOf(sender: Identity | Sender): string {
  switch (sender.kind) {
    case 'pool':
    case 'shared_route':
      return sender.pool.id;
    case 'number':
      return sender.number.id;
    case 'sender_id':
      return `${sender.senderId.id}/${sender.senderId.country}`;
  }
}

function messageTypesOf(identity: Identity | undefined): SmsRecord['messageType'][] | undefined {
  switch (identity?.kind) {
    case undefined:
      return undefined;
    case 'pool':
      return [identity.pool.messageType];
    case 'number':
      return [identity.number.messageType];
    case 'sender_id':
      return identity.senderId.messageTypes;
  }
}

function optOutListOf(identity: Identity | undefined): string {
  switch (identity?.kind) {
    case 'pool':
      return identity.pool.optOutList;
    case 'number':
      return identity.number.optOutList;
    case 'sender_id':
    case undefined:
      return 'Default';
  }
}

/** The kind of thing that a name which is not there would have been. */
function typeOf(name: string): string {
  if (/(^|\/)pool-/.test(name)) return 'pool';
  return /(^|\/)phone-|^\+?\d+$/.test(name) ? 'phone-number' : 'sender-id';
}
