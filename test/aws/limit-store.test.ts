import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTables, type Tables } from '../../src/adapters/aws/dynamodb.ts';
import { openLimitStore } from '../../src/adapters/aws/limit-store.ts';
import { formatScope, parseScope } from '../../src/adapters/aws/scope-item.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import type { ReserveRequest } from '../../src/throughput/limit-store.ts';
import { defaultBurst } from '../../src/throughput/limit.ts';
import { paceOf } from '../../src/throughput/pace.ts';
import { reserveSlots, type ScopeState } from '../../src/throughput/slots.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { burstNeeded } from '../simulation/limiter-windows.ts';
import { loseReplies } from '../support/lost-replies.ts';
import { onMoto } from '../support/on-moto.ts';

const ACCOUNT = { scope: 'account', partsPerSecond: 1_000 };
const ORIGIN = { scope: 'origin:us-pool', partsPerSecond: 80 };
const NOW = Date.UTC(2026, 10, 20, 10);

function wish(count: number, scopes = [ACCOUNT, ORIGIN]): ReserveRequest {
  return { scopes, sizes: Array<number>(count).fill(1), leadMs: 0, horizonMs: 1e6, spanMs: 1e6 };
}

describe('the item of a scope', () => {
  test('gives back what was put in, after any reservations', () => {
    const blocks = fc.array(
      fc.record({
        waitMs: fc.integer({ min: 0, max: 3_600_000 }),
        parts: fc.integer({ min: 1, max: 40 }),
        slow: fc.boolean(),
        quarters: fc.constantFrom(1, 0.25, 1 / 3),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(blocks, (list) => {
        let states: (ScopeState | undefined)[] = [undefined, undefined];
        let now = NOW + 0.3;
        for (const { waitMs, parts, slow, quarters } of list) {
          now += waitMs * quarters;
          const scopes = slow
            ? [
                { ...ACCOUNT, perDay: 1e6 },
                { scope: 'slow', partsPerSecond: 7 },
              ]
            : [{ ...ACCOUNT, perDay: 1e6 }, ORIGIN];
          const { states: after = states } = reserveSlots(states, wish(parts, scopes), now);
          states = [...after];
        }
        for (const state of states) {
          if (state !== undefined)
            expect(parseScope(formatScope('x', state, 'by'))).toEqual({ state, by: 'by' });
        }
      }),
    );
  });

  test('of an account under which ten origins send all day stays below a write unit', () => {
    const origins = Array.from({ length: 10 }, (_, n) => ({ scope: `origin:${n}`, partsPerSecond: 20 }));
    const account = { scope: 'account', partsPerSecond: 500, perDay: 10_000_000 };
    const states = new Map<string, ScopeState>();
    let largest = 0;
    for (let quarter = 0; quarter < 100; quarter++) {
      for (const origin of origins) {
        const request = { ...wish(8, [account, origin]), horizonMs: 400, spanMs: 300 };
        const now = NOW + quarter * 900_000;
        const after = reserveSlots([states.get('account'), states.get(origin.scope)], request, now).states;
        for (const [j, state] of (after ?? []).entries()) states.set(request.scopes[j]?.scope ?? '', state);
        const state = states.get('account');
        const item = state === undefined ? {} : formatScope('account', state, 'x'.repeat(12));
        largest = Math.max(largest, JSON.stringify(item).length);
      }
    }
    expect(states.get('account')?.day?.length).toBeGreaterThan(90);
    expect(states.get('account')?.taken.length).toBeGreaterThan(20);
    // JSON is longer than what DynamoDB counts.
    expect(largest).toBeLessThan(1_024);
  });
});

onMoto((moto) => {
  async function open(): Promise<Tables> {
    return openTables(await makeDeployment(moto(), { tables: ['rate-limits'] }));
  }

  function slotsOf(answers: Awaited<ReturnType<ReturnType<typeof openLimitStore>['reserve']>>[]) {
    return answers
      .flatMap((answer) => (answer.kind === 'granted' ? answer.runs : []))
      .map(({ at }) => at)
      .toSorted((a, b) => a - b);
  }

  test('processes that meet in the same items never get a slot twice', async () => {
    const deployment = await makeDeployment(moto(), { tables: ['rate-limits'] });
    const stores = Array.from({ length: 6 }, (_, seed) =>
      openLimitStore(openTables(deployment), systemClock, seededRandom(seed), { trusted: true }),
    );
    const asked = stores.flatMap((store) => [1, 2, 3].map(() => store.reserve(wish(4))));
    const slots = slotsOf(await Promise.all(asked));
    expect(slots.length).toBeGreaterThan(40);
    const sends = slots.map((at) => ({ at, parts: 1, scopes: [ORIGIN.scope] }));
    expect(burstNeeded(sends, ORIGIN)).toBeLessThanOrEqual(defaultBurst(80));
  });

  test('a write whose answer was lost is known again: no slot is lost by it', async () => {
    const tables = await open();
    const still = { now: () => NOW, monotonic: () => 0, sleep: async () => undefined };
    const store = openLimitStore(tables, still, seededRandom(1), { trusted: true });
    const replies = loseReplies(tables, 3);
    const slots: number[] = [];
    for (let n = 0; n < 4; n++) slots.push(...slotsOf([await store.reserve(wish(1, [ORIGIN]))]));
    expect(replies.lost()).toBe(3);
    expect(slots).toHaveLength(4);
    expect((slots[3] ?? 0) - NOW).toBeLessThan(3.5 * paceOf(ORIGIN).intervalMs);
  });

  test('the time of the store is that of its answers', async () => {
    const store = openLimitStore(await open(), systemClock, seededRandom(1), { trusted: false });
    const { storeNow, reading } = await store.reserve(wish(1));
    const { atMs = 0, errorMs = 0 } = reading ?? {};
    expect(errorMs).toBeLessThan(500);
    // Moto runs on this machine's clock.
    const wallThen = systemClock.now() - (systemClock.monotonic() - atMs);
    expect(Math.abs(storeNow - wallThen)).toBeLessThan(errorMs + 2);
  });
});
