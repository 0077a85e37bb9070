import type { ChannelAccount, Finding, FoundOrigin } from '../account.ts';
import { configurationSetFindings, type ConfigurationSetWords } from '../configuration-set-findings.ts';
import type { FindingContext } from '../finding-context.ts';
import type { OriginAllowance, OriginHold } from '../origin-allowance.ts';
import { originFindings } from '../origin-findings.ts';
import { readFindings } from '../read-findings.ts';

const CLI = 'aws pinpoint-sms-voice-v2';
const TEXT_LIMIT = 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT';
/** Kinds of numbers that send nothing in the US before their registration is complete. */
const REGISTERED_KINDS = ['TEN_DLC', 'TOLL_FREE', 'SHORT_CODE'];

/** What a person should know about an SMS account before sending from it. */
export function smsFindings(context: FindingContext): readonly Finding[] {
  const { account, allowances } = context;
  return [
    ...readFindings(account),
    ...sandbox(account),
    ...originFindings(context, ({ hold }) => mendHold(hold, account.region)),
    ...spend(account),
    ...optOuts(account, allowances),
    ...allowances.flatMap((allowance) => [
      ...configurationSetFindings(account, allowance.origin, EVENTS),
      ...registrations(allowance),
      ...dailyCaps(allowance),
    ]),
    ...india(context),
  ];
}

function mendHold(hold: OriginHold | undefined, region: string): string {
  switch (hold?.code) {
    case 'not_ready':
      return `${CLI} describe-registrations --region ${region}`;
    case 'pool_empty':
      return `${CLI} associate-origination-identity --pool-id POOL --origination-identity NUMBER --iso-country-code US --region ${region}`;
    case 'sending_stopped':
      return 'https://console.aws.amazon.com/support/home#/case/create';
    case 'not_in_account':
    case undefined:
      return `${CLI} describe-pools --region ${region} (or describe-phone-numbers, describe-sender-ids)`;
  }
}

function sandbox({ sandbox: isSandbox, region }: ChannelAccount): readonly Finding[] {
  if (isSandbox !== true) return [];
  return [
    {
      code: 'sandbox',
      severity: 'warning',
      channel: 'sms',
      sentence: `SMS is in the sandbox in ${region}: only verified numbers and AWS's test numbers get messages, for at most 1 USD a month.`,
      mend: 'https://console.aws.amazon.com/support/home#/case/create?issueType=service-limit-increase (production access for End User Messaging SMS)',
    },
  ];
}

function spend({ spendLimits, region }: ChannelAccount): readonly Finding[] {
  const limit = spendLimits?.find(({ name }) => name === TEXT_LIMIT);
  if (limit === undefined) return [];
  const { enforced, most } = limit;
  const used = `aws cloudwatch get-metric-statistics --namespace AWS/SMSVoice --metric-name TextMessageMonthlySpend --statistics Maximum --period 86400 --start-time $(date -u +%Y-%m-01) --end-time $(date -u +%FT%TZ) --region ${region} (what is used)`;
  return [
    {
      code: 'spend_limit',
      severity: enforced <= 1 ? 'warning' : 'note',
      channel: 'sms',
      sentence: `AWS stops SMS at ${enforced} USD this month, of at most ${most} USD that the account may set; it stops within minutes, so that a little more may be spent.`,
      mend:
        enforced < most
          ? `${CLI} set-text-message-spend-limit-override --monthly-limit ${most} --region ${region}; ${used}`
          : `https://console.aws.amazon.com/servicequotas/home/services/sms-voice/quotas (raise it); ${used}`,
    },
  ];
}

function optOuts({ region }: ChannelAccount, allowances: readonly OriginAllowance[]): readonly Finding[] {
  const settings = allowances.flatMap(({ origin, found: [first] }) =>
    first?.optOuts === undefined ? [] : [{ origin, ...first.optOuts }],
  );
  const lists = [...new Set(settings.map(({ list }) => list))];
  const findings: Finding[] = settings
    .filter(({ selfManaged }) => selfManaged)
    .map(({ origin }) => ({
      code: 'opt_outs_self_managed',
      severity: 'warning',
      channel: 'sms',
      origin: origin.id,
      sentence: `AWS answers neither STOP nor HELP for origin ${origin.id}, and blocks nothing: replies have to reach ai-cpaas, or opt-outs are lost.`,
      mend: `${CLI} update-pool --pool-id POOL --no-self-managed-opt-outs-enabled --region ${region} (or update-phone-number)`,
    }));
  if (lists.length > 1) {
    findings.push({
      code: 'opt_out_lists_differ',
      severity: 'warning',
      channel: 'sms',
      sentence: `Origins use ${lists.length} opt-out lists (${lists.join(', ')}): AWS blocks only within a list, ai-cpaas blocks in all.`,
      mend: `${CLI} update-pool --pool-id POOL --opt-out-list-name ${lists[0]} --region ${region}`,
    });
  }
  return findings;
}

/** EventBridge is always on and can't be read here: its events lack our context and the recipient (aws-facts 2.1). */
const EVENTS: ConfigurationSetWords = {
  channel: 'sms',
  createSet: `${CLI} create-configuration-set`,
  createDestination: `${CLI} create-event-destination --event-destination-name to-sns --matching-event-types TEXT_ALL --sns-destination TopicArn=TOPIC`,
  withoutSet:
    'receipts come by EventBridge alone, without our attempt id, so that an answer that was lost stays unknown',
  withMissingSet: 'AWS would refuse every message',
  withoutDestination:
    'tells receipts to no SNS topic and no Firehose: what becomes of messages comes by EventBridge alone, or not at all',
  isHeard: (path) => path === 'sns' || path === 'firehose',
};

function registrations({ origin, found }: OriginAllowance): readonly Finding[] {
  const single = found.flatMap((each): readonly FoundOrigin[] => each.members ?? [each]);
  const waiting = single.filter(
    ({ registration, numberType }) =>
      (registration?.stateName !== undefined && registration.stateName !== 'COMPLETE') ||
      (registration === undefined && REGISTERED_KINDS.includes(numberType ?? '')),
  );
  if (waiting.length === 0) return [];
  const states = [...new Set(waiting.map(({ registration }) => registration?.stateName ?? 'none'))];
  return [
    {
      code: 'registration',
      severity: 'warning',
      channel: 'sms',
      origin: origin.id,
      sentence: `${waiting.length} of the numbers and sender ids of origin ${origin.id} lack a complete registration (${states.join(', ')}): carriers block or refuse what they send.`,
      mend: 'https://console.aws.amazon.com/sms-voice/home#/registrations',
    },
  ];
}

/** Carriers' own caps, which AWS passes on as advice: the least of each carrier counts. */
function dailyCaps({ origin, found }: OriginAllowance): readonly Finding[] {
  const caps = new Map<string, number>();
  for (const each of found.flatMap((one): readonly FoundOrigin[] => one.members ?? [one])) {
    for (const [carrier, cap] of Object.entries(each.dailyCaps ?? {}))
      caps.set(carrier, Math.min(cap, caps.get(carrier) ?? cap));
  }
  const least = Math.min(...caps.values());
  if (caps.size === 0 || (origin.limit.perDay ?? Number.POSITIVE_INFINITY) <= least) return [];
  const named = [...caps].map(([carrier, cap]) => `${carrier} ${cap.toLocaleString('en-US')}`).join(', ');
  return [
    {
      code: 'daily_cap',
      severity: 'warning',
      channel: 'sms',
      origin: origin.id,
      sentence: `Carriers take only so many messages a day from origin ${origin.id} (${named}), and refuse those above.`,
      mend: `perDay: ${least} in the limit of the origin in settings.yaml`,
    },
  ];
}

function india({ customers, allowances }: FindingContext): readonly Finding[] {
  const missing = allowances.filter(
    ({ origin }) => origin.dltEntityId === undefined && (origin.countries ?? ['IN']).includes('IN'),
  );
  if ((customers['IN'] ?? 0) === 0 || missing.length === 0) return [];
  return missing.map(({ origin }) => ({
    code: 'dlt_missing',
    severity: 'warning',
    channel: 'sms',
    origin: origin.id,
    country: 'IN',
    sentence: `Origin ${origin.id} has no dltEntityId: carriers in India block texts without the ids of the DLT register.`,
    mend: 'dltEntityId in settings.yaml',
  }));
}
