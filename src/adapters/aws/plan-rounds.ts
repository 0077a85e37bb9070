import type { Campaign, CampaignStore } from '../../campaign/campaign-store.ts';
import { type ChunkName, ChunkList, parseChunkName } from './plan-chunk.ts';
import { type Bucket, getObject, listKeys, putIfAbsent, removeObjects } from './s3.ts';

/** What plans ask of campaigns: a campaign's record counts the rounds of its plan. */
export interface RoundedCampaigns extends Pick<CampaignStore, 'find' | 'list'> {
  /** Counts one more round of a draft and answers its number; `undefined`: the campaign is no draft. */
  beginRound(campaignId: string): Promise<number | undefined>;
  /** The newest round; `undefined`: none was begun. Read strongly. */
  roundOf(campaignId: string): Promise<number | undefined>;
}

/** A campaign's plan as it stands. */
export interface Plan {
  readonly campaignId: string;
  readonly campaignKey: string;
  readonly chunks: ChunkList;
  /** It does not change any more: the campaign is no draft. */
  readonly settled: boolean;
}

/**
 * Which chunks are a campaign's plan: those of its newest round. What an earlier round left behind is seen by nobody, and goes with the next
 * `begin`. A draft is looked up each time; from `planned` on a plan does not change, so its list is kept: 150 bytes a chunk, a request for
 * each 1,000 chunks (1,000,000 messages).
 */
export class PlanRounds {
  readonly #bucket: Bucket;
  readonly #campaigns: RoundedCampaigns;
  readonly #keys = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  readonly #settled = new Map<string, Plan>();

  constructor(bucket: Bucket, campaigns: RoundedCampaigns) {
    this.#bucket = bucket;
    this.#campaigns = campaigns;
  }

  /** `undefined`: there is no such campaign. */
  async planOf(campaignId: string): Promise<Plan | undefined> {
    const settled = this.#settled.get(campaignId);
    if (settled !== undefined) return settled;
    const campaign = await this.#campaigns.find(campaignId);
    return campaign === undefined ? undefined : this.#read(campaign);
  }

  async planOfKey(campaignKey: string): Promise<Plan | undefined> {
    const known = this.#ids.get(campaignKey) ?? (await this.#readOwner(campaignKey));
    return known === undefined ? undefined : this.planOf(known);
  }

  /** Of every campaign, newest first. */
  async all(): Promise<readonly (() => Promise<Plan>)[]> {
    const campaigns = await this.#campaigns.list();
    return campaigns.map((campaign) => async () => this.#settled.get(campaign.id) ?? this.#read(campaign));
  }

  /** Where chunks of a round go; `undefined`: there is no such campaign, or the round is not the newest. */
  async folderOf(campaignId: string, round: number | undefined): Promise<string | undefined> {
    const key = this.#keys.get(campaignId) ?? (await this.#introduce(campaignId));
    const newest = (await this.#campaigns.roundOf(campaignId)) ?? 0;
    return key === undefined || (round ?? newest) !== newest ? undefined : folder(key, newest);
  }

  /** Begins a round and drops what earlier ones left; `undefined`: the campaign is no draft. */
  async begin(campaignId: string): Promise<number | undefined> {
    const round = await this.#campaigns.beginRound(campaignId);
    const key = this.#keys.get(campaignId) ?? (await this.#introduce(campaignId));
    if (round === undefined || key === undefined) return undefined;
    for await (const keys of listKeys(this.#bucket, home(key))) {
      const earlier = keys.filter((each) => Number(each.slice(home(key).length).split('/')[0]) < round);
      if (earlier.length > 0) await removeObjects(this.#bucket, earlier);
    }
    return round;
  }

  /** What was kept about the campaign's plan is no longer so. */
  forget(campaignId: string): void {
    this.#settled.delete(campaignId);
  }

  async #read({ id, key, state }: Campaign): Promise<Plan> {
    // Read after the state: the round of a campaign that is no draft stays.
    const round = (await this.#campaigns.roundOf(id)) ?? 0;
    const chunks: ChunkName[] = [];
    for await (const keys of listKeys(this.#bucket, folder(key, round)))
      chunks.push(...keys.flatMap((each) => parseChunkName(folder(key, round), each) ?? []));
    const plan: Plan = {
      campaignId: id,
      campaignKey: key,
      chunks: new ChunkList(chunks),
      settled: state !== 'draft',
    };
    if (plan.settled) this.#settled.set(id, plan);
    return plan;
  }

  /** Notes beside the plan whose it is, so that a message's id leads to its campaign. */
  async #introduce(campaignId: string): Promise<string | undefined> {
    const campaign = await this.#campaigns.find(campaignId);
    if (campaign === undefined) return undefined;
    await putIfAbsent(this.#bucket, owner(campaign.key), Buffer.from(campaignId));
    this.#keys.set(campaignId, campaign.key);
    return campaign.key;
  }

  async #readOwner(campaignKey: string): Promise<string | undefined> {
    const found = await getObject(this.#bucket, owner(campaignKey));
    if (found === undefined) return undefined;
    const id = Buffer.from(found).toString();
    this.#ids.set(campaignKey, id);
    return id;
  }
}

function home(campaignKey: string): string {
  return `plans/${campaignKey}/`;
}

function folder(campaignKey: string, round: number): string {
  return `${home(campaignKey)}${round}/`;
}

function owner(campaignKey: string): string {
  return `${home(campaignKey)}campaign`;
}
