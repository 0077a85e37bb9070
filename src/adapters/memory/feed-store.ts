import type { FeedProgress, FeedStore } from '../../campaign/feed-store.ts';

/** For a process that is alone: its queue dies with it, so feeding begins anew as well. */
export class MemoryFeedStore implements FeedStore {
  readonly #campaigns = new Map<string, Map<string, FeedProgress>>();

  async load(campaignId: string, originId: string): Promise<FeedProgress | undefined> {
    return this.#campaigns.get(campaignId)?.get(originId);
  }

  async save(campaignId: string, originId: string, progress: FeedProgress): Promise<void> {
    const lanes = this.#campaigns.get(campaignId) ?? new Map<string, FeedProgress>();
    this.#campaigns.set(campaignId, lanes.set(originId, progress));
  }

  async forget(campaignId: string): Promise<void> {
    this.#campaigns.delete(campaignId);
  }
}
