import { expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { Rates } from './rates.ts';

test('a change counts from its time on, by any name of its origin', async () => {
  const clock = new VirtualClock();
  const rates = new Rates(clock);
  rates.plan([
    { afterMs: 2000, origin: 'a', partsPerSecond: 5 },
    { afterMs: 1000, origin: 'a', partsPerSecond: 20 },
  ]);
  const seen = [rates.of(['x', 'a'], 100)];
  for (let second = 1; second <= 2; second++) {
    await clock.advance(1000);
    seen.push(rates.of(['x', 'a'], 100), rates.of(['b'], 100));
  }
  expect(seen).toEqual([100, 20, 100, 5, 100]);
});

test('what is set now holds until something else is', () => {
  const rates = new Rates(new VirtualClock());
  rates.set('a', 3);
  expect(rates.of(['a'], 100)).toBe(3);
  rates.set('a', Infinity);
  expect(rates.of(['a'], 100)).toBe(Infinity);
});
