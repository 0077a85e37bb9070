import { magicFate } from '../../magic-addresses.ts';
import type { AwsError } from '../protocol.ts';
import type { SmsPool } from './account-schema.ts';
import { conflict, validation } from './errors.ts';
import type { Identity, SmsState } from './state.ts';

/** What a message goes out from: a member of a pool, or the shared routes of it. */
export type Sender =
  | Exclude<Identity, { kind: 'pool' }>
  | { readonly kind: 'shared_route'; readonly pool: SmsPool };

export type Choice =
  | { readonly ok: true; readonly senders: readonly Sender[] }
  | { readonly ok: false; readonly error: AwsError };

/**
 * The identities that may send to `country`, best first. AWS does not say how it chooses in a pool; here those of the country go before
 * those that send abroad, and these before shared routes, which do not reach the US (aws-facts 1.3).
 */
export function sendersFor(
  state: SmsState,
  identity: Identity | undefined,
  to: string,
  country: string,
): Choice {
  if (identity === undefined) return choose(everything(state), to, country, undefined);
  if (identity.kind === 'pool') {
    if (identity.pool.status !== 'ACTIVE')
      return { ok: false, error: conflict('RESOURCE_NOT_ACTIVE', { type: 'pool', id: identity.pool.id }) };
    return choose(state.membersOf(identity.pool), to, country, identity.pool);
  }
  const error = refusal(identity, to, country);
  return error === undefined ? { ok: true, senders: [identity] } : { ok: false, error };
}

function everything({ account }: SmsState): readonly Identity[] {
  return [
    ...account.numbers.map((number) => ({ kind: 'number' as const, number })),
    ...account.senderIds.map((senderId) => ({ kind: 'sender_id' as const, senderId })),
  ];
}

function choose(
  members: readonly Identity[],
  to: string,
  country: string,
  pool: SmsPool | undefined,
): Choice {
  const usable = members.filter(isSender).filter((each) => refusal(each, to, country) === undefined);
  const [home, abroad] = [
    usable.filter((each) => countryOfSender(each) === country),
    usable.filter((each) => countryOfSender(each) !== country),
  ];
  const shared: Sender[] =
    pool?.sharedRoutes === true && country !== 'US' ? [{ kind: 'shared_route', pool }] : [];
  const senders = home.length > 0 ? home : [...abroad, ...shared];
  if (senders.length > 0) return { ok: true, senders };
  return { ok: false, error: conflict('NO_ORIGINATION_IDENTITIES_FOUND') };
}

function isSender(identity: Identity): identity is Exclude<Identity, { kind: 'pool' }> {
  return identity.kind !== 'pool';
}

function countryOfSender(sender: Exclude<Identity, { kind: 'pool' }>): string {
  return sender.kind === 'number' ? sender.number.country : sender.senderId.country;
}

function refusal(
  sender: Exclude<Identity, { kind: 'pool' }>,
  to: string,
  country: string,
): AwsError | undefined {
  if (sender.kind === 'sender_id') {
    if (country === 'US' || country === 'CA') return validation('SENDER_ID_NOT_SUPPORTED');
    return sender.senderId.country === country
      ? undefined
      : validation('INVALID_IDENTITY_FOR_DESTINATION_COUNTRY');
  }
  const { number } = sender;
  if (number.status !== 'ACTIVE')
    return conflict('RESOURCE_NOT_ACTIVE', { type: 'phone-number', id: number.id });
  if (!number.capabilities.includes('SMS'))
    return conflict('NUMBER_CAPABILITIES_MISMATCH', { type: 'phone-number', id: number.id });
  // Simulator numbers reach the simulator numbers of their own country and nobody else (aws-facts 1.6).
  if (number.type === 'SIMULATOR' && magicFate('sms', to) === undefined)
    return validation('INVALID_IDENTITY_FOR_DESTINATION_COUNTRY');
  if (number.country === country) return undefined;
  return number.internationalSending && number.type !== 'SIMULATOR'
    ? undefined
    : validation('INTERNATIONAL_SENDING_NOT_SUPPORTED');
}
