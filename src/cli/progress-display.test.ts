import { describe, expect, test } from 'vitest';
import { makeReport } from '../../test/cli/make-report.ts';
import { makeScreen, type ScreenOptions } from '../../test/cli/make-screen.ts';
import { type Progress, ProgressDisplay } from './progress-display.ts';

const ONE_PART = { sms: 1, whatsapp: 1, email: 1 };

function screen(options: ScreenOptions) {
  const { session, ...seen } = makeScreen(options);
  return { ...seen, display: new ProgressDisplay(session) };
}

function progress(sent: number, overrides: Partial<Progress> = {}): Progress {
  const sms = { sent, queued: 100 - sent, delivered: Math.max(0, sent - 5) };
  return {
    report: makeReport({ sms, durationSeconds: 12 }),
    partsPerMessage: ONE_PART,
    phase: 'running',
    ...overrides,
  };
}

describe('on a terminal', () => {
  test('each picture is drawn over the one before, five times a second at most', async () => {
    const { clock, written, display } = screen({ columns: 100 });
    for (let i = 0; i <= 10; i++) {
      display.update(progress(i * 2));
      await clock.advance(100);
    }
    expect(written).toHaveLength(6);
    const [first = '', second = ''] = written;
    expect(first.split('\n').slice(0, -1)).toEqual([
      'spring: running, 12s, 5.0s left',
      '          queued  sent  delivered  failed  rate  limit',
      'sms          100     0          0       0   0/s   20/s',
      'whatsapp       0     0          0       0   0/s   80/s',
      'email          0     0          0       0   0/s   14/s',
    ]);
    expect(second.startsWith('\u001B[5A\u001B[J')).toBe(true);
    expect(written.at(-1)).toContain('20/s   20/s');
  });

  test('no line is longer than the terminal, or the next picture would be drawn too low', () => {
    const { written, display } = screen({ columns: 30 });
    display.update(progress(1));
    expect(Math.max(...(written[0] ?? '').split('\n').map((line) => line.length))).toBeLessThan(30);
  });

  test('it is drawn beside --json too, as stdout is untouched', () => {
    const { written, display } = screen({ columns: 80, json: true });
    display.update(progress(1));
    expect(written).toHaveLength(1);
  });
});

describe('elsewhere', () => {
  test('a line every five seconds, and when something else begins', async () => {
    const { clock, written, display } = screen({});
    for (let i = 0; i < 60; i++) {
      display.update(progress(i, { phase: i < 57 ? 'running' : 'waiting for receipts' }));
      await clock.advance(100);
    }
    expect(written).toEqual([
      'spring: running; sms 100 queued 0 sent 0 delivered 0 failed at 0/s of 20/s; 5.0s left',
      'spring: running; sms 50 queued 50 sent 45 delivered 0 failed at 10/s of 20/s; 2.5s left',
      'spring: waiting for receipts; sms 43 queued 57 sent 52 delivered 0 failed at 10/s of 20/s; 2.1s left',
    ]);
  });

  test('nothing beside --json', () => {
    const { written, display } = screen({ json: true });
    display.update(progress(1));
    expect(written).toEqual([]);
  });
});

test('limits count parts: messages of two parts go out at half the pace and take twice as long', async () => {
  const { clock, written, display } = screen({});
  const partsPerMessage = { ...ONE_PART, sms: 2 };
  display.update(progress(0, { partsPerMessage }));
  await clock.advance(5_000);
  display.update(progress(50, { partsPerMessage }));
  expect(written).toEqual([
    expect.stringContaining('10s left'),
    expect.stringContaining('at 20/s of 20/s; 5.0s left'),
  ]);
});

test('a campaign that waits for the morning says until when', async () => {
  const { clock, written, display } = screen({});
  const nextDueAt = Date.UTC(2026, 10, 21, 8);
  display.update(progress(10, { nextDueAt }));
  await clock.advance(5_000);
  display.update(progress(10, { nextDueAt }));
  await clock.advance(5_000);
  display.update(progress(20, { nextDueAt }));
  expect(written.map((line) => line.split('; ').at(-1))).toEqual([
    'the next is due at 2026-11-21T08:00:00.000Z',
    'the next is due at 2026-11-21T08:00:00.000Z',
    '4.0s left',
  ]);
});
