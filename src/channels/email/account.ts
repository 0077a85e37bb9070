import {
  type EventDestination as SesEventDestination,
  GetAccountCommand,
  type GetAccountResponse,
  GetConfigurationSetEventDestinationsCommand,
  type IdentityInfo,
  ListConfigurationSetsCommand,
  ListEmailIdentitiesCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
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

const PAGE = 1000;
/** Configuration sets whose destinations are read, one call each; accounts may have 10,000. */
const MOST_SETS = 20;

/** What the account has for email in this region: quota, identities, configuration sets, suppression. */
export async function readEmailAccount(
  access: AwsAccess,
  options: AccountReadOptions,
): Promise<ChannelAccount> {
  // Retries are of AccountReads, which keeps to one call a second.
  const client = new SESv2Client({ ...readClientConfig(access), maxAttempts: 1 });
  const reads = new AccountReads(options.clock, 'ses', options.signal);
  try {
    const account = await reads.one('GetAccount', () => client.send(new GetAccountCommand({})));
    const identities = await reads.pages(
      'ListEmailIdentities',
      (NextToken) => client.send(new ListEmailIdentitiesCommand({ NextToken, PageSize: PAGE })),
      (page) => ({ items: page.EmailIdentities, next: page.NextToken }),
    );
    const events = options.depth === 'everything' ? await readEvents(client, reads) : NO_EVENTS;
    const perDay = account?.SendQuota?.Max24HourSend;
    const sent = account?.SendQuota?.SentLast24Hours;
    return {
      channel: 'email',
      region: access.region,
      origins: identities.items.map((identity) => identityOrigin(identity, rateOf(account))),
      completeKinds: identities.complete ? ['ses_identity'] : [],
      sandbox: account?.ProductionAccessEnabled === undefined ? undefined : !account.ProductionAccessEnabled,
      stopped: stoppedBy(account),
      rate: rateOf(account),
      // -1: there is no daily quota (aws-facts 4.3).
      ...(perDay === undefined || perDay < 0 ? {} : { perDay }),
      ...(sent === undefined ? {} : { sentLastDay: sent }),
      spendLimits: [],
      optOutLists: [],
      ...events,
      templates: [],
      suppressedReasons:
        account === undefined ? undefined : (account.SuppressionAttributes?.SuppressedReasons ?? []),
      clockOffsetMs: client.config.systemClockOffset,
      unread: reads.unread,
    };
  } finally {
    client.destroy();
  }
}

type Events = Pick<ChannelAccount, 'eventSources' | 'eventDestinations'>;
const NO_EVENTS: Events = { eventSources: undefined, eventDestinations: undefined };

async function readEvents(client: SESv2Client, reads: AccountReads): Promise<Events> {
  const sets = await reads.pages(
    'ListConfigurationSets',
    (NextToken) => client.send(new ListConfigurationSetsCommand({ NextToken, PageSize: PAGE })),
    (page) => ({ items: page.ConfigurationSets, next: page.NextToken }),
  );
  if (!sets.complete) return NO_EVENTS;
  const destinations: EventDestination[] = [];
  for (const ConfigurationSetName of sets.items.slice(0, MOST_SETS)) {
    const answer = await reads.one('GetConfigurationSetEventDestinations', () =>
      client.send(new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName })),
    );
    if (answer === undefined) return { eventSources: sets.items, eventDestinations: undefined };
    for (const each of answer.EventDestinations ?? [])
      destinations.push({ of: ConfigurationSetName, path: pathOf(each), enabled: each.Enabled === true });
  }
  return { eventSources: sets.items, eventDestinations: destinations };
}

function identityOrigin(identity: IdentityInfo, rate: Rate): FoundOrigin {
  const verified = identity.VerificationStatus;
  // Older services tell no status, but whether it may send.
  const ready = identity.SendingEnabled !== false && (verified === undefined || verified === 'SUCCESS');
  return {
    channel: 'email',
    kind: 'ses_identity',
    names: [identity.IdentityName ?? ''],
    state: ready ? 'ready' : 'not_ready',
    stateName: verified === 'SUCCESS' && !ready ? 'SENDING_DISABLED' : (verified ?? 'UNKNOWN'),
    rate,
  };
}

function rateOf(account: GetAccountResponse | undefined): Rate {
  const rate = account?.SendQuota?.MaxSendRate;
  return rate === undefined || rate <= 0 ? { basis: 'unknown' } : { basis: 'account', partsPerSecond: rate };
}

function stoppedBy(account: GetAccountResponse | undefined): string | undefined {
  if (account?.EnforcementStatus === 'SHUTDOWN') return 'SHUTDOWN';
  return account?.SendingEnabled === false ? 'PAUSED' : undefined;
}

function pathOf(destination: SesEventDestination): EventPath {
  if (destination.SnsDestination !== undefined) return 'sns';
  if (destination.EventBridgeDestination !== undefined) return 'eventbridge';
  if (destination.KinesisFirehoseDestination !== undefined) return 'firehose';
  return destination.CloudWatchDestination === undefined ? 'other' : 'cloudwatch';
}
