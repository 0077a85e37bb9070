import { dollarsFor, PRICES, SERVICES } from '../platform-prices.ts';
import type { Usage } from './usage.ts';

const MILLION = 1e6;

/** US dollars by service, and in all: rounded to hundredths of a cent. */
export function dollarsByService(usage: readonly Usage[], factor = 1): Readonly<Record<string, number>> {
  const sum = (list: readonly Usage[]) =>
    rounded(list.reduce((total, { measure, amount }) => total + dollarsFor(measure, amount), 0) * factor, 4);
  const each = SERVICES.map((service) => {
    const own = usage.filter(({ measure }) => PRICES[measure].service === service);
    return [service, sum(own)] as const;
  });
  return Object.fromEntries([...each.filter(([, dollars]) => dollars > 0), ['total', sum(usage)]]);
}

/** What a run used, by the message, and what a million of them would cost. */
export function billOf(usage: readonly Usage[], messages: number) {
  const perMessage: Record<string, Record<string, number>> = {};
  for (const { measure, of, by, amount } of usage) {
    const lines = (perMessage[measure] ??= {});
    const line = `${of} (${by})`;
    lines[line] = rounded((lines[line] ?? 0) + amount / messages, 5);
  }
  return { perMessage, dollarsPerMillion: dollarsByService(usage, MILLION / messages) };
}

export function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
