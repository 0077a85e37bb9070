import type { DefinitionReport, PinpointReport } from '../campaign/pinpoint/import-pinpoint.ts';
import type { SegmentReport } from '../campaign/pinpoint/report-segments.ts';
import { countList, countText } from './text-table.ts';

/** What was taken over from Pinpoint, for people. */
export function pinpointText(report: PinpointReport, rejects: readonly string[]): string {
  const { endpoints, customers, optOuts, otherAddresses } = report;
  const lines = [
    `${countText(endpoints.read)} endpoints (${countList(endpoints.byChannel)}) of ${countText(customers.named)} customers, ${countText(customers.added)} of them new`,
  ];
  if (endpoints.rejected > 0)
    lines.push(`  ${countText(endpoints.rejected)} endpoints rejected: ${countList(reasonsOf(report))}`);
  if (rejects.length > 0) lines.push(`  They are listed in ${rejects.join(', ')}`);
  if (endpoints.inactive > 0)
    lines.push(`  ${countText(endpoints.inactive)} inactive endpoints: their addresses are not used`);
  if (optOuts.endpoints > 0)
    lines.push(
      `  ${countText(optOuts.endpoints)} opted out: ${countText(optOuts.added)} suppressions added, ${countText(optOuts.known)} known before`,
    );
  const others = otherAddresses.sms + otherAddresses.email;
  if (others > 0)
    lines.push(
      `  ${countText(others)} addresses not used, as the customer has a newer one: ${countList(otherAddresses)}`,
    );
  lines.push(...report.segments.flatMap(segmentLines));
  for (const [what, list] of [
    ['template', report.templates],
    ['campaign', report.campaigns],
  ] as const)
    lines.push(...list.flatMap((each) => definitionLines(what, each)));
  const homeless = Object.entries(report.withoutHome);
  if (homeless.length > 0)
    lines.push('Without a place here:', ...homeless.map(([name, count]) => `  ${countText(count)} ${name}`));
  return `${lines.join('\n')}\n`;
}

function reasonsOf({ lists }: PinpointReport): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { byReason } of lists)
    for (const [reason, count] of Object.entries(byReason)) counts[reason] = (counts[reason] ?? 0) + count;
  return counts;
}

function segmentLines({ name, file, inFiles, recount, notes }: SegmentReport): readonly string[] {
  const counted = [
    ...(inFiles === null ? [] : [`${countText(inFiles)} customers`]),
    ...(recount === null ? [] : [`${countText(recount)} by a recount of the files`]),
  ];
  return [
    `segment ${name}: ${[file ?? 'no file', ...counted].join(', ')}`,
    ...notes.map((note) => `  ${note}`),
  ];
}

function definitionLines(what: string, { name, files, notes }: DefinitionReport): readonly string[] {
  return [
    `${what} ${name}: ${files.length === 0 ? 'no file' : files.join(', ')}`,
    ...notes.map((note) => `  ${note}`),
  ];
}
