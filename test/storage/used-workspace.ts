import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchCampaign } from '../../src/campaign/launch.ts';
import { type WorkspaceSettings, workspaceSettings } from '../../src/campaign/workspace-settings.ts';
import { openWorkspace, type Workspace } from '../../src/compose/workspace.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { makeDefinition } from '../support/make.ts';

/** A folder that is gone when the test is over, with `using`. */
export function temporaryFolder(): { readonly path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'cpaas-storage-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Fast enough for a test and slow enough to be paused. */
function settings(): WorkspaceSettings {
  const defaults = workspaceSettings.parse({});
  const limit = { partsPerSecond: 300, burst: 300 };
  return { ...defaults, origins: defaults.origins.map((origin) => ({ ...origin, limit })) };
}

export function openOwner(folder: string, create = false): Promise<Workspace> {
  return openWorkspace(folder, {
    role: 'owner',
    create,
    settings: settings(),
    random: seededRandom('storage'),
  });
}

/** A workspace as one day leaves it: customers, a plan, messages in several states, events and counters in every table. */
export async function fillWorkspace(folder: string, customers: number): Promise<void> {
  const workspace = await openOwner(folder, true);
  await addCustomers(workspace, customers);
  await launchCampaign(workspace, makeDefinition(), workspace.clock.now());
  await sendPlanned(workspace, customers);
  workspace.close();
}

export async function addCustomers(workspace: Workspace, count: number): Promise<void> {
  await workspace.customers.upsert(
    Array.from({ length: count }, (_, i) => ({
      id: `CUST-${i}`,
      firstName: `Name${i}`,
      addresses: { sms: `+1415${2_000_000 + i}` },
      country: 'US',
      consent: { sms: i % 20 !== 0 },
      attributes: { tier: i % 3 === 0 ? 'gold' : 'silver' },
    })),
  );
}

/** Two thirds are accepted, half of those are delivered; the others stay as `sending`. */
async function sendPlanned({ plan, ledger, clock }: Workspace, limit: number): Promise<void> {
  const now = clock.now();
  const page = await plan.page('spring', 'sms', undefined, limit);
  const verdicts = await ledger.intend(await plan.load(page.map(({ id }) => id)), now);
  const accepted = page.filter((_, i) => i % 3 !== 0);
  await ledger.apply(
    accepted.map(({ id }) => ({
      id,
      change: {
        kind: 'outcome',
        number: 1,
        outcome: { kind: 'accepted', providerId: `provider-${id}` },
        dueAt: 0,
      },
    })),
    now,
  );
  const echoes = verdicts.flatMap((verdict) => (verdict.kind === 'granted' ? [verdict.attemptId] : []));
  await ledger.fold(
    echoes
      .filter((_, i) => i % 6 === 1)
      .map((attemptId) => ({
        eventId: `event-${attemptId}`,
        source: 'test',
        channel: 'sms',
        type: 'delivered',
        at: now,
        attemptId,
      })),
    now,
  );
}
