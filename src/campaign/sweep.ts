import type { ChangeRequest } from '../delivery/ledger.ts';
import { dueAfter } from '../dispatch/after-attempt.ts';
import type { Random } from '../kernel/random.ts';
import type { CampaignStore } from './campaign-store.ts';
import { onUnknownOf, type SettleParts } from './settle.ts';

export interface SweepParts extends Pick<SettleParts, 'ledger' | 'plan'> {
  readonly campaigns: CampaignStore;
  readonly random: Random;
}

const BATCH = 1000;

/** Attempts whose intent is older than `before` have lost their worker: nobody can tell what became of them. */
export async function sweepStuck(parts: SweepParts, before: number, now: number): Promise<void> {
  const { ledger, plan, campaigns, random } = parts;
  for (;;) {
    const stuck = await ledger.stuck(before, BATCH);
    if (stuck.length === 0) return;
    const messages = new Map(
      (await plan.load(stuck.map((ref) => ref.messageId))).map((message) => [message.id, message]),
    );
    const changes: ChangeRequest[] = [];
    for (const { messageId: id, number } of stuck) {
      const message = messages.get(id);
      const campaign = message && (await campaigns.find(message.campaignId));
      if (message === undefined || campaign === undefined) continue;
      const outcome = { kind: 'unknown', reason: 'worker_lost' } as const;
      const dueAt = dueAfter(outcome, message, onUnknownOf(campaign.definition), 0, now, random);
      changes.push({ id, change: { kind: 'outcome', number, outcome, dueAt } });
    }
    await ledger.apply(changes, now);
    if (stuck.length < BATCH || changes.length === 0) return;
  }
}
