import type { RecordStore } from '../audience/record-store.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';

/** The record store of a workspace folder. DuckDB is loaded only for it: that takes 50 ms, which other commands need not wait for. */
export async function openRecords(folder: string, clock: Clock, random: Random): Promise<RecordStore> {
  const { AudienceFolder } = await import('../adapters/embedded/audience/audience-folder.ts');
  const { EmbeddedRecordStore } = await import('../adapters/embedded/audience/record-store.ts');
  return new EmbeddedRecordStore(new AudienceFolder(folder, clock, random));
}
