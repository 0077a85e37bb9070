import { z } from 'zod';
import type { PlanTotals } from './campaign-store.ts';
import { type CampaignDefinition, campaignDefinition } from './definition.ts';

const range = z.object({ low: z.number(), expected: z.number(), high: z.number() });

const storedTotals: z.ZodType<PlanTotals> = z.object({
  planned: z.number(),
  skipped: z.record(z.string(), z.number()),
  channels: z.record(z.string(), z.number()),
  origins: z.record(z.string(), z.number()),
  parts: z.number(),
  estimate: range.extend({
    currency: z.literal('USD'),
    byChannel: z.object({ sms: range, whatsapp: range, email: range }),
    byCountry: z.record(z.string(), range),
  }),
  asOf: z.number(),
});

/** Definitions and totals are read many times a second while a campaign runs and hardly ever change: each is parsed once. */
class ParsedJson<T> {
  readonly #schema: z.ZodType<T>;
  readonly #known = new Map<string, T>();

  constructor(schema: z.ZodType<T>) {
    this.#schema = schema;
  }

  get(json: string): T {
    const known = this.#known.get(json);
    if (known !== undefined) return known;
    if (this.#known.size >= 200) this.#known.clear();
    const value = this.#schema.parse(JSON.parse(json));
    this.#known.set(json, value);
    return value;
  }
}

const definitions = new ParsedJson(campaignDefinition);
const totals = new ParsedJson(storedTotals);

/** A definition that a store kept as JSON. @throws when it is none. */
export function parseStoredDefinition(json: string): CampaignDefinition {
  return definitions.get(json);
}

/** Totals that a store kept as JSON. @throws when they are none. */
export function parseStoredTotals(json: string): PlanTotals {
  return totals.get(json);
}
