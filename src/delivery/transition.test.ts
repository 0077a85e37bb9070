import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_TYPES, type ProviderEvent } from './event.ts';
import { MARK, type MessageState, NO_STATE } from './state.ts';
import { RANK, STATUSES } from './status.ts';
import { type Change, fold, intend, transition } from './transition.ts';

const NOW = 1_700_000_000_000;

const sending = intend(undefined, 10_000, 1, NOW) ?? NO_STATE;
const accepted = {
  kind: 'outcome',
  number: 1,
  outcome: { kind: 'accepted', providerId: 'p' },
  dueAt: 0,
} satisfies Change;
const unknown: Change = {
  kind: 'outcome',
  number: 1,
  outcome: { kind: 'unknown', reason: 'timeout' },
  dueAt: 0,
};

const eventArb: fc.Arbitrary<ProviderEvent> = fc.record({
  eventId: fc.constant('e'),
  source: fc.constant('test'),
  channel: fc.constant('sms' as const),
  type: fc.constantFrom(...EVENT_TYPES),
  at: fc.integer({ min: NOW, max: NOW + 1_000_000 }),
  reason: fc.constantFrom('unreachable', 'blocked', 'spam'),
  bounced: fc.boolean(),
  price: fc.integer({ min: 0, max: 100_000 }),
});

const outcomeArb = fc.constantFrom<Change>(
  accepted,
  unknown,
  { kind: 'outcome', number: 1, outcome: { kind: 'refused', reason: 'bad' }, dueAt: 0 },
  { kind: 'outcome', number: 1, outcome: { kind: 'throttled', reason: 'rate' }, dueAt: NOW + 1 },
  {
    kind: 'outcome',
    number: 1,
    outcome: { kind: 'not_sent', reason: 'down', hold: 'origin' },
    dueAt: NOW + 1,
  },
);

function foldAll(state: MessageState, events: readonly ProviderEvent[]): MessageState {
  return events.reduce((at, event) => fold(at, 1, event, () => 5_000) ?? at, state);
}

function withOutcome(state: MessageState, change: Change): MessageState {
  return transition(state, change, NOW) ?? state;
}

/** What people see: everything but when the answer was noted. */
function visible(state: MessageState) {
  const { status, reason, cost, spent, marks, attempts } = state;
  return { status, reason, cost, spent, marks, attempts };
}

describe('fold', () => {
  test('any order and any repetition of events ends in the same state', () => {
    const sets = fc.array(eventArb, { maxLength: 8 });
    const order = sets.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
        fc.subarray(events),
      ),
    );
    fc.assert(
      fc.property(
        order,
        fc.constantFrom(sending, withOutcome(sending, accepted), withOutcome(sending, unknown)),
        ([a, b, again], start) => {
          expect(foldAll(start, [...b, ...again])).toEqual(foldAll(start, a));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('every permutation of up to five receipts ends in the same state', () => {
    const receipts = ['sent', 'failed', 'delivered', 'read', 'complained'] as const;
    const events = receipts.map(
      (type): ProviderEvent => ({ eventId: type, source: 't', channel: 'sms', type, at: NOW, reason: 'x' }),
    );
    const ends = new Set(permutations(events).map((order) => JSON.stringify(foldAll(sending, order))));
    expect(ends.size).toBe(1);
  });

  test('it does not matter whether the acceptance is recorded before, between or after its events', () => {
    fc.assert(
      fc.property(fc.array(eventArb, { maxLength: 6 }), fc.nat(6), (events, at) => {
        const early = withOutcome(foldAll(sending, events.slice(0, at)), accepted);
        const mixed = foldAll(early, events.slice(at));
        const recordedFirst = foldAll(withOutcome(sending, accepted), events);
        expect(visible(mixed)).toEqual(visible(recordedFirst));
      }),
    );
  });

  test('status never falls', () => {
    fc.assert(
      fc.property(fc.array(eventArb, { maxLength: 10 }), outcomeArb, (events, outcome) => {
        let state = withOutcome(sending, outcome);
        for (const event of events) {
          const next = fold(state, 1, event, () => 0) ?? state;
          expect(RANK[next.status]).toBeGreaterThanOrEqual(RANK[state.status]);
          state = next;
        }
      }),
    );
  });

  test('a failure of an attempt that was replaced does not touch the new one', () => {
    const again = transition(
      withOutcome(sending, unknown),
      { kind: 'again', from: 'unknown', dueAt: 1 },
      NOW,
    );
    const second = intend(again, 10_000, 1, NOW) ?? NO_STATE;
    const failure: ProviderEvent = {
      eventId: 'f',
      source: 't',
      channel: 'sms',
      type: 'failed',
      at: NOW,
      reason: 'x',
    };
    expect(fold(second, 1, failure, () => 0)).toBeUndefined();
    expect(fold(second, 2, failure, () => 0)?.status).toBe('failed');
    expect(fold(second, 1, { ...failure, type: 'delivered' }, () => 0)?.status).toBe('delivered');
  });

  test('an event about one that was to be sent again says its price, too, and again it changes nothing', () => {
    const again: Change = { kind: 'again', from: 'unknown', dueAt: NOW };
    const queued = withOutcome(withOutcome(sending, unknown), again);
    expect(queued.status).toBe('queued');
    const event = { source: 't', channel: 'sms', at: NOW, price: 5_000 } as const;
    const sent: ProviderEvent = { ...event, eventId: 'sent', type: 'sent' };
    const delivered: ProviderEvent = { ...event, eventId: 'delivered', type: 'delivered' };
    const once = foldAll(queued, [sent, delivered]);
    expect(once).toMatchObject({ status: 'delivered', cost: 5_000 });
    expect(foldAll(once, [sent, delivered])).toEqual(once);
    expect(foldAll(queued, [delivered, sent])).toEqual(once);
  });

  test('the price of an event replaces the estimate, and the highest one stays', () => {
    const sent = withOutcome(sending, accepted);
    const at = (price: number): ProviderEvent => ({
      eventId: `${price}`,
      source: 't',
      channel: 'sms',
      type: 'delivered',
      at: NOW,
      price,
    });
    expect(foldAll(sent, [at(5_000)]).cost).toBe(5_000);
    expect(foldAll(sent, [at(5_000), at(20_000), at(7_000)]).cost).toBe(20_000);
  });
});

describe('transition', () => {
  test('an outcome counts once and only for the newest attempt', () => {
    fc.assert(
      fc.property(outcomeArb, outcomeArb, (first, second) => {
        const after = withOutcome(sending, first);
        if (after.status === 'unknown') return;
        expect(transition(after, second, NOW + 5)).toBeUndefined();
      }),
    );
    expect(transition(sending, { ...accepted, number: 2 }, NOW)).toBeUndefined();
  });

  test('a late answer settles what was given up as unknown, without counting a second try', () => {
    const lost = withOutcome(sending, unknown);
    expect(lost).toMatchObject({ status: 'unknown', tries: 1 });
    expect(withOutcome(lost, accepted)).toMatchObject({ status: 'sent', tries: 1 });
    expect(
      withOutcome(lost, {
        kind: 'outcome',
        number: 1,
        outcome: { kind: 'throttled', reason: 'r' },
        dueAt: 9,
      }),
    ).toMatchObject({
      status: 'queued',
      tries: 0,
    });
  });

  test('only these steps go down, each with a reason', () => {
    const down = new Set<string>();
    for (const status of STATUSES) {
      const state: MessageState = { ...sending, status, doneAt: status === 'unknown' ? NOW : 0, dueAt: NOW };
      const changes: Change[] = [
        { kind: 'defer', dueAt: 1, reason: 'x' },
        { kind: 'release' },
        { kind: 'close', status: 'expired', reason: 'x' },
        { kind: 'fall_back' },
        { kind: 'rest' },
        { kind: 'again', from: 'unknown', dueAt: 1 },
        { kind: 'again', from: 'failed', dueAt: 1 },
        { kind: 'outcome', number: 1, outcome: { kind: 'throttled', reason: 'x' }, dueAt: 1 },
        { kind: 'outcome', number: 1, outcome: { kind: 'refused', reason: 'x' }, dueAt: 1 },
      ];
      for (const change of changes) {
        const after = transition(state, change, NOW);
        if (after !== undefined && RANK[after.status] < RANK[status])
          down.add(`${status} -> ${after.status} by ${change.kind}`);
      }
    }
    expect([...down].sort()).toEqual([
      'failed -> queued by again',
      'sending -> queued by outcome',
      'unknown -> queued by again',
      'unknown -> queued by outcome',
    ]);
  });

  test('the next channel is taken once, and never from a message that reached its customer', () => {
    for (const status of STATUSES) {
      const after = transition({ ...sending, status }, { kind: 'fall_back' }, NOW);
      expect(after !== undefined, status).toBe(['unknown', 'sent', 'failed'].includes(status));
      if (after !== undefined) expect(transition(after, { kind: 'fall_back' }, NOW)).toBeUndefined();
    }
  });

  test('money: a new attempt keeps what the one before it cost, a refused one costs nothing', () => {
    const again = transition(
      withOutcome(sending, unknown),
      { kind: 'again', from: 'unknown', dueAt: 1 },
      NOW,
    );
    const second = intend(again, 10_000, 1, NOW) ?? NO_STATE;
    expect(second.cost + second.spent).toBe(20_000);
    const refused = transition(
      second,
      { kind: 'outcome', number: 2, outcome: { kind: 'refused', reason: 'x' }, dueAt: 0 },
      NOW,
    );
    expect((refused?.cost ?? 0) + (refused?.spent ?? 0)).toBe(10_000);
    expect((second.marks & MARK.priced) === 0).toBe(true);
  });

  test.each(['sent', 'delivered', 'failed'] as const)(
    'an event settles an unknown attempt as well while it waits to be sent again: %s',
    (type) => {
      const lost = withOutcome(sending, unknown);
      const again = withOutcome(lost, { kind: 'again', from: 'unknown', dueAt: NOW + 1 });
      const event: ProviderEvent = {
        eventId: 'e',
        source: 'test',
        channel: 'sms',
        type,
        at: NOW,
        reason: 'unreachable',
      };
      const [before, after] = [foldAll(lost, [event]), foldAll(again, [event])];
      expect(after.status).toBe(type);
      expect([after.status, after.reason, after.dueAt]).toEqual([before.status, before.reason, before.dueAt]);
      expect(intend(after, 1, 1, NOW)).toBeUndefined();
      // What somebody ordered to be tried again stays ordered when the failure is told once more.
      const retried = withOutcome(after, { kind: 'again', from: 'failed', dueAt: 1 });
      expect(foldAll(retried, [event]).status).toBe(type === 'failed' ? 'queued' : type);
    },
  );
});

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}
