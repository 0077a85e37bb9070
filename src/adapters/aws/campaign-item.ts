import { z } from 'zod';
import { CAMPAIGN_STATES, type Campaign } from '../../campaign/campaign-store.ts';
import type { CampaignDefinition } from '../../campaign/definition.ts';
import { parseStoredDefinition, parseStoredTotals } from '../../campaign/stored-campaign.ts';
import type { Item } from './dynamodb.ts';

/** All campaigns stand in one partition: they are few, and written when somebody does something with one. */
export const CAMPAIGNS = 'campaign';

export function campaignKey(id: string): { readonly pk: string; readonly sk: string } {
  return { pk: CAMPAIGNS, sk: id };
}

/**
 * A draft's record.
 * @param number the order in which campaigns are made, unique; its key is made of it.
 * @param by a token of the write.
 */
export function draftItem(definition: CampaignDefinition, number: number, now: number, by: string): Item {
  return {
    ...campaignKey(definition.id),
    key: number.toString(36),
    created: number,
    state: 'draft',
    reason: '',
    definition: JSON.stringify(definition),
    created_at: now,
    round: 0,
    by,
  };
}

const item = z.object({
  sk: z.string(),
  key: z.string(),
  state: z.enum(CAMPAIGN_STATES),
  reason: z.string(),
  definition: z.string(),
  totals: z.string().optional(),
  created: z.number(),
  created_at: z.number(),
  launched_at: z.number().optional(),
  finished_at: z.number().optional(),
});

/** A campaign as it is stored, and its place in the order of creation. */
export function parseCampaign(found: unknown): { readonly campaign: Campaign; readonly created: number } {
  const read = item.parse(found);
  const campaign: Campaign = {
    id: read.sk,
    key: read.key,
    state: read.state,
    reason: read.reason,
    definition: parseStoredDefinition(read.definition),
    totals: read.totals === undefined ? undefined : parseStoredTotals(read.totals),
    createdAt: read.created_at,
    launchedAt: read.launched_at,
    finishedAt: read.finished_at,
  };
  return { campaign, created: read.created };
}
