import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { campaignYaml, makeWorkspace } from '../cli/cpaas.ts';
import { type LoggedRequest, type Simulation, startSimulation } from './simulation.ts';

/** A short code that sends 100 parts a second as the account tells, in a pool that lets fewer pass: nothing but "too fast" tells so. */
const POOL = 'pool-slow';
const SMS = {
  pools: [{ id: POOL }],
  numbers: [
    { id: 'phone-1', number: '44557', country: 'US', type: 'SHORT_CODE', partsPerSecond: 100, pool: POOL },
  ],
  senderIds: [],
};
const SCRIPT = {
  behaviour: { base: 'perfect', all: { latency: { medianMs: 45, p99Ms: 200, maxMs: 400 } } },
  account: { sms: SMS },
};
const SETTINGS = `
carriers: aws
origins:
  - { id: sms, channel: sms, kind: pool, identity: ${POOL}, limit: { partsPerSecond: 100 } }
`;

/** A machine that stands still for a second while the carrier counts looks like one that is too fast: then it is asked once more. */
const REAL_TIME = { timeout: 200_000, retry: 1 };
/** From the first "too fast". */
const SETTLED_MS = 5_000;

const report = z.object({ state: z.string(), messages: z.record(z.string(), z.number()) });

const isThrottled = ({ answer }: LoggedRequest) => answer === 'ThrottlingException';

interface Sent {
  readonly messages: Readonly<Record<string, number>>;
  /** Sends alone. */
  readonly requests: readonly LoggedRequest[];
}

/** Sends a campaign to its end. */
async function sendTo(
  customers: number,
  simulation: Simulation,
  meanwhile?: () => Promise<void>,
): Promise<Sent> {
  const place = await makeWorkspace({
    customers,
    settings: SETTINGS,
    campaign: campaignYaml('too-fast'),
    environment: simulation.environment,
  });
  const running = place.start('launch', 'campaign.yaml', '--yes', '--json');
  await meanwhile?.();
  const { code, stdout, stderr } = await running.ended;
  expect(code, stderr).toBe(0);
  const { state, messages } = report.parse(JSON.parse(stdout));
  expect(state).toBe('finished');
  const requests = (await simulation.requests()).filter(({ operation }) => operation === 'SendTextMessage');
  return { messages, requests };
}

/** What a carrier of 20 a second answered from the request with this number on: first too fast for a moment, then seldom. */
function expectSettled({ requests }: Sent, from: number): void {
  const firstAt = requests.find((each) => each.number >= from && isThrottled(each))?.at ?? Number.NaN;
  const after = requests.filter(({ at }) => at >= firstAt + SETTLED_MS);
  const before = requests.filter(({ number, at }) => number >= from && at < firstAt + SETTLED_MS);
  expect(before.filter(isThrottled).length).toBeGreaterThan(5);
  expect(after.length).toBeGreaterThan(500);
  const tooFast = after.filter(isThrottled);
  const seconds = tooFast.map(({ at }) => ((at - firstAt) / 1000).toFixed(1)).join(', ');
  expect(tooFast.length / after.length, `too fast at ${seconds} s`).toBeLessThan(0.01);
}

describe.concurrent('a carrier of 20 parts a second, which the settings and the account take for one of 100', () => {
  test('is felt within 5 seconds; then under 1% is too fast, and nothing fails', REAL_TIME, async () => {
    const simulation = await startSimulation({
      ...SCRIPT,
      changes: [{ afterMs: 0, origin: POOL, partsPerSecond: 20 }],
    });
    const sent = await sendTo(900, simulation);
    expect(sent.messages).toMatchObject({ sent: 900, failed: 0, unknown: 0, expired: 0, cancelled: 0 });
    expectSettled(sent, 0);
  });

  test('and one that drops from 100 to 20 while it is sent to', REAL_TIME, async () => {
    const simulation = await startSimulation(SCRIPT);
    let droppedAfter = 0;
    const sent = await sendTo(1_400, simulation, async () => {
      await expect
        .poll(async () => (await simulation.counts()).carriers['accepted'], { timeout: 60_000 })
        .toBeGreaterThan(500);
      await simulation.setLimit(POOL, 20);
      droppedAfter = (await simulation.counts()).total;
    });
    expect(sent.messages).toMatchObject({ sent: 1_400, failed: 0, unknown: 0, expired: 0, cancelled: 0 });
    expectSettled(sent, droppedAfter);
  });
});
