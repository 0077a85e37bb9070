import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { importCustomers } from '../../src/audience/import/import-customers.ts';
import { openWorkspace } from '../../src/compose/workspace.ts';

const COMMAND = fileURLToPath(new URL('../../bin/cpaas', import.meta.url));

/** Code is compiled once for all the commands of all tests: starting one takes 0.4 s instead of 0.7 s. */
const ENVIRONMENT = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'cpaas-cli-compiled') };

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface Running {
  /** Resolves when stderr holds `text`, or rejects when the process ends without having said it. */
  says(text: string): Promise<void>;
  /** Resolves with stdout when it holds a whole line, or rejects when the process ends without one. */
  prints(): Promise<string>;
  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void;
  readonly ended: Promise<Ended>;
}

/** A folder of its own, which is where commands run, with the workspace in it. */
export interface Place {
  readonly folder: string;
  write(name: string, text: string): void;
  path(name: string): string;
  start(...args: string[]): Running;
  run(...args: string[]): Promise<Ended>;
  /** Runs with --json: the one document, which must be all there is on stdout. @throws when the command fails. */
  json(...args: string[]): Promise<unknown>;
}

const places: { readonly folder: string; readonly children: Set<ChildProcess> }[] = [];

afterAll(() => {
  for (const { folder, children } of places.splice(0)) {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});

/** A new place, removed after the tests of the file with everything that still runs in it. `environment` is added to the commands'. */
export function makePlace(environment: Readonly<Record<string, string>> = {}): Place {
  const folder = mkdtempSync(join(tmpdir(), 'cpaas-cli-'));
  const children = new Set<ChildProcess>();
  places.push({ folder, children });
  const start = (...args: string[]): Running => {
    const env = { ...ENVIRONMENT, ...environment };
    const child = spawn(COMMAND, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const running = listenTo(child);
    children.add(child);
    const forget = () => children.delete(child);
    running.ended.then(forget, forget);
    return running;
  };
  const run = (...args: string[]) => start(...args).ended;
  return {
    folder,
    write(name, text) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    path: (name) => join(folder, name),
    start,
    run,
    async json(...args) {
      const { code, stdout, stderr } = await run(...args, '--json');
      if (code !== 0) throw new Error(`cpaas ${args.join(' ')} ended with ${code}: ${stderr}`);
      return JSON.parse(stdout);
    },
  };
}

function listenTo(child: ChildProcess): Running {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    ended,
    signal: (name) => child.kill(name),
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (stderr.includes(text)) resolve();
        };
        child.stderr?.on('data', look);
        void ended.then(() => reject(new Error(`It ended without saying "${text}": ${stderr}`)), reject);
        look();
      }),
    prints: () =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (stdout.endsWith('\n')) resolve(stdout);
        };
        child.stdout?.on('data', look);
        void ended.then(() => reject(new Error(`It ended without a line: ${stderr}`)), reject);
        look();
      }),
  };
}

/** Carriers that take everything at once and deliver it at once, and limits that never matter, however busy the machine is. */
export const FAST_SETTINGS = `
origins:
  - { id: sms, channel: sms, kind: pool, identity: pool-test, limit: { partsPerSecond: 2000, burst: 2000 } }
  - { id: whatsapp, channel: whatsapp, kind: whatsapp_number, identity: number-test, limit: { partsPerSecond: 2000, burst: 2000 } }
  - { id: email, channel: email, kind: ses_identity, identity: news@example.com, limit: { partsPerSecond: 2000, burst: 2000 } }
simulator: unlimited
`;

/** The same, but SMS takes a minute for a hundred messages: long enough to be met while it runs. */
export const SLOW_SETTINGS = FAST_SETTINGS.replace('partsPerSecond: 2000, burst: 2000', 'partsPerSecond: 2');

/** Customers C1, C2, ... with a phone and an email address, and consent to both. */
export function customersCsv(count: number): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const phone = `+1415555${String(1000 + i)}`;
    return `C${i + 1},Ana${i + 1},${phone},a${i + 1}@example.com,US,true,true`;
  });
  return `customer_id,first_name,phone,email,country,consent_sms,consent_email\n${rows.join('\n')}\n`;
}

/** A campaign by SMS, with more YAML behind it. */
export function campaignYaml(id: string, more = 'channels: [sms]'): string {
  return `
id: ${id}
name: Test
templates:
  sms: { text: 'Hello {{ first_name }}' }
  email: { subject: 'Hello', text: 'Hello {{ first_name }} by mail' }
${more}
`;
}

/** A place with customers, fast carriers and a campaign file `campaign.yaml`. */
export async function makeWorkspace(
  options: {
    customers?: number;
    settings?: string;
    campaign?: string;
    environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<Place> {
  const { customers = 12, settings = FAST_SETTINGS, campaign = campaignYaml('spring') } = options;
  const place = makePlace(options.environment);
  place.write('customers.csv', customersCsv(customers));
  place.write('campaign.yaml', campaign);
  place.write('.cpaas/settings.yaml', settings);
  await importInProcess(place);
  return place;
}

/** What `cpaas import customers customers.csv` does, without the half second that a command takes. */
async function importInProcess(place: Place): Promise<void> {
  const workspace = await openWorkspace(place.path('.cpaas'), { role: 'guest', create: true });
  await importCustomers({
    source: createReadStream(place.path('customers.csv')),
    name: 'customers.csv',
    store: workspace.customers,
    rejects: { write: async () => undefined },
  });
  workspace.close();
}
