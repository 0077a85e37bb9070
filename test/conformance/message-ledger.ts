import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SentMessage } from '../../src/audience/records.ts';
import type { Outcome } from '../../src/channels/outcome.ts';
import type { ProviderEvent } from '../../src/delivery/event.ts';
import { attemptId, type Message } from '../../src/delivery/message.ts';
import { hasMark, MARK } from '../../src/delivery/state.ts';
import { totalCost, totalOf } from '../../src/delivery/tally.ts';
import { AT_ONCE } from '../../src/delivery/transition.ts';
import { makeDefinition, makeEvent, makeMessage, NO_TOTALS } from '../support/make.ts';
import type { EngineHarness, EngineStores } from './engine-harness.ts';

const NOW = 1_700_000_000_000;
const accepted = (providerId = 'p-1'): Outcome => ({ kind: 'accepted', providerId });

/** What every message ledger promises. */
export function messageLedgerSuite(harness: EngineHarness): void {
  describe(`message ledger: ${harness.name}`, () => {
    let stores: EngineStores;
    let key: string;

    beforeEach(async () => {
      stores = await harness.open();
      key = (await stores.campaigns.create(makeDefinition(), NOW)).key;
      await stores.campaigns.setPlanned('spring', NO_TOTALS);
      await stores.campaigns.move('spring', ['planned'], 'running', '', NOW);
    });

    afterEach(async () => {
      // Whatever a test did, the counters equal a count of the messages.
      expect(await stores.ledger.tally('spring')).toEqual(await stores.ledger.recount('spring'));
      stores.close();
    });

    const planned = async (...messages: readonly Message[]) => {
      await stores.plan.append('spring', messages, []);
      return messages;
    };
    const start = async (message: Message, outcome?: Outcome, dueAt = 0, now = NOW) => {
      await planned(message);
      await stores.ledger.intend([message], now);
      if (outcome === undefined) return;
      const number = (await state(message))?.attempts ?? 0;
      await stores.ledger.apply(
        [{ id: message.id, change: { kind: 'outcome', number, outcome, dueAt } }],
        now + 1,
      );
    };
    const state = async (message: Message) => (await stores.ledger.states([message.id])).get(message.id);
    const echo = (message: Message, number = 1) => attemptId(stores.workspaceId, message.id, number);

    test('an intent is granted once', async () => {
      const [message] = await planned(makeMessage(key, 1));
      if (message === undefined) throw new Error('no message');
      expect(await stores.ledger.intend([message], NOW)).toEqual([
        { kind: 'granted', attemptId: echo(message), number: 1 },
      ]);
      expect(await stores.ledger.intend([message], NOW)).toEqual([{ kind: 'taken' }]);
      expect(await state(message)).toMatchObject({
        status: 'sending',
        attempts: 1,
        intendedAt: NOW,
        cost: 10_020,
      });
    });

    test('of two that intend the same batch at once each message goes to one', async () => {
      const messages = await planned(...Array.from({ length: 50 }, (_, i) => makeMessage(key, i + 1)));
      const verdicts = await Promise.all([
        stores.ledger.intend(messages, NOW),
        stores.ledger.intend(messages, NOW),
      ]);
      expect(verdicts.flat().filter((verdict) => verdict.kind === 'granted')).toHaveLength(50);
    });

    test('nothing is granted while the campaign does not run', async () => {
      const messages = await planned(makeMessage(key, 1));
      await stores.campaigns.move('spring', ['running'], 'paused', 'operator', NOW);
      expect(await stores.ledger.intend(messages, NOW)).toEqual([{ kind: 'stopped' }]);
      await stores.campaigns.move('spring', ['paused'], 'running', '', NOW);
      expect((await stores.ledger.intend(messages, NOW))[0]?.kind).toBe('granted');
    });

    test('an address that was suppressed before gets nothing', async () => {
      const messages = await planned(makeMessage(key, 1), makeMessage(key, 2));
      await stores.suppressions.add([
        { key: 'address-1', channel: 'sms', reason: 'opted_out', source: 'test', at: NOW },
      ]);
      const verdicts = await stores.ledger.intend(messages, NOW);
      expect(verdicts[0]).toEqual({ kind: 'closed', status: 'cancelled', reason: 'opted_out' });
      expect(verdicts[1]?.kind).toBe('granted');
      expect((await stores.ledger.tally('spring')).sms.reasons).toEqual({ 'cancelled:opted_out': 1 });
    });

    test('what is late is expired, not sent', async () => {
      const messages = await planned(makeMessage(key, 1, { expiresAt: NOW - 1 }));
      expect(await stores.ledger.intend(messages, NOW)).toEqual([
        { kind: 'closed', status: 'expired', reason: 'too_late' },
      ]);
    });

    test('the budget is never passed, and a refusal gives its money back', async () => {
      await stores.campaigns.create(makeDefinition({ id: 'poor', budget: 0.03 }), NOW);
      await stores.campaigns.setPlanned('poor', NO_TOTALS);
      await stores.campaigns.move('poor', ['planned'], 'running', '', NOW);
      const poor = (await stores.campaigns.find('poor'))?.key ?? '';
      const messages = Array.from({ length: 4 }, (_, i) => makeMessage(poor, i + 1, { campaignId: 'poor' }));
      await stores.plan.append('poor', messages, []);
      const verdicts = await Promise.all(messages.map((message) => stores.ledger.intend([message], NOW)));
      const kinds = verdicts.flat().map((verdict) => verdict.kind);
      // Who comes first is not promised.
      expect(kinds.toSorted()).toEqual(['granted', 'granted', 'over_budget', 'over_budget']);
      expect(totalCost(await stores.ledger.tally('poor'))).toBe(20_040);
      const [first, third] = [messages[kinds.indexOf('granted')], messages[kinds.indexOf('over_budget')]];
      if (first === undefined || third === undefined) throw new Error('no messages');
      const refused: Outcome = { kind: 'refused', reason: 'invalid_number' };
      await stores.ledger.apply(
        [{ id: first.id, change: { kind: 'outcome', number: 1, outcome: refused, dueAt: 0 } }],
        NOW,
      );
      expect((await stores.ledger.intend([third], NOW))[0]?.kind).toBe('granted');
      expect(await stores.ledger.tally('poor')).toEqual(await stores.ledger.recount('poor'));
    });

    test('a frequency cap holds over campaigns that start together', async () => {
      const keys = [key];
      for (const id of ['two', 'three']) {
        keys.push((await stores.campaigns.create(makeDefinition({ id }), NOW)).key);
        await stores.campaigns.setPlanned(id, NO_TOTALS);
        await stores.campaigns.move(id, ['planned'], 'running', '', NOW);
      }
      const ids = ['spring', 'two', 'three'];
      const messages = keys.map((k, i) => makeMessage(k, 7, { campaignId: ids[i] ?? '' }));
      for (const [i, message] of messages.entries()) await stores.plan.append(ids[i] ?? '', [message], []);
      const cap = { max: 2, withinMs: 3_600_000 };
      const verdicts = await Promise.all(
        messages.map((message) => stores.ledger.intend([message], NOW, [cap])),
      );
      const kinds = verdicts
        .flat()
        .map((verdict) => (verdict.kind === 'closed' ? verdict.reason : verdict.kind));
      expect(kinds.sort()).toEqual(['frequency_cap', 'granted', 'granted']);
    });

    test('an accepted attempt is sent, and its answer counts once', async () => {
      const message = makeMessage(key, 1, { receiptWaitMs: 5_000 });
      await start(message, accepted(), NOW + 5_000);
      expect(await state(message)).toMatchObject({
        status: 'sent',
        tries: 1,
        providerId: 'p-1',
        dueAt: NOW + 5_000,
      });
      const again = {
        kind: 'outcome',
        number: 1,
        outcome: { kind: 'unknown', reason: 'timeout' },
        dueAt: 0,
      } as const;
      expect(await stores.ledger.apply([{ id: message.id, change: again }], NOW)).toEqual([undefined]);
    });

    test('throttled and unsent attempts burn nothing and come again', async () => {
      const message = makeMessage(key, 1);
      await start(message, { kind: 'throttled', reason: 'rate' }, NOW + 250);
      expect(await state(message)).toMatchObject({
        status: 'queued',
        tries: 0,
        throttles: 1,
        cost: 0,
        dueAt: NOW + 250,
      });
      expect(await stores.ledger.due('spring', NOW + 249, 10)).toEqual([]);
      expect(await stores.ledger.due('spring', NOW + 250, 10)).toEqual([message.id]);
      expect(await stores.ledger.nextDueAt('spring')).toBe(NOW + 250);
      await stores.ledger.apply([{ id: message.id, change: { kind: 'release' } }], NOW + 250);
      expect(await stores.ledger.nextDueAt('spring')).toBeUndefined();
      expect((await stores.ledger.intend([message], NOW + 300))[0]).toMatchObject({
        kind: 'granted',
        number: 2,
      });
      await stores.ledger.apply(
        [
          {
            id: message.id,
            change: {
              kind: 'outcome',
              number: 2,
              outcome: { kind: 'not_sent', reason: 'refused', hold: 'origin' },
              dueAt: NOW + 400,
            },
          },
        ],
        NOW + 301,
      );
      const [record] = await stores.ledger.ofCustomer('1');
      expect(record?.attempts.map((attempt) => [attempt.number, attempt.reason])).toEqual([
        [1, 'rate'],
        [2, 'refused'],
      ]);
    });

    test('an event that is quicker than the answer is not lost', async () => {
      const message = makeMessage(key, 1);
      await start(message);
      await stores.ledger.fold([makeEvent({ eventId: 'e1', attemptId: echo(message), price: 12_000 })], NOW);
      expect(await state(message)).toMatchObject({ status: 'delivered', cost: 12_000 });
      const change = { kind: 'outcome', number: 1, outcome: accepted(), dueAt: NOW + 9 } as const;
      await stores.ledger.apply([{ id: message.id, change }], NOW);
      expect(await state(message)).toMatchObject({ status: 'delivered', providerId: 'p-1', dueAt: 0 });
    });

    test('an event without echo waits for the attempt that it belongs to', async () => {
      const message = makeMessage(key, 1);
      await start(message);
      const { folded } = await stores.ledger.fold([makeEvent({ eventId: 'e1', providerId: 'p-77' })], NOW);
      expect(folded[0]?.attempt).toBeUndefined();
      expect(await stores.ledger.unmatchedEvents()).toBe(1);
      const change = { kind: 'outcome', number: 1, outcome: accepted('p-77'), dueAt: 0 } as const;
      await stores.ledger.apply([{ id: message.id, change }], NOW);
      expect((await state(message))?.status).toBe('delivered');
      expect(await stores.ledger.unmatchedEvents()).toBe(0);
      await stores.ledger.fold(
        [makeEvent({ eventId: 'e2', providerId: 'p-77', type: 'read', channel: 'sms' })],
        NOW,
      );
      expect((await state(message))?.status).toBe('read');
    });

    test('events of strangers are kept and counted, replies are kept and not counted', async () => {
      await stores.ledger.fold(
        [
          makeEvent({ eventId: 's1', attemptId: `other.${key}-1-1s.1` }),
          makeEvent({ eventId: 's2', attemptId: `${stores.workspaceId}.${key}-zz-1s.1` }),
          makeEvent({ eventId: 's3', type: 'reply', from: '+14155550001', text: 'STOP' }),
          makeEvent({ eventId: 's1', attemptId: `other.${key}-1-1s.1` }),
        ],
        NOW,
      );
      expect(await stores.ledger.unmatchedEvents()).toBe(2);
    });

    test('events that came before are counted, also inside one batch', async () => {
      const message = makeMessage(key, 1);
      await start(message, accepted());
      const events = ['a', 'b', 'a'].map((eventId) => makeEvent({ eventId, providerId: 'p-1' }));
      expect(await stores.ledger.fold(events, NOW)).toMatchObject({ repeated: 1 });
      expect(await stores.ledger.fold(events, NOW)).toMatchObject({ repeated: 3 });
      const many = Array.from({ length: 100 }, (_, i) =>
        makeEvent({ eventId: `s${i}`, providerId: 'nobody' }),
      );
      expect(await stores.ledger.fold(many, NOW)).toMatchObject({ repeated: 0 });
      expect(await stores.ledger.fold(many, NOW)).toMatchObject({ repeated: 100 });
    });

    test('an event suppresses the address of its message, for the reason that it gives', async () => {
      const [ana, ben, late] = [makeMessage(key, 1), makeMessage(key, 2), makeMessage(key, 3)];
      await start(ana, accepted('p-1'));
      await start(ben, accepted('p-2'));
      await start(late);
      await stores.ledger.fold(
        [
          makeEvent({ eventId: 'a', providerId: 'p-1', type: 'failed', suppress: 'invalid_address', at: 7 }),
          makeEvent({ eventId: 'b', attemptId: echo(ben), type: 'complained', suppress: 'complained' }),
          makeEvent({ eventId: 'c', providerId: 'p-3', type: 'failed', suppress: 'hard_bounce' }),
        ],
        NOW,
      );
      const found = async () => {
        const suppressions = await stores.suppressions.find(['address-1', 'address-2', 'address-3']);
        return [...suppressions.values()].map(({ key: name, reason }) => `${name} ${reason}`).sort();
      };
      expect(await found()).toEqual(['address-1 invalid_address', 'address-2 complained']);
      const change = { kind: 'outcome', number: 1, outcome: accepted('p-3'), dueAt: 0 } as const;
      await stores.ledger.apply([{ id: late.id, change }], NOW);
      expect(await found()).toContain('address-3 hard_bounce');
      expect((await stores.suppressions.find(['address-1'])).get('address-1')).toEqual({
        key: 'address-1',
        channel: 'sms',
        reason: 'invalid_address',
        source: 'event',
        at: 7,
      });
    });

    test('an event about a person is matched, and leaves their address to the one who knows it', async () => {
      const message = makeMessage(key, 1);
      await start(message, accepted());
      const event = makeEvent({ eventId: 'o', providerId: 'p-1', type: 'opted_out', suppress: 'opted_out' });
      const { folded } = await stores.ledger.fold([event], NOW);
      expect(folded[0]?.attempt?.messageId).toBe(message.id);
      expect(await stores.suppressions.count()).toBe(0);
      expect((await state(message))?.status).toBe('sent');
    });

    test('events without a message are forgotten when they are old, those with one never', async () => {
      const message = makeMessage(key, 1);
      await start(message, accepted());
      await stores.ledger.fold([makeEvent({ eventId: 'ours', providerId: 'p-1' })], NOW - 10);
      await stores.ledger.fold(
        [
          makeEvent({ eventId: 'old', providerId: 'nobody' }),
          makeEvent({ eventId: 'reply', type: 'reply', from: '+14155550001', text: 'hello' }),
        ],
        NOW - 10,
      );
      await stores.ledger.fold([makeEvent({ eventId: 'new', providerId: 'nobody' })], NOW);
      expect(await stores.ledger.forgetUnmatched(NOW)).toBe(2);
      expect(await stores.ledger.forgetUnmatched(NOW)).toBe(0);
      expect(await stores.ledger.unmatchedEvents()).toBe(1);
      expect((await stores.ledger.ofCustomer('1'))[0]?.events).toHaveLength(1);
    });

    test('an echo that no attempt of ours can have finds nothing and breaks nothing', async () => {
      const echoes = [
        'zzzzzzzzzz-1-1s.1',
        '1-zzzzzzzzzz-1s.1',
        '!-1-1s.1',
        '1-!-1s.1',
        '01-1-1s.1',
        '1-A-1s.1',
      ];
      const { folded } = await stores.ledger.fold(
        echoes.map((each) => makeEvent({ eventId: each, attemptId: `${stores.workspaceId}.${each}` })),
        NOW,
      );
      expect(folded.map(({ attempt }) => attempt)).toEqual(echoes.map(() => undefined));
      expect(await stores.ledger.unmatchedEvents()).toBe(echoes.length);
    });

    test('the same event twice changes nothing the second time', async () => {
      const message = makeMessage(key, 1);
      await start(message, accepted());
      const event = makeEvent({
        eventId: 'e1',
        attemptId: echo(message),
        type: 'failed',
        reason: 'unreachable',
      });
      await stores.ledger.fold([event, event], NOW);
      const once = await state(message);
      await stores.ledger.fold([event], NOW + 50);
      expect(await state(message)).toEqual(once);
      expect((await stores.ledger.ofCustomer('1'))[0]?.events).toHaveLength(1);
    });

    test('a late delivered beats failed', async () => {
      const message = makeMessage(key, 1);
      await start(message, accepted());
      await stores.ledger.fold(
        [makeEvent({ eventId: 'f', attemptId: echo(message), type: 'failed', reason: 'x' })],
        NOW,
      );
      await stores.ledger.fold([makeEvent({ eventId: 'd', attemptId: echo(message) })], NOW);
      expect((await state(message))?.status).toBe('delivered');
    });

    test('an unknown attempt is settled by its event', async () => {
      const message = makeMessage(key, 1);
      await start(message, { kind: 'unknown', reason: 'timeout' });
      expect(await state(message)).toMatchObject({ status: 'unknown', cost: 10_020, tries: 1 });
      await stores.ledger.fold([makeEvent({ eventId: 's', attemptId: echo(message), type: 'sent' })], NOW);
      expect((await state(message))?.status).toBe('sent');
    });

    test('a failure of an earlier attempt is not taken for the newer one', async () => {
      const message = makeMessage(key, 1);
      await start(message, { kind: 'unknown', reason: 'timeout' });
      await stores.ledger.apply(
        [{ id: message.id, change: { kind: 'again', from: 'unknown', dueAt: AT_ONCE } }],
        NOW,
      );
      await stores.ledger.intend([message], NOW);
      await stores.ledger.apply(
        [{ id: message.id, change: { kind: 'outcome', number: 2, outcome: accepted('p-2'), dueAt: 0 } }],
        NOW,
      );
      await stores.ledger.fold(
        [makeEvent({ eventId: 'f', attemptId: echo(message, 1), type: 'failed', reason: 'x' })],
        NOW,
      );
      expect(await state(message)).toMatchObject({ status: 'sent', spent: 10_020, tries: 2 });
      expect((await stores.ledger.tally('spring')).sms.resends).toBe(1);
    });

    test('a fallback is taken once, and not from a message that reached its customer', async () => {
      const first = makeMessage(key, 1, { receiptWaitMs: 1_000 });
      const next = makeMessage(key, 1, { step: 2, channel: 'email', originId: 'email', content: EMAIL });
      await start(first, accepted(), NOW + 1_000);
      const taken = await Promise.all([
        stores.ledger.fallBack(first.id, next, NOW),
        stores.ledger.fallBack(first.id, next, NOW),
      ]);
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await stores.ledger.due('spring', NOW, 10)).toEqual([next.id]);
      expect((await stores.plan.load([next.id]))[0]?.content).toEqual(EMAIL);
      expect((await stores.ledger.tally('spring')).email.fallbacks).toBe(1);

      const reached = makeMessage(key, 2, { receiptWaitMs: 1_000 });
      await start(reached, accepted('p-9'), NOW + 1_000);
      await stores.ledger.fold([makeEvent({ eventId: 'd', attemptId: echo(reached) })], NOW);
      const other = makeMessage(key, 2, { step: 2, channel: 'email', originId: 'email', content: EMAIL });
      expect(await stores.ledger.fallBack(reached.id, other, NOW)).toBe(false);
    });

    test.each(['first receipt first', 'second receipt first'])(
      'both reached is marked: %s',
      async (order) => {
        const first = makeMessage(key, 1, { receiptWaitMs: 1_000 });
        const next = makeMessage(key, 1, { step: 2, channel: 'email', originId: 'email', content: EMAIL });
        await start(first, accepted(), NOW + 1_000);
        await stores.ledger.fallBack(first.id, next, NOW);
        await stores.ledger.apply([{ id: next.id, change: { kind: 'release' } }], NOW);
        await stores.ledger.intend([next], NOW);
        const receipts = [
          makeEvent({ eventId: 'a', attemptId: echo(first) }),
          makeEvent({ eventId: 'b', attemptId: echo(next), channel: 'email' }),
        ];
        for (const receipt of order === 'first receipt first' ? receipts : receipts.toReversed()) {
          await stores.ledger.fold([receipt], NOW);
        }
        const later = await state(next);
        expect(later !== undefined && hasMark(later, MARK.bothReached)).toBe(true);
        const tally = await stores.ledger.tally('spring');
        expect([tally.sms.bothReached, tally.email.bothReached]).toEqual([0, 1]);
      },
    );

    test('attempts without an answer are found by their age', async () => {
      const message = makeMessage(key, 1);
      await start(message);
      // Its task is handed out again.
      await stores.ledger.intend([message], NOW + 1);
      expect(await stores.ledger.stuck(NOW, 10)).toEqual([]);
      expect(await stores.ledger.stuck(NOW + 1, 10)).toEqual([{ messageId: message.id, number: 1 }]);
    });

    test('attempts whose task was dropped are found by their age', async () => {
      const [begun, answered, queued] = [1, 2, 3].map((i) => makeMessage(key, i));
      if (begun === undefined || answered === undefined || queued === undefined)
        throw new Error('no message');
      await start(begun);
      await start(answered, accepted());
      await stores.ledger.noteDropped([begun.id, answered.id, queued.id]);
      expect(await stores.ledger.stuck(NOW, 10)).toEqual([]);
      expect(await stores.ledger.stuck(NOW + 1, 10)).toEqual([{ messageId: begun.id, number: 1 }]);
      expect((await state(answered))?.status).toBe('sent');
    });

    test('cancelling ends what is queued and leaves what was sent', async () => {
      const queued = makeMessage(key, 1);
      const sent = makeMessage(key, 2);
      await start(queued, { kind: 'throttled', reason: 'rate' }, NOW + 10);
      await start(sent, accepted());
      await stores.ledger.cancelQueued('spring');
      expect(await state(queued)).toMatchObject({ status: 'cancelled', dueAt: 0 });
      expect((await state(sent))?.status).toBe('sent');
    });

    test('failed messages are listed by reason and can be tried again', async () => {
      const messages = [1, 2, 3].map((i) => makeMessage(key, i));
      for (const [i, message] of messages.entries())
        await start(message, { kind: 'refused', reason: i === 1 ? 'b' : 'a' });
      const [first] = messages;
      if (first === undefined) throw new Error('no message');
      expect(await stores.ledger.failed('spring', 'a', undefined, 10)).toEqual([
        messages[0]?.id,
        messages[2]?.id,
      ]);
      expect(await stores.ledger.failed('spring', undefined, first.id, 1)).toEqual([messages[1]?.id]);
      await stores.ledger.apply(
        [{ id: first.id, change: { kind: 'again', from: 'failed', dueAt: AT_ONCE } }],
        NOW,
      );
      expect((await stores.ledger.intend([first], NOW))[0]).toMatchObject({ kind: 'granted', number: 2 });
      expect(totalOf(await stores.ledger.tally('spring'), 'failed')).toBe(2);
      const [record] = await stores.ledger.ofCustomer('1');
      expect(record?.attempts).toMatchObject([
        { number: 1, status: 'failed', reason: 'a' },
        { number: 2, status: 'sending' },
      ]);
    });

    test('what audiences ask about is told, each message once', async () => {
      const { ledger } = stores;
      const of = (customer: number) => makeMessage(key, customer);
      const fold = (message: Message, type: ProviderEvent['type']) =>
        ledger.fold(
          [makeEvent({ eventId: `${message.id} ${type}`, type, attemptId: echo(message) })],
          NOW + 2,
        );
      await planned(of(1));
      await start(of(2));
      await start(of(3), accepted('p-3'));
      await start(of(4), { kind: 'unknown', reason: 'timeout' });
      await start(of(5), { kind: 'refused', reason: 'invalid_number' });
      for (const n of [6, 7, 8]) await start(of(n), accepted(`p-${n}`));
      await fold(of(6), 'delivered');
      await fold(of(7), 'opened');
      await fold(of(7), 'clicked');
      await fold(of(8), 'failed');
      await start(of(9), { kind: 'throttled', reason: 'rate' }, NOW + 250);
      const told: SentMessage[] = [];
      for await (const batch of ledger.sentMessages('spring', 2)) {
        expect(batch.length).toBeLessThanOrEqual(2);
        told.push(...batch);
      }
      const by = (a: SentMessage, b: SentMessage) => (a.customerKey < b.customerKey ? -1 : 1);
      const sent = { campaignId: 'spring', channel: 'sms', at: NOW, contacted: true } as const;
      const marks = { delivered: false, opened: false, clicked: false, failed: false };
      expect(told.sort(by)).toEqual([
        { ...sent, ...marks, customerKey: '3' },
        { ...sent, ...marks, customerKey: '4' },
        { ...sent, ...marks, customerKey: '5', contacted: false, failed: true },
        { ...sent, ...marks, customerKey: '6', delivered: true },
        { ...sent, ...marks, customerKey: '7', delivered: expect.any(Boolean), opened: true, clicked: true },
        { ...sent, ...marks, customerKey: '8', contacted: false, failed: true },
      ]);
    });

    test('a change makes another revision, of its campaign alone', async () => {
      await stores.campaigns.create(makeDefinition({ id: 'other' }), NOW);
      const { ledger } = stores;
      const other = await ledger.revision('other');
      const [one, two] = [makeMessage(key, 1), makeMessage(key, 2)];
      await start(one, { kind: 'refused', reason: 'invalid_number' });
      await start(two, { kind: 'throttled', reason: 'invalid_number' }, NOW + 250);
      const before = await ledger.revision('spring');
      expect(await ledger.revision('spring')).toBe(before);
      await ledger.apply(
        [{ id: one.id, change: { kind: 'again', from: 'failed', dueAt: AT_ONCE } }],
        NOW + 300,
      );
      expect(await ledger.revision('spring')).not.toBe(before);
      expect(await ledger.revision('other')).toBe(other);
    });

    test('what was sent is counted by second and channel', async () => {
      await start(makeMessage(key, 1, { parts: 3 }), accepted());
      await start(makeMessage(key, 2), accepted());
      await start(makeMessage(key, 3), { kind: 'throttled', reason: 'rate' });
      await start(makeMessage(key, 4), accepted(), 0, NOW + 400);
      await start(makeMessage(key, 5), accepted(), 0, NOW + 2_000);
      const second = Math.floor(NOW / 1000);
      expect(await stores.ledger.sentPerSecond('spring')).toEqual({
        sms: [
          { second, parts: 5, firstAt: NOW, lastAt: NOW + 400 },
          { second: second + 2, parts: 1, firstAt: NOW + 2_000, lastAt: NOW + 2_000 },
        ],
      });
    });
  });
}

const EMAIL = { kind: 'email', subject: 'Hi', text: 'Hello' } as const;
