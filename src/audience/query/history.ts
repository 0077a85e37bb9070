import { comparable } from '../comparable.ts';
import type { Customer } from '../customer.ts';
import type { CartLine, Product, ProductView, Purchase, SentMessage } from '../records.ts';
import { AMOUNT_SCALE } from '../sql/schema.ts';
import { holds } from './compare.ts';
import { type AsOf, type Interval, isWithin, type Period, resolvePeriod } from './period.ts';
import type { Comparison, Items, MessagesOf, PurchasedItems } from './query.ts';

/** All there is to ask: one moment of the customer store, the record store and the ledger. Each id stands once. */
export interface World {
  readonly customers: readonly Customer[];
  readonly products: readonly Product[];
  readonly purchases: readonly Purchase[];
  readonly carts: readonly CartLine[];
  readonly views: readonly ProductView[];
  readonly messages: readonly SentMessage[];
}

/** What became of a message. */
export type Mark = keyof Pick<SentMessage, 'contacted' | 'delivered' | 'opened' | 'clicked' | 'failed'>;

interface Event {
  readonly sku: string;
  readonly at: number;
}

/** What each customer did and got, and which of it a query means. */
export class History {
  readonly #asOf: AsOf;
  readonly #products: ReadonlyMap<string, Product>;
  readonly #purchases: ReadonlyMap<string, readonly Purchase[]>;
  readonly #carts: ReadonlyMap<string, readonly CartLine[]>;
  readonly #views: ReadonlyMap<string, readonly ProductView[]>;
  readonly #messages: ReadonlyMap<string, readonly SentMessage[]>;
  readonly #intervals = new Map<Period, Interval>();

  constructor(world: World, asOf: AsOf) {
    this.#asOf = asOf;
    this.#products = new Map(world.products.map((product) => [product.sku, product]));
    this.#purchases = grouped(world.purchases, ({ customerId }) => customerId);
    this.#carts = grouped(world.carts, ({ customerId }) => customerId);
    this.#views = grouped(world.views, ({ customerId }) => customerId);
    this.#messages = grouped(world.messages, ({ customerKey }) => customerKey);
  }

  /** Those of the items, each of the amount, in the period. */
  purchases({ id }: Customer, wanted: PurchasedItems = {}, when?: Period): readonly Purchase[] {
    const { amount, currency } = wanted;
    const chosen = this.#chosen(this.#purchases.get(id) ?? [], wanted, when).filter(
      (purchase) => amount === undefined || isOfAmount(purchase, amount),
    );
    return inCurrency(chosen, currency);
  }

  carts({ id }: Customer, wanted: Items, when?: Period): readonly CartLine[] {
    return this.#chosen(this.#carts.get(id) ?? [], wanted, when);
  }

  views({ id }: Customer, wanted: Items, when?: Period): readonly ProductView[] {
    return this.#chosen(this.#views.get(id) ?? [], wanted, when);
  }

  /** Messages with this mark. */
  messages({ key }: Customer, mark: Mark, of: MessagesOf, when?: Period): readonly SentMessage[] {
    return (this.#messages.get(key) ?? [])
      .filter(this.#inPeriod(when))
      .filter((message) => message[mark])
      .filter(({ channel }) => of.channel === undefined || channel === of.channel)
      .filter(({ campaignId }) => of.campaign === undefined || campaignId === of.campaign);
  }

  #chosen<T extends Event>(events: readonly T[], wanted: Items, when?: Period): readonly T[] {
    const isMeant = this.#isOneOf(wanted);
    return events.filter(this.#inPeriod(when)).filter(({ sku }) => isMeant(sku));
  }

  #inPeriod(when: Period | undefined): (event: { readonly at: number }) => boolean {
    if (when === undefined) return () => true;
    const interval = this.#intervals.get(when) ?? resolvePeriod(when, this.#asOf);
    this.#intervals.set(when, interval);
    return ({ at }) => isWithin(interval, at);
  }

  #isOneOf({ skus, products, categories }: Items): (sku: string) => boolean {
    if (skus === undefined && products === undefined && categories === undefined) return () => true;
    return (sku) => {
      const product = this.#products.get(sku);
      return isNamed(sku, skus) || isNamed(product?.name, products) || isNamed(product?.category, categories);
    };
  }
}

/** All of them where no currency is named. */
export function inCurrency(purchases: readonly Purchase[], wanted?: string): readonly Purchase[] {
  const code = wanted?.toUpperCase();
  return purchases.filter(({ currency }) => code === undefined || currency?.toUpperCase() === code);
}

/** Whole 1/10,000 of the amounts, so that their order does not matter; `undefined` where no purchase says what it cost. */
export function sumOfAmounts(purchases: readonly Purchase[]): number | undefined {
  const amounts = purchases.flatMap(({ amount }) => (amount === undefined ? [] : [wholeAmount(amount)]));
  return amounts.length === 0 ? undefined : amounts.reduce((sum, amount) => sum + amount, 0);
}

/** Mean of the amounts that are known, in units of the currency; one division, so that 19.99 is 19.99. */
export function meanAmount(purchases: readonly Purchase[]): number | undefined {
  const known = purchases.filter(({ amount }) => amount !== undefined);
  const sum = sumOfAmounts(known);
  return sum === undefined ? undefined : sum / (known.length * AMOUNT_SCALE);
}

function wholeAmount(amount: number): number {
  return Math.round(amount * AMOUNT_SCALE);
}

function isOfAmount({ amount }: Purchase, wanted: Comparison): boolean {
  return amount !== undefined && holds(wanted, wholeAmount(amount) / AMOUNT_SCALE);
}

function isNamed(text: string | undefined, names: readonly string[] | undefined): boolean {
  return (
    text !== undefined && names !== undefined && names.some((name) => comparable(name) === comparable(text))
  );
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
