import type { CartLine, Product, ProductView, Purchase } from '../records.ts';
import { readAttributes } from './cell-limits.ts';
import { fieldName } from '../../kernel/field-name.ts';
import type { ColumnPlan } from './columns.ts';
import type { Cell } from './raw-row.ts';
import type { Problem, RowResult } from './reasons.ts';
import { RecordCells } from './record-cells.ts';
import {
  type CART_FIELDS,
  LINE_PRICE,
  type PRODUCT_FIELDS,
  type PURCHASE_FIELDS,
  type VIEW_FIELDS,
} from './record-fields.ts';

export type RowReader<T> = (cells: readonly Cell[]) => RowResult<T>;
type Plan<Fields> = ColumnPlan<Extract<keyof Fields, string>>;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

const NO_WARNINGS: readonly Problem[] = [];

/** A product needs its sku. A price that cannot be read is left out; a currency that the price's sign gives is taken. */
export function productReader(
  header: readonly string[],
  plan: Plan<typeof PRODUCT_FIELDS>,
): RowReader<Product> {
  const row = new RecordCells(header, plan);
  return (cells) => {
    row.begin(cells);
    const product: Writable<Product> = { sku: row.id('sku', 'missing_sku'), attributes: {} };
    const name = row.words('name');
    if (name !== undefined) product.name = name;
    const category = row.words('category');
    if (category !== undefined) product.category = category;
    if (row.problem !== undefined) return rejected(row.problem);
    const currency = row.currency('currency');
    const price = row.amount('price', currency);
    if (price !== undefined) product.price = price.value;
    const priced = currency ?? price?.currency;
    if (priced !== undefined) product.currency = priced;
    const warnings: Problem[] = row.problem === undefined ? [] : [row.problem];
    product.attributes = readAttributes(cells, plan.others, (index) =>
      warnings.push(row.problemAt('long_value', index)),
    );
    return { kind: 'usable', value: product, warnings };
  };
}

/**
 * A purchase needs an id, a customer, a sku and a time. Where the file names orders only, the id is the order's with the sku, as an
 * order has several lines. Without an amount it is the price of a piece times the quantity, or not known. Money that cannot be read
 * rejects the row: left out it would be missing in every sum. Exports that name the currency in the first line of an order mean it for
 * the lines behind, too.
 */
export function purchaseReader(
  header: readonly string[],
  plan: Plan<typeof PURCHASE_FIELDS>,
): RowReader<Purchase> {
  const row = new RecordCells(header, plan);
  const hasOwnId = plan.fields.has('purchase_id');
  const isOfLines = fieldName(header[plan.fields.get('unit_price') ?? -1] ?? '') === LINE_PRICE;
  const hasAmount = plan.fields.has('amount') && !isOfLines;
  let before: { readonly id: string; readonly currency: string | undefined } | undefined;
  return (cells) => {
    row.begin(cells);
    const id = row.id(hasOwnId ? 'purchase_id' : 'order_id', 'missing_purchase_id');
    const customerId = row.id('customer_id', 'missing_id');
    const sku = row.id('sku', 'missing_sku');
    const quantity = row.quantity('quantity');
    const at = row.time('purchased_at');
    const currency =
      row.currency('currency') ?? (isOfLines && before?.id === id ? before.currency : undefined);
    before = { id, currency };
    const given = row.amount(hasAmount ? 'amount' : 'unit_price', currency);
    if (row.problem !== undefined) return rejected(row.problem);
    const value: Writable<Purchase> = { id: hasOwnId ? id : `${id}/${sku}`, customerId, sku, quantity, at };
    if (given !== undefined) value.amount = hasAmount ? given.value : cents(given.value * quantity);
    const paid = currency ?? given?.currency;
    if (paid !== undefined) value.currency = paid;
    return { kind: 'usable', value, warnings: NO_WARNINGS };
  };
}

/** 3 x 0.1 is 0.3. */
function cents(amount: number): number {
  return Math.round(amount * 1e4) / 1e4;
}

export function cartReader(header: readonly string[], plan: Plan<typeof CART_FIELDS>): RowReader<CartLine> {
  const row = new RecordCells(header, plan);
  return (cells) => {
    row.begin(cells);
    const customerId = row.id('customer_id', 'missing_id');
    const sku = row.id('sku', 'missing_sku');
    const quantity = row.quantity('quantity');
    const at = row.time('added_at');
    if (row.problem !== undefined) return rejected(row.problem);
    return { kind: 'usable', value: { customerId, sku, quantity, at }, warnings: NO_WARNINGS };
  };
}

export function viewReader(
  header: readonly string[],
  plan: Plan<typeof VIEW_FIELDS>,
): RowReader<ProductView> {
  const row = new RecordCells(header, plan);
  return (cells) => {
    row.begin(cells);
    const customerId = row.id('customer_id', 'missing_id');
    const sku = row.id('sku', 'missing_sku');
    const at = row.time('viewed_at');
    if (row.problem !== undefined) return rejected(row.problem);
    return { kind: 'usable', value: { customerId, sku, at }, warnings: NO_WARNINGS };
  };
}

function rejected(problem: Problem): RowResult<never> {
  return { kind: 'rejected', problems: [problem] };
}
