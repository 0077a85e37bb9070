import { isDeepStrictEqual } from 'node:util';
import type { Customer } from '../../src/audience/customer.ts';
import { unstarted } from '../../src/campaign/finish.ts';
import type { Workspace } from '../../src/compose/workspace.ts';
import type { MessageRecord } from '../../src/delivery/ledger.ts';
import type { MessageId } from '../../src/delivery/message.ts';
import { RANK, STATUSES } from '../../src/delivery/status.ts';
import { totalOf } from '../../src/delivery/tally.ts';
import { receiptsFor } from '../../src/simulator/receipts.ts';
import type { Breaches } from './breaches.ts';
import type { AcceptedSend } from './carrier-truth.ts';
import { checkRestart } from './check-restart.ts';
import { behaviourOf, campaignIdOf, type Scenario } from './scenario.ts';

export interface FinishedCheck {
  readonly breaches: Breaches;
  readonly messages: number;
  readonly requests: number;
  readonly accepted: number;
  /** Messages that a second accepted send was allowed for, and came. */
  readonly sentTwiceByPolicy: number;
  readonly fallbacks: number;
  readonly throttled: number;
  /** Messages whose fate the ledger still does not know, and how many of those a carrier had accepted. */
  readonly unknown: ReadonlySet<MessageId>;
  readonly unknownButAccepted: number;
}

/** A workspace with nothing left to do, person by person, against what the carriers say. */
export async function checkFinished(workspace: Workspace, scenario: Scenario): Promise<FinishedCheck> {
  const { breaches, truth } = await checkRestart(workspace, scenario);
  const records = new Map<MessageId, MessageRecord>();
  for await (const customers of workspace.customers.stream(500)) {
    for (const customer of customers)
      breaches.unaccounted += await missingOf(workspace, scenario, customer, records);
  }
  const campaigns = await checkCampaigns(workspace, scenario, breaches, [...records.values()]);
  let sentTwiceByPolicy = 0;
  for (const [id, sends] of truth.accepted) {
    if (sends.length > 1) sentTwiceByPolicy++;
    const record = records.get(id);
    if (record === undefined || !showsReceipts(record, sends, scenario.seed)) breaches.unsettled++;
  }
  const unknown = [...records.values()].filter(({ state }) => state.status === 'unknown').map(({ id }) => id);
  return {
    ...campaigns,
    breaches,
    messages: records.size,
    requests: truth.requests,
    accepted: truth.acceptedCount,
    sentTwiceByPolicy,
    unknown: new Set(unknown),
    unknownButAccepted: unknown.filter((id) => truth.accepted.has(id)).length,
  };
}

/** Campaigns in which the customer has not exactly one decision, and messages of theirs that did not end. */
async function missingOf(
  workspace: Workspace,
  scenario: Scenario,
  customer: Customer,
  records: Map<MessageId, MessageRecord>,
): Promise<number> {
  const messages = await workspace.plan.ofCustomer(customer.key);
  const skips = await workspace.plan.skipsOf(customer.key);
  const ended = new Set<MessageId>();
  for (const record of await workspace.ledger.ofCustomer(customer.key)) {
    records.set(record.id, record);
    if (RANK[record.state.status] > RANK.sending) ended.add(record.id);
  }
  let missing = messages.filter(({ id }) => !ended.has(id)).length;
  for (const index of scenario.policies.keys()) {
    const campaignId = campaignIdOf(index);
    const first = messages.filter(
      (message) => message.campaignId === campaignId && /-1[swe]$/.test(message.id),
    );
    const reasons = skips.filter((skip) => skip.campaignId === campaignId);
    if (first.length + reasons.length !== 1) missing++;
  }
  return missing;
}

/** Every campaign is finished and adds up: the plan to its people, the counters to a recount and to the records. */
async function checkCampaigns(
  workspace: Workspace,
  scenario: Scenario,
  breaches: Breaches,
  records: readonly MessageRecord[],
) {
  const sums = { fallbacks: 0, throttled: 0 };
  for (const index of scenario.policies.keys()) {
    const campaign = await workspace.campaigns.find(campaignIdOf(index));
    if (campaign?.state !== 'finished' || campaign.totals === undefined) {
      breaches.unaccounted++;
      continue;
    }
    const tally = await workspace.ledger.tally(campaign.id);
    if (!isDeepStrictEqual(tally, await workspace.ledger.recount(campaign.id))) breaches.drifted++;
    const own = records.filter(({ id }) => id.startsWith(`${campaign.key}-`));
    const counted = STATUSES.every(
      (status) => totalOf(tally, status) === own.filter(({ state }) => state.status === status).length,
    );
    if (!counted) breaches.drifted++;
    const { planned, skipped } = campaign.totals;
    const people = Object.values(skipped).reduce((sum, count) => sum + count, planned);
    if (people !== scenario.customers || unstarted(campaign, tally) !== 0) breaches.unaccounted++;
    for (const channel of Object.values(tally)) {
      sums.fallbacks += channel.fallbacks;
      sums.throttled += channel.throttled;
    }
  }
  return sums;
}

/** What the carriers told about the message, and could be matched to it, is in its status. */
function showsReceipts(
  { state, attempts }: MessageRecord,
  sends: readonly AcceptedSend[],
  seed: number,
): boolean {
  return sends.every(({ number, line }) => {
    const known = attempts.some(
      (attempt) => attempt.number === number && attempt.providerId === line.providerId,
    );
    return receiptsFor(seed, behaviourOf(), line).every(({ event }) => {
      if (event.attemptId === undefined && !known) return true;
      switch (event.type) {
        case 'delivered':
        case 'read':
          return RANK[state.status] >= RANK[event.type];
        case 'sent':
        case 'failed':
          return number < state.attempts || RANK[state.status] >= RANK[event.type];
        case 'complained':
        case 'opened':
        case 'clicked':
        case 'reply':
        case 'opted_out':
        case 'opted_in':
          return true;
      }
    });
  });
}
