import type { Customer } from '../../src/audience/customer.ts';
import type { Product, Purchase, SentMessage } from '../../src/audience/records.ts';
import { seededRandom } from '../../src/kernel/random.ts';

/** How much of everything: 1,000,000 customers and 10,000,000 purchases by default. */
export interface Size {
  readonly customers: number;
  readonly purchases: number;
}

export const NOW = Date.UTC(2026, 10, 1);
const DAY_MS = 86_400_000;
const YEARS_MS = 730 * DAY_MS;

/** In percent. */
const COUNTRIES = [
  ['US', 34],
  ['GB', 15],
  ['DE', 12],
  ['FR', 10],
  ['BR', 8],
  ['IN', 6],
  ['ES', 5],
  ['CA', 4],
  ['SE', 2],
  ['PT', 2],
  ['NL', 1],
  ['NO', 1],
] as const;
const CITIES = 40;
const CATEGORIES = ['Shoes', ...Array.from({ length: 19 }, (_, i) => `Category ${i + 1}`)];
const PRODUCTS_EACH = 10;
/** Who was contacted at all, and in the last 60 days. */
const CONTACTED = 0.55;

export function customerId(i: number): string {
  return `CUST-${String(i).padStart(8, '0')}`;
}

export function* customers({ customers: count }: Size): Generator<Customer> {
  const random = seededRandom(1);
  for (let i = 0; i < count; i++) {
    const country = pickCountry(random.next() * 100);
    const sms = random.next() < 0.6;
    yield {
      key: `k${i}`,
      id: customerId(i),
      firstName: `Name${i % 5_000}`,
      addresses: { sms: `+1415${String(2_000_000 + i).padStart(7, '0')}`, email: `c${i}@example.com` },
      country,
      city: `${country} ${Math.floor(random.next() ** 2 * CITIES)}`,
      signupAt: NOW - Math.floor(random.next() * YEARS_MS),
      consent: { sms, email: random.next() < 0.8 },
      attributes: {
        tier: ['bronze', 'silver', 'gold'][i % 3] ?? '',
        points: Math.floor(random.next() * 5_000),
      },
    };
  }
}

function pickCountry(percent: number): string {
  let rest = percent;
  for (const [code, share] of COUNTRIES) {
    if (rest < share) return code;
    rest -= share;
  }
  return 'NO';
}

export const PRODUCTS: readonly Product[] = CATEGORIES.flatMap((category, c) =>
  Array.from({ length: PRODUCTS_EACH }, (_, p) => ({
    sku: `SKU-${c}-${p}`,
    name: `${category} ${p}`,
    category,
    attributes: {},
  })),
);

export interface Sale extends Purchase {
  readonly customer: number;
  readonly amount: number;
  readonly category: string;
}

/** A tenth of the customers makes half of the purchases; three of ten are shoes; the newer the more. */
export function* sales(size: Size): Generator<Sale> {
  const random = seededRandom(2);
  for (let i = 0; i < size.purchases; i++) {
    const rank = Math.floor(random.next() ** 3.3 * size.customers);
    const customer = (rank * 7_919) % size.customers;
    const c = random.next() < 0.3 ? 0 : 1 + Math.floor(random.next() * 19);
    const amount = Math.floor(500 + random.next() ** 2 * 30_000) / 100;
    yield {
      id: `P-${i}`,
      customer,
      customerId: customerId(customer),
      sku: `SKU-${c}-${Math.floor(random.next() * PRODUCTS_EACH)}`,
      category: CATEGORIES[c] ?? '',
      quantity: 1,
      amount,
      currency: 'USD',
      at: NOW - Math.floor(random.next() ** 1.5 * YEARS_MS),
    };
  }
}

/** The last message to each of those who were ever contacted. */
export function* contacts(size: Size): Generator<SentMessage & { readonly customer: number }> {
  const random = seededRandom(3);
  for (let customer = 0; customer < size.customers; customer++) {
    if (random.next() >= CONTACTED) continue;
    yield {
      customer,
      customerKey: `k${customer}`,
      campaignId: 'autumn',
      channel: 'sms',
      at: NOW - Math.floor(random.next() * 60 * DAY_MS),
      contacted: true,
      delivered: true,
      opened: false,
      clicked: false,
      failed: false,
    };
  }
}

/** Up to `size` of what comes, at a time. */
export function* batched<T>(all: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const each of all) {
    batch.push(each);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
