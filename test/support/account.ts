import type { ChannelAccount, FoundOrigin } from '../../src/channels/account.ts';

/** An account of a channel that is as it should be, with these differences. */
export function makeAccount(overrides: Partial<ChannelAccount> = {}): ChannelAccount {
  return {
    channel: 'sms',
    region: 'us-east-1',
    origins: [],
    completeKinds: ['pool', 'phone_number', 'sender_id', 'whatsapp_number', 'ses_identity'],
    sandbox: false,
    stopped: undefined,
    rate: { basis: 'unknown' },
    spendLimits: [],
    optOutLists: [],
    eventSources: [],
    eventDestinations: [],
    templates: [],
    suppressedReasons: ['BOUNCE', 'COMPLAINT'],
    clockOffsetMs: 0,
    unread: [],
    ...overrides,
  };
}

/** A number that sends 10 parts a second in the US, with these differences. */
export function makeFound(name: string, overrides: Partial<FoundOrigin> = {}): FoundOrigin {
  return {
    channel: 'sms',
    kind: 'phone_number',
    names: [name],
    state: 'ready',
    stateName: 'ACTIVE',
    countries: ['US'],
    capabilities: ['SMS'],
    rate: { basis: 'documented', partsPerSecond: 10 },
    ...overrides,
  };
}
