import { describe, expect, test } from 'vitest';
import { makeAccount, makeFound } from '../../test/support/account.ts';
import { makeOrigin } from '../../test/support/make.ts';
import type { ChannelAccount, Finding } from './account.ts';
import { emailFindings } from './email/findings.ts';
import type { FindingContext } from './finding-context.ts';
import { allowancesOf } from './origin-allowance.ts';
import type { Origin } from './origin.ts';
import { smsFindings } from './sms/findings.ts';
import { whatsAppFindings } from './whatsapp/findings.ts';

function contextOf(
  account: ChannelAccount,
  origins: readonly Origin[],
  more: Partial<FindingContext> = {},
): FindingContext {
  const allowances = allowancesOf(origins, [account]);
  return { account, allowances, customers: {}, wantedTemplates: [], ...more };
}

function codes(findings: readonly Finding[]): readonly string[] {
  for (const { sentence } of findings) expect(sentence).toMatch(/^[A-Z0-9][^\n]*\.$/);
  return findings.map(({ code }) => code);
}

const limit = { partsPerSecond: 5 };
const NUMBER = makeOrigin({ id: 'us', kind: 'phone_number', identity: 'phone-1', limit });

describe('sms', () => {
  const found = (more = {}) => makeAccount({ origins: [makeFound('phone-1', more)] });

  test('countries that no origin reaches, each with its customers; those without a country can not be told', () => {
    const context = contextOf(found(), [NUMBER], { customers: { US: 5, FR: 3, DE: 2, '': 9 } });
    const unreached = smsFindings(context).filter(({ code }) => code === 'country_unreached');
    expect(unreached.map(({ country }) => country)).toEqual(['FR', 'DE']);
    const abroad = contextOf(found({ international: true }), [NUMBER], { customers: { FR: 3 } });
    expect(codes(smsFindings(abroad))).not.toContain('country_unreached');
  });

  test('members that differ much', () => {
    const rate = (partsPerSecond: number) => ({ rate: { basis: 'account', partsPerSecond } }) as const;
    const members = [makeFound('a', rate(100)), makeFound('b', rate(1))];
    const account = makeAccount({ origins: [makeFound('pool-1', { kind: 'pool', members })] });
    const context = contextOf(account, [makeOrigin({ identity: 'pool-1' })]);
    expect(codes(smsFindings(context))).toEqual(
      expect.arrayContaining(['pool_uneven', 'pool_rate_unverified']),
    );
  });

  test('daily caps of carriers, unless the settings keep them', () => {
    const account = found({ dailyCaps: { 'T-MOBILE': 2000 } });
    expect(codes(smsFindings(contextOf(account, [NUMBER])))).toContain('daily_cap');
    const kept = { ...NUMBER, limit: { ...limit, perDay: 2000 } };
    expect(codes(smsFindings(contextOf(account, [kept])))).not.toContain('daily_cap');
  });

  test('two opt-out lists, and India without its register', () => {
    const origins = ['phone-1', 'phone-2'].map((name) =>
      makeFound(name, { optOuts: { list: `list-${name}`, selfManaged: false } }),
    );
    const both = ['phone-1', 'phone-2'].map((identity) => ({ ...NUMBER, id: identity, identity }));
    const context = contextOf(makeAccount({ origins }), both, { customers: { IN: 1 } });
    const said = codes(smsFindings(context));
    expect(said.filter((code) => code === 'opt_out_lists_differ')).toHaveLength(1);
    expect(said.filter((code) => code === 'dlt_missing')).toHaveLength(2);
  });

  test('a configuration set that tells nobody, and one that tells SNS', () => {
    const origin = { ...NUMBER, configurationSet: 'set' };
    const account = { ...found(), eventSources: ['set'] };
    const sns = { of: 'set', path: 'sns', enabled: true } as const;
    expect(codes(smsFindings(contextOf(account, [origin])))).toContain('no_event_destination');
    const disabled = { ...account, eventDestinations: [{ ...sns, enabled: false }] };
    expect(codes(smsFindings(contextOf(disabled, [origin])))).toContain('no_event_destination');
    expect(codes(smsFindings(contextOf({ ...account, eventDestinations: [sns] }, [origin])))).toEqual([]);
  });
});

describe('whatsapp', () => {
  const origin = makeOrigin({
    id: 'wa',
    channel: 'whatsapp',
    kind: 'whatsapp_number',
    identity: 'number-1',
    limit,
  });
  const number = (quality: string) =>
    makeFound('number-1', { channel: 'whatsapp', kind: 'whatsapp_number', accountId: 'waba-1', quality });
  const account = (more: Partial<ChannelAccount> = {}) =>
    makeAccount({ channel: 'whatsapp', origins: [number('GREEN')], ...more });
  const template = { accountId: 'waba-1', name: 'spring', language: 'en', category: 'MARKETING' };

  test('templates of campaigns that are missing or not approved', () => {
    const templates = [{ ...template, stateName: 'PAUSED' }];
    const wantedTemplates = [
      { campaignId: 'a', name: 'spring', language: 'en' },
      { campaignId: 'b', name: 'spring', language: 'pt' },
    ];
    const findings = whatsAppFindings(contextOf(account({ templates }), [origin], { wantedTemplates }));
    const missing = findings.filter(({ code }) => code === 'template_missing');
    expect(missing.map(({ sentence }) => /which (.*?):/.exec(sentence)?.[1])).toEqual([
      'is PAUSED',
      'is not there',
    ]);
    expect(codes(findings)).toContain('no_template');
  });

  test.each(['Active', 'APPROVED', 'ACTIVE'])('a template that is %s will do', (stateName) => {
    const ready = account({
      templates: [{ ...template, stateName }],
      eventDestinations: [{ of: 'waba-1', path: 'sns', enabled: true }],
    });
    expect(codes(whatsAppFindings(contextOf(ready, [origin])))).toEqual([]);
  });

  test('no event destination, and bad quality', () => {
    const said = codes(whatsAppFindings(contextOf(account({ origins: [number('RED')] }), [origin])));
    expect(said).toEqual(expect.arrayContaining(['no_event_destination', 'quality']));
  });
});

describe('email', () => {
  const origin = makeOrigin({
    id: 'mail',
    channel: 'email',
    kind: 'ses_identity',
    identity: 'a@example.com',
    limit,
  });
  const account = (more: Partial<ChannelAccount> = {}) =>
    makeAccount({
      channel: 'email',
      origins: [makeFound('example.com', { channel: 'email', kind: 'ses_identity' })],
      ...more,
    });

  test('suppression that is off, quota nearly used, no configuration set', () => {
    const poor = account({ suppressedReasons: ['BOUNCE'], perDay: 200, sentLastDay: 180 });
    const said = codes(emailFindings(contextOf(poor, [origin])));
    expect(said).toEqual(['daily_quota', 'suppression_off', 'no_configuration_set']);
  });

  test('an identity that is not verified yet names the command for its domain', () => {
    const found = makeFound('example.com', { channel: 'email', kind: 'ses_identity', state: 'not_ready' });
    const [finding] = emailFindings(contextOf(account({ origins: [found] }), [origin]));
    expect(finding).toMatchObject({ code: 'not_ready', severity: 'blocker' });
    expect(finding?.mend).toContain('get-email-identity --email-identity example.com');
  });
});
