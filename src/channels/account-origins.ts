import type { ChannelAccount, FoundOrigin, Rate } from './account.ts';
import { bareAddress } from './email/mail-address.ts';
import type { Origin } from './origin.ts';

/**
 * What the account has under the name that the settings use: one, or several of a sender id that is there for several countries.
 * An email address is there when its domain, or a domain above it, is verified.
 */
export function inAccount(origin: Origin, account: ChannelAccount): readonly FoundOrigin[] {
  const found = account.origins.filter(
    (each) => each.kind === origin.kind && each.names.some((name) => isNamed(origin, name)),
  );
  if (origin.kind === 'sender_id') return found.filter((each) => servesAny(each, origin.countries));
  if (origin.kind !== 'ses_identity') return found;
  // Of an address, its domain and the domain above it, one that may send is enough.
  const ready = found.filter((each) => each.state === 'ready');
  return (ready.length > 0 ? ready : found).slice(0, 1);
}

function isNamed({ kind, identity }: Origin, name: string): boolean {
  if (kind !== 'ses_identity') return name === identity;
  const address = bareAddress(identity).toLowerCase();
  const verified = name.toLowerCase();
  return address === verified || address.endsWith(`@${verified}`) || isSubdomain(address, verified);
}

function isSubdomain(address: string, domain: string): boolean {
  return !domain.includes('@') && address.slice(address.lastIndexOf('@') + 1).endsWith(`.${domain}`);
}

/** Whether messages to a country can go out from it, as far as the account tells. */
export function reaches(found: FoundOrigin, country: string): boolean {
  if (found.exceptCountries?.includes(country) === true) return false;
  if (found.countries === undefined || found.international === true) return true;
  return found.countries.includes(country);
}

function servesAny(found: FoundOrigin, countries: readonly string[] | undefined): boolean {
  return countries === undefined || countries.some((country) => reaches(found, country));
}

/** Members of a pool that can send SMS now, for the countries of the origin. */
export function usableMembers(
  pool: FoundOrigin,
  countries: readonly string[] | undefined,
): readonly FoundOrigin[] {
  return (pool.members ?? []).filter(
    (member) =>
      member.state === 'ready' &&
      (member.capabilities === undefined || member.capabilities.includes('SMS')) &&
      servesAny(member, countries),
  );
}

/** How much an origin may send as its account sees it, and how that was found. */
export interface AllowedRate {
  readonly rate: Rate;
  readonly from: 'itself' | 'fastest_member' | 'sum_of_members' | 'slowest_country' | 'account';
}

/**
 * The rate that the account allows an origin. Whether a pool may send as fast as all its members together is UNVERIFIED (aws-facts
 * 1.3), so that it counts as fast as its fastest member unless the operator says `poolRate: sum`.
 */
export function allowedRate(
  origin: Origin,
  found: readonly FoundOrigin[],
  account: ChannelAccount,
): AllowedRate {
  if (account.rate.basis !== 'unknown') return { rate: account.rate, from: 'account' };
  const [first, ...others] = found;
  if (first === undefined) return { rate: { basis: 'unknown' }, from: 'itself' };
  if (others.length > 0) return { rate: least(found.map(({ rate }) => rate)), from: 'slowest_country' };
  if (first.kind !== 'pool') return { rate: first.rate, from: 'itself' };
  if (first.membersUnread === true) return { rate: { basis: 'unknown' }, from: 'itself' };
  const members = usableMembers(first, origin.countries);
  if (origin.poolRate === 'sum') return { rate: sum(members), from: 'sum_of_members' };
  return { rate: most(members.map(({ rate }) => rate)), from: 'fastest_member' };
}

type KnownRate = Exclude<Rate, { readonly basis: 'unknown' }>;

function known(rates: readonly Rate[]): readonly KnownRate[] {
  return rates.filter((rate) => rate.basis !== 'unknown');
}

function most(rates: readonly Rate[]): Rate {
  return known(rates).toSorted((a, b) => b.partsPerSecond - a.partsPerSecond)[0] ?? { basis: 'unknown' };
}

function least(rates: readonly Rate[]): Rate {
  return known(rates).toSorted((a, b) => a.partsPerSecond - b.partsPerSecond)[0] ?? { basis: 'unknown' };
}

/** Numbers that share one rate count once. */
function sum(members: readonly FoundOrigin[]): Rate {
  const groups = new Map(members.map((member) => [rateKey(member), member.rate]));
  const rates = known([...groups.values()]);
  if (rates.length === 0) return { basis: 'unknown' };
  const isAccount = rates.every(({ basis }) => basis === 'account');
  return {
    basis: isAccount ? 'account' : 'documented',
    partsPerSecond: rates.reduce((total, { partsPerSecond }) => total + partsPerSecond, 0),
  };
}

/** Origins with the same key share one rate. */
export function rateKey(found: FoundOrigin): string {
  return found.rateGroup ?? `${found.kind} ${found.names[0]} ${found.countries?.join() ?? ''}`;
}
