import { describe, expect, test } from 'vitest';
import type { Run } from './limit-store.ts';
import { SlotsInHand } from './slots-in-hand.ts';
import { StoreTime } from './store-time.ts';
import type { TurnFate } from './turn.ts';

/** Store time is own time plus 5,000, known to within the grain of 1 ms: slots may be used 0 to 24 ms after their time. */
function setUp() {
  const time = new StoreTime();
  time.observe(0, 5_000, 0);
  return { time, slots: new SlotsInHand(time) };
}

function fate(): TurnFate {
  return { used: () => undefined, missed: () => undefined, prepared: () => undefined };
}

function run(at: number, parts: number, everyMs?: number): Run {
  return { at: 5_000 + at, until: 5_025 + at, parts, ...(everyMs === undefined ? {} : { everyMs }) };
}

describe('SlotsInHand', () => {
  test('gives the slots of a run one after another, several parts at the time of their first', () => {
    const { slots } = setUp();
    slots.add(run(100, 6, 10), fate());
    expect(slots.endMs).toBe(160);
    expect([1, 3, 1, 1].map((parts) => slots.take(parts, 0))).toMatchObject([
      { fromMs: 100, untilMs: 124 },
      { fromMs: 110, untilMs: 134 },
      { fromMs: 140, untilMs: 164 },
      { fromMs: 150, untilMs: 174 },
    ]);
    expect(slots.take(1, 0)).toBeUndefined();
  });

  test('gives up what passed, but not what may still be used', () => {
    const { slots } = setUp();
    slots.add(run(0, 10, 10), fate());
    expect(slots.take(1, 41)).toMatchObject({ fromMs: 20, untilMs: 44 });
    expect(slots.takePassed()).toBe(2);
    expect(slots.takePassed()).toBe(0);
    slots.add(run(200, 1), fate());
    slots.add(run(300, 1), fate());
    expect(slots.take(1, 223)).toMatchObject({ fromMs: 300 });
  });

  test('a message too large for the end of a run takes a later one, and what it left is gone', () => {
    const { slots } = setUp();
    slots.add(run(0, 2, 10), fate());
    slots.add(run(100, 5, 10), fate());
    expect(slots.take(3, 0)).toMatchObject({ fromMs: 100 });
    expect(slots.take(1, 0)).toMatchObject({ fromMs: 130 });
  });

  test('slots that a later grant continues make one run, whose fate is that of the later', () => {
    const { slots } = setUp();
    const [first, second] = [fate(), fate()];
    slots.add(run(0, 2, 10), first);
    expect(slots.take(3, 0)).toBeUndefined();
    slots.add(run(20, 2, 10), second);
    expect(slots.take(3, 0)).toEqual({ fromMs: 0, untilMs: 24, fate: second });
  });

  test('slots at another distance, or after a gap, do not continue a run', () => {
    for (const next of [run(20, 2, 20), run(21, 2, 10), run(20, 2)]) {
      const { slots } = setUp();
      slots.add(run(0, 2, 10), fate());
      slots.add(next, fate());
      expect(slots.take(3, 0)).toBeUndefined();
    }
  });

  test('parts that belong to one message are used by one message', () => {
    const { slots } = setUp();
    slots.add(run(0, 3), fate());
    expect(slots.take(1, 0)).toMatchObject({ fromMs: 0 });
    expect(slots.take(1, 0)).toBeUndefined();
    slots.add(run(50, 1), fate());
    slots.add(run(50, 1), fate());
    expect([1, 1].map((parts) => slots.take(parts, 0)?.fromMs)).toEqual([50, 50]);
  });

  test('slots from before a clock was set are worth nothing, those after it are', () => {
    const { time, slots } = setUp();
    slots.add(run(0, 2, 10), fate());
    time.observe(5, 4_505, 5);
    slots.add({ at: 5_020, until: 5_045, parts: 2, everyMs: 10 }, fate());
    expect(slots.take(1, 5)).toMatchObject({ fromMs: 520 });
    expect(slots.take(1, 5)).toMatchObject({ fromMs: 530 });
    expect(slots.take(1, 5)).toBeUndefined();
  });

  test('a worker that is unsure of the time by more than a slot lasts cannot use it', () => {
    const time = new StoreTime();
    const slots = new SlotsInHand(time);
    time.observe(0, 5_000, 23);
    expect(slots.usable(run(100, 1, 10), 0)).toBe(false);
    slots.add(run(100, 1, 10), fate());
    expect(slots.take(1, 0)).toBeUndefined();
    time.observe(30, 5_030, 30);
    expect(slots.usable(run(100, 1, 10), 30)).toBe(true);
    expect(slots.usable(run(100, 1, 10), 123)).toBe(false);
  });
});
