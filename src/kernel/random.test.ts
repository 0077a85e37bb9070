import { expect, test } from 'vitest';
import { hash32, hash53, randomId, seededRandom, systemRandom } from './random.ts';

test('the same seed gives the same numbers, another seed others', () => {
  const take = (seed: number | string) => {
    const random = seededRandom(seed);
    return Array.from({ length: 20 }, () => random.next());
  };
  expect(take(7)).toEqual(take(7));
  expect(take('a')).not.toEqual(take('b'));
});

test.each([['seeded', seededRandom(3)] as const, ['system', systemRandom] as const])(
  '%s numbers fill [0, 1) evenly',
  (_, random) => {
    const buckets = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 100_000; i++) {
      const at = Math.floor(random.next() * 10);
      buckets[at] = (buckets[at] ?? 0) + 1;
    }
    for (const count of buckets) expect(Math.abs(count - 10_000)).toBeLessThan(600);
  },
);

test('hashes are safe integers and rarely meet', () => {
  const seen = new Set<number>();
  for (let i = 0; i < 200_000; i++) seen.add(hash53(`+1415555${i}`));
  expect(seen.size).toBe(200_000);
  expect([...seen].every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true);
  expect(hash32('a', 1)).not.toBe(hash32('a', 2));
});

test('ids have the length that was asked for', () => {
  expect(randomId(seededRandom(1), 8)).toMatch(/^[a-z0-9]{8}$/);
});
