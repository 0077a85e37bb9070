import type { CustomerStore } from '../audience/customer-store.ts';
import { importCustomers } from '../audience/import/import-customers.ts';
import type { CampaignDefinition } from '../campaign/definition.ts';
import { launchCampaign } from '../campaign/launch.ts';
import type { Workspace } from '../compose/workspace.ts';
import { Failure } from '../kernel/failure.ts';
import { readCampaignFile } from './campaign-file.ts';
import { type Session, show } from './command.ts';
import { confirmSend } from './confirm-send.ts';
import { dryRun, planWithoutKeeping } from './dry-run.ts';
import { openInputFile } from './input-file.ts';
import { packageFile } from './package-files.ts';
import { realDefinition, type RealDemo } from './real-demo.ts';
import { refuseMissingTemplate } from './refuse-missing-template.ts';
import { reportText } from './report-text.ts';
import { runCampaign } from './run-campaign.ts';
import { testCustomers } from './test-customers.ts';

const ID = 'aws-demo-';
/** As many as an audience may name one by one. */
const MOST_CUSTOMERS = 10_000;

export interface RealDemoOptions {
  readonly count: number;
  readonly isDry: boolean;
  readonly yes: boolean;
}

/** Sends the demo's campaign through real carriers, after it has said the price and was told yes. */
export async function runRealDemo(
  session: Session,
  workspace: Workspace,
  real: RealDemo,
  { count, isDry, yes }: RealDemoOptions,
): Promise<number> {
  if (count > MOST_CUSTOMERS)
    throw new Failure('usage', `A demo with real carriers takes at most ${MOST_CUSTOMERS} customers.`);
  const { settings, clock } = workspace;
  const id = await freeId(workspace);
  const customers = await customersOf(workspace, real, count);
  const definition = realDefinition(await exampleFor(workspace), id, real, customers);
  if (isDry) return dryRun(session, workspace, definition);
  await refuseOthers(session, workspace);
  await refuseMissingTemplate(session, workspace, definition);
  const { plan } = await planWithoutKeeping(workspace, definition, clock.now());
  const towards =
    real.file === undefined
      ? "AWS's test phone numbers and the SES mailbox simulator, which are nobody's"
      : `the people in ${real.file}`;
  await confirmSend(session, { plan, settings, towards, yes });
  const campaign = await launchCampaign(workspace, definition, clock.now());
  const goOnWith = 'demo';
  const { accounts } = real;
  const report = await runCampaign(session, workspace, campaign.id, {
    waitFor: 'receipts',
    goOnWith,
    accounts,
  });
  if (report === undefined) return 1;
  show(
    session,
    report,
    () =>
      `\n${reportText(report)}\nWhat becomes of them AWS tells later: \`${session.again('worker --events QUEUE_URL')}\` or \`${session.again('events FILE')}\` reads it.\n`,
  );
  return 0;
}

async function freeId({ campaigns }: Workspace): Promise<string> {
  for (let number = 1; ; number++) {
    if ((await campaigns.find(`${ID}${number}`)) === undefined) return `${ID}${number}`;
  }
}

/** The example names no origins, so it can be read with any settings. */
function exampleFor({ settings }: Workspace): Promise<CampaignDefinition> {
  return readCampaignFile(packageFile('examples/demo-campaign.yaml'), settings);
}

/** Campaigns that were made for simulated carriers, to made-up numbers, would go on with the real ones. */
async function refuseOthers(session: Session, { campaigns, ledger }: Workspace): Promise<void> {
  for (const { id, state } of await campaigns.list()) {
    if (id.startsWith(ID) || state === 'cancelled') continue;
    if (state === 'finished' && (await ledger.nextDueAt(id)) === undefined) continue;
    throw new Failure(
      'wrong_state',
      `Campaign ${id} in ${session.folder} is not over, and would be sent for real: cancel it, or name another folder with --data.`,
    );
  }
}

/** Brings the customers in, and gives the ids of those that the demo is for. */
async function customersOf(workspace: Workspace, real: RealDemo, count: number): Promise<readonly string[]> {
  if (real.file !== undefined) return importFile(workspace, real.file, count);
  const customers = testCustomers(count, real.channels, real.countries);
  await workspace.customers.upsert(customers);
  return customers.map(({ id }) => id);
}

/** The first so many of a file. @throws Failure when none can be used. */
async function importFile(workspace: Workspace, path: string, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  const { customers } = workspace;
  const store: Pick<CustomerStore, 'upsert'> = {
    upsert: (rows) => {
      for (const { id } of rows) if (ids.length < count) ids.push(id);
      return customers.upsert(rows);
    },
  };
  const file = await openInputFile(path);
  try {
    const { defaultCountry } = workspace.settings;
    await importCustomers({
      source: file.createReadStream({ autoClose: false }),
      name: path,
      store,
      rejects: { write: async () => undefined },
      ...(defaultCountry === undefined ? {} : { defaultCountry }),
    });
  } finally {
    await file.close();
  }
  if (ids.length > 0) return ids;
  throw new Failure(
    'file_invalid',
    `${path} has no customer that can be used: \`cpaas import customers\` says why.`,
  );
}
