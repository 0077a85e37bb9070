import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlannedMessage } from '../../src/campaign/plan-store.ts';
import { makeDefinition, makeMessage, NO_TOTALS } from '../support/make.ts';
import type { EngineHarness, EngineStores } from './engine-harness.ts';

const NOW = 1_700_000_000_000;

/** What every plan store promises. */
export function planStoreSuite(harness: EngineHarness): void {
  describe(`plan store: ${harness.name}`, () => {
    let stores: EngineStores;
    let key: string;

    beforeEach(async () => {
      stores = await harness.open();
      key = (await stores.campaigns.create(makeDefinition(), NOW)).key;
    });
    afterEach(() => stores.close());

    const allPages = async (originId: string, limit: number) => {
      const found: PlannedMessage[] = [];
      for (;;) {
        const page = await stores.plan.page('spring', originId, found.at(-1)?.id, limit);
        found.push(...page);
        if (page.length < limit) return found;
      }
    };

    test('messages come back as they were added, of every channel', async () => {
      const messages = [
        makeMessage(key, 1, {
          sendAt: 5,
          expiresAt: 9,
          receiptWaitMs: 7,
          timezone: 'Asia/Tokyo',
          country: undefined,
          parts: 3,
        }),
        makeMessage(key, 2, {
          channel: 'whatsapp',
          content: { kind: 'whatsapp', template: 't', language: 'en', parameters: ['a', ''], text: 'Hi a' },
        }),
        makeMessage(key, 3, {
          channel: 'email',
          content: { kind: 'email', subject: 'S', text: 'T', html: '<b>T</b>' },
        }),
        makeMessage(key, 4, {
          channel: 'email',
          content: { kind: 'email', subject: 'Ä "quoted"', text: '😀', unsubscribe: 'mailto:a@example.com' },
        }),
        makeMessage(key, 5, { content: { kind: 'sms', text: 'Hi', dltTemplateId: '110716' } }),
        makeMessage(key, 6, { content: { kind: 'sms', text: '{"kind":"sms","text":"a text like this"}' } }),
        makeMessage(key, 7, { content: { kind: 'sms', text: '{"kind"' } }),
        makeMessage(key, 8, {
          channel: 'whatsapp',
          content: { kind: 'whatsapp_session', text: 'Olá "Zoë"' },
        }),
      ];
      await stores.plan.append('spring', messages, []);
      const loaded = await stores.plan.load(messages.map((message) => message.id));
      expect(new Map(loaded.map((message) => [message.id, message]))).toEqual(
        new Map(messages.map((message) => [message.id, message])),
      );
    });

    test('adding the same again changes nothing', async () => {
      const message = makeMessage(key, 1);
      await stores.plan.append('spring', [message], [{ customerKey: '2', reason: 'no_consent' }]);
      const other = { ...message, content: { kind: 'sms', text: 'Other' } } as const;
      await stores.plan.append('spring', [other], [{ customerKey: '2', reason: 'no_address' }]);
      expect(await stores.plan.load([message.id])).toEqual([message]);
      expect(await stores.plan.skipsOf('2')).toEqual([{ campaignId: 'spring', reason: 'no_consent' }]);
    });

    test('pages give every message of a lane once, whatever their size', async () => {
      const messages = Array.from({ length: 100 }, (_, i) =>
        makeMessage(key, i + 1, { originId: i % 3 === 0 ? 'slow' : 'fast' }),
      );
      await stores.plan.append('spring', messages, []);
      const ids = (list: readonly PlannedMessage[]) => list.map((message) => message.id).sort();
      const slow = messages.filter((message) => message.originId === 'slow');
      const fast = messages.filter((message) => message.originId === 'fast');
      for (const limit of [1, 7, 1000]) {
        expect(ids(await allPages('slow', limit))).toEqual(ids(slow));
        expect(ids(await allPages('fast', limit))).toEqual(ids(fast));
      }
    });

    test('pages leave out what was sent or waits, and give again what is queued and waits for nothing', async () => {
      await stores.campaigns.setPlanned('spring', NO_TOTALS);
      await stores.campaigns.move('spring', ['planned'], 'running', '', NOW);
      const [sent, waiting, released, untouched] = [1, 2, 3, 4].map((i) => makeMessage(key, i));
      if (!sent || !waiting || !released || !untouched) throw new Error('no messages');
      await stores.plan.append('spring', [sent, waiting, released, untouched], []);
      await stores.ledger.intend([sent], NOW);
      const outcome = { kind: 'accepted', providerId: 'p-1' } as const;
      await stores.ledger.apply(
        [{ id: sent.id, change: { kind: 'outcome', number: 1, outcome, dueAt: 0 } }],
        NOW,
      );
      const defer = { kind: 'defer', dueAt: NOW + 9, reason: 'quiet_hours' } as const;
      await stores.ledger.apply(
        [waiting, released].map(({ id }) => ({ id, change: defer })),
        NOW,
      );
      await stores.ledger.apply([{ id: released.id, change: { kind: 'release' } }], NOW);
      expect((await allPages('sms', 10)).map((message) => message.id).sort()).toEqual(
        [released.id, untouched.id].sort(),
      );
    });

    test('a plan that was not launched can be dropped', async () => {
      const message = makeMessage(key, 1);
      await stores.plan.append('spring', [message], [{ customerKey: '2', reason: 'no_consent' }]);
      await stores.plan.clear('spring');
      expect(await allPages('sms', 10)).toEqual([]);
      expect(await stores.plan.skipsOf('2')).toEqual([]);
    });

    test('a customer is found in every campaign, newest first', async () => {
      const other = (await stores.campaigns.create(makeDefinition({ id: 'summer' }), NOW)).key;
      const first = makeMessage(key, 1);
      const second = makeMessage(other, 1, { campaignId: 'summer' });
      await stores.plan.append('spring', [first, makeMessage(key, 2)], []);
      await stores.plan.append('summer', [second], []);
      expect(await stores.plan.ofCustomer('1')).toEqual([second, first]);
      expect(await stores.plan.ofCustomer('1', 'spring')).toEqual([first]);
      expect(await stores.plan.ofCustomer('zz')).toEqual([]);
    });
  });
}
