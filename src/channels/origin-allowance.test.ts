import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeAccount, makeFound } from '../../test/support/account.ts';
import { makeOrigin } from '../../test/support/make.ts';
import type { ChannelAccount } from './account.ts';
import { allowancesOf } from './origin-allowance.ts';

function rate(partsPerSecond: number) {
  return { basis: 'account', partsPerSecond } as const;
}

function pool(...rates: readonly number[]) {
  const members = rates.map((each, i) => makeFound(`phone-${i}`, { rate: rate(each) }));
  return makeFound('pool-1', { kind: 'pool', rate: { basis: 'unknown' }, members });
}

function one(origin: Parameters<typeof makeOrigin>[0], account: ChannelAccount) {
  const [allowance] = allowancesOf([makeOrigin(origin)], [account]);
  if (allowance === undefined) throw new Error('There is no allowance.');
  return allowance;
}

test.each(['news@shop.example', 'Shop <news@shop.example>', 'news@mail.shop.example'])(
  'the domain that %s is sent from is in the account',
  (identity) => {
    const found = makeFound('shop.example', { channel: 'email', kind: 'ses_identity' });
    const account = makeAccount({ channel: 'email', origins: [found], completeKinds: ['ses_identity'] });
    const origin = { channel: 'email', kind: 'ses_identity', identity } as const;
    expect(one(origin, account).hold).toBeUndefined();
    expect(one({ ...origin, identity: 'news@other.example' }, account).hold?.code).toBe('not_in_account');
  },
);

describe('limits', () => {
  test('a pool counts as its fastest member, or as all when the operator says so', () => {
    const account = makeAccount({ origins: [pool(3, 7, 5)] });
    const origin = { identity: 'pool-1', limit: { partsPerSecond: 100, burst: 50 } };
    expect(one(origin, account).limit).toEqual({ partsPerSecond: 7 });
    expect(one({ ...origin, poolRate: 'sum' }, account).limit).toEqual({ partsPerSecond: 15 });
  });

  test('a lower limit of the settings stays, with its burst', () => {
    const limit = { partsPerSecond: 5, burst: 9 };
    expect(one({ identity: 'pool-1', limit }, makeAccount({ origins: [pool(7)] })).limit).toEqual(limit);
  });

  test('numbers of one 10DLC campaign share its rate', () => {
    const shared = { rate: rate(20), rateGroup: 'registration-1' };
    const members = [makeFound('phone-1', shared), makeFound('phone-2', shared)];
    const group = makeFound('pool-1', { kind: 'pool', members });
    const origin = { identity: 'pool-1', poolRate: 'sum', limit: { partsPerSecond: 100 } } as const;
    expect(one(origin, makeAccount({ origins: [group] })).limit.partsPerSecond).toBe(20);
    const single = ['phone-1', 'phone-2'].map((identity) =>
      makeOrigin({ id: identity, kind: 'phone_number', identity, limit: { partsPerSecond: 100 } }),
    );
    const limits = allowancesOf(single, [makeAccount({ origins: members })]).map(
      ({ limit }) => limit.partsPerSecond,
    );
    expect(limits).toEqual([10, 10]);
  });

  test('only members for the countries of the origin count, and only those that can send', () => {
    const members = [
      makeFound('short', { rate: rate(100) }),
      makeFound('ca', { countries: ['CA'], rate: rate(1) }),
      makeFound('voice', { capabilities: ['VOICE'], countries: ['CA'], rate: rate(50) }),
      makeFound('pending', { state: 'not_ready', countries: ['CA'], rate: rate(60) }),
    ];
    const account = makeAccount({ origins: [makeFound('pool-1', { kind: 'pool', members })] });
    const origin = { identity: 'pool-1', countries: ['CA'], limit: { partsPerSecond: 200 } };
    expect(one(origin, account).limit.partsPerSecond).toBe(1);
  });

  test('nothing known, nothing lowered', () => {
    const found = makeFound('short-code', { rate: { basis: 'unknown' } });
    const origin = { kind: 'phone_number', identity: 'short-code', limit: { partsPerSecond: 60 } } as const;
    expect(one(origin, makeAccount({ origins: [found] })).limit.partsPerSecond).toBe(60);
    expect(allowancesOf([makeOrigin(origin)], [])[0]?.limit.partsPerSecond).toBe(60);
  });

  test('never above the settings, and never above the account', () => {
    const rates = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        rates,
        fc.integer({ min: 1, max: 500 }),
        fc.constantFrom('fastest', 'sum'),
        (all, own, poolRate) => {
          const limit = { partsPerSecond: own };
          const got = one({ identity: 'pool-1', poolRate, limit }, makeAccount({ origins: [pool(...all)] }));
          const most = poolRate === 'sum' ? all.reduce((sum, each) => sum + each, 0) : Math.max(...all);
          expect(got.limit.partsPerSecond).toBe(Math.min(own, most));
        },
      ),
    );
  });
});

describe('holds', () => {
  const held = (origin: Parameters<typeof makeOrigin>[0], account: ChannelAccount) =>
    one(origin, account).hold?.code;

  test('what is not in the account, when that could be read', () => {
    const origin = { identity: 'pool-9' };
    expect(held(origin, makeAccount({ origins: [pool(1)] }))).toBe('not_in_account');
    expect(held(origin, makeAccount({ origins: [pool(1)], completeKinds: [] }))).toBeUndefined();
  });

  test('what is not ready, and a pool of which nothing is', () => {
    const pending = makeFound('pool-1', { kind: 'pool', state: 'not_ready', stateName: 'CREATING' });
    expect(held({ identity: 'pool-1' }, makeAccount({ origins: [pending] }))).toBe('not_ready');
    expect(held({ identity: 'pool-1' }, makeAccount({ origins: [pool()] }))).toBe('pool_empty');
  });

  test('an account that AWS has stopped', () => {
    const account = makeAccount({ origins: [pool(1)], stopped: 'SHUTDOWN' });
    expect(one({ identity: 'pool-1' }, account).hold?.sentence).toContain('SHUTDOWN');
  });

  test.each([
    ['news@example.com', 'example.com', true],
    ['news@mail.example.com', 'example.com', true],
    ['News@Example.com', 'news@example.com', true],
    ['news@badexample.com', 'example.com', false],
    ['other@example.com', 'news@example.com', false],
  ])('%s with %s verified: %s', (identity, verified, ready) => {
    const found = makeFound(verified, { channel: 'email', kind: 'ses_identity' });
    const account = makeAccount({ channel: 'email', origins: [found] });
    const origin = { channel: 'email', kind: 'ses_identity', identity } as const;
    expect(held(origin, account)).toBe(ready ? undefined : 'not_in_account');
  });

  test('a sentence names the origin and no number of it', () => {
    const origin = { id: 'us', kind: 'phone_number', identity: '+12065550100' } as const;
    const sentence = one(origin, makeAccount()).hold?.sentence ?? '';
    expect(sentence).toMatch(/^Origin us waits: .*\.$/);
    expect(sentence).not.toContain('2065550100');
  });
});
