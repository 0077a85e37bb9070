import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PERIODS } from '../../src/audience/query/period.ts';
import { PARTS } from '../../src/audience/query/query-parts.ts';
import { CUSTOMER_FIELDS } from '../../src/audience/import/customer-row.ts';
import {
  CART_FIELDS,
  PRODUCT_FIELDS,
  PURCHASE_FIELDS,
  VIEW_FIELDS,
} from '../../src/audience/import/record-fields.ts';
import { campaignDefinition } from '../../src/campaign/definition.ts';
import { workspaceSettings } from '../../src/campaign/workspace-settings.ts';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { packageFile } from '../../src/cli/package-files.ts';
import { commandName, findCommand, parseArguments } from '../../src/cli/parse-arguments.ts';
import { parseYamlFile } from '../../src/compose/yaml-file.ts';
import { compileChannelTemplates } from '../../src/content/message-template.ts';
import { behaviourSchema } from '../../src/simulator/behaviour.ts';
import { wireScript, wireScriptSchema } from '../../src/simulator/http/wire-script.ts';
import { parseBehaviour } from '../../src/simulator/parse-behaviour.ts';
import { parseScript } from '../../src/simulator/script.ts';
import { planSchema, reportSchema } from '../cli/report-schema.ts';
import { type Block, blocks, page, pages, tableNames } from './documents.ts';

function place({ page, line }: Block): string {
  return `${page}:${line}`;
}

function readCampaign(name: string, text: string): void {
  const definition = parseYamlFile(name, text, campaignDefinition);
  compileChannelTemplates(definition.templates);
}

describe('examples can be used as they stand', () => {
  test('campaigns', () => {
    const found = blocks('yaml campaign');
    expect(found.length).toBeGreaterThanOrEqual(2);
    for (const block of found) readCampaign(place(block), block.text);
  });

  test('settings', () => {
    const found = blocks('yaml settings');
    expect(found.length).toBeGreaterThanOrEqual(2);
    for (const block of found) {
      const settings = parseYamlFile(place(block), block.text, workspaceSettings);
      if (settings.simulator !== undefined) parseBehaviour(settings.simulator, place(block));
      if (settings.simulatorScript !== undefined) parseScript(settings.simulatorScript, place(block));
    }
  });

  test('scripts of the simulator', () => {
    const found = blocks('yaml simulation');
    expect(found.length).toBeGreaterThanOrEqual(1);
    for (const block of found)
      wireScript(parseYamlFile(place(block), block.text, wireScriptSchema), place(block));
  });

  test('the files in examples/', () => {
    const names = readdirSync(packageFile('examples')).filter((name) => name.endsWith('.yaml'));
    expect(names.length).toBeGreaterThanOrEqual(2);
    for (const name of names) readCampaign(name, page(join('examples', name)).text);
  });

  test('commands are known, with their options', async () => {
    const lines = [...blocks('sh'), ...blocks('sh account'), ...blocks('sh moto')].flatMap((block) =>
      block.text.split('\n').filter((line) => /^(\.\/bin\/|"\$CPAAS"\/bin\/)?cpaas /.test(line)),
    );
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) {
      const [, ...argv] = line.split(' ');
      parseArguments(argv, await findCommand(commandName(argv) ?? '', COMMANDS)());
    }
  });

  test('every block says what it is', () => {
    // test/aws/deploy-docs.test.ts runs those for moto; those for an account reach carriers.
    const shells = ['sh', 'sh moto', 'sh account'];
    const known = [...shells, 'text', 'yaml audience', 'yaml campaign', 'yaml settings', 'yaml simulation'];
    expect(known.reduce((sum, info) => sum + blocks(info).length, 0)).toBe(
      pages().reduce((sum, { text }) => sum + (text.match(/^```/gm)?.length ?? 0) / 2, 0),
    );
  });
});

describe('the documentation names what there is', () => {
  const campaigns = page('docs/campaigns.md');
  const settings = page('docs/settings.md');

  test('keys of a campaign', () => {
    expect(tableNames(campaigns, '## Keys').toSorted()).toEqual(
      Object.keys(campaignDefinition.shape).toSorted(),
    );
  });

  test('every part of an audience and every period, with an example', () => {
    const text = blocks('yaml audience')
      .filter((block) => block.page === campaigns.path)
      .map((block) => block.text)
      .join('\n');
    const unused = [...Object.keys(PARTS), ...Object.keys(PERIODS)].filter(
      (key) => !text.includes(`${key}: `),
    );
    // Whoever is everybody needs no example.
    expect(unused).toEqual(['all']);
  });

  test('fields of a plan and of a report', () => {
    expect(tableNames(campaigns, '## The plan')).toEqual(
      expect.arrayContaining(Object.keys(planSchema.shape)),
    );
    const { shape } = reportSchema;
    const nested = [shape.messages, shape.channels.shape.sms, shape.cost].flatMap((schema) =>
      Object.keys(schema.shape),
    );
    const named = tableNames(campaigns, '## The report');
    expect([...new Set(named)].toSorted()).toEqual(
      [...new Set([...Object.keys(shape), ...nested, 'clicked'])].toSorted(),
    );
  });

  test('keys of the settings, and traits of the carriers', () => {
    const keys = tableNames(settings, '# Settings');
    expect(keys).toEqual(Object.keys(workspaceSettings.shape));
    expect(tableNames(settings, '## Simulated carriers')).toEqual(
      expect.arrayContaining(Object.keys(behaviourSchema.unwrap().shape.sms.unwrap().shape)),
    );
  });

  test('columns of a customer list', () => {
    expect(tableNames(page('docs/import.md'), '## Customers').toSorted()).toEqual(
      Object.keys(CUSTOMER_FIELDS).toSorted(),
    );
  });

  test('columns of what customers did, and of the catalogue', () => {
    const imports = page('docs/import.md');
    for (const [heading, known] of [
      ['## Products', PRODUCT_FIELDS],
      ['## Purchases', PURCHASE_FIELDS],
      ['## Carts', CART_FIELDS],
      ['## Views', VIEW_FIELDS],
    ] as const) {
      expect(tableNames(imports, heading).toSorted(), heading).toEqual(Object.keys(known).toSorted());
    }
  });

  test('pages that exist', () => {
    for (const { path, text } of pages()) {
      for (const [, link = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
        if (link.startsWith('https://')) continue;
        expect(existsSync(packageFile(join(dirname(path), link))), `${path} links to ${link}`).toBe(true);
      }
    }
  });
});
