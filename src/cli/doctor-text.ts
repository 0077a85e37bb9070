import type { ChannelAccount, Finding } from '../channels/account.ts';
import type { DoctorReport, OriginLine } from '../insight/doctor-report.ts';
import { countList, countText, textTable } from './text-table.ts';

/** A doctor's report for people: whether it can send, what from, and what to mend, the worst first. */
export function doctorText(report: DoctorReport): string {
  const { workspace, carriers, region } = report;
  return [
    `${report.canSend ? 'It can send.' : 'It cannot send.'} Carriers: ${carriers}${region === null ? '' : ` in ${region}`}.`,
    '',
    `Workspace  ${workspace.folder}: database ${workspace.database}, ${countText(workspace.customers)} customers${roomText(workspace.freeBytes)}`,
    '',
    textTable(
      [['origin', 'channel', 'state', 'limit', 'from', 'reaches'], ...report.origins.map(originRow)],
      [3],
    ),
    '',
    ...report.accounts.flatMap(accountLines),
    ...report.findings.flatMap(findingLines),
    ...(report.findings.length === 0 ? ['Nothing to mend.'] : []),
    '',
  ].join('\n');
}

function roomText(freeBytes: number | undefined): string {
  return freeBytes === undefined ? '' : `, ${(freeBytes / 2 ** 30).toFixed(1)} GB free`;
}

function originRow({
  id,
  channel,
  state,
  limitPerSecond,
  limitFrom,
  reaches,
}: OriginLine): readonly string[] {
  const named = Object.fromEntries(
    Object.entries(reaches).map(([country, count]) => [country === '' ? 'without country' : country, count]),
  );
  const rate = `${limitPerSecond.toLocaleString('en-US', { maximumFractionDigits: 2 })}/s`;
  return [id, channel, state, rate, limitFrom, countList(named)];
}

function accountLines(account: ChannelAccount): readonly string[] {
  const { channel, sandbox, spendLimits, optOutLists, eventDestinations, perDay, templates, rate } = account;
  const lines: string[] = [];
  const add = (name: string, text: string | undefined) => {
    if (text !== undefined && text !== '') lines.push(`  ${name.padEnd(20)}${text}`);
  };
  if (channel !== 'whatsapp') add('sandbox', sandbox === undefined ? 'not known' : sandbox ? 'yes' : 'no');
  add('rate of the account', rate.basis === 'unknown' ? undefined : `${rate.partsPerSecond}/s`);
  add('in 24 hours', perDay === undefined ? undefined : countText(perDay));
  for (const limit of spendLimits ?? [])
    add('spend limit', `${limit.name}: ${limit.enforced} USD a month in force, of at most ${limit.most}`);
  add('opt-out lists', optOutLists?.join(', '));
  for (const each of eventDestinations ?? [])
    add('event destination', `${each.of}: ${each.path}${each.enabled ? '' : ' (disabled)'}`);
  add(
    'templates',
    templates?.map(({ name, language, stateName }) => `${name} ${language} ${stateName}`).join(', '),
  );
  const found = account.origins.map(
    ({ kind, names, stateName }) => `${kind.replace('_', ' ')} ${names[0]} ${stateName}`,
  );
  const isComplete = account.unread.length === 0;
  add('to send from', found.length > 0 ? found.join(', ') : isComplete ? 'nothing' : 'not known');
  return [`Account: ${channel} in ${account.region}`, ...lines, ''];
}

function findingLines({ severity, sentence, mend }: Finding): readonly string[] {
  return [`${severity.padEnd(9)}${sentence}`, ...(mend === undefined ? [] : [`         ${mend}`])];
}
