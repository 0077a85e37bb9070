import type { AudienceIndex } from '../audience/audience-index.ts';
import type { Workspace } from './workspace.ts';

/** The audience index of a workspace folder. DuckDB is loaded only for it: that takes 50 ms, which other commands need not wait for. */
export async function openAudience(
  workspace: Pick<Workspace, 'folder' | 'clock' | 'random' | 'customers' | 'ledger' | 'campaigns'>,
): Promise<AudienceIndex> {
  const { folder, clock, random, customers, ledger, campaigns } = workspace;
  const load = [
    import('../adapters/embedded/audience/audience-folder.ts'),
    import('../adapters/embedded/audience/audience-index.ts'),
    import('../adapters/embedded/audience/customer-mirror.ts'),
    import('../adapters/embedded/audience/message-mirror.ts'),
    import('../adapters/embedded/audience/snapshots.ts'),
  ] as const;
  const [
    { AudienceFolder },
    { EmbeddedAudienceIndex },
    { CustomerMirror },
    { MessageMirror },
    { Snapshots },
  ] = await Promise.all(load);
  const files = new AudienceFolder(folder, clock, random);
  const mirror = new CustomerMirror(files, customers);
  return new EmbeddedAudienceIndex({
    snapshots: new Snapshots(files, random),
    customers: mirror,
    messages: new MessageMirror(files, ledger, mirror),
    campaigns: async () =>
      (await campaigns.list()).map(({ id, definition }) => ({ id, name: definition.name })),
  });
}
