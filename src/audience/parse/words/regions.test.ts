import { describe, expect, test } from 'vitest';
import { parseCountry } from '../../country-code.ts';
import { regions } from './regions.ts';

describe('regions', () => {
  test.each(regions().map((region) => [region.name, region] as const))(
    '%s has countries that there are',
    (_, { members, disputed }) => {
      expect(members.size).toBeGreaterThan(0);
      for (const code of [...members, ...disputed]) expect(parseCountry(code)).toBe(code);
    },
  );

  test('continents do not overlap', () => {
    const names = ['africa', 'europe', 'asia', 'oceania', 'americas'];
    const members = regions()
      .filter(({ name }) => names.includes(name))
      .flatMap((region) => [...region.members]);
    expect(members.toSorted()).toEqual([...new Set(members)].toSorted());
  });
});
