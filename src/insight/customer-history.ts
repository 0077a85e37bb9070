import type { Customer } from '../audience/customer.ts';
import type { CustomerStore } from '../audience/customer-store.ts';
import type { CampaignStore } from '../campaign/campaign-store.ts';
import type { PlanStore } from '../campaign/plan-store.ts';
import { addressKey } from '../consent/address-key.ts';
import type { Suppression, SuppressionStore } from '../consent/suppression-store.ts';
import { attemptsOf, type PastAttempt } from '../delivery/attempts.ts';
import type { KeptEvent, MessageLedger, MessageRecord } from '../delivery/ledger.ts';
import { type Message, parseMessageId } from '../delivery/message.ts';
import { hasMark, MARK } from '../delivery/state.ts';
import type { Status } from '../delivery/status.ts';
import { CHANNELS, type Channel } from '../kernel/channel.ts';
import { microsToDollars } from '../kernel/money.ts';

export interface HistoryParts {
  readonly customers: CustomerStore;
  readonly campaigns: CampaignStore;
  readonly plan: PlanStore;
  readonly ledger: MessageLedger;
  readonly suppressions: SuppressionStore;
  /** See addressKey. */
  readonly secret: string;
}

/** Times are ISO 8601 in UTC, money is US dollars. */
export interface MessageHistory {
  readonly id: string;
  readonly campaign: string;
  /** 1 for the first channel, 2 for the first fallback. */
  readonly step: number;
  readonly channel: Channel;
  readonly status: Status;
  readonly reason: string | null;
  readonly cost: number;
  readonly parts: number;
  readonly body: string;
  /** The next channel was taken for it. */
  readonly fellBack: boolean;
  /** It arrived, and so did another step of the same campaign. */
  readonly bothReached: boolean;
  readonly attempts: readonly AttemptHistory[];
  readonly events: readonly EventHistory[];
}

export interface AttemptHistory {
  readonly number: number;
  readonly startedAt: string;
  readonly answeredAt: string | null;
  readonly status: Status;
  readonly reason: string | null;
  readonly providerId: string | null;
}

export interface EventHistory {
  readonly type: string;
  readonly at: string;
  readonly receivedAt: string;
  readonly source: string;
  readonly reason: string | null;
  readonly text: string | null;
}

export interface DecisionHistory {
  readonly campaign: string;
  readonly decision: 'send' | 'skip';
  readonly reason: string | null;
  readonly channel: Channel | null;
}

export interface ConsentHistory {
  readonly address: string | null;
  /** `null`: the customer was never asked. */
  readonly agreed: boolean | null;
  /** Why nothing more goes there. */
  readonly stopped: { readonly reason: string; readonly source: string; readonly at: string } | null;
}

export interface CustomerHistory {
  readonly customer: Omit<Customer, 'key' | 'consent' | 'signupAt'> & { readonly signupAt: string | null };
  /** Newest first; what was not sent yet stands before what was. */
  readonly messages: readonly MessageHistory[];
  /** Newest campaign first. */
  readonly decisions: readonly DecisionHistory[];
  readonly consent: Readonly<Record<Channel, ConsentHistory>>;
}

/** Everything that is known about one customer; `undefined` when there is no customer with this id. */
export async function customerHistory(
  parts: HistoryParts,
  customerId: string,
): Promise<CustomerHistory | undefined> {
  const customer = await parts.customers.find(customerId);
  if (customer === undefined) return undefined;
  const [messages, known, skips, campaigns] = await Promise.all([
    parts.plan.ofCustomer(customer.key),
    parts.ledger.ofCustomer(customer.key),
    parts.plan.skipsOf(customer.key),
    parts.campaigns.list(),
  ]);
  const records = [...known, ...(await underWay(parts.ledger, messages, known))];
  const age = new Map(campaigns.map((campaign, i) => [campaign.id, i]));
  const { key: _key, consent: _consent, signupAt, ...shown } = customer;
  return {
    customer: { ...shown, signupAt: signupAt === undefined ? null : isoTime(signupAt) },
    messages: messageHistories(messages, records, age),
    decisions: decisions(messages, skips, age),
    consent: await consentOf(parts, customer),
  };
}

/** First attempts that have no answer yet: a ledger need not find them by their customer. */
async function underWay(
  ledger: MessageLedger,
  messages: readonly Message[],
  known: readonly MessageRecord[],
): Promise<readonly MessageRecord[]> {
  const found = new Set(known.map(({ id }) => id));
  const states = await ledger.states(messages.map(({ id }) => id).filter((id) => !found.has(id)));
  return [...states].map(([id, state]) => ({ id, state, attempts: attemptsOf([], state), events: [] }));
}

/** Campaign id -> its place, the newest first. */
type Age = ReadonlyMap<string, number>;

function messageHistories(
  messages: readonly Message[],
  records: readonly MessageRecord[],
  age: Age,
): readonly MessageHistory[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  const sentAt = (message: Message) => byId.get(message.id)?.state.intendedAt || Number.POSITIVE_INFINITY;
  const order = (a: Message, b: Message) => {
    const [timeA, timeB] = [sentAt(a), sentAt(b)];
    if (timeA !== timeB) return timeB - timeA;
    return (age.get(a.campaignId) ?? 0) - (age.get(b.campaignId) ?? 0) || stepOf(b) - stepOf(a);
  };
  return messages.toSorted(order).map((message) => messageHistory(message, byId.get(message.id)));
}

function messageHistory(message: Message, record: MessageRecord | undefined): MessageHistory {
  const state = record?.state;
  return {
    id: message.id,
    campaign: message.campaignId,
    step: stepOf(message),
    channel: message.channel,
    status: state?.status ?? 'queued',
    reason: state?.reason || null,
    cost: microsToDollars(state === undefined ? 0 : state.cost + state.spent),
    parts: message.parts,
    body: message.content.text,
    fellBack: state !== undefined && hasMark(state, MARK.fallenBack),
    bothReached: state !== undefined && hasMark(state, MARK.bothReached),
    attempts: (record?.attempts ?? []).map(attemptHistory),
    events: (record?.events ?? []).map(eventHistory),
  };
}

function stepOf(message: Message): number {
  return parseMessageId(message.id)?.step ?? 1;
}

function attemptHistory(attempt: PastAttempt): AttemptHistory {
  return {
    number: attempt.number,
    startedAt: isoTime(attempt.intendedAt),
    answeredAt: attempt.doneAt === 0 ? null : isoTime(attempt.doneAt),
    status: attempt.status,
    reason: attempt.reason || null,
    providerId: attempt.providerId || null,
  };
}

function eventHistory({ event, receivedAt }: KeptEvent): EventHistory {
  return {
    type: event.type,
    at: isoTime(event.at),
    receivedAt: isoTime(receivedAt),
    source: event.source,
    reason: event.reason ?? null,
    text: event.text ?? null,
  };
}

function decisions(
  messages: readonly Message[],
  skips: readonly { readonly campaignId: string; readonly reason: string }[],
  age: Age,
): readonly DecisionHistory[] {
  const sends = messages
    .filter((message) => stepOf(message) === 1)
    .map(
      ({ campaignId, channel }) =>
        ({ campaign: campaignId, decision: 'send', reason: null, channel }) as const,
    );
  const skipped = skips.map(
    ({ campaignId, reason }) => ({ campaign: campaignId, decision: 'skip', reason, channel: null }) as const,
  );
  return [...sends, ...skipped].sort((a, b) => (age.get(a.campaign) ?? 0) - (age.get(b.campaign) ?? 0));
}

async function consentOf(parts: HistoryParts, customer: Customer): Promise<Record<Channel, ConsentHistory>> {
  const keyOf = (channel: Channel) => {
    const address = customer.addresses[channel];
    return address === undefined ? undefined : addressKey(parts.secret, channel, address);
  };
  const found = await parts.suppressions.find(CHANNELS.map(keyOf).filter((key) => key !== undefined));
  const of = (channel: Channel): ConsentHistory => ({
    address: customer.addresses[channel] ?? null,
    agreed: customer.consent[channel] ?? null,
    stopped: stoppedBy(found.get(keyOf(channel) ?? '')),
  });
  return { sms: of('sms'), whatsapp: of('whatsapp'), email: of('email') };
}

function stoppedBy(suppression: Suppression | undefined): ConsentHistory['stopped'] {
  if (suppression === undefined) return null;
  return { reason: suppression.reason, source: suppression.source, at: isoTime(suppression.at) };
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
