import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openWorkspace } from '../../src/compose/workspace.ts';
import { asMessageId, type MessageId } from '../../src/delivery/message.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { checkFinished } from './check-finished.ts';
import { Report } from './report.ts';
import { type Fate, Schedule } from './schedule.ts';
import { type Scenario, settingsOf } from './scenario.ts';
import { type Life, live } from './victim.ts';

/**
 * `kill -9` of the real process at every named point and at random times, restart, and at the end the ledger against the carriers'
 * journal. Prints one line of JSON; exit code 1 when any promise was broken, and then the folder is kept.
 *
 *     node test/crash/run.ts [--kills 200] [--terms 10] [--stops 3] [--seed N] [--lanes 3]
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    terms: { type: 'string', default: '10' },
    stops: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    /** Workspaces that are worked on beside each other: most of a life is waiting. */
    lanes: { type: 'string', default: '3' },
  },
});

const CUSTOMERS = 1_040;
const POLICIES = ['hold', 'fallback', 'resend'] as const;

class CrashRun {
  readonly #root: string;
  readonly #seed: number;
  readonly #schedule: Schedule;
  readonly #report = new Report();
  /** Kills that nobody has taken on yet. */
  #killsLeft: number;
  #workspaces = 0;
  #lives = 0;

  constructor(root: string, seed: number, kills: number, terms: number, stops: number) {
    this.#root = root;
    this.#seed = seed;
    this.#killsLeft = kills;
    this.#schedule = new Schedule(seededRandom(`schedule ${seed}`), terms, stops);
  }

  async run(lanes: number): Promise<Report> {
    const scenario: Scenario = { seed: 0, customers: 1, policies: ['hold'] };
    // Fills the cache of compiled code: a process that is killed never writes it.
    await this.#live(join(this.#root, 'warm-up'), scenario, { fall: { kind: 'none' } });
    await Promise.all(Array.from({ length: lanes }, () => this.#lane()));
    return this.#report;
  }

  async #lane(): Promise<void> {
    while (this.#killsLeft > 0 || this.#schedule.signalsLeft) await this.#workspace(this.#workspaces++);
  }

  async #workspace(number: number): Promise<void> {
    const folder = join(this.#root, `workspace-${number}`);
    const policies = [POLICIES[number % 3] ?? 'hold', POLICIES[(number + 1) % 3] ?? 'hold'];
    const scenario: Scenario = { seed: this.#seed * 1_000 + number, customers: CUSTOMERS, policies };
    const unknown = new Set<MessageId>();
    const hear = (life: Life) => {
      this.#report.told(life.lines);
      for (const line of life.lines)
        if (line.startsWith('unknown ')) unknown.add(asMessageId(line.slice('unknown '.length)));
    };
    let done = false;
    for (const fate of this.#schedule.deal(policies.length)) {
      if (done) this.#schedule.takeBack(fate);
      else done = await this.#one(folder, scenario, fate, hear);
    }
    while (!done) done = await this.#one(folder, scenario, { fall: { kind: 'none' } }, hear);
    const workspace = await openWorkspace(folder, { role: 'owner', create: false, settings: settingsOf() });
    this.#report.finished(await checkFinished(workspace, scenario), unknown);
    workspace.close();
    if (this.#report.passed) rmSync(folder, { recursive: true });
  }

  /** One process and its end; `true` when the workspace has nothing left to do. */
  async #one(folder: string, scenario: Scenario, fate: Fate, hear: (life: Life) => void): Promise<boolean> {
    const kills = fate.trap !== undefined || fate.fall.kind === 'kill';
    if (kills && this.#killsLeft <= 0) return false;
    if (kills) this.#killsLeft--;
    const life = await this.#live(folder, scenario, fate);
    hear(life);
    if (life.signal === 'SIGKILL') {
      if (life.point === undefined) this.#schedule.takeBack(fate);
      this.#report.killed(life);
      return false;
    }
    const inOrder = life.signal === null && life.code === 0;
    if (fate.fall.kind === 'term' && !life.done) this.#report.asked('terms', inOrder);
    else if (fate.fall.kind === 'stop' && life.phase !== undefined) this.#report.asked('stops', inOrder);
    else if (!inOrder)
      throw new Error(`A process of ${folder} failed (${life.code ?? life.signal}): ${life.errors}`);
    else this.#schedule.takeBack(fate);
    if (kills) this.#killsLeft++;
    return life.done;
  }

  #live(folder: string, scenario: Scenario, fate: Fate): Promise<Life> {
    const seed = this.#seed * 100_000 + this.#lives++;
    const order = { folder, scenario, seed, ...(fate.trap === undefined ? {} : { trap: fate.trap }) };
    return live(order, fate.fall, join(this.#root, 'compiled'));
  }
}

const root = mkdtempSync(join(tmpdir(), 'cpaas-crash-'));
const began = performance.now();
const run = new CrashRun(
  root,
  Number(values.seed),
  Number(values.kills),
  Number(values.terms),
  Number(values.stops),
);
const report = await run.run(Number(values.lanes));
console.log(JSON.stringify(report.toJson(Number(values.seed), (performance.now() - began) / 1000)));
if (report.passed) rmSync(root, { recursive: true });
else {
  console.error(`A promise was broken: the folders are in ${root}.`);
  process.exitCode = 1;
}
