import type { ColumnNames, FieldNames } from '../audience/import/columns.ts';
import { CUSTOMER_FIELDS } from '../audience/import/customer-row.ts';
import {
  CART_FIELDS,
  PRODUCT_FIELDS,
  PURCHASE_FIELDS,
  VIEW_FIELDS,
} from '../audience/import/record-fields.ts';
import { SUPPRESSION_FIELDS } from '../audience/import/suppression-row.ts';
import type { RecordKind } from '../audience/records.ts';
import { Failure, nearest } from '../kernel/failure.ts';
import type { Arguments } from './command.ts';

const FIELDS: Readonly<Record<RecordKind | 'customers' | 'suppressions', FieldNames<string>>> = {
  customers: CUSTOMER_FIELDS,
  products: PRODUCT_FIELDS,
  purchases: PURCHASE_FIELDS,
  carts: CART_FIELDS,
  views: VIEW_FIELDS,
  suppressions: SUPPRESSION_FIELDS,
};

/** What `--column FIELD=NAME` says about the columns of a list. @throws Failure `usage` for a field that such a list does not have. */
export function columnNames(args: Arguments, kind: keyof typeof FIELDS): ColumnNames {
  const fields = Object.keys(FIELDS[kind]);
  const names = new Map<string, string>();
  for (const given of args.lists.get('column') ?? []) {
    const [field = '', ...rest] = given.split('=');
    const name = rest.join('=').trim();
    if (name === '')
      throw new Failure(
        'usage',
        '--column takes a field and the name of its column: --column customer_id=Email.',
      );
    if (!fields.includes(field)) {
      const near = nearest(field, fields);
      const hint = near === undefined ? `they have ${fields.join(', ')}` : `did you mean ${near}`;
      throw new Failure('usage', `--column names a field that ${kind} do not have: ${hint}.`);
    }
    names.set(field, name);
  }
  return names;
}
