import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import type { Outcome } from '../channels/outcome.ts';
import type { SendRequest } from '../channels/provider.ts';
import type { ProviderEvent } from '../delivery/event.ts';
import { type CarriersOptions, SimulatedCarriers } from './carrier.ts';
import { parseBehaviour } from './parse-behaviour.ts';
import { PRESETS } from './presets.ts';
import { parseScript } from './script.ts';
import { makeOrigin, makeRequest } from '../../test/support/make.ts';

function setUp(options: Partial<CarriersOptions> = {}) {
  const clock = new VirtualClock();
  const events: ProviderEvent[] = [];
  const carriers = new SimulatedCarriers({
    clock,
    seed: 1,
    behaviour: PRESETS.unlimited,
    deliver: (batch) => {
      events.push(...batch);
    },
    ...options,
  });
  return { clock, carriers, events, sms: carriers.provider('sms') };
}

function request(i: number, changes: Partial<SendRequest> = {}): SendRequest {
  return makeRequest({
    attemptId: `w.1-${i}-1s.1`,
    origin: makeOrigin({ id: 'us-pool' }),
    address: `+1425555${String(i).padStart(4, '0')}`,
    ...changes,
  });
}

/** Of an attempt, of its repeat, and of an email. */
async function providerIds(): Promise<string[]> {
  const { carriers, sms } = setUp();
  const sends = [sms.send(request(1)), sms.send(request(1)), carriers.provider('email').send(request(2))];
  return (await Promise.all(sends)).map((o) => (o.kind === 'accepted' ? o.providerId : ''));
}

/** A price that only a German SMS has. */
const germanPrice = (channel: string, { country }: SendRequest) =>
  channel === 'sms' && country === 'DE' ? 9 : 0;

const script = (fate: object, match: object = {}) => parseScript([{ match, fate }], 'x');

describe('answers', () => {
  test.each<[string, object, Outcome, number, boolean]>([
    ['accepted', { latency: '40ms' }, { kind: 'accepted', providerId: expect.any(String) }, 40, true],
    [
      'refused',
      { answer: 'refused', reason: 'invalid_number', suppress: true },
      { kind: 'refused', reason: 'invalid_number', suppress: 'invalid_address' },
      0,
      false,
    ],
    [
      'refused for an opt-out',
      { answer: 'refused', reason: 'opted_out', suppress: true },
      { kind: 'refused', reason: 'opted_out', suppress: 'opted_out' },
      0,
      false,
    ],
    ['throttled', { answer: 'throttled' }, { kind: 'throttled', reason: 'rate_exceeded' }, 0, false],
    [
      'not sent',
      { answer: 'not_sent', reason: 'spend_limit', hold: 'origin' },
      { kind: 'not_sent', reason: 'spend_limit', hold: 'origin' },
      0,
      false,
    ],
    ['timed out', { answer: 'timed_out' }, { kind: 'unknown', reason: 'timeout' }, 10_000, false],
    [
      'reset after accepting',
      { answer: 'answer_lost', by: 'reset', latency: '30ms' },
      { kind: 'unknown', reason: 'connection_reset' },
      30,
      true,
    ],
    [
      'silent after accepting',
      { answer: 'answer_lost', by: 'silence' },
      { kind: 'unknown', reason: 'timeout' },
      10_000,
      true,
    ],
    [
      'slower than the call may take',
      { answer: 'accepted', latency: '11s' },
      { kind: 'unknown', reason: 'timeout' },
      10_000,
      true,
    ],
  ])('%s', async (_, fate, outcome, afterMs, taken) => {
    const { clock, carriers, events, sms } = setUp({ script: script(fate) });
    const sent = sms.send(request(1));
    expect(carriers.log.totals().accepted).toBe(taken ? 1 : 0);
    expect(await clock.settle(sent.then((o) => [o, clock.monotonic()]))).toEqual([outcome, afterMs]);
    await clock.runUntilIdle();
    expect(events.map((e) => [e.type, e.attemptId])).toEqual(taken ? [['delivered', 'w.1-1-1s.1']] : []);
    expect([...carriers.log.accepted()].map((a) => a.attemptId)).toEqual(taken ? ['w.1-1-1s.1'] : []);
  });

  test('the call may be given less time', async () => {
    const { clock, sms } = setUp({ callTimeoutMs: 700, script: script({ answer: 'timed_out' }) });
    await clock.settle(sms.send(request(1)));
    expect(clock.monotonic()).toBe(700);
  });

  test('events can come before the answer', async () => {
    const { clock, events, sms } = setUp({ script: script({ latency: '5s' }) });
    const sent = sms.send(request(1));
    await clock.advance(1000);
    expect(events).toHaveLength(1);
    await clock.settle(sent);
    expect(clock.monotonic()).toBe(5000);
  });

  test('what cannot be journaled is not accepted', async () => {
    const journal = {
      append: () => {
        throw new Error('ENOSPC');
      },
      earlier: () => [],
      lastAt: undefined,
      close: () => {},
    };
    const { carriers, sms } = setUp({ journal });
    expect(await sms.send(request(1))).toEqual({
      kind: 'not_sent',
      reason: 'carrier_out_of_order',
      hold: 'origin',
    });
    expect(carriers.log.totals()).toMatchObject({ accepted: 0, notSent: 1 });
  });

  test('provider ids look like those of AWS, are the same in every run and never the same twice', async () => {
    const [first = '', again = '', email = ''] = await providerIds();
    const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}';
    expect(first).toMatch(new RegExp(`^${uuid}$`));
    expect(again).toMatch(new RegExp(`^${uuid}$`));
    expect(email).toMatch(new RegExp(`^0100[0-9a-f]{12}-${uuid}-000000$`));
    expect(again).not.toBe(first);
    expect(await providerIds()).toEqual([first, again, email]);
  });

  test("the price is the behaviour's, or that of the price function", async () => {
    const behaviour = parseBehaviour({ base: 'unlimited', sms: { priced: true, pricePerPart: 7000 } }, 'x');
    const prices = async (options: Partial<CarriersOptions>) => {
      const { clock, events, sms } = setUp({ behaviour, ...options });
      await sms.send(request(1, { parts: 3, country: 'DE' }));
      await clock.runUntilIdle();
      return events.map((e) => e.price);
    };
    expect(await prices({})).toEqual([21_000]);
    expect(await prices({ priceOf: germanPrice })).toEqual([9]);
  });
});

describe('limits', () => {
  const behaviour = parseBehaviour({ base: 'perfect', sms: { partsPerSecond: 10 } }, 'x');

  test('parts beyond the limit of an origin are throttled, and nothing is lost by it', async () => {
    const { clock, carriers, events, sms } = setUp({ behaviour });
    const kinds = async (from: number, count: number, originId = 'us-pool') => {
      const sends = Array.from({ length: count }, (_, i) =>
        sms.send(request(from + i, { origin: makeOrigin({ id: originId }), parts: 2 })),
      );
      return (await Promise.all(sends)).map((o) => o.kind);
    };
    expect(await kinds(0, 7)).toEqual([...Array<string>(5).fill('accepted'), 'throttled', 'throttled']);
    expect(await kinds(10, 5, 'eu-pool')).toEqual(Array(5).fill('accepted'));
    await clock.advance(400);
    expect(await kinds(5, 2)).toEqual(['accepted', 'accepted']);
    await clock.runUntilIdle();
    expect(carriers.log.totals()).toMatchObject({
      requests: 14,
      accepted: 12,
      acceptedParts: 24,
      throttled: 2,
    });
    expect(events).toHaveLength(12);
  });

  test('what never reaches the carrier takes nothing', async () => {
    const { sms } = setUp({ behaviour, script: script({ answer: 'not_sent' }, { to: 100 }) });
    for (let i = 0; i < 99; i++) await sms.send(request(i));
    const after = await Promise.all(Array.from({ length: 12 }, (_, i) => sms.send(request(200 + i))));
    expect(after.filter((o) => o.kind === 'accepted')).toHaveLength(10);
  });

  test('a script lowers the limit in mid-run', async () => {
    const rules = script({ partsPerSecond: 2 }, { channel: 'sms', from: '10s', to: '20s' });
    const { clock, sms } = setUp({ behaviour, script: rules });
    const perSecond: number[] = [];
    for (let second = 0; second < 30; second++) {
      let accepted = 0;
      for (let i = 0; i < 10; i++) {
        if ((await sms.send(request(second * 10 + i))).kind === 'accepted') accepted++;
        await clock.advance(100);
      }
      perSecond.push(accepted);
    }
    expect(perSecond.slice(0, 10)).toEqual(Array(10).fill(10));
    expect(perSecond.slice(11, 20)).toEqual(Array(9).fill(2));
    expect(perSecond.slice(21)).toEqual(Array(9).fill(10));
  });
});

describe('scripts', () => {
  test('refuse every third', async () => {
    const { sms } = setUp({ script: script({ answer: 'refused' }, { every: 3 }) });
    const kinds: string[] = [];
    for (let i = 0; i < 6; i++) kinds.push((await sms.send(request(i))).kind);
    expect(kinds).toEqual(['accepted', 'accepted', 'refused', 'accepted', 'accepted', 'refused']);
  });

  test("throttle a person's first request only", async () => {
    const { sms } = setUp({ script: script({ answer: 'throttled' }, { nth: 1 }) });
    expect((await sms.send(request(1))).kind).toBe('throttled');
    expect((await sms.send(request(1, { attemptId: 'w.1-1-1s.2' }))).kind).toBe('accepted');
  });

  test('go before the magic addresses, which go before the shares', async () => {
    const behaviour = parseBehaviour(
      { base: 'unlimited', email: { timedOut: 1, lost: 1 }, sms: { lost: 1 } },
      'x',
    );
    const { clock, carriers, events } = setUp({
      behaviour,
      script: script({ answer: 'refused' }, { channel: 'sms' }),
    });
    const bounce = request(1, { address: 'bounce@simulator.amazonses.com' });
    expect((await carriers.provider('email').send(bounce)).kind).toBe('accepted');
    expect((await carriers.provider('sms').send(request(2, { address: '+14254147755' }))).kind).toBe(
      'refused',
    );
    await clock.runUntilIdle();
    expect(events).toMatchObject([{ type: 'failed', bounced: true, suppress: 'hard_bounce' }]);
  });
});

describe('the truth', () => {
  test.each(['all', 'count'] as const)('double sends are seen and taken (remember %s)', async (remember) => {
    const { carriers, clock, events, sms } = setUp({ remember });
    for (const attemptId of ['a', 'b', 'a', 'a', 'c']) {
      await sms.send(request(attemptId === 'c' ? 1 : 2, { attemptId }));
    }
    expect(carriers.log.counts('sms')).toMatchObject({
      requests: 5,
      accepted: 5,
      repeatedAttempts: 2,
      repeatedAddresses: 3,
    });
    expect(carriers.log.counts('email').requests).toBe(0);
    expect(['a', 'b', 'c', 'd'].map((id) => carriers.log.requestsOf(id))).toEqual([3, 1, 1, 0]);
    expect(carriers.log.repeatedAttempts()).toEqual(['a', 'a']);
    await clock.runUntilIdle();
    expect(new Set(events.map((e) => e.providerId)).size).toBe(5);
  });

  test('every acceptance is listed with its address, or none is', async () => {
    const all = setUp();
    await all.sms.send(request(7, { parts: 2 }));
    expect([...all.carriers.log.accepted()]).toMatchObject([
      { attemptId: 'w.1-7-1s.1', channel: 'sms', address: '+14255550007', parts: 2, nth: 0 },
    ]);
    const few = setUp({ remember: 'count' });
    await few.sms.send(request(7));
    expect(() => few.carriers.log.accepted()).toThrow('counts only');
  });

  test('every request is counted once by what it became', async () => {
    const behaviour = parseBehaviour(
      {
        sms: {
          refused: { share: 0.2 },
          notSent: { share: 0.2 },
          timedOut: 0.1,
          answerLost: { share: 0.2 },
          partsPerSecond: 150,
        },
      },
      'x',
    );
    const { clock, carriers, sms } = setUp({ behaviour });
    const outcomes = await clock.settle(
      Promise.all(Array.from({ length: 1000 }, (_, i) => sms.send(request(i)))),
    );
    const got = (kind: string) => outcomes.filter((o) => o.kind === kind).length;
    const { answersLost, timedOut, accepted, ...counts } = carriers.log.totals();
    expect(counts).toMatchObject({
      requests: 1000,
      refused: got('refused'),
      throttled: got('throttled'),
      notSent: got('not_sent'),
    });
    expect(answersLost + timedOut).toBe(got('unknown'));
    expect(accepted - answersLost).toBe(got('accepted'));
    expect(Math.min(...['accepted', 'refused', 'throttled', 'not_sent', 'unknown'].map(got))).toBeGreaterThan(
      10,
    );
    expect([...carriers.log.accepted()]).toHaveLength(accepted);
  });
});

describe('the same seed', () => {
  const behaviour = parseBehaviour(
    {
      all: {
        refused: { share: 0.1, reasons: [{ reason: 'r', weight: 1 }] },
        notSent: { share: 0.2 },
        timedOut: 0.05,
        answerLost: { share: 0.1 },
        lost: 0.1,
        duplicated: 0.2,
      },
      sms: { partsPerSecond: 20 },
    },
    'x',
  );

  /** Sends to 300 people, again where nothing was sent, and gives each person's answers and events without their times. */
  async function run(seed: number, order: (a: number, b: number) => number, gapMs: number) {
    const { clock, carriers, events, sms } = setUp({ behaviour, seed });
    const answers = new Map<number, string[]>();
    const sendTo = async (i: number) => {
      const kinds: string[] = [];
      answers.set(i, kinds);
      for (let attempt = 1; attempt <= 60; attempt++) {
        const outcome = await sms.send(request(i, { attemptId: `w.1-${i}-1s.${attempt}` }));
        if (outcome.kind !== 'throttled') kinds.push('reason' in outcome ? outcome.reason : outcome.kind);
        if (outcome.kind !== 'throttled' && outcome.kind !== 'not_sent') return;
        await clock.sleep(outcome.kind === 'throttled' ? 1000 : 10);
      }
    };
    const people = Array.from({ length: 300 }, (_, i) => i).sort(order);
    const all = async () => {
      const sends: Promise<void>[] = [];
      for (const i of people) {
        sends.push(sendTo(i));
        await clock.sleep(gapMs);
      }
      await Promise.all(sends);
    };
    await clock.settle(all());
    await clock.runUntilIdle();
    const addressOf = new Map([...carriers.log.accepted()].map((a) => [a.providerId, a.address]));
    const told = events.map((e) => `${addressOf.get(e.providerId ?? '')} ${e.type} ${e.reason ?? ''}`).sort();
    return {
      answers: [...answers].sort(([a], [b]) => a - b),
      told,
      throttled: carriers.log.totals().throttled,
    };
  }

  test('gives the same people the same fates, however the timing falls', async () => {
    const slow = await run(5, (a, b) => a - b, 200);
    const crowded = await run(5, (a, b) => b - a, 1);
    expect(slow.throttled).toBe(0);
    expect(crowded.throttled).toBeGreaterThan(100);
    expect(crowded.answers).toEqual(slow.answers);
    expect(crowded.told).toEqual(slow.told);
    const other = await run(6, (a, b) => a - b, 200);
    expect(other.answers).not.toEqual(slow.answers);
  });
});

test('instant: no timer at all, whatever the behaviour', async () => {
  const { clock, carriers, events, sms } = setUp({ behaviour: PRESETS.realistic, instant: true });
  const sends = Array.from({ length: 300 }, (_, i) =>
    sms.send(request(i, { origin: makeOrigin({ id: `o${i % 10}` }) })),
  );
  const outcomes = await Promise.all(sends);
  await carriers.idle();
  expect(clock.nextTimerAt()).toBeUndefined();
  expect(outcomes.filter((o) => o.kind === 'accepted').length).toBeGreaterThan(250);
  expect(events.length).toBe(carriers.eventCount);
  expect(events.length).toBeGreaterThan(500);
});
