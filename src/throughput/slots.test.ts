import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { burstNeeded, type Send } from '../../test/simulation/limiter-windows.ts';
import { defaultBurst, type ScopedLimit } from './limit.ts';
import type { ReserveRequest, Run } from './limit-store.ts';
import { paceOf } from './pace.ts';
import { reserveSlots, scopeRate, throttleScope, type ScopeState } from './slots.ts';

const START = Date.UTC(2026, 10, 20);

/** A store reduced to its arithmetic. */
class Book {
  readonly states = new Map<string, ScopeState>();

  reserve(
    scopes: readonly ScopedLimit[],
    sizes: readonly number[],
    now: number,
    horizonMs = 400,
    spanMs = 300,
    leadMs = 0,
  ) {
    const request: ReserveRequest = { scopes, sizes, leadMs, horizonMs, spanMs };
    const { reservation, states } = reserveSlots(
      scopes.map(({ scope }) => this.states.get(scope)),
      request,
      now,
    );
    for (const [j, { scope }] of scopes.entries()) {
      const state = states?.[j];
      if (state !== undefined) this.states.set(scope, state);
    }
    return reservation;
  }

  granted(scopes: readonly ScopedLimit[], sizes: readonly number[], now: number): readonly Run[] {
    const reservation = this.reserve(scopes, sizes, now);
    if (reservation.kind === 'wait') throw new Error(`Refused until ${reservation.retryAt - now} ms later.`);
    return reservation.runs;
  }
}

function partsIn(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + run.parts, 0);
}

const outer = { scope: 'account', partsPerSecond: 100 };
const inner = [1, 2, 3, 4].map((n) => ({ scope: `origin:${n}`, partsPerSecond: 25 }));

describe('one scope', () => {
  const limit = { scope: 'origin:a', partsPerSecond: 80 };
  const { intervalMs, latenessMs } = paceOf(limit);

  test('blocks follow each other without a gap, and the record stays one number', () => {
    const book = new Book();
    const first = book.granted([limit], [1, 1, 1, 2, 1], START);
    const second = book.granted([limit], [1, 1], START);
    expect(first).toHaveLength(1);
    expect(first[0]).toMatchObject({ parts: 6, everyMs: intervalMs });
    expect(second[0]?.at).toBe((first[0]?.at ?? 0) + 6 * intervalMs);
    expect((first[0]?.until ?? 0) - (first[0]?.at ?? 0)).toBe(latenessMs);
    expect(book.states.get('origin:a')?.taken).toEqual([]);
  });

  test('gives only what begins within the span', () => {
    const runs = new Book().granted([limit], Array<number>(100).fill(1), START);
    expect(partsIn(runs)).toBe(1 + Math.floor(300 / intervalMs));
  });

  test('a message longer than the span still gets all its parts', () => {
    expect(partsIn(new Book().granted([limit], [60, 1], START))).toBe(60);
  });

  test('says when to come again, changes nothing, and keeps its word', () => {
    const book = new Book();
    book.granted([limit], Array<number>(24).fill(1), START);
    book.granted([limit], Array<number>(24).fill(1), START);
    const before = book.states.get('origin:a');
    const refused = book.reserve([limit], [1], START);
    expect(refused.kind).toBe('wait');
    expect(book.states.get('origin:a')).toBe(before);
    const retryAt = refused.kind === 'wait' ? refused.retryAt : 0;
    expect(book.reserve([limit], [1], retryAt - 1).kind).toBe('wait');
    expect(book.reserve([limit], [1], retryAt).kind).toBe('granted');
  });

  test('slots that nobody reserved in time are gone', () => {
    const book = new Book();
    book.granted([limit], [1], START);
    const runs = book.granted([limit], Array<number>(24).fill(1), START + 10_000);
    expect(runs[0]?.at).toBeGreaterThan(START + 10_000 - latenessMs);
  });

  test('passes over what is void before a worker with a commit to make can use it, and leaves it to the others', () => {
    const book = new Book();
    const slow = book.reserve([limit], [1, 1], START, 400, 300, 100);
    const first = slow.kind === 'granted' ? slow.runs[0] : undefined;
    expect((first?.until ?? 0) - START).toBeGreaterThan(100);
    const before = book.granted([limit], [1, 1, 1, 1], START)[0];
    expect(before?.at).toBeLessThan(START);
    expect((before?.at ?? 0) + 4 * intervalMs).toBeLessThanOrEqual(first?.at ?? 0);
  });

  test('a larger limit counts from the next reservation on, a smaller one too', () => {
    const book = new Book();
    book.granted([limit], [1], START);
    expect(book.granted([{ ...limit, partsPerSecond: 10 }], [1, 1, 1], START)[0]?.everyMs).toBeGreaterThan(
      100,
    );
    expect(book.granted([{ ...limit, partsPerSecond: 500 }], [1, 1], START)[0]?.everyMs).toBeLessThan(2.1);
  });
});

describe('several scopes', () => {
  test('a message gets a time that suits the slower and the faster', () => {
    const book = new Book();
    const [slow] = inner;
    if (slow === undefined) return;
    const runs = book.granted([outer, slow], [1, 1, 1, 1, 1], START);
    const { intervalMs } = paceOf(slow);
    for (const [n, run] of runs.entries()) {
      const next = runs[n + 1];
      if (next !== undefined)
        expect(next.at - run.at).toBeGreaterThanOrEqual(intervalMs - paceOf(slow).toleranceMs);
    }
  });

  test('what a slow scope leaves of a fast one goes to the others, before and between', () => {
    const book = new Book();
    const used = inner.map((origin) =>
      partsIn(book.granted([outer, origin], Array<number>(50).fill(1), START)),
    );
    expect(used).toEqual([8, 8, 8, 8]);
    expect(book.reserve([outer], [1], START).kind).toBe('granted');
    const late = Math.max(
      ...(book.states.get('account')?.taken ?? []),
      book.states.get('account')?.nextFreeAt ?? 0,
    );
    expect(late).toBeLessThan(START + 400);
  });

  test('a fast scope alone fills the room between in several runs', () => {
    const book = new Book();
    const [slow] = inner;
    if (slow === undefined) return;
    const slots = book.granted([outer, slow], [1, 1, 1, 1, 1], START).map(({ at }) => at);
    const runs = book.granted([outer], Array<number>(9).fill(1), START);
    expect(runs.length).toBeGreaterThan(2);
    expect(partsIn(runs)).toBe(9);
    expect(runs.at(-1)?.at).toBeLessThan(slots.at(-1) ?? 0);
  });

  test('a busy slow scope is refused without touching the fast one', () => {
    const book = new Book();
    const crawl = { scope: 'campaign:c', partsPerSecond: 0.5 };
    book.granted([outer, crawl], [1], START);
    const before = book.states.get('account');
    expect(book.reserve([outer, crawl], [1], START + 100).kind).toBe('wait');
    expect(book.states.get('account')).toBe(before);
  });

  test('the parts of a message are kept together', () => {
    const book = new Book();
    const [slow] = inner;
    if (slow === undefined) return;
    expect(
      book.granted([outer, slow], [1, 3, 1], START).map(({ parts, everyMs }) => [parts, everyMs]),
    ).toEqual([
      [1, undefined],
      [3, undefined],
      [1, undefined],
    ]);
  });

  test('what is kept about a scope does not grow', () => {
    const book = new Book();
    let most = 0;
    for (let n = 0; n < 2_000; n++) {
      const origin = inner[n % inner.length];
      if (origin !== undefined) book.reserve([outer, origin], Array<number>(8).fill(1), START + n * 40);
      most = Math.max(most, book.states.get('account')?.taken.length ?? 0);
    }
    expect(most).toBeLessThan(80);
  });
});

test('a store whose clock was set back goes on where it was', () => {
  const book = new Book();
  const limit = { scope: 'origin:a', partsPerSecond: 80 };
  const before = book.granted([limit], [1, 1, 1], START)[0];
  const after = book.granted([limit], [1], START - 3_600_000)[0];
  expect((after?.at ?? 0) + 3_600_000).toBeCloseTo((before?.at ?? 0) + 3 * paceOf(limit).intervalMs, 2);
});

test('slots taken ahead move with a clock that was set back', () => {
  const book = new Book();
  const [slow] = inner;
  if (slow === undefined) return;
  book.granted([outer, slow], [1, 1, 1, 1], START);
  const ahead = book.states.get('account')?.taken.map((slot) => slot - START);
  book.granted([outer], [1], START - 3_600_000);
  const moved = book.states.get('account')?.taken.map((slot) => slot - START + 3_600_000) ?? [];
  expect(moved.length).toBeGreaterThan(0);
  for (const slot of moved) expect(ahead).toContain(slot);
});

test('machines that differ about the time by a second do not move the slots', () => {
  const book = new Book();
  const limit = { scope: 'origin:a', partsPerSecond: 80 };
  const first = book.granted([limit], [1], START)[0];
  book.reserve([limit], [1], START - 900, 2_000);
  expect(book.states.get('origin:a')?.nextFreeAt).toBe((first?.at ?? 0) + 2 * paceOf(limit).intervalMs);
});

describe('throttled', () => {
  const limit = { scope: 'origin:a', partsPerSecond: 80 };

  test('lowers the rate of slots that are not given out yet', () => {
    const book = new Book();
    const before = book.granted([limit], [1, 1, 1], START)[0];
    const state = book.states.get('origin:a');
    if (state === undefined) return;
    book.states.set('origin:a', throttleScope(state, 'ThrottlingException', START));
    const after = book.granted([limit], [1, 1], START)[0];
    expect(after?.everyMs).toBeGreaterThan((before?.everyMs ?? 0) * 1.1);
    expect(after?.at).toBe((before?.at ?? 0) + 3 * (before?.everyMs ?? 0));
    expect(scopeRate('origin:a', 80, book.states.get('origin:a'), START)).toEqual({
      scope: 'origin:a',
      limitPerSecond: 80,
      currentPerSecond: 68,
      lowered: { at: START, cause: 'ThrottlingException' },
    });
    expect(scopeRate('origin:a', 80, book.states.get('origin:a'), START + 3_600_000)).toEqual({
      scope: 'origin:a',
      limitPerSecond: 80,
      currentPerSecond: 80,
    });
  });

  test('the same record comes back when the report says nothing new', () => {
    const book = new Book();
    book.granted([limit], [1], START);
    const state = book.states.get('origin:a');
    if (state === undefined) return;
    const cut = throttleScope(state, 'first', START);
    expect(throttleScope(cut, 'second', START + 100)).toBe(cut);
  });

  test('slots given out before the cut are no news, however late they are refused', () => {
    const book = new Book();
    book.granted([limit], Array<number>(24).fill(1), START);
    const state = book.states.get('origin:a');
    if (state === undefined) return;
    const cut = throttleScope(state, 'first', START);
    expect(throttleScope(cut, 'second', START + 541)).toBe(cut);
    expect(throttleScope(cut, 'slow answer', START + 900, START + 541)).toBe(cut);
    expect(throttleScope(cut, 'third', START + 542)).not.toBe(cut);
  });
});

/** One worker's reservation, and how it uses the slots. */
interface Step {
  readonly waitMs: number;
  /** Which of the sets of scopes. */
  readonly set: number;
  readonly sizes: readonly number[];
  /** For messages in turn: 0 leaves as early as allowed, 1 as late. */
  readonly late: readonly number[];
  readonly throttle: boolean;
}

function steps(longestWaitMs: number, largest: number) {
  const step = fc.record<Step>({
    waitMs: fc.oneof(fc.constant(0), fc.double({ min: 0, max: longestWaitMs, noNaN: true })),
    set: fc.nat(4),
    sizes: fc.array(fc.integer({ min: 1, max: largest }), { minLength: 1, maxLength: 30 }),
    late: fc.constantFrom([0], [1], [1, 1, 1, 0, 0, 0], [0, 1], [0.5]),
    throttle: fc.nat(9).map((n) => n === 0),
  });
  return fc.array(step, { minLength: 10, maxLength: 80 });
}

/** Sends every message at a moment that its slot allows. */
function use(
  runs: readonly Run[],
  sizes: readonly number[],
  names: readonly string[],
  now: number,
  late: readonly number[],
) {
  const sends: Send[] = [];
  const left = [...sizes];
  for (const run of runs) {
    for (let q = 0; q < run.parts; ) {
      const parts = left.shift() ?? 1;
      const from = Math.max(now, run.at + q * (run.everyMs ?? 0));
      const until = run.until + q * (run.everyMs ?? 0);
      const at = from + (until - from) * (late[sends.length % late.length] ?? 0);
      if (until >= from) sends.push({ at, parts, scopes: names });
      q += parts;
    }
  }
  return sends;
}

/** Nobody is given a slot that is too late already, or that leaves a worker less time than the paces keep for it. */
function expectUsable(runs: readonly Run[], scopes: readonly ScopedLimit[], now: number): void {
  const paces = scopes.map(paceOf);
  const timeKept = Math.min(...paces.map(({ latenessMs, toleranceMs }) => latenessMs - toleranceMs));
  for (const { at, until } of runs) expect(until - Math.max(at, now)).toBeGreaterThanOrEqual(timeKept);
}

/** Runs the steps over three scopes, alone and together, and holds what each scope saw against its limit. */
function expectPromise(
  [a, b, c]: readonly [ScopedLimit, ScopedLimit, ScopedLimit],
  list: readonly Step[],
): void {
  const sets = [[a], [b], [a, b], [a, c], [a, b, c]];
  const book = new Book();
  const sends: Send[] = [];
  let now = START;
  for (const { waitMs, set, sizes, late, throttle } of list) {
    now += waitMs;
    const scopes = sets[set] ?? [];
    const reservation = book.reserve(scopes, sizes, Math.floor(now));
    const names = scopes.map(({ scope }) => scope);
    if (reservation.kind === 'granted') {
      sends.push(...use(reservation.runs, sizes, names, now, late));
      expectUsable(reservation.runs, scopes, Math.floor(now));
    }
    const state = book.states.get(a.scope);
    if (throttle && state !== undefined) book.states.set(a.scope, throttleScope(state, 'test', now));
  }
  sends.sort((x, y) => x.at - y.at);
  for (const limit of [a, b, c]) {
    const own = sends.filter(({ scopes }) => scopes.includes(limit.scope));
    const largest = Math.max(1, ...own.map(({ parts }) => parts));
    const burst = Math.floor(limit.burst ?? defaultBurst(limit.partsPerSecond));
    // Store times have a grain of 1/4096 ms.
    const grain = limit.partsPerSecond * 1e-6;
    expect(burstNeeded(own, limit)).toBeLessThanOrEqual(burst + largest - 1 + grain);
  }
}

function scopesOf(rate: fc.Arbitrary<number>) {
  const limit = fc.record({
    partsPerSecond: rate,
    burst: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined, freq: 2 }),
  });
  return fc.tuple(limit, limit, limit).map((limits) => {
    const named = (n: 0 | 1 | 2): ScopedLimit => {
      const { partsPerSecond, burst } = limits[n];
      return { scope: `scope ${n}`, partsPerSecond, ...(burst === undefined ? {} : { burst }) };
    };
    return [named(0), named(1), named(2)] as const;
  });
}

describe('on every scope every window of every length holds at most limit x length + burst', () => {
  test('whatever the limits are', () => {
    const rate = fc.oneof(
      fc.constantFrom(0.5, 1, 80, 500),
      fc.double({ min: 0.1, max: 10_000, noNaN: true }),
    );
    fc.assert(fc.property(scopesOf(rate), steps(400, 4), expectPromise), { numRuns: 1_000 });
  });

  test("when scopes of like rates are in each other's way", () => {
    const rate = fc.constantFrom(19, 20, 25, 27, 40, 50, 80, 100, 120);
    fc.assert(fc.property(scopesOf(rate), steps(120, 1), expectPromise), { numRuns: 2_000 });
  });

  test('the check itself agrees with looking at all pairs', () => {
    const gaps = fc.array(
      fc.tuple(fc.double({ min: 0, max: 50, noNaN: true }), fc.integer({ min: 1, max: 3 })),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(gaps, (list) => {
        let at = 0;
        const sends = list.map(([gap, parts]) => ({ at: (at += gap), parts, scopes: [] }));
        let worst = 0;
        for (let i = 0; i < sends.length; i++) {
          let parts = 0;
          for (let j = i; j < sends.length; j++) {
            parts += sends[j]?.parts ?? 0;
            worst = Math.max(worst, parts - (((sends[j]?.at ?? 0) - (sends[i]?.at ?? 0)) * 80) / 1000);
          }
        }
        expect(burstNeeded(sends, { partsPerSecond: 80 })).toBeCloseTo(worst, 6);
      }),
    );
  });
});
