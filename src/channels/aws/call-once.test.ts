import { expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { callOnce } from './call-once.ts';

const HANGS = new Promise<never>(() => undefined);

function client(credentials: () => Promise<unknown> = async () => ({})) {
  return { config: { credentials } };
}

function limits() {
  const clock = new VirtualClock();
  return { clock, timeoutMs: 10_000 };
}

test('an answer and an error come as they are', async () => {
  expect(await callOnce(limits(), client(), async () => 'yes')).toEqual({ kind: 'answered', answer: 'yes' });
  const error = new Error('no');
  expect(await callOnce(limits(), client(), () => Promise.reject(error))).toEqual({ kind: 'failed', error });
});

test('a call that hangs ends in time, is told to end, and is unknown', async () => {
  const { clock, timeoutMs } = limits();
  let told: AbortSignal | undefined;
  const calling = callOnce({ clock, timeoutMs }, client(), (signal) => {
    told = signal;
    return HANGS;
  });
  await clock.advance(timeoutMs - 1);
  expect(told?.aborted).toBe(false);
  await clock.advance(1);
  expect(await calling).toEqual({ kind: 'settled', outcome: { kind: 'unknown', reason: 'timeout' } });
  expect(told?.aborted).toBe(true);
});

test('a call that ended in order is not told to end, and leaves no timer', async () => {
  const parts = limits();
  let told: AbortSignal | undefined;
  await callOnce(parts, client(), async (signal) => {
    told = signal;
    return 1;
  });
  await parts.clock.advance(parts.timeoutMs);
  expect(told?.aborted).toBe(false);
});

test.each([
  ['none found', () => Promise.reject(named('CredentialsProviderError')), 'credentials_missing'],
  [
    'SSO is over',
    () => Promise.reject(named('TokenProviderError', 'Token is expired.')),
    'credentials_expired',
  ],
  [
    'whatever went wrong on the way to them',
    () => Promise.reject(named('TimeoutError')),
    'credentials_missing',
  ],
])('credentials: %s, and no call was made', async (_what, credentials, reason) => {
  let calls = 0;
  const called = await callOnce(limits(), client(credentials), async () => ++calls);
  expect(called).toEqual({ kind: 'settled', outcome: { kind: 'not_sent', reason, hold: 'origin' } });
  expect(calls).toBe(0);
});

test('credentials that hang end in time, and no call is made when they come after all', async () => {
  const { clock, timeoutMs } = limits();
  const waiting = Promise.withResolvers<unknown>();
  let calls = 0;
  const calling = callOnce(
    { clock, timeoutMs },
    client(() => waiting.promise),
    async () => ++calls,
  );
  await clock.advance(timeoutMs);
  expect(await calling).toMatchObject({ outcome: { kind: 'not_sent', hold: 'origin' } });
  waiting.resolve({});
  await clock.advance(1);
  expect(calls).toBe(0);
});

function named(name: string, message = ''): Error {
  return Object.assign(new Error(message), { name });
}
