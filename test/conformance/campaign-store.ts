import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeDefinition, NO_TOTALS } from '../support/make.ts';
import type { EngineHarness, EngineStores } from './engine-harness.ts';

const NOW = 1_700_000_000_000;

/** What every campaign store promises. */
export function campaignStoreSuite(harness: EngineHarness): void {
  describe(`campaign store: ${harness.name}`, () => {
    let stores: EngineStores;

    beforeEach(async () => {
      stores = await harness.open();
    });
    afterEach(() => stores.close());

    test('a campaign is created once, with a key of its own', async () => {
      const [first, again] = await Promise.all([
        stores.campaigns.create(makeDefinition(), NOW),
        stores.campaigns.create(makeDefinition({ name: 'Other' }), NOW + 1),
      ]);
      expect(again).toEqual(first);
      expect(first).toMatchObject({
        id: 'spring',
        state: 'draft',
        launchedAt: undefined,
        totals: undefined,
      });
      // Of two at once either may be first.
      expect([NOW, NOW + 1]).toContain(first.createdAt);
      const second = await stores.campaigns.create(makeDefinition({ id: 'summer' }), NOW);
      expect(second.key).not.toBe(first.key);
      expect(second.key).toMatch(/^[a-z0-9]+$/);
    });

    test('the definition comes back as it was given', async () => {
      const definition = makeDefinition({
        budget: 12.5,
        fallbackAfter: '10m',
        quietHours: { start: '21:00', end: '08:00' },
      });
      await stores.campaigns.create(definition, NOW);
      expect((await stores.campaigns.find('spring'))?.definition).toEqual(definition);
    });

    test('a plan is set once', async () => {
      await stores.campaigns.create(makeDefinition(), NOW);
      const totals = { ...NO_TOTALS, planned: 3, skipped: { no_address: 2 } };
      expect(await stores.campaigns.setPlanned('spring', totals)).toBe(true);
      expect(await stores.campaigns.setPlanned('spring', NO_TOTALS)).toBe(false);
      expect(await stores.campaigns.find('spring')).toMatchObject({ state: 'planned', totals });
    });

    test('of many that start it at once one does', async () => {
      await stores.campaigns.create(makeDefinition(), NOW);
      await stores.campaigns.setPlanned('spring', NO_TOTALS);
      const moves = Array.from({ length: 50 }, () =>
        stores.campaigns.move('spring', ['planned'], 'running', '', NOW),
      );
      expect((await Promise.all(moves)).filter(Boolean)).toHaveLength(1);
    });

    test('a move from another state does nothing', async () => {
      await stores.campaigns.create(makeDefinition(), NOW);
      expect(await stores.campaigns.move('spring', ['running', 'planned'], 'paused', 'operator', NOW)).toBe(
        false,
      );
      expect(await stores.campaigns.move('nowhere', ['draft'], 'paused', '', NOW)).toBe(false);
      expect((await stores.campaigns.find('spring'))?.state).toBe('draft');
    });

    test('the first launch and the last end are kept', async () => {
      await stores.campaigns.create(makeDefinition(), NOW);
      await stores.campaigns.setPlanned('spring', NO_TOTALS);
      await stores.campaigns.move('spring', ['planned'], 'running', '', NOW + 1);
      await stores.campaigns.move('spring', ['running'], 'paused', 'operator', NOW + 2);
      expect(await stores.campaigns.find('spring')).toMatchObject({
        reason: 'operator',
        launchedAt: NOW + 1,
        finishedAt: undefined,
      });
      await stores.campaigns.move('spring', ['paused'], 'running', '', NOW + 3);
      await stores.campaigns.move('spring', ['running'], 'finished', '', NOW + 4);
      expect(await stores.campaigns.find('spring')).toMatchObject({
        reason: '',
        launchedAt: NOW + 1,
        finishedAt: NOW + 4,
      });
    });

    test('campaigns are listed newest first, all or those of some states', async () => {
      for (const id of ['a', 'b', 'c']) await stores.campaigns.create(makeDefinition({ id }), NOW);
      await stores.campaigns.setPlanned('b', NO_TOTALS);
      expect((await stores.campaigns.list()).map((campaign) => campaign.id)).toEqual(['c', 'b', 'a']);
      expect((await stores.campaigns.list(['planned'])).map((campaign) => campaign.id)).toEqual(['b']);
    });
  });
}
