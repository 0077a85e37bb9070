import {
  GetLinkedWhatsAppBusinessAccountCommand,
  type LinkedWhatsAppBusinessAccount,
  ListLinkedWhatsAppBusinessAccountsCommand,
  ListWhatsAppMessageTemplatesCommand,
  SocialMessagingClient,
  type WhatsAppPhoneNumberSummary,
} from '@aws-sdk/client-socialmessaging';
import type {
  AccountReadOptions,
  ChannelAccount,
  EventDestination,
  FoundOrigin,
  FoundTemplate,
} from '../account.ts';
import { AccountReads } from '../aws/account-reads.ts';
import { type AwsAccess, readClientConfig } from '../aws/client-config.ts';

const PAGE = 100;
/** Messages a second of a number, in and out together; more only when Meta has raised it, which no AWS API tells (aws-facts 3.2). */
const NUMBER_RATE = { basis: 'documented', partsPerSecond: 80 } as const;

/** What the account has for WhatsApp in this region: linked business accounts, their numbers, templates and event destinations. */
export async function readWhatsAppAccount(
  access: AwsAccess,
  options: AccountReadOptions,
): Promise<ChannelAccount> {
  // Retries are of AccountReads, which keeps to one call a second.
  const client = new SocialMessagingClient({ ...readClientConfig(access), maxAttempts: 1 });
  const reads = new AccountReads(options.clock, 'social-messaging', options.signal);
  try {
    const linked = await reads.pages(
      'ListLinkedWhatsAppBusinessAccounts',
      (nextToken) =>
        client.send(new ListLinkedWhatsAppBusinessAccountsCommand({ nextToken, maxResults: PAGE })),
      (page) => ({ items: page.linkedAccounts, next: page.nextToken }),
    );
    const accounts: LinkedWhatsAppBusinessAccount[] = [];
    for (const { id } of linked.items) {
      const account = await reads.one('GetLinkedWhatsAppBusinessAccount', () =>
        client.send(new GetLinkedWhatsAppBusinessAccountCommand({ id })),
      );
      if (account?.account !== undefined) accounts.push(account.account);
    }
    const complete = linked.complete && accounts.length === linked.items.length;
    const templates =
      options.depth === 'everything'
        ? await readTemplates(
            client,
            reads,
            accounts.map(({ id }) => id ?? ''),
          )
        : undefined;
    return {
      channel: 'whatsapp',
      region: access.region,
      origins: accounts.flatMap((account) =>
        (account.phoneNumbers ?? []).map((number) => numberOrigin(account, number)),
      ),
      completeKinds: complete ? ['whatsapp_number'] : [],
      sandbox: false,
      stopped: undefined,
      rate: { basis: 'unknown' },
      spendLimits: [],
      optOutLists: [],
      eventSources: complete ? accounts.map(({ id }) => id ?? '') : undefined,
      eventDestinations: complete ? accounts.flatMap(destinationsOf) : undefined,
      templates,
      suppressedReasons: [],
      clockOffsetMs: client.config.systemClockOffset,
      unread: reads.unread,
    };
  } finally {
    client.destroy();
  }
}

async function readTemplates(
  client: SocialMessagingClient,
  reads: AccountReads,
  ids: readonly string[],
): Promise<readonly FoundTemplate[] | undefined> {
  const found: FoundTemplate[] = [];
  for (const id of ids) {
    const { items, complete } = await reads.pages(
      'ListWhatsAppMessageTemplates',
      (nextToken) =>
        client.send(new ListWhatsAppMessageTemplatesCommand({ id, nextToken, maxResults: PAGE })),
      (page) => ({ items: page.templates, next: page.nextToken }),
    );
    if (!complete) return undefined;
    for (const template of items) {
      found.push({
        accountId: id,
        name: template.templateName ?? '',
        language: template.templateLanguage ?? '',
        stateName: template.templateStatus ?? '',
        category: template.templateCategory ?? '',
      });
    }
  }
  return found;
}

function numberOrigin(
  account: LinkedWhatsAppBusinessAccount,
  number: WhatsAppPhoneNumberSummary,
): FoundOrigin {
  const names = [number.phoneNumberId, number.phoneNumber, number.metaPhoneNumberId, number.arn];
  return {
    channel: 'whatsapp',
    kind: 'whatsapp_number',
    names: names.filter((name) => name !== undefined && name !== '').map(String),
    state: account.registrationStatus === 'COMPLETE' ? 'ready' : 'not_ready',
    stateName: account.registrationStatus ?? 'UNKNOWN',
    rate: NUMBER_RATE,
    quality: number.qualityRating ?? 'UNKNOWN',
    accountId: account.id ?? '',
  };
}

function destinationsOf(account: LinkedWhatsAppBusinessAccount): readonly EventDestination[] {
  return (account.eventDestinations ?? []).map(({ eventDestinationArn = '' }) => ({
    of: account.id ?? '',
    path: eventDestinationArn.includes(':sns:') ? ('sns' as const) : ('other' as const),
    enabled: true,
  }));
}
