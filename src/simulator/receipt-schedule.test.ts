import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import type { ProviderEvent } from '../delivery/event.ts';
import type { Accepted } from './accepted.ts';
import { ReceiptSchedule } from './receipt-schedule.ts';

function accepted(attemptId: string): Accepted {
  return { attemptId, channel: 'sms', address: 'a', parts: 1, at: 0, providerId: attemptId, nth: 0 };
}

function event(name: string): ProviderEvent {
  return { eventId: name, source: 'simulator', channel: 'sms', type: 'sent', at: 0 };
}

/** Receipts at the given times for every acceptance, named `<attempt>@<ms>`. */
function setUp(
  afterMs: readonly number[],
  deliver?: (events: readonly ProviderEvent[]) => void | Promise<void>,
  instant = false,
) {
  const clock = new VirtualClock();
  const calls: { at: number; ids: string[] }[] = [];
  const errors: Error[] = [];
  const schedule = new ReceiptSchedule({
    clock,
    instant,
    receiptsOf: (a) => afterMs.map((ms) => ({ afterMs: ms, event: event(`${a.attemptId}@${ms}`) })),
    deliver: async (events) => {
      calls.push({ at: clock.monotonic(), ids: events.map((e) => e.eventId) });
      await deliver?.(events);
    },
    onDeliverError: (error) => errors.push(error),
  });
  return { clock, schedule, calls, errors };
}

describe('ReceiptSchedule', () => {
  test('hands every event over at its time', async () => {
    const { clock, schedule, calls } = setUp([100, 250, 4000]);
    schedule.add(accepted('x'));
    await clock.advance(50);
    schedule.add(accepted('y'));
    await clock.runUntilIdle();
    expect(calls).toEqual([
      { at: 100, ids: ['x@100'] },
      { at: 150, ids: ['y@100'] },
      { at: 250, ids: ['x@250'] },
      { at: 300, ids: ['y@250'] },
      { at: 4000, ids: ['x@4000'] },
      { at: 4050, ids: ['y@4000'] },
    ]);
    expect(schedule.handedCount).toBe(6);
  });

  test('an event that is due before the one it sleeps for comes first', async () => {
    const { clock, schedule, calls } = setUp([100]);
    schedule.add(accepted('young'));
    schedule.add(accepted('old'), 70);
    schedule.add(accepted('overdue'), 5000);
    await clock.runUntilIdle();
    expect(calls).toEqual([
      { at: 0, ids: ['overdue@100'] },
      { at: 30, ids: ['old@100'] },
      { at: 100, ids: ['young@100'] },
    ]);
  });

  test('gathers what comes close together, at most 2,000 a call, with one timer for all', async () => {
    const { clock, schedule, calls } = setUp([20]);
    for (let i = 0; i < 4500; i++) schedule.add(accepted(`m${i}`));
    await clock.advance(5);
    for (let i = 0; i < 3; i++) schedule.add(accepted(`late${i}`));
    expect(clock.nextTimerAt()).toBe(clock.now() + 15);
    await clock.runUntilIdle();
    expect(calls.map((c) => [c.at, c.ids.length])).toEqual([
      [20, 2000],
      [20, 2000],
      [20, 500],
      [30, 3],
    ]);
    expect(new Set(calls.flatMap((c) => c.ids)).size).toBe(4503);
  });

  test('waits for the ledger: one call at a time', async () => {
    let open = 0;
    let most = 0;
    const setup = setUp([0, 1], async () => {
      most = Math.max(most, ++open);
      await setup.clock.sleep(40);
      open--;
    });
    for (let i = 0; i < 3200; i++) setup.schedule.add(accepted(`m${i}`));
    await setup.clock.runUntilIdle();
    expect(most).toBe(1);
    expect(setup.calls.flatMap((c) => c.ids)).toHaveLength(6400);
    expect(setup.calls.map((c) => c.at)).toEqual([0, 40, 80, 120]);
  });

  test('the same events come again until they are taken', async () => {
    let failures = 2;
    const { clock, schedule, calls, errors } = setUp([10], () => {
      if (failures-- > 0) throw new Error('disk full');
    });
    schedule.add(accepted('x'));
    const idle = schedule.idle();
    await clock.settle(idle);
    expect(calls.map((c) => c.at)).toEqual([10, 1010, 2010]);
    expect(errors.map((e) => e.message)).toEqual(['disk full', 'disk full']);
    expect(schedule.handedCount).toBe(1);
  });

  test('idle waits for the last call to be over, and is at once when there is nothing', async () => {
    const setup = setUp([5], () => setup.clock.sleep(100));
    await setup.schedule.idle();
    setup.schedule.add(accepted('x'));
    await setup.clock.settle(setup.schedule.idle());
    expect(setup.clock.monotonic()).toBe(105);
  });

  test('stop drops what is pending and takes nothing new', async () => {
    const { clock, schedule, calls } = setUp([10, 1000]);
    schedule.add(accepted('x'));
    await clock.advance(20);
    await schedule.stop();
    schedule.add(accepted('y'));
    await clock.runUntilIdle();
    expect(calls.map((c) => c.ids)).toEqual([['x@10']]);
    expect(clock.nextTimerAt()).toBeUndefined();
  });

  test('instant: everything at the next turn of the loop, no timer', async () => {
    const { clock, schedule, calls } = setUp([10, 100_000], undefined, true);
    for (let i = 0; i < 2400; i++) schedule.add(accepted(`m${i}`));
    expect(calls).toEqual([]);
    expect(clock.nextTimerAt()).toBeUndefined();
    await schedule.idle();
    expect(calls.map((c) => c.ids.length)).toEqual([2000, 2000, 800]);
    const firsts = calls.flatMap((c) => c.ids).filter((id) => id.startsWith('m7@'));
    expect(firsts).toEqual(['m7@10', 'm7@100000']);
  });
});
