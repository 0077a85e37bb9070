/**
 * How audiences lie in columns, the same for DuckDB and Athena. Text that is compared is kept in its comparable form (`comparable`),
 * so that no store's own idea of lower case matters; times are epoch ms.
 *
 *   customers  number, customer_id (as given), customer_id_text, external_id, first_name, last_name, phone, whatsapp, email, country,
 *              city, timezone, language, preferred_channel (comparable), signup_at, consent_sms, consent_whatsapp, consent_email,
 *              and the columns of the attributes
 *   products   number, sku, name, category (as given), sku_text, name_text, category_text (comparable)
 *   purchases  purchase_id, customer, product, quantity (double), amount (bigint, 1/10,000), currency (upper case), at
 *   buyers     customer, first_at, last_at (times of the first and the last of them), purchases (how many), amount (bigint, the sum of those
 *              that have one, else NULL): one row for each customer in `purchases`
 *   carts      customer, product, quantity, at
 *   views      customer, product, at
 *   messages   customer, campaign (id), channel, at, contacted, delivered, opened, clicked, failed (boolean)
 *
 * `customer` and `product` are the `number` of the other table: 4 bytes instead of a text, which is what makes counting 10,000,000
 * rows fast. A number without a row in `customers` is of somebody who was never imported, and is nobody.
 */
export interface AudienceSchema {
  /** By the attribute's name. */
  readonly attributes: ReadonlyMap<string, AttributeColumns>;
  /** The greatest `last_at`, epoch ms; absent: `buyers` can't be read, because nothing was bought or an older version kept it. */
  readonly newestPurchaseAt?: number;
}

/** One attribute's columns: those that some customer has a value for. */
export interface AttributeColumns {
  /** Comparable text of every single value, whatever its type. */
  readonly text?: string;
  /** Of values that are numbers. */
  readonly number?: string;
  /** First moment of values that are ISO 8601 times, epoch ms. */
  readonly time?: string;
  /** Comparable texts of values that are lists. */
  readonly list?: string;
}

/** Amounts are whole numbers of this part of a currency's unit: sums are exact. */
export const AMOUNT_SCALE = 10_000;
export const AMOUNT_DECIMALS = Math.log10(AMOUNT_SCALE);
