import { describe, expect, test } from 'vitest';
import { NO_STATE, type MessageState } from '../delivery/state.ts';
import { TallyDelta } from '../delivery/tally.ts';
import {
  capacityMetrics,
  countedMetrics,
  lastCountedMinute,
  METRIC_NAMES,
  METRICS,
  queueAges,
} from './metrics.ts';

const SENDING: MessageState = { ...NO_STATE, status: 'sending', attempts: 1, cost: 10_020 };
const SENT: MessageState = { ...SENDING, status: 'sent', tries: 1 };
const FAILED: MessageState = { ...SENT, status: 'failed', reason: 'unreachable' };

function step(before: MessageState | undefined, after: MessageState) {
  const delta = new TallyDelta();
  delta.count('sms', 1, before, after);
  return delta.changes();
}

function sms(...steps: readonly (readonly (readonly [string, number])[])[]) {
  return Object.fromEntries(countedMetrics(steps).map(({ name, value }) => [name, value]));
}

describe('counts', () => {
  test('follow a message up: each thing that happens to it counts once', () => {
    expect(sms(step(undefined, SENDING))).toEqual({ Spend: 0.010_02 });
    expect(sms(step(SENDING, SENT))).toEqual({ Sent: 1 });
    expect(sms(step(SENT, { ...SENT, status: 'delivered' }))).toEqual({ Delivered: 1 });
    expect(sms(step({ ...SENT, status: 'delivered' }, { ...SENT, status: 'read' }))).toEqual({});
    expect(sms(step(SENDING, { ...SENT, status: 'delivered' }))).toEqual({ Sent: 1, Delivered: 1 });
  });

  test('what fails counts as sent and as failed; what is refused at once too', () => {
    expect(sms(step(SENT, FAILED))).toEqual({ FailedDeliveries: 1 });
    expect(sms(step(SENDING, { ...FAILED, cost: 0 }))).toEqual({
      Sent: 1,
      FailedDeliveries: 1,
      Spend: -0.010_02,
    });
  });

  test('nothing is taken back when a failed message is queued again, and it counts anew', () => {
    const again = { ...FAILED, status: 'queued', reason: '', cost: 0, spent: 10_020 } as const;
    expect(sms(step(FAILED, again))).toEqual({});
    expect(sms(step(SENT, FAILED), step(FAILED, again), step(SENT, FAILED))).toEqual({ FailedDeliveries: 2 });
  });

  test('a late receipt for a failed message counts as delivered', () => {
    expect(sms(step(FAILED, { ...SENT, status: 'delivered' }))).toEqual({ Delivered: 1 });
  });

  test('an unknown message that an event settles', () => {
    const unknown = { ...SENDING, status: 'unknown', tries: 1 } as const;
    expect(sms(step(SENDING, unknown), step(unknown, SENT))).toEqual({ Unknown: 1, Sent: 1 });
  });

  test('throttles count each, parts as they are given out, and money adds up with its corrections', () => {
    expect(sms(step(SENDING, { ...SENDING, status: 'queued', throttles: 1, cost: 0 }))).toEqual({
      ThrottledMessages: 1,
      Spend: -0.010_02,
    });
    expect(sms([['sms:parts', 3]], [['sms:parts', 2]])).toEqual({ Parts: 5 });
    expect(sms([['sms:cost', 10_020]], [['sms:cost', -10_020]])).toEqual({});
  });

  test('each channel has its own', () => {
    expect(
      countedMetrics([
        [
          ['email:bounced', 2],
          ['email:complained', 1],
          ['whatsapp:status:sent', 4],
          ['whatsapp:fallbacks', 4],
        ],
      ]),
    ).toEqual([
      { channel: 'whatsapp', name: 'Sent', value: 4 },
      { channel: 'email', name: 'Bounced', value: 2 },
      { channel: 'email', name: 'Complained', value: 1 },
    ]);
  });
});

describe('capacity', () => {
  const MINUTE = 1_700_000_040_000;
  const second = (offset: number, parts: number) => {
    const at = MINUTE + offset * 1000;
    return { second: at / 1000, parts, firstAt: at, lastAt: at + 900 };
  };

  test('is what all campaigns together left of the limit in that minute', () => {
    const one = { sms: [second(-1, 900), second(0, 1_200), second(59, 600)] };
    const other = { sms: [second(30, 600), second(60, 900)] };
    expect(capacityMetrics([one, other], MINUTE, () => 80)).toEqual([
      { channel: 'sms', name: 'AvailableCapacity', value: 40 },
      { channel: 'sms', name: 'SlotUtilization', value: 50 },
    ]);
  });

  test('says nothing where nothing was sent or nothing is limited', () => {
    expect(capacityMetrics([{ sms: [second(-1, 900)] }], MINUTE, () => 80)).toEqual([]);
    expect(capacityMetrics([{ sms: [second(1, 900)] }], MINUTE, () => Number.POSITIVE_INFINITY)).toEqual([]);
  });

  test('never shows more than all of it: intents come a little before their calls', () => {
    const values = capacityMetrics([{ email: [second(1, 9_000)] }], MINUTE, () => 80).map(
      ({ value }) => value,
    );
    expect(values).toEqual([0, 100]);
  });

  test('is about a minute that the counters know all of', () => {
    expect(lastCountedMinute(MINUTE + 50_000, 10_000)).toBe(MINUTE - 60_000);
    expect(lastCountedMinute(MINUTE + 5_000, 10_000)).toBe(MINUTE - 120_000);
  });
});

test('the age of a queue is the longest that its work waited', () => {
  expect(
    queueAges([
      { channel: 'sms', waitedMs: 200 },
      { channel: 'sms', waitedMs: 1_500 },
      { channel: 'email', waitedMs: 0 },
    ]),
  ).toEqual([
    { channel: 'sms', name: 'QueueAge', value: 1.5 },
    { channel: 'email', name: 'QueueAge', value: 0 },
  ]);
});

test('every metric says what it counts, and counters are for counts', () => {
  for (const name of METRIC_NAMES) {
    const { unit, counters, meaning, statistic } = METRICS[name];
    expect(counters.length > 0, name).toBe(unit === 'count');
    expect(statistic === 'Sum', name).toBe(unit === 'count' || unit === 'dollars');
    expect(meaning.length, name).toBeGreaterThan(15);
  }
});
