import type { Suppression, SuppressionStore } from '../../consent/suppression-store.ts';
import type { Channel } from '../../kernel/channel.ts';
import { checkHeader, planColumns } from './columns.ts';
import { type FileReport, type ImportInput, importRows, type ListKind } from './import-rows.ts';
import { SUPPRESSION_FIELDS, type SuppressedAddress, SuppressionReader } from './suppression-row.ts';

export interface SuppressionImport extends ImportInput {
  readonly store: SuppressionStore;
  /** `addressKey` with the workspace's secret. */
  readonly keyOf: (channel: Channel, address: string) => string;
  /** Epoch ms that the suppressions get. */
  readonly now: number;
}

export interface SuppressionReport extends FileReport {
  /** Addresses, one for each channel, that were not suppressed before. */
  readonly added: number;
  /** Addresses that were; what was known about them stays. */
  readonly known: number;
}

const ADDRESS_FIELDS = ['address', 'phone', 'email'] as const;

/**
 * Imports a list of addresses that get nothing more, from any file that `importCustomers` could read (suppression-row.ts says what
 * a row means). Addresses are kept as keys only; what cannot be read lands in the rejects, and is not suppressed.
 * @throws Failure `file_invalid` when no column holds addresses, and what the source or the store throws.
 */
export async function importSuppressions(input: SuppressionImport): Promise<SuppressionReport> {
  let given = 0;
  let added = 0;
  const suppressionsOf = ({ channels, address, reason }: SuppressedAddress): readonly Suppression[] =>
    channels.map((channel) => ({
      key: input.keyOf(channel, address),
      channel,
      reason,
      source: `import ${input.name}`,
      at: input.now,
    }));
  const planned = (header: readonly string[]) => planColumns(header, SUPPRESSION_FIELDS, input.columns);
  const kind: ListKind<readonly SuppressedAddress[]> = {
    knows: (header) => ADDRESS_FIELDS.some((field) => planned(header).fields.has(field)),
    attributes: () => new Set(),
    reader(header, isOwnHeader) {
      const plan = planned(header);
      if (!isOwnHeader) checkHeader(input.name, header, plan, [ADDRESS_FIELDS], input.columns);
      const reader = new SuppressionReader(header, plan, input.defaultCountry);
      return (cells) => reader.read(cells);
    },
    async save(batch) {
      const suppressions = batch.flat().flatMap(suppressionsOf);
      given += suppressions.length;
      added += await input.store.add(suppressions);
    },
  };
  const report = await importRows(input, kind);
  return { ...report, added, known: given - added };
}
