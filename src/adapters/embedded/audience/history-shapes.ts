import type { CartLine, ProductView, Purchase } from '../../../audience/records.ts';
import { AMOUNT_SCALE } from '../../../audience/sql/schema.ts';
import { type StagedColumn, stagedRow, textCell } from './text-stage.ts';

export type HistoryKind = 'purchases' | 'carts' | 'views';

/** How rows of one kind come in and how they lie. */
export interface HistoryShape<T> {
  readonly kind: HistoryKind;
  /** Of the text that comes in; `nth` is the place in the import. */
  readonly staged: readonly StagedColumn[];
  readonly row: (record: T, nth: number) => string;
  /** What makes a record the same as another, in the columns that come in and in those that stay. */
  readonly stagedKey: string;
  readonly storedKey: string;
  /** All keys of the import, by the views `staged` and `incoming`. */
  readonly newKeys: string;
  /** What stays, from `staged s`, `people p` and `skus k`. */
  readonly stored: string;
  /** Its columns. */
  readonly columns: string;
}

const NTH: StagedColumn = { name: 'nth', type: 'INTEGER' };
const WHO_AND_WHAT: readonly StagedColumn[] = [
  { name: 'customer_id', type: 'VARCHAR' },
  { name: 'sku', type: 'VARCHAR' },
];
const AT: StagedColumn = { name: 'at', type: 'BIGINT' };
const NUMBERS = 'p.number AS customer, k.number AS product';

export const PURCHASES: HistoryShape<Purchase> = {
  kind: 'purchases',
  staged: [
    NTH,
    { name: 'purchase_id', type: 'VARCHAR' },
    ...WHO_AND_WHAT,
    { name: 'quantity', type: 'DOUBLE' },
    { name: 'amount', type: 'DOUBLE' },
    { name: 'currency', type: 'VARCHAR' },
    AT,
  ],
  row: ({ id, customerId, sku, quantity, amount, currency, at }, nth) =>
    stagedRow([
      nth,
      textCell(id),
      textCell(customerId),
      textCell(sku),
      quantity,
      amount === undefined ? '' : Math.round(amount * AMOUNT_SCALE),
      textCell(currency?.toUpperCase()),
      at,
    ]),
  stagedKey: 'purchase_id',
  storedKey: 'purchase_id',
  newKeys: 'SELECT purchase_id FROM staged',
  stored: `s.purchase_id, ${NUMBERS}, s.quantity, TRY_CAST(s.amount AS BIGINT) AS amount, s.currency, s."at"`,
  columns: 'purchase_id, customer, product, quantity, amount, currency, "at"',
};

export const CARTS: HistoryShape<CartLine> = {
  kind: 'carts',
  staged: [NTH, ...WHO_AND_WHAT, { name: 'quantity', type: 'DOUBLE' }, AT],
  row: ({ customerId, sku, quantity, at }, nth) =>
    stagedRow([nth, textCell(customerId), textCell(sku), quantity, at]),
  stagedKey: 'customer_id, sku, "at"',
  storedKey: 'customer, product, "at"',
  newKeys: 'SELECT customer, product, "at" FROM incoming',
  stored: `${NUMBERS}, s.quantity, s."at"`,
  columns: 'customer, product, quantity, "at"',
};

export const VIEWS: HistoryShape<ProductView> = {
  kind: 'views',
  staged: [NTH, ...WHO_AND_WHAT, AT],
  row: ({ customerId, sku, at }, nth) => stagedRow([nth, textCell(customerId), textCell(sku), at]),
  stagedKey: 'customer_id, sku, "at"',
  storedKey: 'customer, product, "at"',
  newKeys: 'SELECT customer, product, "at" FROM incoming',
  stored: `${NUMBERS}, s."at"`,
  columns: 'customer, product, "at"',
};
