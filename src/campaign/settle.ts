import type { Customer } from '../audience/customer.ts';
import type { CustomerStore } from '../audience/customer-store.ts';
import { customerVariables } from '../content/message-template.ts';
import type { ChangeRequest, MessageLedger } from '../delivery/ledger.ts';
import { MAX_STEPS, type Message, parseMessageId } from '../delivery/message.ts';
import type { MessageState } from '../delivery/state.ts';
import { AT_ONCE, type Change } from '../delivery/transition.ts';
import type { OnUnknown } from '../dispatch/after-attempt.ts';
import type { Task, WorkQueue } from '../dispatch/work-queue.ts';
import type { PriceTable } from '../pricing/price-table.ts';
import type { Campaign } from './campaign-store.ts';
import type { MessageComposer } from './compose-message.ts';
import { type CampaignDefinition, durationMs } from './definition.ts';
import { type ConsentParts, openChoices } from './open-choices.ts';
import { allowedOrigins } from './plan.ts';
import type { PlanStore } from './plan-store.ts';
import type { WorkspaceSettings } from './workspace-settings.ts';

export interface SettleParts extends ConsentParts {
  readonly ledger: MessageLedger;
  readonly plan: PlanStore;
  readonly queue: WorkQueue;
  readonly customers: CustomerStore;
  readonly prices: PriceTable;
  /** As they are now: limits of origins change while campaigns run. */
  readonly settings: WorkspaceSettings;
}

/** A campaign that runs, with its texts compiled. */
export interface RunningCampaign {
  readonly campaign: Campaign;
  readonly composer: MessageComposer;
}

/** Messages looked at in one call. */
export const SETTLE_BATCH = 500;
/** Resends may be at most this share of what was sent, so that a broken carrier is not hammered; a few are always allowed. */
const RESEND_SHARE = 0.1;
const RESENDS_ALWAYS = 10;

/** The policy as the campaign wrote it. */
export function onUnknownOf(definition: CampaignDefinition): OnUnknown {
  const policy = definition.onUnknown;
  if (policy === 'hold') return { kind: 'hold' };
  if ('resend' in policy)
    return { kind: 'resend', afterMs: durationMs(policy.resend.after), maxTries: policy.resend.maxTries };
  return { kind: 'fallback', afterMs: durationMs(policy.fallback.after) };
}

/**
 * Looks at the messages of a campaign whose wait is over: queued ones go back to work, unknown ones get what the policy says, failed ones and those
 * without a receipt go to the next channel. Waits are in the ledger, so they survive a restart. Answers how many it looked at.
 */
export async function settleDue(parts: SettleParts, run: RunningCampaign, now: number): Promise<number> {
  const { campaign } = run;
  const ids = await parts.ledger.due(campaign.id, now, SETTLE_BATCH);
  if (ids.length === 0) return 0;
  const states = await parts.ledger.states(ids);
  const messages = new Map((await parts.plan.load(ids)).map((message) => [message.id, message]));
  const changes: ChangeRequest[] = [];
  const tasks: Task[] = [];
  for (const id of ids) {
    const state = states.get(id);
    const message = messages.get(id);
    if (state === undefined || message === undefined) continue;
    const change = await settleOne(parts, run, message, state, now);
    if (change === undefined) continue;
    changes.push({ id, change });
    if (change.kind === 'release') tasks.push(taskOf(message, run.campaign));
  }
  if (changes.length > 0) await parts.ledger.apply(changes, now);
  if (tasks.length > 0) await parts.queue.push(tasks);
  return ids.length;
}

function taskOf({ id, campaignId, originId, parts }: Message, { definition }: Campaign): Task {
  return { messageId: id, campaignId, originId, messageType: definition.messageType, parts };
}

async function settleOne(
  parts: SettleParts,
  run: RunningCampaign,
  message: Message,
  state: MessageState,
  now: number,
): Promise<Change | undefined> {
  switch (state.status) {
    case 'queued':
      return { kind: 'release' };
    case 'unknown': {
      const policy = onUnknownOf(run.campaign.definition);
      if (
        policy.kind === 'resend' &&
        state.tries < policy.maxTries &&
        (await mayResend(parts, run.campaign.id))
      ) {
        return { kind: 'again', from: 'unknown', dueAt: AT_ONCE };
      }
      return policy.kind === 'fallback' && (await fallBack(parts, run, message, now))
        ? undefined
        : { kind: 'rest' };
    }
    case 'sent':
    case 'failed':
      return (await fallBack(parts, run, message, now)) ? undefined : { kind: 'rest' };
    case 'sending':
    case 'expired':
    case 'cancelled':
    case 'delivered':
    case 'read':
      return { kind: 'rest' };
  }
}

async function mayResend(parts: SettleParts, campaignId: string): Promise<boolean> {
  const tally = await parts.ledger.tally(campaignId);
  let sends = 0;
  let resends = 0;
  for (const channel of Object.values(tally)) {
    resends += channel.resends;
    sends += Object.values(channel.status).reduce((sum, count) => sum + count, 0) - channel.status.queued;
  }
  return resends < Math.max(RESENDS_ALWAYS, sends * RESEND_SHARE);
}

/** Takes the next channel that this customer can be reached on; `false` when there is none or the message reached its customer meanwhile. */
async function fallBack(
  parts: SettleParts,
  run: RunningCampaign,
  message: Message,
  now: number,
): Promise<boolean> {
  const id = parseMessageId(message.id);
  const [customer] = id === undefined ? [] : await parts.customers.findByKeys([id.customerKey]);
  if (id === undefined || customer === undefined || id.step >= MAX_STEPS) return false;
  const next = await nextMessage(parts, run, customer, message, id.step + 1, now);
  return next === undefined ? false : parts.ledger.fallBack(message.id, next, now);
}

async function nextMessage(
  parts: SettleParts,
  { campaign, composer }: RunningCampaign,
  customer: Customer,
  message: Message,
  step: number,
  now: number,
): Promise<Message | undefined> {
  const tried = (await parts.plan.ofCustomer(customer.key, campaign.id)).map((m) => m.channel);
  const origins = allowedOrigins(parts.settings, campaign.definition.origins);
  const asked = [{ customer, sendAt: 0 }];
  const choices = await openChoices(parts, campaign.definition, origins, asked, now);
  const usable = choices.flatMap(({ open }) => open.filter(({ choice }) => !tried.includes(choice.channel)));
  const variables = customerVariables(customer);
  for (const [i, { choice, key }] of usable.entries()) {
    const more = i + 1 < usable.length;
    const made = composer.compose({ customer, variables, choice, addressKey: key, step, more, sendAt: 0 });
    if (!('reason' in made)) return { ...made, expiresAt: message.expiresAt };
  }
  return undefined;
}
