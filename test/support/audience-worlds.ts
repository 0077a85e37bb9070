import * as fc from 'fast-check';
import type { AttributeValue, Customer } from '../../src/audience/customer.ts';
import type { World } from '../../src/audience/query/history.ts';
import type { Product, Purchase, SentMessage } from '../../src/audience/records.ts';
import { CHANNELS } from '../../src/kernel/channel.ts';
import type { QueryWords } from './audience-queries.ts';

/** What the random questions are asked for. */
export const NOW = Date.UTC(2026, 2, 29, 12);

const TEXTS = [
  '',
  'a',
  'A',
  'gold',
  "O'Hara",
  '100%',
  '_',
  '?',
  'x"y',
  'Malmö',
  'ΣΑΣ',
  '😀b',
  'b\0c',
  'ﬁ',
  "'; --",
  '\\',
  '5',
  'true',
];
const IDS = ['CUST-1', 'cust-1', 'CUST-2', '10', '9', 'ü', '\uffee', '😀', "q'", 'CUST-3'];
const SKUS = ['LAP-1', 'lap-1', 'TENT', "S'1", '😀'];
const NAMES = ['Tent', 'TENT 2', 'Läufer', 'a%'];
const CATEGORIES = ['Camping', 'shoes', "Kid's"];
const CAMPAIGNS = ['spring', 'Spring', "x'y"];
const ATTRIBUTES = ['tier', 'points', 'since', 'tags', 'größe', '__proto__'];
const DATES = [
  '2026-03-29',
  '2026-03-29T12:00:00Z',
  '2026-03-28',
  '2026-02-28',
  '2025-03-29',
  '2026-03-29T01:30:00+02:00',
  '2027-01-01',
];

/** Fields and attributes that no customer has are asked for too. */
export const WORDS: QueryWords = {
  text: fc.constantFrom(...TEXTS, ...DATES),
  customer: fc.constantFrom(...IDS, 'nobody'),
  sku: fc.constantFrom(...SKUS, 'none'),
  product: fc.constantFrom(...NAMES, 'none'),
  category: fc.constantFrom(...CATEGORIES, 'CAMPING'),
  campaign: fc.constantFrom(...CAMPAIGNS, 'none'),
  currency: fc.constantFrom('EUR', 'usd'),
  attribute: fc.constantFrom(...ATTRIBUTES, 'nothing'),
  date: fc.constantFrom(...DATES),
};

/** Few moments, so that many things happen at one of them: around now, ends of days, and the summer time of that night. */
const moment = fc.oneof(
  fc.constantFrom(NOW, NOW - 1, NOW + 1, NOW - 86_400_000, NOW - 90 * 86_400_000, NOW + 86_400_000),
  fc.constantFrom(...DATES.map((date) => Date.parse(date))),
);
const scalar = fc.oneof(
  WORDS.text,
  fc.integer({ min: -1, max: 9 }),
  fc.constantFrom(0.1, 99.99995, 1e15, 250, true, false),
);
const value: fc.Arbitrary<AttributeValue> = fc.oneof(
  { arbitrary: scalar, weight: 4 },
  { arbitrary: fc.array(scalar, { maxLength: 3 }), weight: 1 },
);
const channel = fc.constantFrom(...CHANNELS);
const buyer = fc.constantFrom(...IDS, 'never imported');
const sku = fc.constantFrom(...SKUS, 'not in the catalogue');
/** Sums of these are exact in any order. */
const quantity = fc.constantFrom(1, 1, 2, 0.5, 0, 3);

const customer: fc.Arbitrary<Customer> = fc.record(
  {
    key: fc.constant(''),
    id: fc.constantFrom(...IDS),
    firstName: fc.constantFrom('a', "O'Hara", 'Malmö', '5'),
    country: fc.constantFrom('US', 'DE'),
    addresses: fc.dictionary(channel, fc.constantFrom('+447700900123', 'a@Example.com')),
    consent: fc.dictionary(channel, fc.boolean()),
    preferredChannel: channel,
    signupAt: moment,
    attributes: fc
      .array(fc.tuple(fc.constantFrom(...ATTRIBUTES), value), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  },
  { requiredKeys: ['key', 'id', 'addresses', 'consent', 'attributes'] },
);
const customers = fc
  .uniqueArray(customer, { maxLength: 8, selector: ({ id }) => id })
  .map((all) => all.map((each, i) => ({ ...each, key: `k${i}` })));
const products: fc.Arbitrary<readonly Product[]> = fc.uniqueArray(
  fc.record(
    {
      sku: fc.constantFrom(...SKUS),
      name: fc.constantFrom(...NAMES),
      category: fc.constantFrom(...CATEGORIES),
      attributes: fc.constant({}),
    },
    { requiredKeys: ['sku', 'attributes'] },
  ),
  { maxLength: 4, selector: (each) => each.sku },
);
const purchase: fc.Arbitrary<Omit<Purchase, 'id'>> = fc.record(
  {
    customerId: buyer,
    sku,
    quantity,
    amount: fc.constantFrom(0, 1, 99.9999, 100, 0.1, 0.2, 33.3333, -5),
    currency: fc.constantFrom('EUR', 'USD'),
    at: moment,
  },
  { requiredKeys: ['customerId', 'sku', 'quantity', 'at'] },
);
const message: fc.Arbitrary<SentMessage> = fc.record({
  customerKey: fc.constantFrom('k0', 'k1', 'k2', 'k3', 'k99'),
  campaignId: fc.constantFrom(...CAMPAIGNS),
  channel,
  at: moment,
  contacted: fc.boolean(),
  delivered: fc.boolean(),
  opened: fc.boolean(),
  clicked: fc.boolean(),
  failed: fc.boolean(),
});

export const anyWorld: fc.Arbitrary<World> = fc.record({
  customers,
  products,
  purchases: fc
    .array(purchase, { maxLength: 14 })
    .map((all) => all.map((each, i) => ({ ...each, id: String(i) }))),
  carts: fc.array(fc.record({ customerId: buyer, sku, quantity, at: moment }), { maxLength: 6 }),
  views: fc.array(fc.record({ customerId: buyer, sku, at: moment }), { maxLength: 6 }),
  messages: fc.array(message, { maxLength: 10 }),
});
