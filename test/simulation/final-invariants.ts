import { isDeepStrictEqual } from 'node:util';
import type { Campaign } from '../../src/campaign/campaign-store.ts';
import { onUnknownOf } from '../../src/campaign/settle.ts';
import { unstarted } from '../../src/campaign/finish.ts';
import type { MessageLedger } from '../../src/delivery/ledger.ts';
import { type MessageId, parseMessageId } from '../../src/delivery/message.ts';
import { hasMark, MARK, type MessageState } from '../../src/delivery/state.ts';
import { RANK, STATUSES } from '../../src/delivery/status.ts';
import { type Tally, totalCost, totalOf } from '../../src/delivery/tally.ts';
import { defaultBurst, type Limit } from '../../src/throughput/limit.ts';
import type { InboxEntry } from '../../src/adapters/memory/memory-state.ts';
import type { Complaint } from './commit-invariants.ts';
import type { Facts } from './facts.ts';
import { burstNeeded } from './limiter-windows.ts';

/** At most one accepted send per campaign, customer and step, but for what a policy or an order recorded. */
export function acceptedOnce(facts: Facts): Complaint {
  const accepted = new Map<string, number>();
  const allowed = new Map<string, number>();
  for (const [id, attempts] of facts.attemptsOfMessage) {
    const count = attempts.filter((attempt) => attempt.accepted).length;
    const step = id.slice(0, -1);
    const campaign = facts.state.campaigns.get(attempts[0]?.campaignId ?? '');
    if (campaign === undefined) return `attempts of message ${id} belong to no campaign`;
    const policy = onUnknownOf(campaign.definition);
    const again = facts.queuedAgain.get(id) ?? { failed: 0, unknown: 0 };
    const most = (1 + again.failed) * (policy.kind === 'resend' ? policy.maxTries : 1);
    const recorded = 1 + again.failed + (policy.kind === 'resend' ? again.unknown : 0);
    accepted.set(step, (accepted.get(step) ?? 0) + count);
    allowed.set(step, Math.max(allowed.get(step) ?? 0, Math.min(most, recorded)));
  }
  for (const [step, count] of accepted) {
    const most = allowed.get(step) ?? 0;
    if (count > most) return `step ${step} was accepted ${count} times where ${most} are allowed`;
  }
  return undefined;
}

/** What a carrier took is not shown as never sent. `open` campaigns may still hold it for another try. */
export function acceptedIsKnown(facts: Facts): Complaint {
  for (const attempt of facts.attempts.values()) {
    if (!attempt.accepted || attempt.failed) continue;
    const status = facts.state.states.get(attempt.messageId)?.status;
    const open = facts.state.campaigns.get(attempt.campaignId)?.state === 'paused' || status === 'sending';
    if (status === undefined || (RANK[status] < RANK.unknown && !open))
      return `accepted attempt ${attempt.attemptId} is ${status}`;
  }
  return undefined;
}

/** What is shown as sent was taken by a carrier. */
export function sentIsTrue(facts: Facts): Complaint {
  for (const [id, { status }] of facts.state.states) {
    if (status !== 'sent' && status !== 'delivered' && status !== 'read') continue;
    const accepted = facts.attemptsOfMessage.get(id)?.some((attempt) => attempt.accepted) ?? false;
    if (!accepted) return `message ${id} is ${status} and no carrier took it`;
  }
  return undefined;
}

/** What is shown as failed is what the newest attempt met, not one before it. */
export function failedIsTrue(facts: Facts): Complaint {
  const failed = new Set<string>();
  for (const { event, attempt } of facts.state.inbox) {
    if (event.type === 'failed' && attempt !== undefined)
      failed.add(`${attempt.messageId} ${attempt.number}`);
  }
  for (const [id, { status, attempts }] of facts.state.states) {
    if (status === 'failed' && !failed.has(`${id} ${attempts}`) && facts.newest(id)?.refused !== true)
      return `attempt ${attempts} of message ${id} did not fail`;
  }
  return undefined;
}

/** Planned = sum over statuses + unstarted, every customer has one decision, and no planned message is missing. */
export function nobodyVanishes(facts: Facts, campaign: Campaign, tally: Tally): Complaint {
  const { totals } = campaign;
  if (totals === undefined) return undefined;
  const firsts = facts.state
    .messagesOf(campaign.id)
    .filter((message) => parseMessageId(message.id)?.step === 1);
  if (firsts.length !== totals.planned)
    return `${totals.planned} are planned in ${campaign.id} and ${firsts.length} are there`;
  const skips = facts.state.skips.get(campaign.id) ?? [];
  const skipped = Object.values(totals.skipped).reduce((sum, count) => sum + count, 0);
  if (skips.length !== skipped)
    return `${skipped} were skipped in ${campaign.id} and ${skips.length} are listed`;
  const decided = new Set(firsts.map((message) => parseMessageId(message.id)?.customerKey));
  const twice = skips.find((skip) => decided.has(skip.customerKey));
  if (twice !== undefined) return `customer ${twice.customerKey} is planned and skipped in ${campaign.id}`;
  const waiting = firsts.filter((message) => !facts.state.states.has(message.id)).length;
  if (waiting !== unstarted(campaign, tally))
    return `${waiting} of ${campaign.id} are not started and ${unstarted(campaign, tally)} are said to be`;
  const orphan = [...facts.state.states.keys()].find((id) => !facts.state.messages.has(id));
  return orphan === undefined ? undefined : `message ${orphan} has a state and no content`;
}

/** Every counter equals a recount, also of what is not derived from counters. */
export async function countersAgree(
  facts: Facts,
  ledger: MessageLedger,
  campaignId: string,
): Promise<Complaint> {
  const tally = await ledger.tally(campaignId);
  if (!isDeepStrictEqual(tally, await ledger.recount(campaignId)))
    return `the counters of ${campaignId} are not its recount`;
  const states = [...facts.state.states]
    .filter(([id]) => facts.state.messages.get(id)?.campaignId === campaignId)
    .map(([, state]) => state);
  for (const status of STATUSES) {
    const count = states.filter((state) => state.status === status).length;
    if (count !== totalOf(tally, status))
      return `${count} of ${campaignId} are ${status} and ${totalOf(tally, status)} are counted`;
  }
  const cost = states.reduce((sum, state) => sum + state.cost + state.spent, 0);
  return cost === totalCost(tally)
    ? undefined
    : `${campaignId} cost ${cost} and ${totalCost(tally)} is counted`;
}

/** In every window of every length: parts <= limit x length + burst, and what one message has over a part. */
export function windowsKept(facts: Facts, limits: ReadonlyMap<string, Limit>): Complaint {
  for (const [scope, limit] of limits) {
    const sends = facts.sends.filter((send) => send.scopes.includes(scope));
    const largest = sends.reduce((most, send) => Math.max(most, send.parts), 1);
    const burst = limit.burst ?? defaultBurst(limit.partsPerSecond);
    const needed = burstNeeded(sends, limit);
    if (needed > burst + largest - 1 + 1e-6)
      return `${scope} needed a burst of ${needed.toFixed(2)} where ${burst} is allowed`;
  }
  return undefined;
}

/** Every event that was taken is kept once, is matched when it can be, and has had its effect. */
export function eventsCount(facts: Facts): Complaint {
  const kept = new Map<string, InboxEntry>();
  for (const entry of facts.state.inbox) {
    if (kept.has(entry.event.eventId)) return `event ${entry.event.eventId} is kept twice`;
    kept.set(entry.event.eventId, entry);
  }
  const providerIds = new Set<string>();
  for (const state of facts.state.states.values()) providerIds.add(state.providerId);
  for (const past of facts.state.earlierAttempts.values())
    for (const { providerId } of past) providerIds.add(providerId);
  for (const eventId of facts.takenEvents) {
    const entry = kept.get(eventId);
    if (entry === undefined) return `event ${eventId} was taken and is not kept`;
    const { event, attempt } = entry;
    if (event.type === 'reply') continue;
    if (attempt === undefined && (event.attemptId !== undefined || providerIds.has(event.providerId ?? '')))
      return `event ${eventId} is not matched`;
    if (attempt === undefined) continue;
    const wrong = hadEffect(facts, entry, attempt.messageId, attempt.number);
    if (wrong !== undefined) return `event ${eventId}: ${wrong}`;
  }
  return undefined;
}

function hadEffect(facts: Facts, { event }: InboxEntry, id: MessageId, number: number): Complaint {
  const state = facts.state.states.get(id);
  if (state === undefined) return 'its message has no state';
  const least = leastRank(facts, event.type, id, state, number);
  if (RANK[state.status] < least) return `its message is only ${state.status}`;
  const marks = { complained: MARK.complained, opened: MARK.opened, clicked: MARK.clicked } as const;
  const mark =
    event.type === 'complained' || event.type === 'opened' || event.type === 'clicked'
      ? marks[event.type]
      : 0;
  return mark !== 0 && !hasMark(state, mark) ? 'it left no mark' : undefined;
}

function leastRank(facts: Facts, type: string, id: MessageId, state: MessageState, number: number): number {
  if (type === 'delivered' || type === 'read') return RANK[type];
  // What an earlier attempt met says nothing about the newest, nor about a message that was ordered again.
  const newest = number === state.attempts && !facts.queuedAgain.has(id);
  return newest && (type === 'sent' || type === 'failed') ? RANK[type] : RANK.queued;
}

/** After the faults: every message of a campaign that may go on has come to rest, and so has the campaign. */
export function allRest(facts: Facts): Complaint {
  for (const campaign of facts.state.campaigns.values()) {
    const { id, state } = campaign;
    for (const message of facts.state.messagesOf(id)) {
      const delivery = facts.state.states.get(message.id);
      if (delivery?.status === 'sending') return `message ${message.id} is still being sent`;
      if (state === 'paused') continue;
      if (delivery === undefined && state !== 'cancelled') return `message ${message.id} was never started`;
      if (delivery?.status === 'queued')
        return `message ${message.id} is still queued in a campaign that is ${state}`;
      if (state !== 'cancelled' && delivery !== undefined && delivery.dueAt > 0)
        return `message ${message.id} (${delivery.status}) still waits in a campaign that is ${state}`;
    }
    if (state !== 'finished' && state !== 'cancelled' && state !== 'paused')
      return `campaign ${id} is still ${state}`;
  }
  return undefined;
}

/** Nobody can tell what became of a message only where its carrier or its process left us without a word. */
export function unknownIsExcused(facts: Facts): Complaint {
  for (const [id, state] of facts.state.states) {
    const excused = facts.attemptsOfMessage.get(id)?.some((attempt) => attempt.excuse !== '');
    if (state.status === 'unknown' && excused !== true)
      return `message ${id} is unknown (${state.reason}) though its worker lives and was answered`;
  }
  return undefined;
}
