import type { ImportInput } from '../audience/import/import-rows.ts';
import { openTable } from '../compose/open-table.ts';
import { openInputFile } from './input-file.ts';

/** A file that is imported. */
export interface ImportSource {
  readonly source: ImportInput['source'];
  /** How much of it was read, 0 to 1, when so many rows were; `undefined` where its size says nothing. */
  share(rows: number): number | undefined;
  close(): Promise<void>;
}

const PARQUET = Buffer.from('PAR1');
const READ_BYTES = 256 * 1024;

/** Opens a file of any format; Parquet is told from its first bytes. @throws Failure `file_unreadable`, `file_invalid`. */
export async function openImportSource(path: string): Promise<ImportSource> {
  const file = await openInputFile(path);
  const start = Buffer.alloc(PARQUET.length);
  await file.read(start, 0, start.length, 0);
  if (start.equals(PARQUET)) {
    await file.close();
    const table = await openTable(path);
    return {
      source: table,
      share: (rows) => (table.rowCount === 0 ? undefined : rows / table.rowCount),
      close: async () => table.close(),
    };
  }
  const { size } = await file.stat();
  let readBytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    const bytes: AsyncIterable<Buffer> = file.createReadStream({
      autoClose: false,
      start: 0,
      highWaterMark: READ_BYTES,
    });
    for await (const piece of bytes) {
      readBytes += piece.length;
      yield piece;
    }
  };
  return {
    source: counted(),
    share: () => (size === 0 ? undefined : readBytes / size),
    close: () => file.close(),
  };
}
