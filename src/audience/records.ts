import type { Channel } from '../kernel/channel.ts';
import type { AttributeValue } from './customer.ts';

/** One entry of the catalogue. Its sku is its id. */
export interface Product {
  readonly sku: string;
  readonly name?: string;
  readonly category?: string;
  readonly price?: number;
  /** ISO 4217. */
  readonly currency?: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** One line of an order. */
export interface Purchase {
  readonly id: string;
  readonly customerId: string;
  readonly sku: string;
  /** 1 where the file gives none. */
  readonly quantity: number;
  /** For the whole line. */
  readonly amount?: number;
  /** ISO 4217. */
  readonly currency?: string;
  /** Epoch ms. */
  readonly at: number;
}

/** Something that was put into a cart. Customer, sku and time are its id. */
export interface CartLine {
  readonly customerId: string;
  readonly sku: string;
  readonly quantity: number;
  /** Epoch ms. */
  readonly at: number;
}

/** A look at a product. Customer, sku and time are its id. */
export interface ProductView {
  readonly customerId: string;
  readonly sku: string;
  /** Epoch ms. */
  readonly at: number;
}

/** What the ledger says about one message that may have arrived or failed, as far as audiences ask for it. */
export interface SentMessage {
  readonly customerKey: string;
  readonly campaignId: string;
  readonly channel: Channel;
  /** When it was sent, epoch ms. */
  readonly at: number;
  /** Accepted and not failed since, or nobody knows. */
  readonly contacted: boolean;
  readonly delivered: boolean;
  /** Opened or read. */
  readonly opened: boolean;
  readonly clicked: boolean;
  readonly failed: boolean;
}

/** What is imported beside customers, by the word of the command. */
export interface Records {
  readonly products: Product;
  readonly purchases: Purchase;
  readonly carts: CartLine;
  readonly views: ProductView;
}

export const RECORD_KINDS = ['products', 'purchases', 'carts', 'views'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];
