import { expect, test } from 'vitest';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { MemoryState } from '../adapters/memory/memory-state.ts';
import { MemoryOptOutQueue } from '../adapters/memory/opt-out-queue.ts';
import { MemorySuppressionStore } from '../adapters/memory/suppression-store.ts';
import type { ListAnswer, ListedPage, OptOutList } from '../channels/sms/opt-out-list.ts';
import { addressKey } from '../consent/address-key.ts';
import { Failure } from '../kernel/failure.ts';
import { seededRandom } from '../kernel/random.ts';
import { OptOutSync } from './opt-out-sync.ts';

const ANA = '+14255550101';
const BEN = '+14255550102';

/** The carrier's lists in memory, a number a page. */
class FakeList implements OptOutList {
  readonly lists = new Map<string, Map<string, number>>([
    ['Default', new Map()],
    ['promo', new Map()],
  ]);
  readonly refused = new Set<string>();
  fails = 0;
  readonly calls: number[] = [];
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  async names(): Promise<readonly string[]> {
    return [...this.lists.keys()];
  }

  async put(list: string, number: string): Promise<ListAnswer> {
    this.#call();
    if (this.refused.has(number)) return 'refused';
    this.lists.get(list)?.set(number, this.#clock.now());
    return 'done';
  }

  async remove(list: string, number: string): Promise<ListAnswer> {
    this.#call();
    if (this.refused.has(number)) return 'refused';
    this.lists.get(list)?.delete(number);
    return 'done';
  }

  async page(list: string, next = '0'): Promise<ListedPage> {
    const numbers = [...(this.lists.get(list) ?? [])].map(([number, at]) => ({ number, at }));
    const at = Number(next);
    return { numbers: numbers.slice(at, at + 1), next: at + 1 < numbers.length ? String(at + 1) : undefined };
  }

  #call(): void {
    this.calls.push(this.#clock.monotonic());
    if (this.fails-- > 0) throw new Failure('unsupported', 'AWS is away.');
  }
}

function syncing() {
  const clock = new VirtualClock();
  const list = new FakeList(clock);
  const optOuts = new MemoryOptOutQueue();
  const suppressions = new MemorySuppressionStore(new MemoryState());
  const troubles: string[] = [];
  const sync = new OptOutSync({
    list,
    optOuts,
    suppressions,
    clock,
    random: seededRandom(1),
    secret: 's',
    trouble: ({ message }) => troubles.push(message),
  });
  const run = async (seconds: number) => {
    const stop = new AbortController();
    const done = sync.run(stop.signal);
    await clock.advance(seconds * 1000);
    stop.abort();
    await clock.runUntilIdle();
    await done;
  };
  const isStopped = async (number: string) =>
    (await suppressions.find([addressKey('s', 'sms', number)])).size === 1;
  return { clock, list, optOuts, troubles, run, isStopped };
}

test('what we learn is put on every list, and taken off again', async () => {
  const { clock, list, optOuts, run } = syncing();
  await optOuts.add([{ number: ANA, out: true }], clock.now());
  await run(10);
  expect([...list.lists.values()].map((each) => [...each.keys()])).toEqual([[ANA], [ANA]]);
  expect(await optOuts.count()).toBe(0);
  await optOuts.add([{ number: ANA, out: false }], clock.now());
  await run(10);
  expect([...list.lists.values()].map((each) => each.size)).toEqual([0, 0]);
});

test('what stands on a list is suppressed here, at the start and every hour', async () => {
  const { list, run, isStopped, clock } = syncing();
  list.lists.get('promo')?.set(ANA, clock.now());
  list.lists.get('promo')?.set(BEN, clock.now());
  await run(10);
  expect(await Promise.all([ANA, BEN].map(isStopped))).toEqual([true, true]);
  list.lists.get('Default')?.set('+14255550103', clock.now());
  await run(3_700);
  expect(await isStopped('+14255550103')).toBe(true);
});

test('a number that came back, and is not off the list yet, is not stopped by it again', async () => {
  const { clock, list, optOuts, run, isStopped } = syncing();
  list.lists.get('Default')?.set(ANA, clock.now());
  list.lists.get('Default')?.set(BEN, clock.now());
  // Due only in two hours, as after failures.
  await optOuts.add([{ number: ANA, out: false }], clock.now() + 7_200_000);
  await run(60);
  expect(await isStopped(ANA)).toBe(false);
  expect(await isStopped(BEN)).toBe(true);
});

test('failures are told about and tried again, and nothing is forgotten', async () => {
  const { clock, list, optOuts, troubles, run } = syncing();
  list.fails = 4;
  await optOuts.add(
    [ANA, BEN].map((number) => ({ number, out: true })),
    clock.now(),
  );
  await run(3_000);
  expect(troubles).toEqual(Array(4).fill('AWS is away.'));
  expect(await optOuts.count()).toBe(0);
  expect(list.lists.get('Default')?.size).toBe(2);
});

test('what the carrier refuses is not tried for ever', async () => {
  const { clock, list, optOuts, run } = syncing();
  list.refused.add(ANA);
  await optOuts.add([{ number: ANA, out: false }], clock.now());
  await run(60);
  expect(await optOuts.count()).toBe(0);
  expect(list.calls).toHaveLength(2);
});

test('the carrier is called at most 10 times a second', async () => {
  const { clock, list, optOuts, run } = syncing();
  const numbers = Array.from({ length: 100 }, (_, i) => `+1425555${String(1000 + i)}`);
  await optOuts.add(
    numbers.map((number) => ({ number, out: true })),
    clock.now(),
  );
  await run(60);
  expect(list.calls).toHaveLength(200);
  for (const [i, at] of list.calls.entries())
    expect((list.calls[i + 10] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThanOrEqual(1_000);
});
