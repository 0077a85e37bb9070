import { beforeEach, describe, expect, test } from 'vitest';
import { makeEvent, makeMessage } from '../../test/support/make.ts';
import { type CarrierNews, tellNews } from './carrier-news.ts';
import type { ProviderEvent } from './event.ts';
import type { Folded } from './ledger.ts';

const NOW = 1_795_168_800_000;
const ANA = makeMessage('1', 1, { channel: 'whatsapp', originId: 'whatsapp' });
const BEN = makeMessage('1', 2, { channel: 'whatsapp', originId: 'other' });

let heard: string[];
let told: Set<string>;
const news: CarrierNews = {
  toldBefore: (id) => told.has(id) || !told.add(id),
  load: async (ids) => [ANA, BEN].filter(({ id }) => ids.includes(id)),
  originFails: (id, reason) => void heard.push(`${id} fails: ${reason}`),
  originTooFast: async (id, reason) => void heard.push(`${id} is too fast: ${reason}`),
  campaignFails: async (id, reason) => void heard.push(`${id} fails: ${reason}`),
  arrived: (id) => void heard.push(`${id} arrived`),
};

beforeEach(() => {
  heard = [];
  told = new Set();
});

function folded(event: Partial<ProviderEvent>, message: typeof ANA | undefined = ANA): Folded {
  return {
    event: makeEvent({ eventId: 'e', channel: 'whatsapp', type: 'failed', at: NOW - 1_000, ...event }),
    attempt: message && { messageId: message.id, number: 1 },
  };
}

describe('tellNews', () => {
  test('passes on what a failure says about its origin and its campaign', async () => {
    await tellNews(
      news,
      [
        folded({ reason: 'spam_rate_exceeded', holdOrigin: true }),
        folded({ eventId: 'f', reason: 'rate_exceeded', throttled: true }, BEN),
      ],
      NOW,
    );
    await tellNews(news, [folded({ eventId: 'g', reason: 'template_paused', stopCampaign: true })], NOW);
    expect(heard).toEqual([
      'whatsapp fails: spam_rate_exceeded',
      'other is too fast: rate_exceeded',
      'spring fails: template_paused',
    ]);
  });

  test.each(['sent', 'delivered', 'read'] as const)(
    'tells that a message was handed over: %s',
    async (type) => {
      await tellNews(news, [folded({ type })], NOW);
      expect(heard).toEqual([`${ANA.id} arrived`]);
    },
  );

  test.each<readonly [string, Partial<ProviderEvent>, typeof ANA | undefined]>([
    ['a failure of its own', { reason: 'undeliverable' }, ANA],
    ['news of ten minutes ago', { holdOrigin: true, at: NOW - 600_001 }, ANA],
    ['a message that is not ours', { holdOrigin: true }, undefined],
    ['what customers do', { type: 'clicked' }, ANA],
  ])('has nothing to say about %s', async (_what, event, message) => {
    await tellNews(
      news,
      [{ ...folded(event), attempt: message && { messageId: message.id, number: 1 } }],
      NOW,
    );
    expect(heard).toEqual([]);
  });

  test('tells nothing twice', async () => {
    const events = [folded({ stopCampaign: true })];
    await tellNews(news, events, NOW);
    await tellNews(news, events, NOW);
    expect(heard).toHaveLength(1);
  });
});
