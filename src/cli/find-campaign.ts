import type { Campaign } from '../campaign/campaign-store.ts';
import type { Workspace } from '../compose/workspace.ts';
import { type CampaignReport, campaignReport } from '../insight/campaign-report.ts';
import { Failure } from '../kernel/failure.ts';

/** The report of a campaign that must be there. @throws Failure `not_found`. */
export async function reportOf(workspace: Workspace, campaignId: string): Promise<CampaignReport> {
  const campaign = await findCampaign(workspace, campaignId);
  const { ledger, settings, clock } = workspace;
  const [tally, perSecond] = await Promise.all([ledger.tally(campaignId), ledger.sentPerSecond(campaignId)]);
  return campaignReport({ campaign, tally, perSecond, settings, now: clock.now() });
}

/** @throws Failure `not_found`. */
export async function findCampaign(workspace: Workspace, id: string): Promise<Campaign> {
  const campaign = await workspace.campaigns.find(id);
  if (campaign !== undefined) return campaign;
  const sentence = `There is no campaign ${id} in this workspace: \`cpaas campaigns\` lists them.`;
  throw new Failure('not_found', sentence);
}

/** Nothing more can be sent, whoever resumes it. */
export function isOutOfBudget(campaign: Campaign): boolean {
  return campaign.state === 'paused' && campaign.reason === 'budget';
}
