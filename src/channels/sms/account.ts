import {
  DescribeAccountAttributesCommand,
  DescribeConfigurationSetsCommand,
  DescribeOptOutListsCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DescribeRegistrationsCommand,
  DescribeSenderIdsCommand,
  DescribeSpendLimitsCommand,
  type EventDestination as SmsEventDestination,
  ListPoolOriginationIdentitiesCommand,
  type MessagingLimits,
  type OriginationIdentityMetadata,
  type PhoneNumberInformation,
  PinpointSMSVoiceV2Client,
  type PoolInformation,
  type SenderIdInformation,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type {
  AccountReadOptions,
  ChannelAccount,
  EventDestination,
  EventPath,
  FoundOrigin,
  Rate,
} from '../account.ts';
import { AccountReads } from '../aws/account-reads.ts';
import { type AwsAccess, readClientConfig } from '../aws/client-config.ts';
import type { MessageType, OriginKind } from '../origin.ts';
import { documentedRate } from './number-rates.ts';

const PAGE = 100;
const UNREAD_MEMBERS = { items: [], complete: false } as const;

/** What the account has for SMS in this region: pools and their members, numbers, sender ids, their limits and settings. */
export async function readSmsAccount(
  access: AwsAccess,
  options: AccountReadOptions,
): Promise<ChannelAccount> {
  // Retries are of AccountReads, which keeps to one call a second.
  const client = new PinpointSMSVoiceV2Client({ ...readClientConfig(access), maxAttempts: 1 });
  try {
    return await new SmsReader(client, access, options).read();
  } finally {
    client.destroy();
  }
}

class SmsReader {
  readonly #client: PinpointSMSVoiceV2Client;
  readonly #access: AwsAccess;
  readonly #reads: AccountReads;
  readonly #deep: boolean;
  readonly #wanted: readonly string[] | undefined;

  constructor(client: PinpointSMSVoiceV2Client, access: AwsAccess, options: AccountReadOptions) {
    this.#client = client;
    this.#access = access;
    this.#reads = new AccountReads(options.clock, 'sms-voice', options.signal);
    this.#deep = options.depth === 'everything';
    this.#wanted = options.pools;
  }

  async read(): Promise<ChannelAccount> {
    const tier = (await this.#attributes())?.AccountAttributes?.find(
      ({ Name }) => Name === 'ACCOUNT_TIER',
    )?.Value;
    const numbers = await this.#numbers();
    const senders = await this.#senderIds();
    const registrations = this.#deep ? await this.#registrations() : undefined;
    const single = [
      ...numbers.items.map((number) => numberOrigin(number, registrations)),
      ...senders.items.map((sender) => senderOrigin(sender, registrations)),
    ];
    const pools = await this.#pools(single);
    const completeKinds: OriginKind[] = [];
    if (numbers.complete) completeKinds.push('phone_number');
    if (senders.complete) completeKinds.push('sender_id');
    if (pools.complete) completeKinds.push('pool');
    return {
      channel: 'sms',
      region: this.#access.region,
      origins: [...pools.items, ...single],
      completeKinds,
      sandbox: tier === undefined ? undefined : tier.toUpperCase() === 'SANDBOX',
      stopped: undefined,
      rate: { basis: 'unknown' },
      ...(await this.#settings()),
      templates: [],
      suppressedReasons: [],
      clockOffsetMs: this.#client.config.systemClockOffset,
      unread: this.#reads.unread,
    };
  }

  async #attributes() {
    if (!this.#deep) return undefined;
    return this.#reads.one('DescribeAccountAttributes', () =>
      this.#client.send(new DescribeAccountAttributesCommand({})),
    );
  }

  #numbers() {
    return this.#reads.pages(
      'DescribePhoneNumbers',
      (NextToken) => this.#client.send(new DescribePhoneNumbersCommand({ NextToken, MaxResults: PAGE })),
      (page) => ({ items: page.PhoneNumbers, next: page.NextToken }),
    );
  }

  #senderIds() {
    return this.#reads.pages(
      'DescribeSenderIds',
      (NextToken) => this.#client.send(new DescribeSenderIdsCommand({ NextToken, MaxResults: PAGE })),
      (page) => ({ items: page.SenderIds, next: page.NextToken }),
    );
  }

  async #registrations(): Promise<ReadonlyMap<string, string>> {
    const { items } = await this.#reads.pages(
      'DescribeRegistrations',
      (NextToken) => this.#client.send(new DescribeRegistrationsCommand({ NextToken, MaxResults: PAGE })),
      (page) => ({ items: page.Registrations, next: page.NextToken }),
    );
    return new Map(items.map((item) => [item.RegistrationId ?? '', item.RegistrationStatus ?? '']));
  }

  /** DescribePools does not name the members; numbers name their pool, sender ids do not. */
  async #pools(single: readonly FoundOrigin[]) {
    const pools = await this.#reads.pages(
      'DescribePools',
      (NextToken) => this.#client.send(new DescribePoolsCommand({ NextToken, MaxResults: PAGE })),
      (page) => ({ items: page.Pools, next: page.NextToken }),
    );
    const items: FoundOrigin[] = [];
    for (const pool of pools.items) {
      const names = namesOf(pool.PoolId, pool.PoolArn);
      const isWanted = this.#wanted === undefined || names.some((name) => this.#wanted?.includes(name));
      const members = isWanted ? await this.#members(pool.PoolId ?? '') : UNREAD_MEMBERS;
      items.push(poolOrigin(pool, memberOrigins(pool, members.items, single), !members.complete));
    }
    return { items, complete: pools.complete };
  }

  #members(PoolId: string) {
    return this.#reads.pages(
      'ListPoolOriginationIdentities',
      (NextToken) =>
        this.#client.send(new ListPoolOriginationIdentitiesCommand({ PoolId, NextToken, MaxResults: PAGE })),
      (page) => ({ items: page.OriginationIdentities, next: page.NextToken }),
    );
  }

  async #settings(): Promise<
    Pick<ChannelAccount, 'spendLimits' | 'optOutLists' | 'eventSources' | 'eventDestinations'>
  > {
    if (!this.#deep)
      return {
        spendLimits: undefined,
        optOutLists: undefined,
        eventSources: undefined,
        eventDestinations: undefined,
      };
    const spend = await this.#reads.one('DescribeSpendLimits', () =>
      this.#client.send(new DescribeSpendLimitsCommand({})),
    );
    const lists = await this.#reads.pages(
      'DescribeOptOutLists',
      (NextToken) => this.#client.send(new DescribeOptOutListsCommand({ NextToken, MaxResults: PAGE })),
      (page) => ({ items: page.OptOutLists, next: page.NextToken }),
    );
    const sets = await this.#reads.pages(
      'DescribeConfigurationSets',
      (NextToken) => this.#client.send(new DescribeConfigurationSetsCommand({ NextToken, MaxResults: PAGE })),
      (page) => ({ items: page.ConfigurationSets, next: page.NextToken }),
    );
    const destinations = sets.items.flatMap((set) =>
      (set.EventDestinations ?? []).map((each) => destinationOf(set.ConfigurationSetName ?? '', each)),
    );
    return {
      spendLimits: spend?.SpendLimits?.map((limit) => ({
        name: limit.Name ?? '',
        enforced: limit.EnforcedLimit ?? 0,
        most: limit.MaxLimit ?? 0,
      })),
      optOutLists: lists.complete ? lists.items.map((list) => list.OptOutListName ?? '') : undefined,
      eventSources: sets.complete ? sets.items.map((set) => set.ConfigurationSetName ?? '') : undefined,
      eventDestinations: sets.complete ? destinations : undefined,
    };
  }
}

function numberOrigin(
  number: PhoneNumberInformation,
  registrations: ReadonlyMap<string, string> | undefined,
): FoundOrigin {
  const country = number.IsoCountryCode;
  const type = number.NumberType ?? '';
  const limits = limitsOf(number.MessagingLimits, documentedRate(type, country));
  const id = number.RegistrationId;
  return {
    channel: 'sms',
    kind: 'phone_number',
    names: namesOf(number.PhoneNumberId, number.PhoneNumber, number.PhoneNumberArn),
    ...stateOf(number.Status),
    ...(country === undefined ? {} : { countries: [country] }),
    international: number.InternationalSendingEnabled ?? false,
    messageTypes: messageTypesOf(number.MessageType),
    numberType: type,
    capabilities: number.NumberCapabilities ?? [],
    ...limits,
    ...(type === 'TEN_DLC' && id !== undefined ? { rateGroup: id } : {}),
    ...registrationOf(id, registrations),
    optOuts: optOutsOf(number),
  };
}

function senderOrigin(
  sender: SenderIdInformation,
  registrations: ReadonlyMap<string, string> | undefined,
): FoundOrigin {
  const country = sender.IsoCountryCode;
  return {
    channel: 'sms',
    kind: 'sender_id',
    names: namesOf(sender.SenderId, sender.SenderIdArn),
    // They have no status: what is listed can be sent from, registered or not, as the country allows.
    state: 'ready',
    stateName: sender.Registered === true ? 'REGISTERED' : 'UNREGISTERED',
    ...(country === undefined ? {} : { countries: [country] }),
    messageTypes: (sender.MessageTypes ?? []).flatMap(messageTypesOf),
    ...limitsOf(sender.MessagingLimits, documentedRate('SENDER_ID', country)),
    ...registrationOf(sender.RegistrationId, registrations),
  };
}

function poolOrigin(
  pool: PoolInformation,
  members: readonly FoundOrigin[],
  membersUnread: boolean,
): FoundOrigin {
  const countries = [...new Set(members.flatMap((member) => member.countries ?? []))];
  const anywhere =
    pool.SharedRoutesEnabled === true || members.some((member) => member.international === true);
  return {
    channel: 'sms',
    kind: 'pool',
    names: namesOf(pool.PoolId, pool.PoolArn),
    ...stateOf(pool.Status),
    // Shared routes go everywhere but to the US (aws-facts 1.3).
    ...(anywhere || membersUnread ? {} : { countries }),
    ...(pool.SharedRoutesEnabled === true && !countries.includes('US') ? { exceptCountries: ['US'] } : {}),
    messageTypes: messageTypesOf(pool.MessageType),
    rate: { basis: 'unknown' },
    members: [...members, ...(pool.SharedRoutesEnabled === true ? [sharedRoutes(pool)] : [])],
    ...(membersUnread ? { membersUnread } : {}),
    optOuts: optOutsOf(pool),
  };
}

function sharedRoutes(pool: PoolInformation): FoundOrigin {
  return {
    channel: 'sms',
    kind: 'pool',
    names: ['shared routes'],
    ...stateOf(pool.Status),
    exceptCountries: ['US'],
    numberType: 'SHARED_ROUTES',
    rate: documentedRate('SHARED_ROUTES', undefined),
  };
}

/** A member that is known from its own list has its limits; one that is not has the little that the pool tells. */
function memberOrigins(
  pool: PoolInformation,
  listed: readonly OriginationIdentityMetadata[],
  single: readonly FoundOrigin[],
): readonly FoundOrigin[] {
  return listed.map((item) => {
    const names = namesOf(item.OriginationIdentity, item.PhoneNumber, item.OriginationIdentityArn);
    const country = item.IsoCountryCode;
    const known = single.find(
      (origin) =>
        origin.names.some((name) => names.includes(name)) &&
        (country === undefined || origin.countries === undefined || origin.countries.includes(country)),
    );
    return (
      known ?? {
        channel: 'sms',
        kind: item.PhoneNumber === undefined ? 'sender_id' : 'phone_number',
        names,
        ...stateOf(pool.Status),
        ...(country === undefined ? {} : { countries: [country] }),
        capabilities: item.NumberCapabilities ?? [],
        rate: { basis: 'unknown' },
      }
    );
  });
}

/** `MessagingLimits` came in 2026-09: older services do not send it, and then the documentation counts. */
function limitsOf(
  limits: MessagingLimits | undefined,
  documented: Rate,
): Pick<FoundOrigin, 'rate' | 'dailyCaps'> {
  const sms = limits?.RateLimits?.['SMS'];
  const caps = limits?.DailyMessageCaps ?? {};
  return {
    rate: sms === undefined || sms <= 0 ? documented : { basis: 'account', partsPerSecond: sms },
    ...(Object.keys(caps).length === 0 ? {} : { dailyCaps: caps }),
  };
}

function stateOf(status: string | undefined): Pick<FoundOrigin, 'state' | 'stateName'> {
  return { state: status === 'ACTIVE' ? 'ready' : 'not_ready', stateName: status ?? 'UNKNOWN' };
}

function messageTypesOf(type: string | undefined): readonly MessageType[] {
  if (type === 'PROMOTIONAL') return ['promotional'];
  // The documentation allows promotional texts from numbers for transactional ones in most countries; here the account's word counts.
  if (type === 'TRANSACTIONAL') return ['transactional'];
  return [];
}

function optOutsOf(from: PhoneNumberInformation | PoolInformation): NonNullable<FoundOrigin['optOuts']> {
  return { list: from.OptOutListName ?? '', selfManaged: from.SelfManagedOptOutsEnabled === true };
}

function registrationOf(
  id: string | undefined,
  states: ReadonlyMap<string, string> | undefined,
): Pick<FoundOrigin, 'registration'> {
  if (id === undefined) return {};
  const stateName = states?.get(id);
  return { registration: { id, ...(stateName === undefined ? {} : { stateName }) } };
}

function namesOf(...names: readonly (string | undefined)[]): readonly string[] {
  return names.filter((name) => name !== undefined && name !== '').map(String);
}

function destinationOf(of: string, destination: SmsEventDestination): EventDestination {
  return { of, path: pathOf(destination), enabled: destination.Enabled === true };
}

function pathOf(destination: SmsEventDestination): EventPath {
  if (destination.SnsDestination !== undefined) return 'sns';
  if (destination.KinesisFirehoseDestination !== undefined) return 'firehose';
  if (destination.CloudWatchLogsDestination !== undefined) return 'cloudwatch';
  return 'other';
}
