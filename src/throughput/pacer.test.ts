import { describe, expect, test } from 'vitest';
import { MemoryLimitStore } from '../adapters/memory/limit-store.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import type { LimitStore, Reservation, ReserveRequest } from './limit-store.ts';
import type { ScopedLimit } from './limit.ts';
import { Pacer, type Turn } from './pacer.ts';

const LIMIT = { scope: 'origin:a', partsPerSecond: 80 };
const UNLIMITED = { scope: 'origin:simulated', partsPerSecond: Number.POSITIVE_INFINITY };

/** The memory store some milliseconds away, which notes what it was asked. */
class WatchedStore implements LimitStore {
  readonly requests: ReserveRequest[] = [];
  writes = 0;
  roundTripMs = 2;
  failure: Error | undefined;
  readonly #store: MemoryLimitStore;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
    this.#store = new MemoryLimitStore(clock);
  }

  async reserve(request: ReserveRequest): Promise<Reservation> {
    this.requests.push(request);
    await this.#clock.sleep(this.roundTripMs / 2);
    if (this.failure !== undefined) throw this.failure;
    const answer = await this.#store.reserve(request);
    if (answer.kind === 'granted') this.writes++;
    await this.#clock.sleep(this.roundTripMs / 2);
    return answer;
  }

  throttled() {
    return this.#store.throttled(LIMIT.scope, 'test');
  }

  rates() {
    return this.#store.rates([LIMIT]);
  }
}

function setUp() {
  const clock = new VirtualClock();
  const store = new WatchedStore(clock);
  return { clock, store, pacer: new Pacer(store, clock) };
}

/** Takes turns for `count` messages, as many at once as given, and notes when each was due. */
async function sendAll(
  pacer: Pacer,
  clock: VirtualClock,
  count: number,
  atOnce: number,
  parts = 1,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let left = count; left > 0; ) {
    const turns = await pacer.take([LIMIT], Array<number>(Math.min(left, atOnce)).fill(parts));
    for (const turn of turns) {
      if (!(await turn.due())) continue;
      times.push(clock.monotonic());
      left--;
    }
  }
  return times;
}

async function lateness(turn: Turn | undefined, clock: VirtualClock): Promise<number> {
  const before = clock.monotonic();
  await turn?.due();
  return clock.monotonic() - before;
}

describe('no limit', () => {
  test('asks no store, waits for nothing and says so without a promise', async () => {
    const { store, pacer } = setUp();
    for (const scopes of [[], [UNLIMITED]]) {
      const turns = await pacer.take(scopes, [1, 2, 40]);
      expect(turns.map(({ parts }) => parts)).toEqual([1, 2, 40]);
      expect(turns.map((turn) => turn.due())).toEqual([true, true, true]);
    }
    expect(store.requests).toEqual([]);
  });

  test('beside a limit it does not count', async () => {
    const { clock, store, pacer } = setUp();
    await clock.settle(pacer.take([UNLIMITED, LIMIT], [1]));
    expect(store.requests[0]?.scopes).toEqual([LIMIT]);
  });
});

describe('a busy worker', () => {
  test.each([1, 4, 100])(
    'with %d messages in hand at a time uses the limit and asks the store once a block',
    async (atOnce) => {
      const { clock, store, pacer } = setUp();
      const times = await clock.settle(sendAll(pacer, clock, 800, atOnce));
      expect(store.writes).toBeLessThan(800 / 20 + 5);
      expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(10_000 / 0.97);
    },
  );

  test('with messages of several parts uses a slot for each part, across its blocks', async () => {
    const { clock, pacer } = setUp();
    const times = await clock.settle(sendAll(pacer, clock, 200, 4, 5));
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan((199 * 5 * 1000) / 80);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan((200 * 5 * 1000) / 80 / 0.97);
  });

  test('asks once for all that wait', async () => {
    const { clock, store, pacer } = setUp();
    const taken = Promise.all([1, 2, 3, 4, 5, 6].map(() => pacer.take([LIMIT], [1])));
    await clock.settle(taken);
    expect(store.requests.map(({ sizes }) => sizes.length).slice(0, 2)).toEqual([1, 5]);
  });

  test('keeps the slots of each set of limits while it sends under several', async () => {
    const { clock, store, pacer } = setUp();
    const other = { scope: 'origin:b', partsPerSecond: 80 };
    const sendTo = async (scope: ScopedLimit) => {
      for (let n = 0; n < 200; n++) await (await pacer.take([scope], [1]))[0]?.due();
    };
    await clock.settle(Promise.all([sendTo(LIMIT), sendTo(other)]));
    expect(store.writes).toBeLessThan(400 / 20 + 10);
  });

  test('that missed a batch goes on at once', async () => {
    const { clock, store, pacer } = setUp();
    await clock.settle(sendAll(pacer, clock, 100, 20));
    const turns = await clock.settle(pacer.take([LIMIT], Array<number>(20).fill(1)));
    await clock.advance(600);
    for (const turn of turns) expect(turn.due()).toBe(false);
    const asked = store.requests.length;
    void pacer.take([LIMIT], [1]);
    await clock.advance(0);
    expect(store.requests).toHaveLength(asked + 1);
  });

  test('is not given slots that passed while it did something else', async () => {
    const { clock, pacer } = setUp();
    await clock.settle(sendAll(pacer, clock, 50, 1));
    await clock.advance(70);
    const [turn] = await clock.settle(pacer.take([LIMIT], [1]));
    expect(await clock.settle(Promise.resolve(turn?.due()))).toBe(true);
  });

  test('under nested limits asks ahead for messages of one part, and for others just what they need', async () => {
    const { clock, store, pacer } = setUp();
    const scopes = [{ scope: 'account', partsPerSecond: 200 }, LIMIT];
    const sendUnder = async (sizes: readonly number[]) => {
      for (let n = 0; n < 30; n++) for (const turn of await pacer.take(scopes, sizes)) await turn.due();
    };
    await clock.settle(sendUnder([1]));
    expect(store.writes).toBeLessThan(10);
    await clock.advance(2_000);
    store.requests.length = 0;
    await clock.settle(sendUnder([2, 1]));
    expect(store.requests.every(({ sizes }) => sizes.length <= 2)).toBe(true);
  });

  test('of many small askers shares its blocks among them', async () => {
    const { clock, store, pacer } = setUp();
    const askers = Array.from({ length: 32 }, () => sendAll(pacer, clock, 25, 1));
    await clock.settle(Promise.all(askers));
    expect(store.writes).toBeLessThan(800 / 20 + 5);
  });
});

describe('a worker that needs a while between its turns and its calls', () => {
  async function sendSlowly(
    pacer: Pacer,
    clock: VirtualClock,
    untilMs: number,
    commitMs: number,
  ): Promise<number> {
    let sent = 0;
    while (clock.monotonic() < untilMs) {
      const turns = await pacer.take([LIMIT], [1, 1]);
      await clock.sleep(commitMs);
      for (const turn of turns) if (await turn.due()) sent++;
    }
    return sent;
  }

  test.each([15, 40, 120, 200])('of %d ms is given turns that it can use', async (commitMs) => {
    const { clock, pacer } = setUp();
    const sent = await clock.settle(sendSlowly(pacer, clock, 20_000, commitMs));
    expect(sent).toBeGreaterThan((0.7 * 2 * 20_000) / (commitMs + 30));
  });

  test('leaves the slots that it cannot use to others', async () => {
    const { clock, store, pacer } = setUp();
    const slow = [pacer, new Pacer(store, clock)].map((own) => sendSlowly(own, clock, 20_000, 60));
    const quick = sendAll(new Pacer(store, clock), clock, 700, 4);
    const [, , times] = await clock.settle(Promise.all([...slow, quick]));
    expect(Array.isArray(times) ? (times.at(-1) ?? 0) : 0).toBeLessThan(20_000);
  });
});

describe('a worker that sends now and then', () => {
  test('reserves no more than it asks for', async () => {
    const { clock, store, pacer } = setUp();
    for (let n = 0; n < 5; n++) {
      await clock.settle(sendAll(pacer, clock, 1, 1));
      await clock.advance(1_000);
    }
    expect(store.requests.map(({ sizes }) => sizes)).toEqual([[1], [1], [1], [1], [1]]);
  });
});

describe('a turn', () => {
  test('comes at most 100 ms before it is due', async () => {
    const { clock, pacer } = setUp();
    const slow = { scope: 'origin:slow', partsPerSecond: 2, burst: 1 };
    await clock.settle(pacer.take([slow], [1]));
    const [turn] = await clock.settle(pacer.take([slow], [1]));
    const waited = await clock.settle(lateness(turn, clock));
    expect(waited).toBeGreaterThan(90);
    expect(waited).toBeLessThan(110);
  });

  test('is void once its time has passed', async () => {
    const { clock, pacer } = setUp();
    const turns = await clock.settle(pacer.take([LIMIT], [1, 1, 1, 1, 1, 1]));
    await clock.advance(40);
    expect(turns.map((turn) => turn.due())).toEqual([false, false, false, true, true, expect.any(Promise)]);
  });

  test('is void when the wait is aborted', async () => {
    const { clock, pacer } = setUp();
    const stop = new AbortController();
    const turns = await clock.settle(pacer.take([LIMIT], [1, 1, 1, 1]));
    const due = turns.at(-1)?.due(stop.signal);
    stop.abort();
    expect(await due).toBe(false);
    expect(turns[0]?.due(stop.signal)).toBe(false);
  });
});

describe('a refused worker', () => {
  const crawl = [{ scope: 'origin:crawl', partsPerSecond: 0.1 }];

  test('asks again when it was told to', async () => {
    const { clock, store, pacer } = setUp();
    const slow = [{ scope: 'origin:slow', partsPerSecond: 2, burst: 1 }];
    await clock.settle(pacer.take(slow, [1]));
    store.requests.length = 0;
    void pacer.take(slow, [1]);
    // The next slot is 508 ms after the one just taken, which was 3 ms old: 505 - 300 ms of horizon.
    await clock.advance(195);
    expect(store.requests).toHaveLength(1);
    await clock.advance(20);
    expect(store.requests).toHaveLength(2);
  });

  test('asks again once a second at least', async () => {
    const { clock, store, pacer } = setUp();
    await clock.settle(pacer.take(crawl, [1]));
    store.requests.length = 0;
    const again = pacer.take(crawl, [1]);
    await clock.advance(8_000);
    expect(store.requests.length).toBeGreaterThanOrEqual(7);
    expect(store.requests.length).toBeLessThanOrEqual(9);
    expect(await clock.settle(again)).toHaveLength(1);
  });

  test('that another asker of the process asked for gives up on its own signal', async () => {
    const { clock, pacer } = setUp();
    await clock.settle(pacer.take(crawl, [1]));
    void pacer.take(crawl, [1]);
    const stop = new AbortController();
    const second = pacer.take(crawl, [1], stop.signal);
    await clock.advance(500);
    stop.abort();
    expect(await second).toEqual([]);
  });
});

describe('take', () => {
  test('gives nothing when it is aborted while the slots are still far ahead', async () => {
    const { clock, pacer } = setUp();
    await clock.settle(pacer.take([LIMIT], Array<number>(24).fill(1)));
    const stop = new AbortController();
    const turns = pacer.take([LIMIT], [1], stop.signal);
    await clock.advance(100);
    stop.abort();
    expect(await turns).toEqual([]);
  });

  test('asks for blocks of 28 slots between 50 and 350 ms, at most 300 ms ahead, unless told otherwise', async () => {
    const { clock, store, pacer } = setUp();
    for (const partsPerSecond of [10, 200, 5_000]) {
      await clock.settle(pacer.take([{ scope: `at ${partsPerSecond}`, partsPerSecond }], [1]));
    }
    await clock.settle(new Pacer(store, clock, { blockMs: 20, horizonMs: 2_000 }).take([LIMIT], [1]));
    const spans = store.requests.map(({ spanMs, horizonMs }) => [Math.round(spanMs), horizonMs]);
    expect(spans).toEqual([
      [350, 300],
      [142, 300],
      [50, 300],
      [20, 2_000],
    ]);
  });

  test('gives nothing when it is aborted, before or while it waits', async () => {
    const { clock, pacer, store } = setUp();
    const stop = new AbortController();
    const crawl = [{ scope: 'origin:crawl', partsPerSecond: 0.1 }];
    await clock.settle(pacer.take(crawl, [1]));
    const waiting = pacer.take(crawl, [1], stop.signal);
    await clock.advance(2_000);
    stop.abort();
    expect(await clock.settle(waiting)).toEqual([]);
    const asked = store.requests.length;
    expect(await pacer.take(crawl, [1], stop.signal)).toEqual([]);
    expect(store.requests).toHaveLength(asked);
  });

  test('throws what the store throws, and works again when the store does', async () => {
    const { clock, pacer, store } = setUp();
    store.failure = new Error('disk full');
    await expect(clock.settle(pacer.take([LIMIT], [1]))).rejects.toThrow('disk full');
    store.failure = undefined;
    expect(await clock.settle(pacer.take([LIMIT], [1]))).toHaveLength(1);
  });

  test('a store that fails while slots are in hand is met when they are used up', async () => {
    const { clock, pacer, store } = setUp();
    await clock.settle(sendAll(pacer, clock, 100, 4));
    store.failure = new Error('disk full');
    await expect(clock.settle(sendAll(pacer, clock, 100, 4))).rejects.toThrow('disk full');
  });
});

describe('a store that is too far away', () => {
  test('is asked less and less, and is used again once it is near', async () => {
    const { clock, pacer, store } = setUp();
    store.roundTripMs = 80;
    const turns = pacer.take([LIMIT], [1, 1, 1, 1]);
    await clock.advance(60_000);
    expect(store.requests.length).toBeLessThan(25);
    expect(store.requests.slice(5).every(({ sizes }) => sizes.length === 1)).toBe(true);
    expect(pacer.storeTimeErrorMs).toBeGreaterThan(25);
    store.roundTripMs = 2;
    expect((await clock.settle(turns)).length).toBeGreaterThan(0);
    expect(pacer.storeTimeErrorMs).toBeLessThan(4);
    const times = await clock.settle(sendAll(pacer, clock, 80, 4));
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(1_100);
  });

  test('gives no slots of a limit that needs to know the time better', async () => {
    const { clock, pacer, store } = setUp();
    store.roundTripMs = 20;
    const strict = { scope: 'origin:strict', partsPerSecond: 80, burst: 1 };
    const turns = Promise.race([pacer.take([strict], Array<number>(20).fill(1)), clock.sleep(30_000)]);
    expect(await clock.settle(turns)).toBeUndefined();
    expect(store.requests.length).toBeLessThan(20);
  });

  test('one slow answer does not lose the slots of a worker that knows the time', async () => {
    const { clock, pacer, store } = setUp();
    await clock.settle(sendAll(pacer, clock, 80, 4));
    store.roundTripMs = 80;
    const times = await clock.settle(sendAll(pacer, clock, 80, 4));
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(1_100);
  });
});

test('a worker that always comes too late holds back, and is back at full pace a while after it is in time again', async () => {
  const { clock, pacer, store } = setUp();
  const until = clock.monotonic() + 60_000;
  await clock.settle(
    (async () => {
      while (clock.monotonic() < until) {
        const turns = await pacer.take([LIMIT], [1, 1, 1, 1]);
        await clock.sleep(500);
        for (const turn of turns) expect(await turn.due()).toBe(false);
      }
    })(),
  );
  expect(store.requests.length).toBeLessThan(30);
  const times = await clock.settle(sendAll(pacer, clock, 320, 4));
  expect((times.at(-1) ?? 0) - (times.at(-160) ?? 0)).toBeLessThan(2_100);
});
