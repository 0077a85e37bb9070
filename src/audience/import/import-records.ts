import type { RecordStore, RecordWriter } from '../record-store.ts';
import type { RecordKind, Records } from '../records.ts';
import { checkHeader, type ColumnNames, type FieldNames, planColumns } from './columns.ts';
import { type FileReport, type ImportInput, importRows, type ListKind } from './import-rows.ts';
import { CART_FIELDS, PRODUCT_FIELDS, PURCHASE_FIELDS, VIEW_FIELDS } from './record-fields.ts';
import { cartReader, productReader, purchaseReader, type RowReader, viewReader } from './record-row.ts';

export interface RecordImport<K extends RecordKind> extends ImportInput {
  readonly kind: K;
  readonly store: RecordStore;
}

export interface RecordReport extends FileReport {
  /** Different ids that were not known, and that were. */
  readonly added: number;
  readonly updated: number;
  /** Usable rows whose id came later again in the file. */
  readonly repeated: number;
  /** Products: the names of the attributes that other columns became. Of no other kind are there any. */
  readonly attributes: readonly string[];
  /** Columns that have no place. */
  readonly ignored: readonly string[];
}

/** How a header of one kind of record is read. */
interface Layout<T> {
  knows(header: readonly string[], named: ColumnNames | undefined): boolean;
  reader(
    input: Pick<ImportInput, 'name' | 'columns'>,
    header: readonly string[],
    isOwnHeader: boolean,
  ): HeaderReader<T>;
}

interface HeaderReader<T> {
  readonly read: RowReader<T>;
  readonly others: readonly string[];
}

/** `required`: of each of these lists the header has one field. */
function layout<T, F extends string>(
  known: FieldNames<F>,
  required: readonly (readonly F[])[],
  makeReader: (header: readonly string[], plan: ReturnType<typeof planColumns<F>>) => RowReader<T>,
): Layout<T> {
  return {
    knows(header, named) {
      const { fields } = planColumns(header, known, named);
      return required.every((either) => either.some((field) => fields.has(field)));
    },
    reader({ name, columns }, header, isOwnHeader) {
      const plan = planColumns(header, known, columns);
      if (!isOwnHeader) checkHeader(name, header, plan, required, columns);
      const read = makeReader(header, plan);
      return {
        read:
          plan.repeated === undefined
            ? read
            : () => ({ kind: 'rejected', problems: [{ reason: 'repeated_column' }] }),
        others: plan.others.map(([, column]) => column),
      };
    },
  };
}

const LAYOUTS: { readonly [K in RecordKind]: Layout<Records[K]> } = {
  products: layout(PRODUCT_FIELDS, [['sku']], productReader),
  purchases: layout(
    PURCHASE_FIELDS,
    [['purchase_id', 'order_id'], ['customer_id'], ['sku'], ['purchased_at']],
    purchaseReader,
  ),
  carts: layout(CART_FIELDS, [['customer_id'], ['sku'], ['added_at']], cartReader),
  views: layout(VIEW_FIELDS, [['customer_id'], ['sku'], ['viewed_at']], viewReader),
};

const MAX_NAMES = 1_000;

/**
 * Imports products, purchases, carts or views from any file that `importCustomers` could read. All rows of the file are seen at
 * once when it is read, or none when reading or storing fails. Purchases of customers whom nobody knows are kept: they may come later.
 * @throws Failure `file_invalid` when a column is missing that each row needs, and what the source or the store throws.
 */
export async function importRecords<K extends RecordKind>(input: RecordImport<K>): Promise<RecordReport> {
  const writer = await input.store.begin(input.kind);
  try {
    const others = new Set<string>();
    const report = await importRows(input, listKind(input, LAYOUTS[input.kind], writer, others));
    const { added, updated } = await writer.commit();
    const names = [...others];
    const isProducts = input.kind === 'products';
    return {
      ...report,
      added,
      updated,
      repeated: report.usable - added - updated,
      attributes: isProducts ? names : [],
      ignored: isProducts ? [] : names,
    };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

function listKind<T>(
  input: Pick<ImportInput, 'name' | 'columns'>,
  { knows, reader }: Layout<T>,
  writer: RecordWriter<T>,
  others: Set<string>,
): ListKind<T> {
  return {
    knows: (header) => knows(header, input.columns),
    attributes: () => new Set(),
    reader(header, isOwnHeader) {
      const found = reader(input, header, isOwnHeader);
      for (const other of found.others) if (others.size < MAX_NAMES) others.add(other);
      return found.read;
    },
    save: (batch) => writer.add(batch),
  };
}
