import type { Limit } from '../throughput/limit.ts';
import { allowedRate, type AllowedRate, inAccount, rateKey, usableMembers } from './account-origins.ts';
import type { ChannelAccount, FoundOrigin } from './account.ts';
import type { Origin } from './origin.ts';

export const HOLD_CODES = ['not_in_account', 'not_ready', 'pool_empty', 'sending_stopped'] as const;

/** Why an origin can't send whatever is tried, in a sentence for people. */
export interface OriginHold {
  readonly code: (typeof HOLD_CODES)[number];
  readonly sentence: string;
}

/** What an origin of the settings may do as its account stands. */
export interface OriginAllowance {
  readonly origin: Origin;
  readonly found: readonly FoundOrigin[];
  /** The smaller one of what the settings say and what the account allows. */
  readonly limit: Limit;
  readonly allowed: AllowedRate;
  /** How many origins of the settings share what the account allows; it is divided evenly. */
  readonly sharedBy: number;
  /** Its messages wait until the account is read again and the reason is gone. */
  readonly hold?: OriginHold;
}

/**
 * What every origin of the settings may do. An account that was not read, or of which only a part could be read, takes nothing
 * away: what is not known is left to the carrier's answers.
 */
export function allowancesOf(
  origins: readonly Origin[],
  accounts: readonly ChannelAccount[],
): readonly OriginAllowance[] {
  const made = origins.map((origin) => allowanceOf(origin, accounts));
  const keys = made.map(({ found, origin }) => shareKey(found, origin));
  return made.map((allowance, i) => {
    const sharedBy = keys[i] === undefined ? 1 : keys.filter((key) => key === keys[i]).length;
    return { ...allowance, sharedBy, limit: lowered(allowance.origin.limit, allowance.allowed, sharedBy) };
  });
}

function allowanceOf(origin: Origin, accounts: readonly ChannelAccount[]): OriginAllowance {
  const account = accounts.find(({ channel }) => channel === origin.channel);
  if (account === undefined) {
    const allowed: AllowedRate = { rate: { basis: 'unknown' }, from: 'itself' };
    return { origin, found: [], limit: origin.limit, allowed, sharedBy: 1 };
  }
  const found = inAccount(origin, account);
  const hold = holdOf(origin, found, account);
  const allowed = allowedRate(origin, found, account);
  return {
    origin,
    found,
    limit: origin.limit,
    allowed,
    sharedBy: 1,
    ...(hold === undefined ? {} : { hold }),
  };
}

/** Email has one rate for the account, which is a limit of the channel; the others share what belongs to one thing. */
function shareKey([first]: readonly FoundOrigin[], origin: Origin): string | undefined {
  return first === undefined || origin.channel === 'email' ? undefined : rateKey(first);
}

function lowered(limit: Limit, { rate }: AllowedRate, sharedBy: number): Limit {
  if (rate.basis === 'unknown') return limit;
  const most = rate.partsPerSecond / sharedBy;
  if (limit.partsPerSecond <= most) return limit;
  // A burst was chosen for the higher rate: the lower one has its default.
  const { burst: _, ...rest } = limit;
  return { ...rest, partsPerSecond: most };
}

function holdOf(
  origin: Origin,
  found: readonly FoundOrigin[],
  account: ChannelAccount,
): OriginHold | undefined {
  const name = `Origin ${origin.id}`;
  if (account.stopped !== undefined) {
    const sentence = `${name} waits: AWS reports sending of this account as ${account.stopped} in ${account.region}.`;
    return { code: 'sending_stopped', sentence };
  }
  const [first] = found;
  if (first === undefined) {
    if (!account.completeKinds.includes(origin.kind)) return undefined;
    const kind = origin.kind.replace('_', ' ');
    const sentence = `${name} waits: the account has no such ${kind} in ${account.region}; mend its identity in settings.yaml, or aws.region.`;
    return { code: 'not_in_account', sentence };
  }
  if (!found.some(({ state }) => state === 'ready')) {
    const sentence = `${name} waits: its state is ${first.stateName}, and it can send only once AWS has made it ready.`;
    return { code: 'not_ready', sentence };
  }
  if (
    first.kind === 'pool' &&
    first.membersUnread !== true &&
    usableMembers(first, origin.countries).length === 0
  ) {
    const where = origin.countries === undefined ? '' : ` for ${origin.countries.join(', ')}`;
    const sentence = `${name} waits: the pool has no active number or sender id${where}.`;
    return { code: 'pool_empty', sentence };
  }
  return undefined;
}
