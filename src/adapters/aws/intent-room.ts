import type { Micros } from '../../kernel/money.ts';
import type { Budgets } from './budget.ts';
import type { Contacts } from './contacts.ts';
import type { Candidate, Pass } from './intent-gate.ts';

/** Room in frequency caps and budgets, taken before intents are written. A crash in between leaves it unused; nothing passes a limit. */
export class IntentRoom {
  readonly #budgets: Budgets;
  readonly #contacts: Contacts;

  constructor(budgets: Budgets, contacts: Contacts) {
    this.#budgets = budgets;
    this.#contacts = contacts;
  }

  /**
   * Takes room for each in their order, for those of one campaign's budget with one write as long as all fit. Whom the budget cannot pay for
   * gets the verdict; the answer are those whom a cap has no room for.
   */
  async take(candidates: readonly Candidate[], pass: Pass): Promise<readonly Candidate[]> {
    const paid = await this.#payTogether(candidates);
    const overCap: Candidate[] = [];
    for (const candidate of candidates) {
      const { message, budget } = candidate;
      const { campaignId, price } = message;
      if (pass.caps.length > 0 && !(await this.#contacts.reserve(message, pass.now, pass.caps))) {
        overCap.push(candidate);
        if (paid.has(campaignId)) pass.costs.add(campaignId, -price);
      } else if (
        budget !== undefined &&
        !paid.has(campaignId) &&
        !(await this.#budgets.reserve(campaignId, price, budget))
      ) {
        pass.verdicts.set(candidate, { kind: 'over_budget' });
        if (pass.caps.length > 0) await this.#contacts.release(message.id, pass.now);
      }
    }
    return overCap;
  }

  /** Campaigns whose budget pays for all of theirs. */
  async #payTogether(candidates: readonly Candidate[]): Promise<ReadonlySet<string>> {
    const sums = new Map<string, { sum: Micros; budget: Micros }>();
    for (const { message, budget } of candidates) {
      if (budget === undefined) continue;
      const sum = (sums.get(message.campaignId)?.sum ?? 0) + message.price;
      sums.set(message.campaignId, { sum, budget });
    }
    const paid = new Set<string>();
    for (const [campaignId, { sum, budget }] of sums) {
      if (await this.#budgets.reserve(campaignId, sum, budget)) paid.add(campaignId);
    }
    return paid;
  }

  /** For whom it was taken and who did not get an attempt. */
  async giveBack(candidates: readonly Candidate[], { caps, now, costs }: Pass): Promise<void> {
    for (const { message, budget } of candidates) {
      if (budget !== undefined) costs.add(message.campaignId, -message.price);
      if (caps.length > 0) await this.#contacts.release(message.id, now);
    }
  }
}
