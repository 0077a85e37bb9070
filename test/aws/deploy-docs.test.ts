import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageFile } from '../../src/cli/package-files.ts';
import { blocks, page, tableNames } from '../docs/documents.ts';
import { runOnMoto } from '../support/deployed-stack.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { PARAMETERS, resourcesOf } from '../support/stack-template.ts';

const deploy = page('docs/deploy.md');

describe('the page about AWS', () => {
  test('lists the alarms that there are', () => {
    const alarms = resourcesOf('AWS::CloudWatch::Alarm').map(({ properties }) =>
      String(properties['AlarmName']).replace(/^ai-cpaas-demo-|-dev$/g, ''),
    );
    expect(tableNames(deploy, '## Alarms').toSorted()).toEqual(alarms.toSorted());
  });

  test('lists the parameters that there are', () => {
    expect(tableNames(deploy, '## Parameters').toSorted()).toEqual(PARAMETERS.toSorted());
  });

  test('says of few blocks only that they need an account', () => {
    expect(blocks('sh account').map(({ page: path }) => path)).toEqual([
      'docs/audience.md',
      ...Array(10).fill('docs/deploy.md'),
    ]);
  });
});

describe.skipIf(!hasMoto)('its commands', () => {
  let moto: Moto;
  let folder: string;

  beforeAll(async () => {
    moto = await startMoto();
    folder = mkdtempSync(join(tmpdir(), 'deploy-docs-'));
  });
  afterAll(() => {
    moto?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('do on an emulator what the page says', { timeout: 900_000 }, async () => {
    const found = blocks('sh moto');
    expect(found.length).toBeGreaterThanOrEqual(6);
    for (const { page: path, line, text } of found) {
      const engine = join(folder, 'engine');
      // The first one makes the folder that the others are run in.
      const script = text.startsWith('mkdir') ? text : `cd ${engine}\n${text}`;
      const ran = await runOnMoto(moto, 'bash', ['-euo', 'pipefail', '-c', script], {
        folder,
        env: { CPAAS: packageFile('.') },
      });
      expect([ran.status, ran.stderr], `${path}:${line}`).toEqual([0, '']);
    }
  });
});
