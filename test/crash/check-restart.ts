import type { Workspace } from '../../src/compose/workspace.ts';
import type { MessageId } from '../../src/delivery/message.ts';
import type { MessageState } from '../../src/delivery/state.ts';
import { RANK } from '../../src/delivery/status.ts';
import { type Breaches, noBreaches } from './breaches.ts';
import { type AcceptedSend, CarrierTruth } from './carrier-truth.ts';
import { allowedSends, campaignIdOf, type Scenario } from './scenario.ts';

export interface RestartCheck {
  readonly breaches: Breaches;
  readonly truth: CarrierTruth;
  readonly states: ReadonlyMap<MessageId, MessageState>;
}

/** What a workspace keeps at any moment, its process killed or not: cheap enough for every restart. */
export async function checkRestart(workspace: Workspace, scenario: Scenario): Promise<RestartCheck> {
  const breaches = noBreaches();
  const truth = new CarrierTruth(workspace.folder, workspace.id);
  const states = await workspace.ledger.states([...truth.lastAsked.keys()]);
  const allowed = await allowedByKey(workspace, scenario);
  breaches.repeatedRequests = truth.repeatedRequests;
  for (const [id, number] of truth.lastAsked) {
    if ((states.get(id)?.attempts ?? 0) < number) breaches.withoutIntent++;
  }
  for (const [id, sends] of truth.accepted) {
    const most = allowed.get(id.slice(0, id.indexOf('-'))) ?? 1;
    breaches.duplicates += Math.max(0, sends.length - most);
    if (!knows(states.get(id), sends, most > 1)) breaches.lost++;
  }
  return { breaches, truth, states };
}

async function allowedByKey(workspace: Workspace, scenario: Scenario): Promise<ReadonlyMap<string, number>> {
  const allowed = new Map<string, number>();
  for (const index of scenario.policies.keys()) {
    const campaign = await workspace.campaigns.find(campaignIdOf(index));
    if (campaign !== undefined) allowed.set(campaign.key, allowedSends(scenario, index));
  }
  return allowed;
}

/** The ledger has the attempts, and says nothing of their message that an accepted send rules out. */
function knows(state: MessageState | undefined, sends: readonly AcceptedSend[], mayResend: boolean): boolean {
  if (state === undefined) return false;
  return sends.every(({ number }) => {
    if (number > state.attempts) return false;
    // An unknown one that is queued again by policy may end as expired or cancelled.
    if (number < state.attempts || mayResend) return true;
    return state.status === 'sending' || RANK[state.status] >= RANK.unknown;
  });
}
