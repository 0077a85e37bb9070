import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from './virtual-clock.ts';

describe('VirtualClock', () => {
  test('wakes sleepers in order of time, equal times in order of going to sleep', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), async (sleeps) => {
        const clock = new VirtualClock();
        const woken: { ms: number; index: number; at: number }[] = [];
        for (const [index, ms] of sleeps.entries()) {
          void clock.sleep(ms).then(() => woken.push({ ms, index, at: clock.monotonic() }));
        }
        await clock.runUntilIdle();
        const expected = sleeps
          .map((ms, index) => ({ ms, index, at: ms }))
          .sort((a, b) => a.ms - b.ms || a.index - b.index);
        expect(woken).toEqual(expected);
      }),
    );
  });

  test('whatever follows a wake-up without waiting is over before the next one, however deep it is chained', async () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    const deep = async (depth: number): Promise<void> => {
      await Promise.resolve();
      if (depth > 0) await deep(depth - 1);
    };
    const sleepThen = async (name: string, depth: number) => {
      await clock.sleep(5);
      await deep(depth);
      seen.push(name);
    };
    void sleepThen('first', 500);
    void sleepThen('second', 0);
    await clock.advance(5);
    expect(seen).toEqual(['first', 'second']);
  });

  test('advance ends exactly there and wakes nobody who sleeps longer', async () => {
    const clock = new VirtualClock(1_000_000);
    const seen: number[] = [];
    const ticks = async () => {
      for (let i = 0; i < 10; i++) {
        await clock.sleep(30);
        seen.push(clock.now());
      }
    };
    const work = ticks();
    await clock.advance(100);
    expect(seen).toEqual([1_000_030, 1_000_060, 1_000_090]);
    expect([clock.now(), clock.monotonic(), clock.nextTimerAt()]).toEqual([1_000_100, 100, 1_000_120]);
    await clock.settle(work);
    expect(clock.monotonic()).toBe(300);
    expect(clock.nextTimerAt()).toBeUndefined();
  });

  test('an abort wakes at once, and the sleeper is gone', async () => {
    const clock = new VirtualClock();
    const controllers = Array.from({ length: 500 }, () => new AbortController());
    const sleeps = controllers.map((c) => clock.sleep(1_000_000, c.signal));
    const other = clock.sleep(7);
    for (const c of controllers) c.abort();
    await Promise.all(sleeps);
    expect(clock.monotonic()).toBe(0);
    await clock.settle(other);
    expect(clock.monotonic()).toBe(7);
    expect(clock.nextTimerAt()).toBeUndefined();
    await clock.sleep(9, AbortSignal.abort());
    expect(clock.nextTimerAt()).toBeUndefined();
  });

  test('a view shifts the wall time and nothing else', async () => {
    const clock = new VirtualClock();
    const view = clock.view({ skewMs: -700 });
    const slept = view.sleep(50);
    await clock.settle(slept);
    expect(view.now()).toBe(clock.now() - 700);
    expect(view.monotonic()).toBe(50);
    view.skewMs = 3_600_000;
    expect(view.now()).toBe(clock.now() + 3_600_000);
  });

  test('waits that can never end are errors', async () => {
    const clock = new VirtualClock();
    await expect(clock.settle(new Promise(() => {}))).rejects.toThrow('no sleeper');
    const poll = async (): Promise<void> => {
      await clock.sleep(1000);
      return poll();
    };
    void poll();
    await expect(clock.runUntilIdle(10_000)).rejects.toThrow('still sleeps');
    const [first, second] = [clock.advance(1), clock.advance(1)];
    await expect(second).rejects.toThrow('at once');
    await first;
  });

  test('a rejection comes through settle', async () => {
    const clock = new VirtualClock();
    const fails = async () => {
      await clock.sleep(3);
      throw new Error('as it should');
    };
    await expect(clock.settle(fails())).rejects.toThrow('as it should');
  });
});
