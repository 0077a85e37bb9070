import type { FieldNames } from './columns.ts';

const SKU = [
  'sku',
  'product_sku',
  'item_sku',
  'product_id',
  'productid',
  'item_id',
  'product_code',
  'item_code',
  'article_number',
  'article',
  'variant_sku',
  'lineitem_sku',
] as const;
const CUSTOMER = ['customer_id', 'customerid', 'user_id', 'userid', 'client_id', 'customer'] as const;
const QUANTITY = ['quantity', 'qty', 'units', 'count', 'number_of_items', 'lineitem_quantity'] as const;
const CURRENCY = ['currency', 'currency_code', 'price_currency'] as const;
const TIMES = [
  'timestamp',
  'datetime',
  'date',
  'time',
  'created_at',
  'occurred_at',
  'event_time',
  'at',
] as const;

/** The columns of a catalogue and the names they go by. Every other column is an attribute of the product. */
export const PRODUCT_FIELDS = {
  sku: [...SKU, 'id', 'code'],
  name: ['name', 'product_name', 'productname', 'title', 'product_title', 'item_name', 'product'],
  category: [
    'category',
    'type',
    'product_type',
    'product_category',
    'category_name',
    'item_category',
    'department',
  ],
  price: ['price', 'list_price', 'unit_price', 'retail_price', 'variant_price'],
  currency: CURRENCY,
} as const satisfies FieldNames<string>;

/** Of exports in which an order's first line has the `Total` of all its lines: no amount of a line. */
export const LINE_PRICE = 'lineitem_price';

/** The columns of a list of purchases. `order_id` names an order of several lines, `unit_price` what one piece cost. */
export const PURCHASE_FIELDS = {
  purchase_id: [
    'purchase_id',
    'purchaseid',
    'order_line_id',
    'line_id',
    'line_item_id',
    'order_item_id',
    'id',
  ],
  order_id: [
    'order_id',
    'orderid',
    'order_number',
    'order_no',
    'transaction_id',
    'invoice_id',
    'receipt_id',
    'order',
  ],
  customer_id: CUSTOMER,
  sku: SKU,
  quantity: QUANTITY,
  amount: ['amount', 'total', 'total_amount', 'line_total', 'total_price', 'line_amount', 'revenue', 'value'],
  unit_price: ['unit_price', 'unitprice', 'item_price', 'price_per_unit', 'price_each', LINE_PRICE],
  currency: CURRENCY,
  purchased_at: [
    'purchased_at',
    'purchase_date',
    'purchase_time',
    'ordered_at',
    'order_date',
    'bought_at',
    'sold_at',
    'invoice_date',
    ...TIMES,
  ],
} as const satisfies FieldNames<string>;

/** The columns of what was put into carts. */
export const CART_FIELDS = {
  customer_id: CUSTOMER,
  sku: SKU,
  quantity: QUANTITY,
  added_at: ['added_at', 'carted_at', 'added_to_cart_at', 'added_date', ...TIMES],
} as const satisfies FieldNames<string>;

/** The columns of a list of looks at products. */
export const VIEW_FIELDS = {
  customer_id: CUSTOMER,
  sku: SKU,
  viewed_at: ['viewed_at', 'seen_at', 'visited_at', 'view_date', 'view_time', ...TIMES],
} as const satisfies FieldNames<string>;
