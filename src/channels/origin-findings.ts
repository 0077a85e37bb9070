import type { Channel } from '../kernel/channel.ts';
import { rateKey, reaches, usableMembers } from './account-origins.ts';
import type { Finding } from './account.ts';
import type { FindingContext } from './finding-context.ts';
import type { OriginAllowance } from './origin-allowance.ts';

/** Members of a pool that differ more than this are better used one by one. */
const UNEVEN = 4;

/** What every channel has to say about its origins: what holds them, what lowers them, whom they reach. */
export function originFindings(
  context: FindingContext,
  mendOf: (allowance: OriginAllowance) => string,
): readonly Finding[] {
  return [
    ...context.allowances.flatMap((allowance) => ofOne(allowance, mendOf)),
    ...nothingThere(context),
    ...unreached(context),
  ];
}

function ofOne(
  allowance: OriginAllowance,
  mendOf: (allowance: OriginAllowance) => string,
): readonly Finding[] {
  const { origin, hold, limit, allowed, sharedBy } = allowance;
  const about = { channel: origin.channel, origin: origin.id } as const;
  if (hold !== undefined) {
    return [
      { ...about, code: hold.code, severity: 'blocker', sentence: hold.sentence, mend: mendOf(allowance) },
    ];
  }
  const findings: Finding[] = [];
  if (limit.partsPerSecond < origin.limit.partsPerSecond && allowed.rate.basis !== 'unknown') {
    const why = allowed.rate.basis === 'account' ? 'the account allows' : 'AWS documents for it';
    const shared = sharedBy > 1 ? `, shared by ${sharedBy} origins` : '';
    findings.push({
      ...about,
      code: 'limit_lowered',
      severity: 'note',
      sentence: `Origin ${origin.id} sends ${number(limit.partsPerSecond)}/s instead of ${number(origin.limit.partsPerSecond)}/s: no more is what ${why}${shared}.`,
    });
  }
  return [...findings, ...ofPool(allowance)];
}

function ofPool({ origin, found: [pool], allowed }: OriginAllowance): readonly Finding[] {
  if (pool?.kind !== 'pool') return [];
  const members = usableMembers(pool, origin.countries);
  const rates = members.flatMap(({ rate }) => (rate.basis === 'unknown' ? [] : [rate.partsPerSecond]));
  const about = { channel: origin.channel, origin: origin.id } as const;
  const findings: Finding[] = [];
  if (new Set(members.map(rateKey)).size > 1) {
    const fastest = allowed.from === 'fastest_member';
    findings.push({
      ...about,
      code: 'pool_rate_unverified',
      severity: 'note',
      sentence: `AWS does not say whether a pool is as fast as its members together; origin ${origin.id} counts as ${fastest ? 'its fastest member' : 'all of them, as poolRate says'}, and slows down by itself when that is too fast.`,
      ...(fastest
        ? { mend: 'set poolRate: sum for this origin in settings.yaml, after a test on your account' }
        : {}),
    });
  }
  const slowest = Math.min(...rates);
  if (rates.length > 1 && Math.max(...rates) > slowest * UNEVEN) {
    findings.push({
      ...about,
      code: 'pool_uneven',
      severity: 'warning',
      sentence: `Members of the pool of origin ${origin.id} differ from ${number(slowest)}/s to ${number(Math.max(...rates))}/s, and AWS chooses among them by country: the slow ones will answer "too fast".`,
      mend: 'make one origin for each of them in settings.yaml, with its countries',
    });
  }
  return findings;
}

function nothingThere({ account, allowances }: FindingContext): readonly Finding[] {
  const complete = account.completeKinds.length > 0 && account.unread.length === 0;
  if (!complete || account.origins.length > 0 || allowances.length === 0) return [];
  return [
    {
      code: 'nothing_in_region',
      severity: 'blocker',
      channel: account.channel,
      sentence: `The account has nothing to send ${NAMES[account.channel]} from in ${account.region}: it is in another region, or not there yet.`,
      mend: 'set aws.region in settings.yaml, or make one in the console of that region',
    },
  ];
}

const NAMES: Readonly<Record<Channel, string>> = { sms: 'SMS', whatsapp: 'WhatsApp', email: 'email' };

/** Countries of customers that no origin which can send reaches. */
function unreached({ account, allowances, customers }: FindingContext): readonly Finding[] {
  const { channel } = account;
  if (channel === 'email' || allowances.length === 0) return [];
  return Object.entries(customers).flatMap(([country, count]): readonly Finding[] => {
    if (country === '' || count === 0) return [];
    if (allowances.some((allowance) => canReach(allowance, country))) return [];
    return [
      {
        code: 'country_unreached',
        severity: 'warning',
        channel,
        country,
        sentence: `No origin reaches ${country} by ${NAMES[channel]}, where ${count.toLocaleString('en-US')} customers are: their messages would be refused or skipped.`,
        mend: 'https://console.aws.amazon.com/sms-voice/home#/phone-numbers (request a number or sender id), then name it in settings.yaml',
      },
    ];
  });
}

/** Whether messages of customers in this country go out from the origin, as far as settings and account tell. */
export function canReach({ origin, found, hold }: OriginAllowance, country: string): boolean {
  if (hold !== undefined || (origin.countries !== undefined && !origin.countries.includes(country)))
    return false;
  return found.length === 0 || found.some((each) => reaches(each, country));
}

function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}
