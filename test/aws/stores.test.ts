import { describe, expect, test } from 'vitest';
import { AwsCampaignStore } from '../../src/adapters/aws/campaign-store.ts';
import { openTables } from '../../src/adapters/aws/dynamodb.ts';
import { AwsOptOutQueue } from '../../src/adapters/aws/opt-out-queue.ts';
import { openBucket } from '../../src/adapters/aws/s3.ts';
import { AwsServiceWindows } from '../../src/adapters/aws/service-windows.ts';
import { AwsSuppressionStore } from '../../src/adapters/aws/suppression-store.ts';
import { AwsUnreadEventStore } from '../../src/adapters/aws/unread-event-store.ts';
import { workspaceIdentity } from '../../src/adapters/aws/workspace-identity.ts';
import type { Suppression } from '../../src/consent/suppression-store.ts';
import type { UnreadEvent } from '../../src/delivery/unread-event-store.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { loseReplies } from '../support/lost-replies.ts';
import { makeDefinition, NO_TOTALS } from '../support/make.ts';
import { onMoto } from '../support/on-moto.ts';

const NOW = 1_700_000_000_000;

const optOut = (key: string, reason: Suppression['reason'] = 'opted_out'): Suppression => ({
  key,
  channel: 'sms',
  reason,
  source: 'test',
  at: NOW,
});

const unread = (raw: string): UnreadEvent => ({
  kind: 'unread',
  reason: 'no_json',
  source: 'q',
  at: NOW,
  raw,
});

onMoto((moto) => {
  const openDeployment = () => makeDeployment(moto(), { tables: ['campaigns', 'consent'], bucket: true });

  /** Everything on one deployment of its own, `lost` answers to writes dropped. */
  async function open(lost = 0) {
    const deployment = await openDeployment();
    const tables = openTables(deployment);
    const random = seededRandom(1);
    const replies = loseReplies(tables, lost);
    return {
      tables,
      replies,
      campaigns: new AwsCampaignStore(tables, random),
      suppressions: new AwsSuppressionStore(tables, random),
      windows: new AwsServiceWindows(tables),
      optOuts: new AwsOptOutQueue(tables),
      unread: new AwsUnreadEventStore(tables, openBucket(deployment), systemClock, random),
    };
  }

  describe('a write whose answer was lost', () => {
    test('has created the campaign, moved it and planned it', async () => {
      const { campaigns, replies } = await open(5);
      const made = await campaigns.create(makeDefinition(), NOW);
      expect(await campaigns.find('spring')).toEqual(made);
      expect(await campaigns.beginRound('spring')).toBe(await campaigns.roundOf('spring'));
      expect(await campaigns.setPlanned('spring', NO_TOTALS)).toBe(true);
      expect(await campaigns.move('spring', ['planned'], 'running', '', NOW)).toBe(true);
      expect(replies.lost()).toBe(5);
    });

    test('has added each suppression, and it is counted', async () => {
      const { suppressions, replies } = await open(3);
      expect(await suppressions.add([optOut('a'), optOut('b', 'complained'), optOut('c')])).toBe(3);
      expect(replies.lost()).toBe(3);
      expect(await suppressions.add([optOut('a', 'complained')])).toBe(0);
      expect((await suppressions.find(['a'])).get('a')?.reason).toBe('complained');
    });

    test('has opened the window, kept the news and the text', async () => {
      const { windows, optOuts, unread: store, replies } = await open(3);
      await windows.opened([{ key: 'a', at: NOW }]);
      await optOuts.add([{ number: '+14155550101', out: true }], NOW);
      expect(await store.keep([unread('x')])).toBe(1);
      expect(replies.lost()).toBe(3);
      expect(await windows.lastOpened(['a'])).toEqual(new Map([['a', NOW]]));
      expect(await optOuts.count()).toBe(1);
      expect(await store.list(9)).toEqual([unread('x')]);
    });
  });

  test('of several that open a deployed engine first all have the same identity', async () => {
    const deployment = await openDeployment();
    const made = await Promise.all(
      [1, 2, 3, 4].map((seed) => workspaceIdentity(openTables(deployment), seededRandom(seed))),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await workspaceIdentity(openTables(deployment), seededRandom(9))).toEqual(made[0]);
    expect(made[0]?.id).toMatch(/^[a-z0-9]{8}$/);
    expect(made[0]?.secret).toMatch(/^[a-z0-9]{32}$/);
  });

  describe('rounds of a plan', () => {
    test('are counted while it is a draft, and only the newest is set', async () => {
      const { campaigns } = await open();
      expect(await campaigns.roundOf('spring')).toBeUndefined();
      expect(await campaigns.beginRound('spring')).toBeUndefined();
      await campaigns.create(makeDefinition(), NOW);
      expect(await campaigns.roundOf('spring')).toBe(0);
      expect([await campaigns.beginRound('spring'), await campaigns.beginRound('spring')]).toEqual([1, 2]);
      expect(await campaigns.setPlanned('spring', NO_TOTALS, 1)).toBe(false);
      expect(await campaigns.setPlanned('spring', NO_TOTALS, 2)).toBe(true);
      expect(await campaigns.beginRound('spring')).toBeUndefined();
      expect(await campaigns.roundOf('spring')).toBe(2);
    });
  });

  test('campaigns made at once have keys of their own', async () => {
    const { campaigns } = await open();
    const ids = Array.from({ length: 8 }, (_, n) => `c${n}`);
    const made = await Promise.all(ids.map((id) => campaigns.create(makeDefinition({ id }), NOW)));
    expect(new Set(made.map(({ key }) => key)).size).toBe(8);
    const newestFirst = (await campaigns.list()).map(({ key }) => Number.parseInt(key, 36));
    expect(newestFirst).toEqual(newestFirst.toSorted((a, b) => b - a));
    expect(await campaigns.list(['draft', 'planned'])).toEqual(await campaigns.list());
  });

  test('suppressions are counted among everything else that is kept about addresses', async () => {
    const { suppressions, windows, optOuts } = await open();
    await suppressions.add(Array.from({ length: 30 }, (_, n) => optOut(`key-${n}`)));
    await windows.opened([{ key: 'key-1', at: NOW }]);
    await optOuts.add([{ number: '+14155550101', out: true }], NOW);
    expect(await suppressions.count()).toBe(30);
  });

  test('an unread text is larger than an item may be, and holds what it held', async () => {
    const { unread: store } = await open();
    const large = `{"text": "${'Grüße 😀 '.repeat(60_000)}`;
    expect(await store.keep([unread(large), unread('small')])).toBe(2);
    expect((await store.list(2)).map(({ raw }) => raw)).toEqual(['small', large]);
    expect(await store.forget(NOW + 1)).toBe(2);
    expect(await store.list(2)).toEqual([]);
    expect(await store.keep([unread(large)])).toBe(1);
  });
});
