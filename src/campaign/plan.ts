import type { Customer } from '../audience/customer.ts';
import type { CustomerStore } from '../audience/customer-store.ts';
import { type SelectionParts, selectCustomers } from '../audience/select-customers.ts';
import { zoneOfCountry } from '../consent/country-zones.ts';
import { compileQuietHours } from '../consent/quiet-hours.ts';
import { customerVariables } from '../content/message-template.ts';
import type { Message } from '../delivery/message.ts';
import { Estimate } from '../pricing/estimate.ts';
import type { PriceTable } from '../pricing/price-table.ts';
import type { Campaign, PlanTotals } from './campaign-store.ts';
import { type MessageComposer, messageComposer } from './compose-message.ts';
import { type ConsentParts, type KeyedChoice, type OpenChoices, openChoices } from './open-choices.ts';
import { SeenAddresses } from './seen-addresses.ts';
import type { WorkspaceSettings } from './workspace-settings.ts';

/** What becomes of one customer of the audience. */
export type Decision =
  | { readonly kind: 'send'; readonly customer: Customer; readonly message: Message }
  | {
      readonly kind: 'skip';
      readonly customer: Customer;
      readonly reason: string;
      /** What exactly, without personal data: the variable that a text names. */
      readonly detail?: string;
    };

export interface PlanParts extends ConsentParts, SelectionParts {
  readonly customers: CustomerStore;
  readonly prices: PriceTable;
  readonly settings: WorkspaceSettings;
}

/** The share of fallbacks that is usually needed; the plan shows the ends of the range beside it. */
const FALLBACK_ODDS = 0.05;

/** Customers decided at a time: one look-up of suppressions and one write of decisions. */
const BATCH = 1000;

/**
 * Decides for every customer of the audience: what, on which channel, from where, at what price, or why not. The same code plans a dry run and
 * a real one; only `write` differs. Memory does not grow with the audience, but for 16 bytes an address (see SeenAddresses).
 */
export async function planCampaign(
  parts: PlanParts,
  campaign: Pick<Campaign, 'id' | 'key' | 'definition'>,
  now: number,
  write: (decisions: readonly Decision[]) => Promise<unknown>,
): Promise<PlanTotals> {
  const planner = new Planner(parts, campaign, now);
  const asOf = { at: now, zone: parts.settings.timezone };
  for await (const customers of selectCustomers(campaign.definition.audience, parts, asOf, BATCH)) {
    const decisions = await planner.decide(customers);
    if (decisions.length > 0) await write(decisions);
  }
  return planner.totals();
}

class Planner {
  readonly #estimate = new Estimate(FALLBACK_ODDS);
  readonly #parts: PlanParts;
  readonly #campaign: Pick<Campaign, 'id' | 'key' | 'definition'>;
  readonly #now: number;
  readonly #startAt: number;
  readonly #composer: MessageComposer;
  readonly #allowedAt: ((zone: string | undefined, at: number) => number) | undefined;
  readonly #origins: WorkspaceSettings['origins'];
  readonly #seen = new SeenAddresses();
  readonly #skipped: Record<string, number> = {};
  readonly #channels: Record<string, number> = {};
  readonly #originParts: Record<string, number> = {};
  #planned = 0;
  #sends = 0;

  constructor(parts: PlanParts, campaign: Pick<Campaign, 'id' | 'key' | 'definition'>, now: number) {
    const { definition } = campaign;
    this.#parts = parts;
    this.#campaign = campaign;
    this.#now = now;
    this.#startAt = Math.max(now, definition.startAt === undefined ? 0 : Date.parse(definition.startAt));
    this.#composer = messageComposer(campaign, parts.prices, this.#startAt);
    this.#allowedAt = definition.quietHours && compileQuietHours(definition.quietHours, definition.timezone);
    this.#origins = allowedOrigins(parts.settings, definition.origins);
  }

  async decide(customers: readonly Customer[]): Promise<readonly Decision[]> {
    const asked = customers.map((customer) => ({ customer, sendAt: this.#sendAt(customer) }));
    const { definition } = this.#campaign;
    const choices = await openChoices(this.#parts, definition, this.#origins, asked, this.#now);
    return choices.map((choice) => {
      const decision = this.#decideOne(choice);
      this.#count(decision);
      return decision;
    });
  }

  #decideOne({ customer, sendAt, open, reason }: OpenChoices): Decision {
    let why: { readonly reason: string; readonly detail?: string } = { reason };
    const variables = customerVariables(customer);
    for (const [i, { choice, key }] of open.entries()) {
      const more = i + 1 < open.length;
      const made = this.#composer.compose({
        customer,
        variables,
        choice,
        addressKey: key,
        step: 1,
        more,
        sendAt,
      });
      if ('reason' in made) {
        if (i === 0) why = made;
        continue;
      }
      if (!this.#seen.add(key)) return { kind: 'skip', customer, reason: 'duplicate_address' };
      this.#addCost(customer, variables, made, open.slice(i + 1));
      return { kind: 'send', customer, message: made };
    }
    return { kind: 'skip', customer, ...why };
  }

  #sendAt(customer: Customer): number {
    if (this.#allowedAt === undefined) return this.#startAt > this.#now ? this.#startAt : 0;
    const zone = customer.timezone ?? zoneOfCountry(customer.country);
    const at = this.#allowedAt(zone, this.#startAt);
    return at > this.#now ? at : 0;
  }

  #addCost(
    customer: Customer,
    variables: Readonly<Record<string, unknown>>,
    message: Message,
    rest: readonly KeyedChoice[],
  ): void {
    this.#estimate.add(message.channel, customer.country, message.price, 0);
    if (message.receiptWaitMs === 0) return;
    for (const { choice, key } of rest) {
      const next = this.#composer.compose({
        customer,
        variables,
        choice,
        addressKey: key,
        step: 2,
        more: false,
        sendAt: 0,
      });
      if (!('reason' in next)) this.#estimate.add(next.channel, customer.country, 0, next.price);
    }
  }

  #count(decision: Decision): void {
    if (decision.kind === 'skip') {
      this.#skipped[decision.reason] = (this.#skipped[decision.reason] ?? 0) + 1;
      return;
    }
    const { channel, originId, parts } = decision.message;
    this.#planned++;
    this.#sends += parts;
    this.#channels[channel] = (this.#channels[channel] ?? 0) + 1;
    this.#originParts[originId] = (this.#originParts[originId] ?? 0) + parts;
  }

  totals(): PlanTotals {
    return {
      planned: this.#planned,
      skipped: this.#skipped,
      channels: this.#channels,
      origins: this.#originParts,
      parts: this.#sends,
      estimate: this.#estimate.totals(),
      asOf: this.#now,
    };
  }
}

/** The origins a campaign may use. */
export function allowedOrigins(
  settings: WorkspaceSettings,
  named: readonly string[] | undefined,
): WorkspaceSettings['origins'] {
  return named === undefined
    ? settings.origins
    : settings.origins.filter((origin) => named.includes(origin.id));
}
