import type { Scalar } from './customer.ts';

/** `mixed` has values of several types; `list` has at least one list, of text. */
export type FieldType = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'list' | 'mixed';

export interface FieldWords {
  /** As `fieldName` makes it. */
  readonly name: string;
  readonly type: FieldType;
  /** Customers that have a value. */
  readonly known: number;
  /** Different values with the number of customers, most frequent first; empty where there are more than MAX_VALUES or it names people. */
  readonly values: readonly { readonly value: Scalar; readonly customers: number }[];
  /** Of numbers and, as epoch ms, of dates. */
  readonly min?: number;
  readonly max?: number;
}

/** More different values than this are names or texts, not words to ask by. */
export const MAX_VALUES = 5_000;

export interface ProductWords {
  readonly sku: string;
  readonly name?: string;
  readonly category?: string;
}

/** What the imported data is made of. */
export interface Vocabulary {
  readonly customers: number;
  /** Every field that somebody has, columns of the contract and attributes. */
  readonly fields: readonly FieldWords[];
  /** The catalogue, and skus that were bought, carted or viewed without being in it. At most 100,000. */
  readonly products: readonly ProductWords[];
  readonly categories: readonly string[];
  readonly campaigns: readonly { readonly id: string; readonly name: string }[];
  /** Of the purchases, most frequent first. */
  readonly currencies: readonly string[];
  /** Which kinds of history there is any of. */
  readonly has: {
    readonly purchases: boolean;
    readonly carts: boolean;
    readonly views: boolean;
    readonly messages: boolean;
  };
}
