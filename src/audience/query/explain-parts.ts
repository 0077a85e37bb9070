import type { Channel } from '../../kernel/channel.ts';
import type { Scalar } from '../customer.ts';
import type { Period } from './period.ts';
import type { Comparison, Items } from './query.ts';

/** Channels as people write them. */
export const CHANNEL_NAMES: Readonly<Record<Channel, string>> = {
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  email: 'email',
};

export function things({ skus = [], products = [], categories = [] }: Items): string {
  const all = [
    ...skus.map((sku) => `sku ${quoted(sku)}`),
    ...products.map((name) => `product ${quoted(name)}`),
    ...categories.map((name) => `category ${quoted(name)}`),
  ];
  return all.length === 0 ? 'anything' : all.join(' or ');
}

export function when(period: Period | undefined): string {
  return period === undefined ? '' : explainPeriod(period);
}

export function compared(
  { exactly, atLeast, moreThan, lessThan, atMost }: Comparison,
  unit?: string,
): string {
  const sum = (value: number) => words(number(value), unit ?? '').replace(' %', '%');
  return [
    exactly === undefined ? [] : [`exactly ${sum(exactly)}`],
    atLeast === undefined ? [] : [`at least ${sum(atLeast)}`],
    moreThan === undefined ? [] : [`more than ${sum(moreThan)}`],
    lessThan === undefined ? [] : [`less than ${sum(lessThan)}`],
    atMost === undefined ? [] : [`at most ${sum(atMost)}`],
  ]
    .flat()
    .join(' and ');
}

/** Times as they were meant: `in the last 90 days`, `since 2026-03-01`. */
export function explainPeriod(period: Period): string {
  if ('last' in period) return `in the last ${period.last}`;
  if ('next' in period) return `in the next ${period.next}`;
  if ('olderThan' in period) return `more than ${period.olderThan} ago`;
  if ('this' in period) return period.this === 'day' ? 'today' : `this ${period.this}`;
  if ('previous' in period) return period.previous === 'day' ? 'yesterday' : `last ${period.previous}`;
  if ('following' in period) return period.following === 'day' ? 'tomorrow' : `next ${period.following}`;
  if ('from' in period)
    return 'to' in period ? `from ${period.from} to ${period.to}` : `since ${period.from}`;
  if ('to' in period) return `until ${period.to}`;
  return 'before' in period ? `before ${period.before}` : `after ${period.after}`;
}

export function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

export function shown(value: Scalar): string {
  return typeof value === 'string'
    ? quoted(value)
    : typeof value === 'number'
      ? number(value)
      : String(value);
}

/** Without an exponent, which nobody writes in a sentence. */
export function number(value: number): string {
  return Math.abs(value) >= 1e15 || (value !== 0 && Math.abs(value) < 1e-6)
    ? value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 })
    : String(value);
}

export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
