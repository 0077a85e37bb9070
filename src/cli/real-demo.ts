import type { CampaignDefinition } from '../campaign/definition.ts';
import { workspaceSettings, type WorkspaceSettings } from '../campaign/workspace-settings.ts';
import { reaches } from '../channels/account-origins.ts';
import type { ChannelAccount } from '../channels/account.ts';
import type { Origin } from '../channels/origin.ts';
import { readFindings } from '../channels/read-findings.ts';
import { TEST_NUMBERS } from '../channels/sms/test-numbers.ts';
import { readAccounts } from '../compose/read-accounts.ts';
import { readSettings } from '../compose/settings-file.ts';
import type { Channel } from '../kernel/channel.ts';
import { Failure } from '../kernel/failure.ts';
import type { Arguments, Session } from './command.ts';

/** Options that name something of a real account; one of them makes the demo real. */
const ORIGIN_OPTIONS = ['phone-pool-id', 'whatsapp-account', 'email-from'] as const;
/** Options that mean nothing without one of those. */
const REAL_ONLY = ['region', 'customers'] as const;
/** AWS's own id of a linked WhatsApp account, in place of one of its numbers. */
const WABA = /^waba-/;

const NO_TEST_NUMBERS =
  'WhatsApp has no test numbers, so it is left out: name people who agreed with --customers FILE.';

export interface RealDemo {
  readonly settings: WorkspaceSettings;
  readonly channels: readonly Channel[];
  /** A file of the user's own, in place of AWS's test addresses. */
  readonly file: string | undefined;
  /** Countries of the test numbers that can be reached. */
  readonly countries: readonly string[];
  /** What was read of the account; absent in a dry run. */
  readonly accounts: readonly ChannelAccount[] | undefined;
}

/** What a demo with real carriers sends from, or `undefined` when the command line asks for the simulated ones. */
export async function realDemo(args: Arguments, session: Session): Promise<RealDemo | undefined> {
  const settings = readSettings(session.folder);
  if (!ORIGIN_OPTIONS.some((name) => args.values.has(name))) {
    refuseLoose(args, settings, session);
    return undefined;
  }
  const file = args.values.get('customers');
  const isDry = args.flags.has('dry-run');
  const region = args.values.get('region') ?? settings.aws.region;
  const asked = originsOf(args).filter(({ channel }) => channel !== 'whatsapp' || file !== undefined);
  if (asked.length === 0) throw new Failure('usage', NO_TEST_NUMBERS);
  if (file === undefined && args.values.has('whatsapp-account')) session.output.note(NO_TEST_NUMBERS);
  const real = settingsOf(settings, region, asked);
  const channels = asked.map(({ channel }) => channel);
  if (isDry) return { settings: real, channels, file, countries: ['US'], accounts: undefined };
  session.output.note(`Reading the account in ${region}, at most one call a second.`);
  const accounts = await readAccounts(region, channels, {
    clock: session.clock,
    depth: 'limits',
    pools: asked.map(({ identity }) => identity),
  });
  refuseUnread(accounts);
  const origins = asked.map((origin) => resolved(origin, accounts));
  return {
    settings: settingsOf(settings, region, origins),
    channels,
    file,
    countries: reachable(origins, accounts),
    accounts,
  };
}

/** The demo's own customers are made up: they are for simulated carriers only. */
function refuseLoose(args: Arguments, settings: WorkspaceSettings, session: Session): void {
  const loose = REAL_ONLY.find((name) => args.values.has(name));
  if (loose !== undefined) {
    throw new Failure(
      'usage',
      `--${loose} is for a demo with real carriers: name --phone-pool-id, --whatsapp-account or --email-from, too.`,
    );
  }
  if (settings.carriers !== 'aws') return;
  throw new Failure(
    'not_confirmed',
    `${session.folder}/settings.yaml uses real carriers, and the demo's sample customers are not real: name --phone-pool-id or --email-from, or another folder with --data.`,
  );
}

function originsOf(args: Arguments): readonly Origin[] {
  const pool = args.values.get('phone-pool-id');
  const number = args.values.get('whatsapp-account');
  const from = args.values.get('email-from');
  // Ids of their own: an interrupted campaign of simulated carriers, to made-up numbers, must not find them.
  return [
    ...(number === undefined ? [] : [origin('aws-demo-whatsapp', 'whatsapp', 'whatsapp_number', number, 80)]),
    ...(pool === undefined ? [] : [origin('aws-demo-sms', 'sms', 'pool', pool, 20)]),
    ...(from === undefined ? [] : [origin('aws-demo-email', 'email', 'ses_identity', from, 14)]),
  ];
}

function origin(
  id: string,
  channel: Channel,
  kind: Origin['kind'],
  identity: string,
  partsPerSecond: number,
): Origin {
  return { id, channel, kind, identity, limit: { partsPerSecond } };
}

function settingsOf(
  settings: WorkspaceSettings,
  region: string,
  origins: readonly Origin[],
): WorkspaceSettings {
  const read = workspaceSettings.safeParse({ ...settings, carriers: 'aws', aws: { region }, origins });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const name = issue?.path[0] === 'aws' ? '--region' : 'One of the origins';
  throw new Failure(
    'usage',
    `${name} is not as AWS writes it: a region is like us-east-1, a pool like pool-0123.`,
  );
}

function refuseUnread(accounts: readonly ChannelAccount[]): void {
  const blocker = accounts.flatMap(readFindings).find(({ severity }) => severity === 'blocker');
  if (blocker === undefined) return;
  throw new Failure('account_unusable', `${blocker.sentence.slice(0, -1)} (${blocker.mend}).`);
}

/** A WhatsApp account's id becomes the id of its first number. @throws Failure `account_unusable`. */
function resolved(asked: Origin, accounts: readonly ChannelAccount[]): Origin {
  if (asked.channel !== 'whatsapp' || !WABA.test(asked.identity)) return asked;
  const account = accounts.find(({ channel }) => channel === 'whatsapp');
  const number = account?.origins.find(({ accountId }) => accountId === asked.identity)?.names[0];
  if (number !== undefined) return { ...asked, identity: number };
  throw new Failure(
    'account_unusable',
    `The WhatsApp account of --whatsapp-account has no number in ${account?.region ?? 'this region'}: \`aws socialmessaging list-linked-whatsapp-business-accounts\` lists what is linked.`,
  );
}

/** Countries of test numbers that the pool reaches; the US alone when that can't be read. */
function reachable(origins: readonly Origin[], accounts: readonly ChannelAccount[]): readonly string[] {
  const pool = origins.find(({ channel }) => channel === 'sms')?.identity ?? '';
  const account = accounts.find(({ channel }) => channel === 'sms');
  const found = account?.origins.find(({ names }) => names.includes(pool));
  if (found === undefined || found.membersUnread === true) return ['US'];
  return TEST_NUMBERS.map(({ country }) => country).filter((country) => reaches(found, country));
}

/** The demo's campaign for these customers and origins alone; only one channel is tried, since receipts may not come here. */
export function realDefinition(
  definition: CampaignDefinition,
  id: string,
  { settings, channels }: RealDemo,
  customers: readonly string[],
): CampaignDefinition {
  return {
    ...definition,
    id,
    channels: definition.channels.filter((channel) => channels.includes(channel)),
    fallbackAfter: 'off',
    origins: settings.origins.map((each) => each.id),
    audience: { customers },
  };
}
