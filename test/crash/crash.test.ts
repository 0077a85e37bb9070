import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { BREACHES } from './breaches.ts';
import { POINT_NAMES } from './points.ts';

const RUN = fileURLToPath(new URL('./run.ts', import.meta.url));

const count = z.int().min(0);
const reportSchema = z.looseObject({
  kills: count,
  killsByPoint: z.record(z.string(), count),
  killsAtRandomByPhase: z.record(z.string(), count),
  terms: count,
  troubles: count,
  messages: count,
  accepted: count,
  unknowns: z.object({ total: count, settledLater: count, left: count, leftButAccepted: count }),
  ...Object.fromEntries(Object.keys(BREACHES).map((name) => [name, count])),
});

/** Half of the kills at random times, half at the points; the run itself fails on any broken promise. */
test('200 kills of the process: nothing twice, nothing lost, nobody gone', { timeout: 600_000 }, async () => {
  const run = spawn(process.execPath, [RUN, '--kills', '200', '--terms', '10', '--stops', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(run.stdout), once(run, 'close')]);
  const report = reportSchema.parse(JSON.parse(output));
  expect(report).toMatchObject({
    kills: 200,
    terms: 10,
    troubles: 0,
    ...Object.fromEntries(Object.keys(BREACHES).map((name) => [name, 0])),
  });
  expect(run.exitCode).toBe(0);
  const missed = POINT_NAMES.filter((name) => (report.killsByPoint[name] ?? 0) === 0);
  expect(missed).toEqual([]);
  expect(report.killsAtRandomByPhase['send']).toBeGreaterThanOrEqual(30);
  expect(report.messages).toBeGreaterThanOrEqual(5_000);
  expect(report.accepted).toBeGreaterThanOrEqual(5_000);
  expect(report.unknowns.total).toBeGreaterThanOrEqual(100);
  expect(report.unknowns.settledLater).toBeGreaterThanOrEqual(20);
  expect(report.unknowns.left).toBeGreaterThanOrEqual(20);
});
