import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASE_FILE } from '../src/adapters/embedded/database.ts';
import type { NewCustomer } from '../src/audience/customer.ts';
import { campaignDefinition } from '../src/campaign/definition.ts';
import { launchCampaign } from '../src/campaign/launch.ts';
import { workspaceSettings } from '../src/campaign/workspace-settings.ts';
import { makeEngine } from '../src/compose/engine.ts';
import { openWorkspace, type Workspace } from '../src/compose/workspace.ts';
import { totalOf } from '../src/delivery/tally.ts';
import { UnlimitedCarriers } from './unlimited-carriers.ts';

/**
 * From planned to delivered, every transition on the disk, carriers without limits or delays; and with the planning itself. One process,
 * one size.
 */
export async function runPipeline(count: number): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'cpaas-bench-'));
  try {
    return await measure(folder, count);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rate(count: number, ms: number): number {
  return Math.round((count / ms) * 1000);
}

const UNLIMITED = { partsPerSecond: Number.POSITIVE_INFINITY };

async function measure(folder: string, count: number): Promise<Record<string, unknown>> {
  const defaults = workspaceSettings.parse({});
  const settings = {
    ...defaults,
    origins: defaults.origins.map((origin) => ({ ...origin, limit: UNLIMITED })),
  };
  const workspace = await openWorkspace(folder, { role: 'owner', create: true, settings });
  await addCustomers(workspace, count);
  let carriers: UnlimitedCarriers | undefined;
  const engine = makeEngine(workspace, {
    seed: 1,
    trouble: (error) => console.error(error),
    open: (receiving) => (carriers = new UnlimitedCarriers(receiving, workspace.clock)),
  });
  const cpu = process.cpuUsage();
  const began = performance.now();
  await launchCampaign(workspace, DEFINITION, workspace.clock.now());
  const planned = performance.now();
  const stop = new AbortController();
  const running = engine.run(stop.signal);
  while ((await workspace.campaigns.find('bench'))?.state !== 'finished') await workspace.clock.sleep(20);
  await engine.carriers.idle();
  const ended = performance.now();
  const used = process.cpuUsage(cpu);
  stop.abort();
  await running;

  const recount = await workspace.ledger.recount('bench');
  const delivered = totalOf(recount, 'delivered') + totalOf(recount, 'read');
  const drift = JSON.stringify(recount) !== JSON.stringify(await workspace.ledger.tally('bench'));
  workspace.close();
  return {
    messages: count,
    accepted: carriers?.accepted,
    delivered,
    countersDrifted: drift,
    messagesPerSecond: rate(count, ended - planned),
    withPlanningPerSecond: rate(count, ended - began),
    planSeconds: (planned - began) / 1000,
    sendSeconds: (ended - planned) / 1000,
    cpuMicrosPerMessage: Math.round((used.user + used.system) / count),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    databaseMb: Math.round(statSync(join(folder, DATABASE_FILE)).size / 1e6),
  };
}

const DEFINITION = campaignDefinition.parse({
  id: 'bench',
  name: 'Benchmark',
  channels: ['sms'],
  templates: {
    sms: {
      text: 'Hello {{ first_name }}, your order has shipped and will be with you in two days. Track it at example.com/t/{{ customer_id }}. Reply STOP to opt out.',
    },
  },
});

async function addCustomers(workspace: Workspace, count: number): Promise<void> {
  for (let from = 0; from < count; from += 1000) {
    const batch: NewCustomer[] = [];
    for (let i = from; i < Math.min(count, from + 1000); i++) {
      batch.push({
        id: `CUST-${String(i).padStart(8, '0')}`,
        firstName: `Name${i % 5000}`,
        addresses: { sms: `+1415${String(2_000_000 + i).padStart(7, '0')}` },
        country: 'US',
        city: 'San Francisco',
        timezone: 'America/Los_Angeles',
        language: 'en',
        consent: { sms: true },
        attributes: {},
      });
    }
    await workspace.customers.upsert(batch);
  }
}

if (import.meta.main) console.log(JSON.stringify(await runPipeline(Number(process.argv[2] ?? 100_000))));
