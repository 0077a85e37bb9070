import { type Tally, tallyOf } from '../../delivery/tally.ts';
import { contributionOf } from './contribution.ts';
import { addCounts } from './counter-item.ts';
import { CAMPAIGN_SEGMENTS, campaignItems } from './campaign-items.ts';
import type { Tables } from './dynamodb.ts';

/**
 * Counts a campaign anew from its items. It reads the whole table, every campaign in it: 0.25 read units a kilobyte, $0.06 a million messages. An
 * audit, not a number for a page.
 */
export async function recount(tables: Tables, campaignId: string): Promise<Tally> {
  const sums = new Map<string, number>();
  const count = async (segment: number) => {
    for await (const item of campaignItems(tables, campaignId, segment))
      addCounts(sums, contributionOf(item).counts);
  };
  await Promise.all(CAMPAIGN_SEGMENTS.map(count));
  return tallyOf(sums);
}
