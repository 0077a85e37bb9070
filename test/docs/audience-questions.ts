import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Answer, ask } from '../../src/audience/ask.ts';
import { importCustomers } from '../../src/audience/import/import-customers.ts';
import { importRecords } from '../../src/audience/import/import-records.ts';
import type { ImportInput } from '../../src/audience/import/import-rows.ts';
import { RECORD_KINDS } from '../../src/audience/records.ts';
import { rulesReader } from '../../src/audience/rules-reader.ts';
import { packageFile } from '../../src/cli/package-files.ts';
import { openWorkspace, type Workspace } from '../../src/compose/workspace.ts';

/** The questions of docs/audience.md, over the files in `examples/`. */
export const QUESTIONS: readonly string[] = [
  'gold members',
  'customers in Berlin or Köln',
  'everyone outside Germany and France',
  'Swedes',
  'silver members with more than 1,000 points',
  'points between 500 and 800',
  'customers with email but without WhatsApp',
  'who can get WhatsApp',
  'opted in to SMS but not opted in to email',
  'people who prefer email',
  'signed up this year',
  'customers for more than 3 years',
  'bought a tent in the last 90 days',
  'gold members in the US who bought a tent in the past year but nothing since',
  'bought shoes and books',
  'bought a tent or a lantern but no stove',
  'bought Camping at least 3 times',
  'exactly two purchases this year',
  'never bought anything',
  "haven't bought anything in 6 months",
  'last purchase more than 200 days ago',
  'spent over 500 euros',
  'spent between 100 and 200 dollars on Electronics this year',
  'average purchase above 300',
  'bought electronics in June 2026',
  'bought at least 5 units of books',
  'viewed the Nimbus Laptop Pro but did not buy it',
  'abandoned carts in the last 14 days',
  'bought a laptop and then a camera within 6 months',
  'top 20 customers by spend',
  'top 10% by points',
  'the 10 biggest spenders in Germany this year',
  'bottom 5 by points',
  'a random 10% of bronze members',
  'Electronics',
  'SKU-LAPTOP-001',
  'CUST-00000012',
  'everyone except gold members in London',
  'neither gold nor silver, in Spain',
  'gold members over 40',
];

/** The section of docs/audience.md with a tree and an explanation for each question. */
export async function questionsSection(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cpaas-docs-audience-'));
  const workspace = await openWorkspace(folder, { role: 'owner', create: true });
  try {
    await importExamples(workspace);
    const index = await workspace.openAudience();
    try {
      const parts = { index, customers: workspace.customers, reader: rulesReader };
      const asOf = { at: Date.UTC(2026, 10, 20, 12), zone: 'UTC' };
      const sections: string[] = [];
      for (const words of QUESTIONS) sections.push(section(words, await ask(words, parts, asOf)));
      return sections.join('\n');
    } finally {
      index.close();
    }
  } finally {
    workspace.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function importExamples(workspace: Workspace): Promise<void> {
  await importCustomers({ ...example('customers'), store: workspace.customers });
  const store = await workspace.openRecords();
  for (const kind of RECORD_KINDS) await importRecords({ ...example(kind), kind, store });
}

function example(kind: string): ImportInput {
  const name = `${kind}.csv`;
  return {
    source: createReadStream(packageFile(join('examples', name))),
    name,
    rejects: { write: (text) => Promise.reject(new Error(`${name} should be taken as it is: ${text}`)) },
  };
}

function section(words: string, answer: Answer): string {
  const { count, confidence, explanation, notUnderstood, assumptions } = answer;
  return [
    `### ${words}`,
    '',
    `${explanation}: **${count.toLocaleString('en-US')}**, ${Math.round(confidence * 100)}% sure.`,
    ...notUnderstood.map((each) => `Not understood: ${each}.`.replace(/\.\.$/, '.')),
    ...assumptions.map((each) => `Assumed: ${each}.`.replace(/\.\.$/, '.')),
    '',
    '```yaml audience',
    stringify(answer.query, { lineWidth: 120 }).trimEnd(),
    '```',
    '',
  ].join('\n');
}

/** What the section stands between in docs/audience.md. */
const BEGIN = '<!-- made by test/docs/write-audience.ts -->\n';
const END = '<!-- end -->';

/** The page with the section in its place. @throws when it has no place for it. */
export function withSection(page: string, text: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('docs/audience.md has no place for its questions.');
  return `${page.slice(0, begin + BEGIN.length)}\n${text}\n${page.slice(end)}`;
}
