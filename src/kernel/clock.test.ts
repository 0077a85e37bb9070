import { expect, test } from 'vitest';
import { systemClock } from './clock.ts';

test('a sleep ends at once when its signal aborts, before or while it sleeps', async () => {
  const stop = new AbortController();
  const sleeping = systemClock.sleep(3_600_000, stop.signal);
  stop.abort();
  await sleeping;
  await systemClock.sleep(3_600_000, stop.signal);
});

test('monotonic time never goes back', async () => {
  const before = systemClock.monotonic();
  await systemClock.sleep(1);
  expect(systemClock.monotonic()).toBeGreaterThan(before);
});
