import type { Campaign, CampaignState } from '../../src/campaign/campaign-store.ts';
import { type FrequencyCap, parseFrequencyCap } from '../../src/consent/frequency-cap.ts';
import { type AllowedAt, compileQuietHours } from '../../src/consent/quiet-hours.ts';
import type { Message, MessageId } from '../../src/delivery/message.ts';
import { parseMessageId } from '../../src/delivery/message.ts';
import { hasMark, MARK, type MessageState } from '../../src/delivery/state.ts';
import { RANK } from '../../src/delivery/status.ts';
import { dollarsToMicros } from '../../src/kernel/money.ts';
import type { Facts } from './facts.ts';

/** What is broken, in words; `undefined`: nothing. */
export type Complaint = string | undefined;

/** An intent at the moment of its commit. */
export interface Intent {
  readonly id: MessageId;
  readonly message: Message;
  readonly campaign: Campaign;
  readonly before: MessageState | undefined;
  readonly after: MessageState;
}

const DOWN: readonly string[] = ['sending>queued', 'unknown>queued', 'failed>queued'];

/** Status moves only up, but for the recorded steps down; an attempt begins from queued only, and money spent stays spent. */
export function statusRises(before: MessageState | undefined, after: MessageState): Complaint {
  if (before === undefined) return undefined;
  const step = `${before.status}>${after.status}`;
  const begins = after.attempts !== before.attempts;
  if (begins && (after.attempts !== before.attempts + 1 || step !== 'queued>sending'))
    return `an attempt began with ${step}`;
  if (step === 'expired>cancelled') return `it went ${step}`;
  if (RANK[after.status] < RANK[before.status] && !DOWN.includes(step)) return `it went ${step}`;
  if (after.spent < before.spent || after.throttles < before.throttles) return 'what was counted became less';
  return undefined;
}

const MOVES: Readonly<Record<CampaignState, readonly CampaignState[]>> = {
  draft: ['planned', 'cancelled'],
  planned: ['running', 'cancelled'],
  running: ['paused', 'finished', 'cancelled'],
  paused: ['running', 'cancelled'],
  finished: ['running'],
  cancelled: [],
};

export function campaignMoves(before: Campaign | undefined, after: Campaign): Complaint {
  if (before === undefined || before.state === after.state || MOVES[before.state].includes(after.state))
    return undefined;
  return `campaign ${after.id} went ${before.state}>${after.state}`;
}

/** A plan that was launched is never changed. */
export function planStays(facts: Facts, message: Message): Complaint {
  const state = facts.state.campaigns.get(message.campaignId)?.state;
  return state === 'draft' ? undefined : `message ${message.id} of a campaign that is ${state} was dropped`;
}

/** Pause, cancel and finish: no intent after their commit. */
export function runsNow({ campaign }: Intent): Complaint {
  return campaign.state === 'running' ? undefined : `an intent while the campaign is ${campaign.state}`;
}

/** No intent after the opt-out commit of that address. */
export function notOptedOut(facts: Facts, { message }: Intent): Complaint {
  return facts.state.suppressions.has(message.addressKey) ? 'an intent after the opt-out' : undefined;
}

/** Neither early nor late, nor in quiet hours, by the clock of the process, which may have been set by `toleranceMs` since it looked. */
export function onTime(
  { message, campaign }: Pick<Intent, 'message' | 'campaign'>,
  now: number,
  toleranceMs: number,
): Complaint {
  if (now + toleranceMs < message.sendAt) return 'it goes before its time';
  if (message.expiresAt > 0 && now - toleranceMs > message.expiresAt) return 'it goes after it expired';
  const { quietHours, timezone } = campaign.definition;
  if (quietHours === undefined) return undefined;
  const allowedAt = quietRule(quietHours, timezone);
  return allowedAt(message.timezone, now - toleranceMs) > now + toleranceMs
    ? 'it goes in quiet hours'
    : undefined;
}

const rules = new Map<string, AllowedAt>();

function quietRule(hours: Parameters<typeof compileQuietHours>[0], zone: string): AllowedAt {
  const name = `${hours.start} ${hours.end} ${zone}`;
  const known = rules.get(name);
  if (known !== undefined) return known;
  const rule = compileQuietHours(hours, zone);
  rules.set(name, rule);
  return rule;
}

/** A message whose next channel was taken is not sent again. */
export function notFallenBack({ before }: Intent): Complaint {
  return before !== undefined && hasMark(before, MARK.fallenBack)
    ? 'an intent after the next channel was taken'
    : undefined;
}

/** What the ledger holds, and what carriers really charge, with all that is under way: never over the budget, to the micro. */
export function budgetKept(facts: Facts, { campaign }: Intent): Complaint {
  const { budget } = campaign.definition;
  if (budget === undefined) return undefined;
  const micros = dollarsToMicros(budget);
  let held = 0;
  for (const [id, state] of facts.state.states) {
    if (facts.state.messages.get(id)?.campaignId === campaign.id) held += state.cost + state.spent;
  }
  if (held > micros) return `${held} of ${micros} micros are held`;
  let spent = 0;
  for (const attempt of facts.attempts.values()) {
    if (attempt.campaignId !== campaign.id) continue;
    const open =
      facts.state.states.get(attempt.messageId)?.status === 'sending' &&
      facts.newest(attempt.messageId) === attempt;
    if (attempt.accepted || open) spent += attempt.price;
  }
  return spent > micros ? `${spent} of ${micros} micros are spent or under way` : undefined;
}

/** Messages that a customer got, or may be getting now, in the window before this intent. What a carrier reported as failed is not one. */
export function capsKept(facts: Facts, { id, campaign, after }: Intent): Complaint {
  const customerKey = parseMessageId(id)?.customerKey ?? '';
  const caps = [campaign.definition.frequencyCap, facts.settings.frequencyCap].filter(
    (cap) => cap !== undefined,
  );
  for (const cap of caps.map((each): FrequencyCap => parseFrequencyCap(each))) {
    const reached = new Set<MessageId>();
    for (const attempt of facts.attemptsOfCustomer.get(customerKey) ?? []) {
      if (attempt.messageId === id || attempt.intendedAt <= after.intendedAt - cap.withinMs) continue;
      const open =
        facts.state.states.get(attempt.messageId)?.status === 'sending' &&
        facts.newest(attempt.messageId) === attempt;
      if ((attempt.accepted && !attempt.failed) || open) reached.add(attempt.messageId);
    }
    if (reached.size >= cap.max)
      return `message ${reached.size + 1} within ${cap.withinMs} ms, over a cap of ${cap.max}`;
  }
  return undefined;
}
