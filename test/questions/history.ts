import { type Chance, csvText, isoTime } from './chance.ts';

const DAY_MS = 86_400_000;

export interface Item {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  /** In the currency of the catalogue. */
  readonly price: number;
}

export interface Buyer {
  readonly id: string;
  readonly currency: string;
  /** Epoch ms. */
  readonly since: number;
}

/** What the history of a made-up business is drawn from. */
export interface Business {
  readonly items: readonly Item[];
  readonly buyers: readonly Buyer[];
  /** One unit of the catalogue's currency in each currency. */
  readonly rates: Readonly<Record<string, number>>;
  /** Smallest step of an amount: 0.01 or 1,000. */
  readonly step: number;
  readonly counts: { readonly purchases: number; readonly carts: number; readonly views: number };
  /** Share of the customers who never bought. */
  readonly idle: number;
  /** Epoch ms. */
  readonly from: number;
  readonly until: number;
}

interface Bought {
  readonly buyer: Buyer;
  readonly item: Item;
  readonly at: number;
}

/** The four files beside the customers'. Some buy often and some never, some things sell better, and carts are sometimes paid for. */
export function historyFiles(
  business: Business,
  chance: Chance,
): Readonly<Record<'products' | 'purchases' | 'carts' | 'views', string>> {
  const { items, buyers, rates, counts, from, until } = business;
  const regulars = buyers.filter(() => !chance.happens(business.idle));
  const fond = regulars.map((buyer) => ({ buyer, order: chance.next() })).sort((a, b) => a.order - b.order);
  const popular = items.map((item) => ({ item, order: chance.next() })).sort((a, b) => a.order - b.order);
  const draw = (people: readonly { readonly buyer: Buyer }[]): Bought => {
    const { buyer } = chance.pickEarly(people);
    return {
      buyer,
      item: chance.pickEarly(popular).item,
      at: chance.time(Math.max(from, buyer.since), until),
    };
  };
  const everybody = buyers.map((buyer) => ({ buyer }));
  const bought = Array.from({ length: counts.purchases }, () => draw(fond)).sort((a, b) => a.at - b.at);
  const carted = Array.from({ length: counts.carts }, () => cartOf(chance, bought, draw(everybody)));
  const viewed = Array.from({ length: counts.views }, () => draw(everybody));
  return {
    products: csvText(
      items.map(({ sku, name, category, price }) => ({
        sku,
        name,
        category,
        price,
        currency: mainOf(rates),
      })),
    ),
    purchases: csvText(bought.map((each, i) => purchaseRow(business, chance, each, i + 1))),
    carts: csvText(
      distinct(carted).map(({ buyer, item, at }) => ({
        customer_id: buyer.id,
        sku: item.sku,
        quantity: quantityOf(chance),
        added_at: isoTime(at),
      })),
    ),
    views: csvText(
      distinct(viewed).map(({ buyer, item, at }) => ({
        customer_id: buyer.id,
        sku: item.sku,
        viewed_at: isoTime(at),
      })),
    ),
  };
}

function mainOf(rates: Readonly<Record<string, number>>): string {
  return Object.keys(rates)[0] ?? '';
}

/** Two of five carts were paid for within three days. */
function cartOf(chance: Chance, bought: readonly Bought[], otherwise: Bought): Bought {
  if (!chance.happens(0.4)) return otherwise;
  const paid = chance.pick(bought);
  return { ...paid, at: paid.at - chance.int(60, (3 * DAY_MS) / 1_000) * 1_000 };
}

function quantityOf(chance: Chance): number {
  return chance.happens(0.75) ? 1 : chance.happens(0.7) ? 2 : chance.int(3, 6);
}

function purchaseRow(
  { rates, step }: Business,
  chance: Chance,
  { buyer, item, at }: Bought,
  number: number,
): Record<string, string | number> {
  const quantity = quantityOf(chance);
  const discount = chance.happens(0.15) ? 0.8 : 1;
  const full = item.price * (rates[buyer.currency] ?? 1) * quantity * discount;
  return {
    purchase_id: `P-${String(number).padStart(6, '0')}`,
    customer_id: buyer.id,
    sku: item.sku,
    quantity,
    amount: (Math.round(full / step) * step).toFixed(step < 1 ? 2 : 0),
    currency: buyer.currency,
    purchased_at: isoTime(at),
  };
}

/** In the order of time, each customer, thing and moment once: together they are a row's id. */
function distinct(rows: readonly Bought[]): readonly Bought[] {
  const seen = new Map(rows.map((row) => [`${row.buyer.id} ${row.item.sku} ${row.at}`, row]));
  return [...seen.values()].sort((a, b) => a.at - b.at);
}
