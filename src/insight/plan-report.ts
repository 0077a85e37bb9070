import type { PlanTotals } from '../campaign/campaign-store.ts';
import { type CampaignDefinition, durationMs } from '../campaign/definition.ts';
import { allowedOrigins, type Decision } from '../campaign/plan.ts';
import { scopesOf, type WorkspaceSettings } from '../campaign/workspace-settings.ts';
import { type Channel, perChannel } from '../kernel/channel.ts';
import { formatMoney, dollarsToMicros, microsToDollars } from '../kernel/money.ts';
import type { CostRange } from '../pricing/estimate.ts';
import type { ScopedLimit } from '../throughput/limit.ts';
import { forecastFinish } from '../throughput/forecast.ts';

/** US dollars, exact to the millionth: without fallbacks, with the usual share of them, with all of them. */
export interface DollarRange {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/** What a campaign would do, as `plan --json` shows it. */
export interface PlanReport {
  readonly campaignId: string;
  readonly name: string;
  readonly planned: number;
  readonly skipped: Readonly<Record<string, number>>;
  /** Messages of the first step. */
  readonly channels: Readonly<Record<Channel, number>>;
  /** SMS parts; WhatsApp and email messages count as one. */
  readonly parts: number;
  readonly cost: DollarRange & {
    readonly currency: 'USD';
    readonly byChannel: Readonly<Record<Channel, DollarRange>>;
    readonly byCountry: Readonly<Record<string, DollarRange>>;
  };
  /** ISO 8601: when the last first-step message is sent if nothing holds it up. */
  readonly finishAt: string;
  /** Sentences. */
  readonly warnings: readonly string[];
}

interface Lane {
  readonly name: string;
  readonly partsPerSecond: number;
  readonly perDay: number | undefined;
  /** Epoch ms before which they must not go -> parts. */
  readonly partsBySendAt: Map<number, number>;
}

/** Listens to the decisions of a plan, and says when sending would end and what should be looked at before. */
export class PlanForecast {
  readonly #definition: CampaignDefinition;
  readonly #settings: WorkspaceSettings;
  readonly #lanes = new Map<string, Lane>();
  /** Customers without a message for want of a variable, by its name. */
  readonly #lacking = new Map<string, number>();
  readonly #lanesOfOrigin = new Map<string, readonly Lane[]>();

  constructor(definition: CampaignDefinition, settings: WorkspaceSettings) {
    this.#definition = definition;
    this.#settings = settings;
  }

  see(decisions: readonly Decision[]): void {
    for (const decision of decisions) {
      if (decision.kind === 'skip') {
        this.#countLacking(decision);
        continue;
      }
      const { originId, sendAt, parts } = decision.message;
      for (const { partsBySendAt } of this.#lanesOf(originId)) {
        partsBySendAt.set(sendAt, (partsBySendAt.get(sendAt) ?? 0) + parts);
      }
    }
  }

  #countLacking({ reason, detail }: Extract<Decision, { kind: 'skip' }>): void {
    if (reason === 'missing_variable' && detail !== undefined)
      this.#lacking.set(detail, (this.#lacking.get(detail) ?? 0) + 1);
  }

  report(totals: PlanTotals): PlanReport {
    const startAt = Math.max(
      totals.asOf,
      this.#definition.startAt === undefined ? 0 : Date.parse(this.#definition.startAt),
    );
    const finishAt = Math.max(startAt, ...[...this.#lanes.values()].map((lane) => finishOf(lane, startAt)));
    return {
      campaignId: this.#definition.id,
      name: this.#definition.name,
      planned: totals.planned,
      skipped: totals.skipped,
      channels: perChannel((channel) => totals.channels[channel] ?? 0),
      parts: totals.parts,
      cost: costOf(totals),
      finishAt: new Date(finishAt).toISOString(),
      warnings: this.#warnings(totals, startAt, finishAt),
    };
  }

  /** Every limit that a message from this origin has to keep is a lane of its own: the slowest decides. */
  #lanesOf(originId: string): readonly Lane[] {
    let lanes = this.#lanesOfOrigin.get(originId);
    if (lanes === undefined) {
      const { id, limit } = this.#definition;
      const origin = this.#settings.origins.find((each) => each.id === originId);
      const scopes = origin === undefined ? [] : scopesOf(this.#settings, origin, { id, limit });
      lanes = scopes.map((scope) => this.#lane(scope));
      this.#lanesOfOrigin.set(originId, lanes);
    }
    return lanes;
  }

  #lane({ scope, partsPerSecond, perDay }: ScopedLimit): Lane {
    let lane = this.#lanes.get(scope);
    if (lane === undefined) {
      lane = { name: scope.replace(':', ' '), partsPerSecond, perDay, partsBySendAt: new Map() };
      this.#lanes.set(scope, lane);
    }
    return lane;
  }

  #warnings(totals: PlanTotals, startAt: number, finishAt: number): readonly string[] {
    const { channels, origins, expiresAfter, budget } = this.#definition;
    const usable = allowedOrigins(this.#settings, origins);
    const warnings = channels
      .filter((channel) => !usable.some((origin) => origin.channel === channel))
      .map((channel) => `There is no origin for ${channel}: nobody is reached on it.`);
    for (const [name, count] of this.#lacking)
      warnings.push(
        `Nothing for ${count.toLocaleString('en-US')} without ${name}: {{ ${name} | default: "..." }} writes to them, too.`,
      );
    if (totals.planned === 0) warnings.push('Nobody gets a message: see what was skipped and why.');
    if (finishAt > startAt + durationMs(expiresAfter)) {
      warnings.push(
        `Sending takes longer than expiresAfter (${expiresAfter}): what is left by then expires.`,
      );
    }
    if (budget !== undefined && totals.estimate.expected > dollarsToMicros(budget)) {
      warnings.push(
        `The expected cost (${formatMoney(totals.estimate.expected)}) is above the budget (${formatMoney(dollarsToMicros(budget))}): the campaign will pause.`,
      );
    }
    const lanes = [...this.#lanes.values()].map(({ name, partsPerSecond, perDay, partsBySendAt }) => ({
      name,
      partsPerSecond,
      perDay,
      parts: [...partsBySendAt.values()].reduce((sum, parts) => sum + parts, 0),
    }));
    return [...warnings, ...forecastFinish({ lanes, startAt }).warnings];
  }
}

/** What may go at once goes first; what has to wait queues behind it. */
function finishOf({ name, partsPerSecond, perDay, partsBySendAt }: Lane, startAt: number): number {
  let at = startAt;
  for (const [sendAt, parts] of [...partsBySendAt].sort(([a], [b]) => a - b)) {
    at = forecastFinish({
      lanes: [{ name, parts, partsPerSecond, perDay }],
      startAt: Math.max(at, sendAt),
    }).finishAt;
  }
  return at;
}

function costOf({ estimate }: PlanTotals): PlanReport['cost'] {
  return {
    currency: 'USD',
    ...dollars(estimate),
    byChannel: perChannel((channel) => dollars(estimate.byChannel[channel])),
    byCountry: Object.fromEntries(
      Object.entries(estimate.byCountry).map(([country, range]) => [country, dollars(range)]),
    ),
  };
}

function dollars({ low, expected, high }: CostRange): DollarRange {
  return { low: microsToDollars(low), expected: microsToDollars(expected), high: microsToDollars(high) };
}
