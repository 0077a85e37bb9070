import { isDeepStrictEqual } from 'node:util';
import type { Campaign } from '../../src/campaign/campaign-store.ts';
import { unstarted } from '../../src/campaign/finish.ts';
import type { Workspace } from '../../src/compose/workspace.ts';
import type { MessageRecord } from '../../src/delivery/ledger.ts';
import { attemptId, type MessageId, parseAttemptId } from '../../src/delivery/message.ts';
import { hasMark, MARK } from '../../src/delivery/state.ts';
import { RANK, STATUSES } from '../../src/delivery/status.ts';
import { totalOf } from '../../src/delivery/tally.ts';
import { allowedSends, POLICIES, type Policy } from './scenario.ts';

/** What the carriers say, in their own log. */
export interface CarriersSay {
  /** Attempt ids of all requests, in order. */
  readonly requested: readonly string[];
  /** Those of the messages that were taken. */
  readonly accepted: readonly string[];
  /** Those of requests that were answered with "ok". */
  readonly answered: ReadonlySet<string>;
  /** Those that some event names and gives a status. */
  readonly echoed: ReadonlySet<string>;
}

/** What must not be, by the ids of the messages (or customers' keys) that it is about. All empty, or a promise is broken. */
export interface Breaches {
  /** More than one request with one attempt id. */
  readonly repeatedRequests: string[];
  /** A request whose intent the ledger does not have. */
  readonly withoutIntent: string[];
  /** More accepted sends of one step to one customer than the campaign's policy allows. */
  readonly twice: string[];
  /** Taken by a carrier, and the ledger does not know, or takes it for not sent. */
  readonly lost: string[];
  /** Sent or delivered as the ledger says, and no carrier took it. */
  readonly invented: string[];
  /** An event gave the attempt a status, and the message is still unknown. */
  readonly unsettled: string[];
  /** Sent on another channel from a message that may have left, where the policy is to hold. */
  readonly notHeld: string[];
  /** Customers without exactly one decision, and messages that ended nowhere. */
  readonly vanished: string[];
  /** Campaigns that do not add up, or whose counters do not equal a recount and the records. */
  readonly drifted: string[];
}

export const NO_BREACHES: Breaches = {
  repeatedRequests: [],
  withoutIntent: [],
  twice: [],
  lost: [],
  invented: [],
  unsettled: [],
  notHeld: [],
  vanished: [],
  drifted: [],
};

/** How much the run went through: what makes sure that the promises were put to the test. */
export interface Sums {
  customers: number;
  fallbacks: number;
  /** Messages that a second accepted send was allowed for, and came. */
  sentTwiceByPolicy: number;
  /** Taken, the answer never came to us, and an event said so. */
  settledByEvents: number;
  /** Those of them whose answer came to a process that was dead by then. */
  settledAfterKill: number;
  /** Still unknown: the carrier had taken them, and had not. */
  unknownAccepted: number;
  unknownNeverAccepted: number;
}

/** What is looked into. */
type Books = Pick<Workspace, 'id' | 'campaigns' | 'customers' | 'ledger' | 'plan'>;

/** Person by person, the workspace against what the carriers say of the campaigns of all policies. Nothing may be on its way any more. */
export async function account(
  workspace: Books,
  carriers: CarriersSay,
): Promise<{
  readonly breaches: Breaches;
  readonly sums: Sums;
  readonly records: ReadonlyMap<MessageId, MessageRecord>;
}> {
  const campaigns = new Map<string, Known>();
  for (const policy of POLICIES) {
    const campaign = await workspace.campaigns.find(policy);
    if (campaign === undefined) throw new Error(`Campaign ${policy} is gone.`);
    campaigns.set(campaign.key, { campaign, policy });
  }
  const accounting = new Accounting(workspace, carriers, campaigns);
  await accounting.readCustomers();
  accounting.checkRequests();
  for (const record of accounting.records.values()) accounting.checkMessage(record);
  await accounting.checkCampaigns();
  return accounting;
}

interface Known {
  readonly campaign: Campaign;
  readonly policy: Policy;
}

class Accounting {
  readonly breaches = structuredClone(NO_BREACHES);
  readonly sums: Sums = {
    customers: 0,
    fallbacks: 0,
    sentTwiceByPolicy: 0,
    settledByEvents: 0,
    settledAfterKill: 0,
    unknownAccepted: 0,
    unknownNeverAccepted: 0,
  };
  readonly records = new Map<MessageId, MessageRecord>();
  /** By key. */
  readonly #campaigns: ReadonlyMap<string, Known>;
  readonly #workspace: Books;
  readonly #carriers: CarriersSay;
  /** Numbers of the accepted attempts of each message. */
  readonly #accepted = new Map<MessageId, number[]>();

  constructor(workspace: Books, carriers: CarriersSay, campaigns: ReadonlyMap<string, Known>) {
    this.#workspace = workspace;
    this.#campaigns = campaigns;
    const isOurs = (echo: string) => this.#isOurs(this.#attemptOf(echo).messageId);
    this.#carriers = {
      ...carriers,
      requested: carriers.requested.filter(isOurs),
      accepted: carriers.accepted.filter(isOurs),
    };
    for (const echo of this.#carriers.accepted) {
      const { messageId, number } = this.#attemptOf(echo);
      this.#accepted.set(messageId, [...(this.#accepted.get(messageId) ?? []), number]);
    }
  }

  async readCustomers(): Promise<void> {
    const { customers, ledger, plan } = this.#workspace;
    const ids = new Set([...this.#campaigns.values()].map(({ campaign }) => campaign.id));
    for await (const batch of customers.stream(500)) {
      for (const { key } of batch) {
        this.sums.customers++;
        const planned = (await plan.ofCustomer(key)).filter(({ id }) => this.#isOurs(id));
        const skips = (await plan.skipsOf(key)).filter(({ campaignId }) => ids.has(campaignId));
        const firsts = planned.filter(({ id }) => /-1[swe]$/.test(id));
        if (firsts.length + skips.length !== 1) this.breaches.vanished.push(key);
        for (const record of await ledger.ofCustomer(key))
          if (this.#isOurs(record.id)) this.records.set(record.id, record);
        for (const { id } of planned) {
          const status = this.records.get(id)?.state.status ?? 'queued';
          if (RANK[status] <= RANK.sending) this.breaches.vanished.push(id);
        }
      }
    }
  }

  checkRequests(): void {
    const { requested } = this.#carriers;
    const seen = new Set<string>();
    for (const echo of requested) {
      if (seen.has(echo)) this.breaches.repeatedRequests.push(echo);
      seen.add(echo);
      const { messageId, number } = this.#attemptOf(echo);
      if ((this.records.get(messageId)?.state.attempts ?? 0) < number) this.breaches.withoutIntent.push(echo);
    }
    const bySteps = new Map<string, number>();
    for (const [id, numbers] of this.#accepted) {
      // The last letter is the channel.
      const step = id.slice(0, -1);
      bySteps.set(step, (bySteps.get(step) ?? 0) + numbers.length);
      if (numbers.length > 1) this.sums.sentTwiceByPolicy++;
      if (!this.#knows(id, numbers)) this.breaches.lost.push(id);
    }
    for (const [step, count] of bySteps)
      if (count > allowedSends(this.#policyOf(step))) this.breaches.twice.push(step);
  }

  /** The ledger has the accepted attempts, and says nothing that they rule out. */
  #knows(id: MessageId, accepted: readonly number[]): boolean {
    const record = this.records.get(id);
    if (record === undefined || RANK[record.state.status] < RANK.unknown) return false;
    return accepted.every((number) => {
      const attempt = record.attempts.find((each) => each.number === number);
      // Only a message that may be sent again has attempts after one that was taken.
      const isLast = number === record.state.attempts;
      return attempt !== undefined && RANK[attempt.status] >= RANK.unknown && (isLast || this.#mayResend(id));
    });
  }

  checkMessage({ id, state }: MessageRecord): void {
    const accepted = this.#accepted.get(id) ?? [];
    const echo = attemptId(this.#workspace.id, id, state.attempts);
    if (['sent', 'delivered', 'read'].includes(state.status) && accepted.length === 0)
      this.breaches.invented.push(id);
    if (state.status === 'unknown') {
      if (this.#carriers.echoed.has(echo)) this.breaches.unsettled.push(id);
      if (this.#policyOf(id) === 'hold' && hasMark(state, MARK.fallenBack)) this.breaches.notHeld.push(id);
      if (accepted.length > 0) this.sums.unknownAccepted++;
      else this.sums.unknownNeverAccepted++;
    } else if (accepted.includes(state.attempts) && state.providerId === '') {
      this.sums.settledByEvents++;
      if (this.#carriers.answered.has(echo)) this.sums.settledAfterKill++;
    }
  }

  /** The plan adds up to its people and their messages, the counters to a recount and to the records. */
  async checkCampaigns(): Promise<void> {
    const { ledger } = this.#workspace;
    let people = 0;
    for (const { campaign } of this.#campaigns.values()) {
      const tally = await ledger.tally(campaign.id);
      const own = [...this.records.values()].filter(({ id }) => id.startsWith(`${campaign.key}-`));
      const fallbacks = Object.values(tally).reduce((sum, channel) => sum + channel.fallbacks, 0);
      const states = STATUSES.reduce((sum, status) => sum + totalOf(tally, status), 0);
      const { planned = -1, skipped = {} } = campaign.totals ?? {};
      people += Object.values(skipped).reduce((sum, count) => sum + count, planned);
      this.sums.fallbacks += fallbacks;
      const addsUp =
        campaign.state === 'finished' &&
        unstarted(campaign, tally) === 0 &&
        planned + fallbacks === states &&
        isDeepStrictEqual(tally, await ledger.recount(campaign.id)) &&
        STATUSES.every(
          (status) => totalOf(tally, status) === own.filter(({ state }) => state.status === status).length,
        );
      if (!addsUp) this.breaches.drifted.push(campaign.id);
    }
    if (people !== this.sums.customers) this.breaches.drifted.push(`${people} people`);
  }

  #attemptOf(echo: string) {
    const attempt = parseAttemptId(this.#workspace.id, echo);
    if (attempt === undefined) throw new Error(`The carriers were sent an attempt id that is none: ${echo}`);
    return attempt;
  }

  #mayResend(id: MessageId): boolean {
    return allowedSends(this.#policyOf(id)) > 1;
  }

  /** Other campaigns may run beside. */
  #isOurs(id: string): boolean {
    return this.#campaigns.has(id.slice(0, id.indexOf('-')));
  }

  #policyOf(id: string): Policy {
    const known = this.#campaigns.get(id.slice(0, id.indexOf('-')));
    if (known === undefined) throw new Error(`${id} belongs to no campaign.`);
    return known.policy;
  }
}
