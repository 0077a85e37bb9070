import { readFileSync } from 'node:fs';
import { importCustomers } from '../../audience/import/import-customers.ts';
import type { CampaignDefinition } from '../../campaign/definition.ts';
import { launchCampaign } from '../../campaign/launch.ts';
import type { EngineOptions } from '../../compose/engine.ts';
import type { Workspace } from '../../compose/workspace.ts';
import { parseBehaviour } from '../../simulator/parse-behaviour.ts';
import { type Command, type Session, show } from '../command.ts';
import { realDemo } from '../real-demo.ts';
import { runRealDemo } from '../run-real-demo.ts';
import { readCampaignFile } from '../campaign-file.ts';
import { DEMO_NUMBER, demoCustomers } from '../demo-customers.ts';
import { dryRun } from '../dry-run.ts';
import { packageFile } from '../package-files.ts';
import { wholeNumber } from '../parse-arguments.ts';
import { reportText } from '../report-text.ts';
import { runCampaign } from '../run-campaign.ts';
import { withWorkspace } from '../with-workspace.ts';

const MOST_CUSTOMERS = 1_000_000;

/**
 * The realistic carriers in a hurry: the same shares of every fault, but receipts within seconds, so that all of a run is told before
 * the summary, and the same seed gives the same summary.
 */
const HURRIED = {
  base: 'realistic',
  all: {
    receiptDelay: { medianMs: 600, p99Ms: 2500, maxMs: 3000 },
    followUps: {
      read: { delay: { medianMs: 800, p99Ms: 2000, maxMs: 2500 } },
      opened: { delay: { medianMs: 800, p99Ms: 2000, maxMs: 2500 } },
      clicked: { delay: { medianMs: 500, p99Ms: 1500, maxMs: 2000 } },
      complained: { delay: { medianMs: 800, p99Ms: 2000, maxMs: 2500 } },
      stop: { delay: { medianMs: 800, p99Ms: 2000, maxMs: 2500 } },
    },
  },
};

export const demo: Command = {
  name: 'demo',
  isLocal: true,
  positionals: [],
  options: {
    'num-customers': { takes: 'N', about: 'how many sample customers (default 50)' },
    'dry-run': { takes: 'flag', about: 'decide everything, send nothing' },
    seed: { takes: 'N', about: 'the same seed in a new workspace gives the same run' },
    'phone-pool-id': { takes: 'POOL', about: 'send SMS for real, from this pool of your AWS account' },
    'whatsapp-account': {
      takes: 'ID',
      about: 'send WhatsApp for real, from this account (waba-...) or number',
    },
    'email-from': { takes: 'ADDRESS', about: 'send email for real, from this verified address' },
    region: { takes: 'REGION', about: 'of the AWS account (default: aws.region of the settings)' },
    customers: { takes: 'FILE', about: "send for real to these customers instead of AWS's test addresses" },
    yes: { takes: 'flag', about: 'do not ask before real carriers are used' },
  },
  about: 'Sends a sample campaign through simulated carriers, or to test addresses through AWS',
  async run(args, session) {
    const count = wholeNumber(args, 'num-customers', { min: 1, max: MOST_CUSTOMERS }) ?? 50;
    const seed = wholeNumber(args, 'seed', { min: 0, max: 2 ** 32 - 1 });
    const isDry = args.flags.has('dry-run');
    const role = isDry ? 'guest' : 'owner';
    const real = await realDemo(args, session);
    if (real !== undefined) {
      const { settings } = real;
      return withWorkspace(session, { role, create: true, settings }, (workspace) =>
        runRealDemo(session, workspace, real, { count, isDry, yes: args.flags.has('yes') }),
      );
    }
    return withWorkspace(session, { role, create: true }, async (workspace) => {
      await importSample(session, workspace, count);
      const definition = await demoDefinition(workspace, count);
      return isDry
        ? dryRun(session, workspace, definition)
        : launchDemo(session, workspace, definition, seed);
    });
  },
};

async function importSample(session: Session, workspace: Workspace, count: number): Promise<void> {
  const csv = readFileSync(packageFile('examples/customers.csv'), 'utf8');
  const report = await importCustomers({
    source: bytesOf(demoCustomers(csv, count)),
    name: 'examples/customers.csv',
    store: workspace.customers,
    rejects: { write: async () => undefined },
  });
  if (!session.json)
    session.output.note(`Imported ${report.imported} sample customers into ${workspace.folder}.`);
}

async function* bytesOf(pieces: Iterable<string>): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}

/** The campaign of the example file under the next free id, for the first customers of the sample and nobody else. */
async function demoDefinition(workspace: Workspace, count: number): Promise<CampaignDefinition> {
  const definition = await readCampaignFile(packageFile('examples/demo-campaign.yaml'), workspace.settings);
  let number = 1;
  while ((await workspace.campaigns.find(`demo-${number}`)) !== undefined) number++;
  return { ...definition, id: `demo-${number}`, audience: { field: DEMO_NUMBER, atMost: count } };
}

async function launchDemo(
  session: Session,
  workspace: Workspace,
  definition: CampaignDefinition,
  seed: number | undefined,
): Promise<number> {
  const carriers: EngineOptions['carriers'] =
    workspace.settings.simulator === undefined ? { behaviour: parseBehaviour(HURRIED, 'the demo') } : {};
  const campaign = await launchCampaign(workspace, definition, workspace.clock.now());
  const report = await runCampaign(session, workspace, campaign.id, {
    seed,
    carriers,
    waitFor: 'everything',
    goOnWith: 'worker',
  });
  if (report === undefined) return 1;
  show(
    session,
    report,
    () =>
      `\n${reportText(report)}\nSee \`${session.again('history CUST-00000001')}\` for one customer, \`${session.again(`campaigns ${campaign.id}`)}\` for this summary.\n`,
  );
  return 0;
}
