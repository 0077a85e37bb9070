import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DayWindow } from './day-window.ts';
import { reserveSlots, type ScopeState } from './slots.ts';

const START = Date.UTC(2026, 10, 20);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The most parts in any window of 24 hours. */
function mostInADay(sends: readonly { readonly at: number; readonly parts: number }[]): number {
  const sorted = sends.toSorted((a, b) => a.at - b.at);
  let [most, sum, first] = [0, 0, 0];
  for (const { at, parts } of sorted) {
    sum += parts;
    for (; (sorted[first]?.at ?? at) <= at - DAY_MS; first++) sum -= sorted[first]?.parts ?? 0;
    most = Math.max(most, sum);
  }
  return most;
}

test('what was taken comes back a day later, a quarter of an hour at a time', () => {
  const window = new DayWindow(10, []);
  window.take(START, 6);
  window.take(START + 2 * HOUR_MS, 4);
  const first = window.earliest(START + 3 * HOUR_MS, 1);
  expect(first).toBeGreaterThanOrEqual(START + DAY_MS);
  expect(first).toBeLessThanOrEqual(START + DAY_MS + 20 * 60_000);
  expect(window.earliest(START + 3 * HOUR_MS, 7)).toBeGreaterThanOrEqual(START + DAY_MS + 2 * HOUR_MS);
  expect(window.earliest(START + 3 * HOUR_MS, 11)).toBe(Number.POSITIVE_INFINITY);
  expect(window.earliest(START + 2 * DAY_MS, 10)).toBe(START + 2 * DAY_MS);
});

test('a day is few numbers, however many parts it has', () => {
  const window = new DayWindow(1_000_000, []);
  for (let i = 0; i < 10_000; i++) window.take(START + i * 20_000, 1);
  expect(window.stretches(START + 10_000 * 20_000).length).toBeLessThanOrEqual(98);
});

/** A worker that wakes now and then, asks for messages of some sizes, and perhaps shares an outer limit. */
const step = fc.record({
  waitMs: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 6 * HOUR_MS })),
  sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 }),
  inner: fc.boolean(),
});

test('in any 24 hours at most perDay parts, whoever asks when; and what is refused fits at the time that was told', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 40 }),
      fc.array(step, { minLength: 20, maxLength: 80 }),
      (perDay, steps) => {
        const account = { scope: 'account', partsPerSecond: 5, perDay };
        const origin = { scope: 'origin:a', partsPerSecond: 2 };
        const states = new Map<string, ScopeState>();
        const sends: { at: number; parts: number }[] = [];
        let now = START;
        const reserve = (scopes: readonly (typeof account | typeof origin)[], sizes: readonly number[]) => {
          const before = scopes.map(({ scope }) => states.get(scope));
          const request = { scopes, sizes, leadMs: 0, horizonMs: 400, spanMs: 300 };
          const { reservation, states: after } = reserveSlots(before, request, now);
          for (const [j, state] of (after ?? []).entries()) states.set(scopes[j]?.scope ?? '', state);
          if (reservation.kind === 'granted') {
            for (const { at, parts, everyMs = 0 } of reservation.runs)
              for (let q = 0; q < parts; q++) sends.push({ at: at + q * everyMs, parts: 1 });
          }
          return reservation;
        };
        for (const { waitMs, sizes, inner } of steps) {
          now += waitMs;
          const scopes = inner ? [account, origin] : [account];
          const answer = reserve(scopes, sizes);
          if (answer.kind === 'wait' && answer.dayUsed !== undefined) {
            expect(answer.dayUsed).toBe('account');
            now = Math.ceil(answer.retryAt);
            expect(reserve(scopes, sizes.slice(0, 1)).kind).toBe('granted');
          }
        }
        expect(mostInADay(sends)).toBeLessThanOrEqual(perDay);
      },
    ),
    { numRuns: 300 },
  );
});

test('of a day that is always asked for, 98% is used', () => {
  const scope = { scope: 'account', partsPerSecond: 10, perDay: 5_000 };
  let state: ScopeState | undefined;
  let parts = 0;
  const days = 10;
  for (let now = START; now < START + days * DAY_MS; ) {
    const sizes = Array<number>(100).fill(1);
    const request = { scopes: [scope], sizes, leadMs: 0, horizonMs: 400, spanMs: 10_000 };
    const { reservation, states } = reserveSlots([state], request, now);
    state = states?.[0] ?? state;
    if (reservation.kind === 'granted') {
      for (const run of reservation.runs) parts += run.parts;
      now += 10_000;
    } else now = Math.ceil(reservation.retryAt);
  }
  expect(parts).toBeGreaterThanOrEqual(0.98 * days * scope.perDay);
});

test('a clock that was set back does not give the day away twice', () => {
  const scope = { scope: 'account', partsPerSecond: 10, perDay: 5 };
  const request = { scopes: [scope], sizes: [5], leadMs: 0, horizonMs: 400, spanMs: 1_000 };
  const { states } = reserveSlots([undefined], request, START);
  for (const back of [500, 2 * HOUR_MS, 3 * DAY_MS]) {
    const { reservation } = reserveSlots([states?.[0]], { ...request, sizes: [1] }, START - back);
    expect(reservation).toMatchObject({ kind: 'wait', dayUsed: 'account' });
  }
});
