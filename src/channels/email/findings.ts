import type { ChannelAccount, Finding } from '../account.ts';
import { configurationSetFindings, type ConfigurationSetWords } from '../configuration-set-findings.ts';
import type { FindingContext } from '../finding-context.ts';
import type { OriginAllowance } from '../origin-allowance.ts';
import { originFindings } from '../origin-findings.ts';
import { readFindings } from '../read-findings.ts';
import { bareAddress } from './mail-address.ts';

const CLI = 'aws sesv2';
const NEARLY = 0.8;
const SUPPRESSED = ['BOUNCE', 'COMPLAINT'];

/** What a person should know about an SES account before sending from it. */
export function emailFindings(context: FindingContext): readonly Finding[] {
  const { account, allowances } = context;
  return [
    ...readFindings(account),
    ...sandbox(account),
    ...originFindings(context, (allowance) => mendHold(allowance, account.region)),
    ...quota(account),
    ...suppression(account),
    ...allowances.flatMap(({ origin }) => configurationSetFindings(account, origin, EVENTS)),
  ];
}

function mendHold({ hold, origin }: OriginAllowance, region: string): string {
  switch (hold?.code) {
    case 'sending_stopped':
      return `${CLI} put-account-sending-attributes --sending-enabled --region ${region}, or answer AWS's case when it is a SHUTDOWN`;
    case 'not_ready':
      return `${CLI} get-email-identity --email-identity ${domainOf(origin.identity)} --region ${region} (set its DNS records)`;
    case 'not_in_account':
    case 'pool_empty':
    case undefined:
      return `${CLI} create-email-identity --email-identity ${domainOf(origin.identity)} --region ${region}`;
  }
}

function domainOf(sender: string): string {
  const address = bareAddress(sender);
  return address.slice(address.lastIndexOf('@') + 1);
}

function sandbox({ sandbox: isSandbox, region }: ChannelAccount): readonly Finding[] {
  if (isSandbox !== true) return [];
  return [
    {
      code: 'sandbox',
      severity: 'warning',
      channel: 'email',
      sentence: `SES is in the sandbox in ${region}: only verified addresses and the mailbox simulator get mail, 200 a day and 1 a second.`,
      mend: `${CLI} put-account-details --production-access-enabled --mail-type MARKETING --website-url URL --region ${region}`,
    },
  ];
}

function quota({ perDay, sentLastDay = 0 }: ChannelAccount): readonly Finding[] {
  if (perDay === undefined) return [];
  const nearly = sentLastDay >= perDay * NEARLY;
  return [
    {
      code: 'daily_quota',
      severity: nearly ? 'warning' : 'note',
      channel: 'email',
      sentence: `SES takes ${perDay.toLocaleString('en-US')} mails in any 24 hours; ${sentLastDay.toLocaleString('en-US')} were sent in the last 24, by all that use the account.`,
      mend: 'https://console.aws.amazon.com/servicequotas/home/services/ses/quotas',
    },
  ];
}

function suppression({ suppressedReasons, region }: ChannelAccount): readonly Finding[] {
  if (suppressedReasons === undefined) return [];
  const missing = SUPPRESSED.filter((reason) => !suppressedReasons.includes(reason));
  if (missing.length === 0) return [];
  return [
    {
      code: 'suppression_off',
      severity: 'warning',
      channel: 'email',
      sentence: `SES does not keep addresses from its suppression list for ${missing.join(' and ')}: other senders of this account write to them again, and it hurts the reputation.`,
      mend: `${CLI} put-account-suppression-attributes --suppressed-reasons ${SUPPRESSED.join(' ')} --region ${region}`,
    },
  ];
}

const EVENTS: ConfigurationSetWords = {
  channel: 'email',
  createSet: `${CLI} create-configuration-set`,
  createDestination: `${CLI} create-configuration-set-event-destination --event-destination-name to-sns --event-destination file://destination.json`,
  withoutSet: 'SES tells nothing of deliveries, bounces and complaints of its mail',
  withMissingSet: 'SES would refuse every mail',
  withoutDestination:
    'tells its events to no SNS topic, EventBridge bus or Firehose: deliveries, bounces and complaints stay unknown',
  isHeard: (path) => path !== 'cloudwatch' && path !== 'other',
};
