import type { ChannelAccount, Finding } from '../account.ts';
import type { FindingContext, WantedTemplate } from '../finding-context.ts';
import type { OriginAllowance, OriginHold } from '../origin-allowance.ts';
import { originFindings } from '../origin-findings.ts';
import { readFindings } from '../read-findings.ts';

const CLI = 'aws socialmessaging';

/** What a person should know about a WhatsApp account before sending from it. */
export function whatsAppFindings(context: FindingContext): readonly Finding[] {
  const { account, allowances, wantedTemplates } = context;
  return [
    ...readFindings(account),
    ...originFindings(context, ({ hold }) => mendHold(hold, account.region)),
    ...allowances.flatMap((allowance) => [...events(account, allowance), ...quality(allowance)]),
    ...noTemplate(account, allowances),
    ...templateFindings(account, allowances, wantedTemplates),
    ...usMarketing(context),
  ];
}

function mendHold(hold: OriginHold | undefined, region: string): string {
  switch (hold?.code) {
    case 'not_ready':
      return 'https://console.aws.amazon.com/social-messaging/home#/linked-accounts (finish the registration)';
    case 'not_in_account':
    case 'pool_empty':
    case 'sending_stopped':
    case undefined:
      return `${CLI} list-linked-whatsapp-business-accounts --region ${region}, and get-linked-whatsapp-business-account --id WABA for the ids of its numbers`;
  }
}

function events(account: ChannelAccount, { origin, found: [first] }: OriginAllowance): readonly Finding[] {
  const id = first?.accountId;
  if (id === undefined || account.eventDestinations === undefined) return [];
  if (account.eventDestinations.some(({ of }) => of === id)) return [];
  return [
    {
      code: 'no_event_destination',
      severity: 'warning',
      channel: 'whatsapp',
      origin: origin.id,
      sentence: `The WhatsApp account of origin ${origin.id} has no event destination: receipts and replies, also STOP, come by EventBridge alone or not at all.`,
      mend: `${CLI} put-whatsapp-business-account-event-destinations --id ${id} --event-destinations eventDestinationArn=TOPIC --region ${account.region}`,
    },
  ];
}

function quality({ origin, found: [first] }: OriginAllowance): readonly Finding[] {
  if (first?.quality !== 'RED' && first?.quality !== 'YELLOW') return [];
  return [
    {
      code: 'quality',
      severity: 'warning',
      channel: 'whatsapp',
      origin: origin.id,
      sentence: `Meta rates the quality of the number of origin ${origin.id} ${first.quality}: people block or report it, and Meta lowers what it may send.`,
      mend: 'https://business.facebook.com/wa/manage/phone-numbers/',
    },
  ];
}

/** The vendor's list says Active, the vendor's events say APPROVED: both are taken. */
function isUsable(stateName: string): boolean {
  return /^(active|approved)\b/i.test(stateName);
}

/** The WhatsApp accounts of these origins, as far as they were found. */
function accountIds(allowances: readonly OriginAllowance[]): ReadonlySet<string> {
  return new Set(allowances.flatMap(({ found: [first] }) => first?.accountId ?? []));
}

function noTemplate(
  { templates: found, region }: ChannelAccount,
  allowances: readonly OriginAllowance[],
): readonly Finding[] {
  const ids = accountIds(allowances);
  const [id] = ids;
  if (found === undefined || id === undefined) return [];
  if (found.some((each) => ids.has(each.accountId) && isUsable(each.stateName))) return [];
  return [
    {
      code: 'no_template',
      severity: 'warning',
      channel: 'whatsapp',
      sentence:
        'The WhatsApp account has no approved template: nobody can be written to who did not write in the last 24 hours.',
      mend: `${CLI} create-whatsapp-message-template --id ${id} --template-definition fileb://template.json --region ${region}`,
    },
  ];
}

/** Templates that campaigns need and the accounts of these origins do not have, or not ready; none where that could not be read. */
export function templateFindings(
  { templates: found, region }: ChannelAccount,
  allowances: readonly OriginAllowance[],
  wanted: readonly WantedTemplate[],
): readonly Finding[] {
  const ids = accountIds(allowances);
  const [id] = ids;
  if (found === undefined || id === undefined) return [];
  return wanted.flatMap(({ campaignId, name, language }): readonly Finding[] => {
    const same = found.filter(
      (each) => ids.has(each.accountId) && each.name === name && each.language === language,
    );
    if (same.some(({ stateName }) => isUsable(stateName))) return [];
    const state = same[0] === undefined ? 'is not there' : `is ${same[0].stateName}`;
    return [
      {
        code: 'template_missing',
        severity: 'warning',
        channel: 'whatsapp',
        sentence: `Campaign ${campaignId} needs the WhatsApp template ${name} in ${language}, which ${state}: Meta would refuse its messages.`,
        mend: `${CLI} list-whatsapp-message-templates --id ${id} --region ${region}`,
      },
    ];
  });
}

function usMarketing({ customers, allowances }: FindingContext): readonly Finding[] {
  const count = customers['US'] ?? 0;
  if (count === 0 || allowances.length === 0) return [];
  return [
    {
      code: 'us_marketing',
      severity: 'note',
      channel: 'whatsapp',
      country: 'US',
      sentence: `Meta delivers no marketing templates in the US: promotional campaigns reach ${count.toLocaleString('en-US')} customers there by other channels only.`,
    },
  ];
}
