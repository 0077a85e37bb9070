import type { NewCustomer } from '../../src/audience/customer.ts';
import type { RecordStore } from '../../src/audience/record-store.ts';
import type { RecordKind, Records, SentMessage } from '../../src/audience/records.ts';
import type { AudienceStores } from './audience-harness.ts';
import type { ToldMessages } from '../support/told-messages.ts';

const DAY_MS = 86_400_000;
/** A Tuesday at noon. */
export const NOW = Date.UTC(2026, 2, 31, 12);

const ago = (days: number) => NOW - days * DAY_MS;

const bare = (id: string): NewCustomer => ({ id, addresses: {}, consent: {}, attributes: {} });

export const ANA: NewCustomer = {
  ...bare('C-1'),
  firstName: 'Ana',
  country: 'DE',
  city: 'Berlin',
  addresses: { sms: '+4915112345678', email: 'ana@example.com' },
  consent: { sms: true, email: false },
  preferredChannel: 'email',
  signupAt: NOW,
  attributes: { tier: 'gold', points: 120, renewed: '2026-01-15', likes: ['Tents', 'ΟΔΟΣ'], mixed: 5 },
};

/** In the order of their ids, by code points. */
export const PEOPLE: readonly NewCustomer[] = [
  ANA,
  bare('C-10'),
  {
    ...bare('C-2'),
    country: 'FR',
    city: 'Lyon',
    addresses: { email: 'bo@example.com' },
    consent: { email: true },
    signupAt: ago(400),
    attributes: { tier: 'Silver', points: 80, vip: true, mixed: 'five', score: 1.5 },
  },
  {
    ...bare('C-3'),
    country: 'DE',
    city: 'MU\u0308NCHEN',
    addresses: { whatsapp: '+4915112345679' },
    consent: { whatsapp: true },
    signupAt: ago(30),
    attributes: { tier: 'gold', points: 120, likes: ['stoves'], renewed: '2025-03-31' },
  },
  { ...bare('c-4'), country: 'PT', attributes: { likes: 'tents' } },
  bare('\uffee-6'),
  bare('\u{1f600}-7'),
];

export const PRODUCTS: readonly Records['products'][] = [
  { sku: 'TENT-1', name: 'Tent Pro', category: 'Camping', attributes: {} },
  { sku: 'TENT-2', name: 'Tent Light', category: 'Camping', attributes: {} },
  { sku: 'STOVE-1', name: 'Stove', category: 'Kitchen', price: 19.99, currency: 'EUR', attributes: {} },
  { sku: 'UNSOLD', attributes: {} },
];

const purchase = (
  id: string,
  customerId: string,
  sku: string,
  days: number,
  rest: Partial<Records['purchases']> = {},
): Records['purchases'] => ({ id, customerId, sku, quantity: 1, at: ago(days), ...rest });

/** LOOSE-9 is not in the catalogue; X-99 is nobody. */
export const PURCHASES: readonly Records['purchases'][] = [
  purchase('p1', 'C-1', 'TENT-1', 10, { amount: 200, currency: 'EUR' }),
  purchase('p2', 'C-1', 'STOVE-1', 5, { amount: 19.99, currency: 'EUR', quantity: 2 }),
  purchase('p3', 'C-1', 'LOOSE-9', 100),
  purchase('p4', 'C-2', 'TENT-2', 40, { amount: 0.1, currency: 'USD' }),
  purchase('p5', 'C-2', 'STOVE-1', 40, { amount: 0.2, currency: 'USD' }),
  purchase('p6', 'C-3', 'TENT-1', 200, { amount: 200, currency: 'EUR', quantity: 4 }),
  purchase('p7', 'X-99', 'TENT-1', 1, { amount: 9999, currency: 'EUR', quantity: 9 }),
];

export const CARTS: readonly Records['carts'][] = [
  { customerId: 'C-1', sku: 'TENT-1', quantity: 2, at: ago(1) },
  { customerId: 'C-3', sku: 'STOVE-1', quantity: 1, at: ago(3) },
  { customerId: 'X-99', sku: 'STOVE-1', quantity: 1, at: ago(3) },
];

export const VIEWS: readonly Records['views'][] = [
  { customerId: 'C-2', sku: 'TENT-1', at: ago(2) },
  { customerId: 'C-2', sku: 'TENT-1', at: ago(3) },
  { customerId: 'C-1', sku: 'STOVE-1', at: ago(20) },
];

const message = (customerKey: string, days: number, rest: Partial<SentMessage>): SentMessage => ({
  customerKey,
  campaignId: 'spring',
  channel: 'sms',
  at: ago(days),
  contacted: true,
  delivered: false,
  opened: false,
  clicked: false,
  failed: false,
  ...rest,
});

async function messagesTo(stores: AudienceStores): Promise<readonly SentMessage[]> {
  const key = async (id: string) => (await stores.customers.find(id))?.key ?? '';
  const [ana, bo, cy] = await Promise.all(['C-1', 'C-2', 'C-3'].map(key));
  return [
    message(ana ?? '', 3, { delivered: true, opened: true }),
    message(ana ?? '', 60, { campaignId: 'autumn', channel: 'email', delivered: true, clicked: true }),
    message(bo ?? '', 3, { channel: 'email', contacted: false, failed: true }),
    message(cy ?? '', 30, {}),
    message('nobody', 3, { delivered: true }),
  ];
}

/** Imports rows of one kind. */
export async function importAll<K extends RecordKind>(
  store: RecordStore,
  kind: K,
  rows: readonly Records[K][],
) {
  const writer = await store.begin(kind);
  await writer.add(rows);
  return writer.commit();
}

/** Brings all of it in. */
export async function fillAudience(stores: AudienceStores, ledger: ToldMessages): Promise<void> {
  await stores.customers.upsert(PEOPLE.toReversed());
  await importAll(stores.records, 'products', PRODUCTS);
  await importAll(stores.records, 'purchases', PURCHASES);
  await importAll(stores.records, 'carts', CARTS);
  await importAll(stores.records, 'views', VIEWS);
  ledger.tell(await messagesTo(stores));
}
