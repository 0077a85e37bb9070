import { expect, test } from 'vitest';
import { RepeatedIds } from './repeated-ids.ts';

test('counts what came before, through every growth', () => {
  const ids = new RepeatedIds();
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 20_000; i++) ids.see(`CUST-${i}`);
  }
  expect(ids.count).toBe(20_000);
  ids.see('CUST-20000');
  expect(ids.count).toBe(20_000);
});
