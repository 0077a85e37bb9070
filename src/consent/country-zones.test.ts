import { describe, expect, test } from 'vitest';
import { zoneOfCountry } from './country-zones.ts';
import { zoneClock } from '../kernel/zone-clock.ts';

const COUNTRIES = Array.from({ length: 26 * 26 }, (_, i) =>
  String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26)),
);
const listed = COUNTRIES.filter((country) => zoneOfCountry(country) !== undefined);

/** CLDR also names a zone that people of a part of the country keep, beside its official time. */
const ONE_OFFICIAL_TIME = new Set(['CN', 'UA']);

/** Zones of a country as the runtime's CLDR has them; newer than the types. */
function zonesOf(country: string): readonly string[] {
  const locale: object = new Intl.Locale(`und-${country}`);
  if (!('getTimeZones' in locale) || typeof locale.getTimeZones !== 'function')
    throw new Error('no getTimeZones');
  const zones: unknown = locale.getTimeZones();
  return Array.isArray(zones) ? zones.filter((zone) => typeof zone === 'string') : [];
}

/** One offset for each ten days of 2026 and 2027, joined. */
function year(zone: string): string {
  const clock = zoneClock(zone);
  return Array.from({ length: 73 }, (_, i) => clock?.(Date.UTC(2026, 0, 1 + 10 * i, 12))).join(' ');
}

describe('zoneOfCountry', () => {
  test('lists more than seventy countries', () => {
    expect(listed.length).toBeGreaterThan(70);
  });

  test.each(listed)('%s has this time everywhere', (country) => {
    const zones = zonesOf(country);
    const own = year(zoneOfCountry(country) ?? '');
    expect(own).toMatch(/^-?\d+ /);
    expect(zones.length).toBeGreaterThan(0);
    const different = zones.filter((zone) => year(zone) !== own);
    expect(different.length).toBe(ONE_OFFICIAL_TIME.has(country) ? 1 : 0);
  });

  test.each([
    'US',
    'CA',
    'AU',
    'BR',
    'RU',
    'MX',
    'ID',
    'ES',
    'PT',
    'CL',
    'EC',
    'NZ',
    'XX',
    'de',
    '',
    undefined,
    '__proto__',
    'constructor',
  ])('%s says nothing about the time', (country) => {
    expect(zoneOfCountry(country)).toBeUndefined();
  });
});
