import { effectiveSettings } from '../campaign/effective-settings.ts';
import type { WorkspaceSettings } from '../campaign/workspace-settings.ts';
import { SEVERITIES, type ChannelAccount, type Finding } from '../channels/account.ts';
import { emailFindings } from '../channels/email/findings.ts';
import type { FindingContext, WantedTemplate } from '../channels/finding-context.ts';
import type { OriginAllowance } from '../channels/origin-allowance.ts';
import { canReach } from '../channels/origin-findings.ts';
import { smsFindings } from '../channels/sms/findings.ts';
import { whatsAppFindings } from '../channels/whatsapp/findings.ts';
import { type Channel, CHANNELS } from '../kernel/channel.ts';
import type { CustomerCountries } from './customer-countries.ts';
import { type WorkspaceFacts, workspaceFindings } from './workspace-findings.ts';

export interface DoctorParts {
  readonly workspace: WorkspaceFacts;
  /** Absent: the settings can't be used. */
  readonly settings: WorkspaceSettings | undefined;
  /** Of the channels that have origins; none with simulated carriers. */
  readonly accounts: readonly ChannelAccount[];
  readonly countries: CustomerCountries;
  readonly wantedTemplates: readonly WantedTemplate[];
}

/** An origin of the settings, as it stands. */
export interface OriginLine {
  readonly id: string;
  readonly channel: Channel;
  readonly kind: string;
  readonly identity: string;
  /** `held`: its messages wait; `unknown`: the account could not be read. */
  readonly state: 'ready' | 'held' | 'unknown';
  readonly configuredPerSecond: number;
  readonly limitPerSecond: number;
  /** Who says so: `settings`, `account`, `documented`. */
  readonly limitFrom: string;
  /** Customers it can reach, by country. */
  readonly reaches: Readonly<Record<string, number>>;
}

/** `cpaas doctor --json`. */
export interface DoctorReport {
  /** At least one origin can send, and nothing stops the workspace. */
  readonly canSend: boolean;
  readonly carriers: string;
  readonly region: string | null;
  readonly workspace: WorkspaceFacts;
  readonly origins: readonly OriginLine[];
  readonly accounts: readonly ChannelAccount[];
  /** The worst first. */
  readonly findings: readonly Finding[];
}

const FINDERS: Readonly<Record<Channel, (context: FindingContext) => readonly Finding[]>> = {
  sms: smsFindings,
  whatsapp: whatsAppFindings,
  email: emailFindings,
};

/** Everything that a person should know before sending, from what was seen. */
export function doctorReport(parts: DoctorParts): DoctorReport {
  const { workspace, settings, accounts, countries } = parts;
  const allowances = settings === undefined ? [] : effectiveSettings(settings, accounts).allowances;
  const isReal = settings?.carriers === 'aws';
  const found = CHANNELS.flatMap((channel) => findingsOf(channel, parts, allowances));
  const findings = once([...workspaceFindings(workspace), ...found]).toSorted(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
  const origins = allowances.map((allowance) => lineOf(allowance, isReal, findings, countries));
  const isStopped = findings.some(({ severity, channel }) => severity === 'blocker' && channel === undefined);
  return {
    canSend: !isStopped && origins.some(({ state }) => state === 'ready'),
    carriers: settings?.carriers ?? 'unknown',
    region: isReal ? settings.aws.region : null,
    workspace,
    origins,
    accounts,
    findings,
  };
}

/** Each channel meets the same missing credentials. */
function once(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.code} ${finding.sentence}`, finding])).values()];
}

function findingsOf(
  channel: Channel,
  { accounts, countries, wantedTemplates }: DoctorParts,
  allowances: readonly OriginAllowance[],
): readonly Finding[] {
  const account = accounts.find((each) => each.channel === channel);
  if (account === undefined) return [];
  const own = allowances.filter(({ origin }) => origin.channel === channel);
  return FINDERS[channel]({ account, allowances: own, customers: countries[channel], wantedTemplates });
}

function lineOf(
  allowance: OriginAllowance,
  isReal: boolean,
  findings: readonly Finding[],
  countries: CustomerCountries,
): OriginLine {
  const { origin, limit, allowed } = allowance;
  const isLowered = limit.partsPerSecond < origin.limit.partsPerSecond;
  const reaches = Object.entries(countries[origin.channel]).filter(([country]) =>
    canReach(allowance, country),
  );
  return {
    id: origin.id,
    channel: origin.channel,
    kind: origin.kind,
    identity: origin.identity,
    state: stateOf(allowance, isReal, findings),
    configuredPerSecond: origin.limit.partsPerSecond,
    limitPerSecond: limit.partsPerSecond,
    limitFrom: isLowered ? allowed.rate.basis : 'settings',
    reaches: Object.fromEntries(reaches),
  };
}

function stateOf(
  { origin, found, hold }: OriginAllowance,
  isReal: boolean,
  findings: readonly Finding[],
): OriginLine['state'] {
  const blocked = findings.some(
    ({ severity, channel, origin: id }) =>
      severity === 'blocker' && channel === origin.channel && (id === undefined || id === origin.id),
  );
  if (hold !== undefined || !isReal) return hold === undefined ? 'ready' : 'held';
  if (blocked && found.length > 0) return 'held';
  return found.length > 0 ? 'ready' : 'unknown';
}
