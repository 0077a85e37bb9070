import { expect, test } from 'vitest';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import type { Pass } from './ticker.ts';
import { tickUntil } from './tick-until.ts';

const MINUTE = 60_000;

/** Ticks for 50 s with these passes; the last one goes on. */
async function tick(passes: readonly ((now: number) => Pass)[], holds: (n: number) => boolean = () => true) {
  const clock = new VirtualClock();
  const begun = clock.now();
  let asked = 0;
  let released = 0;
  let done = 0;
  const ticking = tickUntil(
    {
      clock,
      lease: {
        hold: async () => holds(++asked),
        release: async () => {
          released++;
        },
      },
      pass: async () => {
        const pass = passes[Math.min(done, passes.length - 1)];
        done++;
        if (pass === undefined) throw new Error('The store is away.');
        return pass(clock.now());
      },
    },
    50_000,
  );
  const outcome = await clock.settle(ticking.then(() => 'ended', String));
  return { done, released, tookMs: clock.now() - begun, outcome };
}

const nothing = (): Pass => ({ busy: false, nextAt: undefined });
const moving = (now: number): Pass => ({ busy: false, nextAt: now });

test('nothing runs: it is back at once', async () => {
  expect(await tick([nothing])).toEqual({ done: 1, released: 1, tookMs: 0, outcome: 'ended' });
});

test('something is being sent: a pass a second until the time is over', async () => {
  const { done, released, tookMs } = await tick([moving]);
  expect([done, released, tookMs]).toEqual([50, 1, 49_000]);
});

test('what is due within the minute is waited for, what comes later is not', async () => {
  expect(await tick([(now) => ({ busy: false, nextAt: now + 20_000 }), nothing])).toMatchObject({
    done: 2,
    tookMs: 20_000,
  });
  expect(await tick([(now) => ({ busy: false, nextAt: now + MINUTE })])).toMatchObject({
    done: 1,
    tookMs: 0,
  });
});

test('a full batch is followed by the next one at once', async () => {
  expect(await tick([() => ({ busy: true, nextAt: 0 }), nothing])).toMatchObject({ done: 2, tookMs: 0 });
});

test('somebody else ticks: nothing is done; the lease is lost in between: it ends', async () => {
  expect(await tick([moving], () => false)).toMatchObject({ done: 0, tookMs: 0 });
  expect(await tick([moving], (n) => n < 4)).toMatchObject({ done: 3, released: 1 });
});

test('a pass that fails is told, and the lease is free again', async () => {
  expect(await tick([])).toMatchObject({ done: 1, released: 1, outcome: 'Error: The store is away.' });
});
