import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FeedProgress, FeedStore } from '../../src/campaign/feed-store.ts';
import { makeMessage } from '../support/make.ts';

export interface FeedStoreHarness {
  readonly name: string;
  open(): Promise<{ feeds: FeedStore; close(): void }>;
}

const progress = (n: number): FeedProgress => ({
  after: makeMessage('1', n).id,
  exhausted: false,
  againAt: 0,
  waitMs: 10_000,
  given: [{ count: n, at: 5, sample: [makeMessage('1', 1).id, makeMessage('1', n).id] }],
});

/** Where feeding stands: what every store of it keeps. */
export function feedStoreSuite(harness: FeedStoreHarness): void {
  describe(`feed store: ${harness.name}`, () => {
    let opened: Awaited<ReturnType<FeedStoreHarness['open']>>;
    let feeds: FeedStore;

    beforeEach(async () => {
      opened = await harness.open();
      feeds = opened.feeds;
    });
    afterEach(() => opened.close());

    test('nothing was given before something was', async () => {
      expect(await feeds.load('spring', 'sms')).toBeUndefined();
    });

    test('progress is read back as it was saved last', async () => {
      await feeds.save('spring', 'sms', progress(3));
      await feeds.save('spring', 'sms', { ...progress(7), exhausted: true, againAt: 99 });
      expect(await feeds.load('spring', 'sms')).toEqual({ ...progress(7), exhausted: true, againAt: 99 });
    });

    test('a lane that was given nothing has no last message', async () => {
      const nothing = { ...progress(1), after: undefined, exhausted: true, given: [] };
      await feeds.save('spring', 'sms', nothing);
      expect(await feeds.load('spring', 'sms')).toEqual(nothing);
    });

    test('each lane of each campaign has its own', async () => {
      await feeds.save('spring', 'sms', progress(1));
      await feeds.save('spring', 'email', progress(2));
      await feeds.save('summer', 'sms', progress(3));
      expect(await feeds.load('spring', 'email')).toEqual(progress(2));
    });

    test('a campaign begins anew in all its lanes, and no other does', async () => {
      await feeds.save('spring', 'sms', progress(1));
      await feeds.save('spring', 'email', progress(2));
      await feeds.save('summer', 'sms', progress(3));
      await feeds.forget('spring');
      expect(await feeds.load('spring', 'sms')).toBeUndefined();
      expect(await feeds.load('spring', 'email')).toBeUndefined();
      expect(await feeds.load('summer', 'sms')).toEqual(progress(3));
    });
  });
}
