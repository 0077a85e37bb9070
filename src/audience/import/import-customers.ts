import type { CustomerStore } from '../customer-store.ts';
import type { NewCustomer } from '../customer.ts';
import { CHANNELS } from '../../kernel/channel.ts';
import { checkHeader, planColumns } from './columns.ts';
import { CUSTOMER_FIELDS, CustomerReader } from './customer-row.ts';
import { type FileReport, type ImportInput, importRows, type ListKind } from './import-rows.ts';
import { RepeatedIds } from './repeated-ids.ts';

export interface CustomerImport extends ImportInput {
  readonly store: Pick<CustomerStore, 'upsert'>;
}

/** `imported = added + updated = usable`. */
export interface ImportReport extends FileReport {
  readonly imported: number;
  readonly added: number;
  readonly updated: number;
  /** Rows whose customer_id came before in the file: the later row wins. From 4,194,304 ids on a lower bound. */
  readonly repeated: number;
  /** Imported rows that give no address. */
  readonly withoutAddress: number;
  /** Columns that are none of the known ones, by the names of the attributes they became: a misspelt one is among them. */
  readonly attributes: readonly string[];
}

/** Names told in a report; a file where every record has other names does not fill the memory. */
const MAX_ATTRIBUTES = 1_000;

/**
 * Imports a customer list: CSV with `,` `;` tab or `|`, or NDJSON; UTF-8, UTF-16 or windows-1252; plain or gzip; columns in any order.
 * What cannot be used lands in the rejects with its row number and reason (customer-row.ts says what that is), the rest in the store.
 * Doing it again changes nothing, so an import that was interrupted is simply done again.
 *
 * 1,000,000 rows of 17 columns (141 MB) into the embedded store, 2 cores: 13 s, 76,000 rows/s, of which 7 s are not the store's; the
 * process peaks at 310 MB, and at 265 MB without SQLite, from the 300,000th row on.
 * @throws Failure `file_invalid` when there is no customer_id column, and what the source or the store throws.
 */
export async function importCustomers(input: CustomerImport): Promise<ImportReport> {
  const count = { added: 0, updated: 0, withoutAddress: 0 };
  const ids = new RepeatedIds();
  const attributes = new Set<string>();
  const planned = (header: readonly string[]) => planColumns(header, CUSTOMER_FIELDS, input.columns);
  const kind: ListKind<NewCustomer> = {
    knows: (header) => planned(header).fields.has('customer_id'),
    attributes: (header) => new Set(planned(header).others.map(([index]) => index)),
    reader(header, isOwnHeader) {
      const plan = planned(header);
      if (!isOwnHeader) checkHeader(input.name, header, plan, [['customer_id']], input.columns);
      const reader = new CustomerReader(header, plan, input.defaultCountry);
      const { repeated } = plan;
      for (const [, name] of plan.others) {
        if (attributes.size < MAX_ATTRIBUTES) attributes.add(name);
      }
      return (cells) =>
        repeated === undefined
          ? reader.read(cells)
          : { kind: 'rejected', problems: [{ reason: 'repeated_column' }] };
    },
    async save(batch) {
      for (const customer of batch) {
        ids.see(customer.id);
        if (CHANNELS.every((channel) => customer.addresses[channel] === undefined)) count.withoutAddress++;
      }
      const { added, updated } = await input.store.upsert(batch);
      count.added += added;
      count.updated += updated;
    },
  };
  const report = await importRows(input, kind);
  return {
    ...report,
    imported: count.added + count.updated,
    ...count,
    repeated: ids.count,
    attributes: [...attributes],
  };
}
