import { describe, expect, test } from 'vitest';
import { RecipientPacing } from './recipient-pacing.ts';

const NOW = Date.UTC(2026, 10, 20);

describe('RecipientPacing', () => {
  test.each([
    { channel: 'sms' as const, apartMs: 1_000 },
    { channel: 'whatsapp' as const, apartMs: 6_000 },
    { channel: 'email' as const, apartMs: 0 },
  ])('$channel: messages to one person are $apartMs ms apart', ({ channel, apartMs }) => {
    const pacing = new RecipientPacing();
    expect(pacing.nextAllowedAt(channel, 'a', NOW)).toBe(NOW);
    pacing.sent(channel, 'a', NOW);
    expect(pacing.nextAllowedAt(channel, 'a', NOW)).toBe(NOW + apartMs);
    expect(pacing.nextAllowedAt(channel, 'a', NOW + apartMs + 5)).toBe(NOW + apartMs + 5);
    expect(pacing.nextAllowedAt(channel, 'b', NOW)).toBe(NOW);
  });

  test('channels do not hold each other back', () => {
    const pacing = new RecipientPacing();
    pacing.sent('whatsapp', 'a', NOW);
    expect(pacing.nextAllowedAt('sms', 'a', NOW)).toBe(NOW);
  });

  test('nobody is forgotten too early, whenever the others are sent to', () => {
    for (let offset = 0; offset < 13_000; offset += 500) {
      const pacing = new RecipientPacing();
      for (let at = 0; at < 30_000; at += 250) {
        pacing.sent('whatsapp', `other ${at}`, NOW + at);
        if (at === offset) pacing.sent('whatsapp', 'a', NOW + at);
        if (at >= offset && at < offset + 6_000) {
          expect(pacing.nextAllowedAt('whatsapp', 'a', NOW + at)).toBe(NOW + offset + 6_000);
        }
      }
    }
  });

  test('memory holds seconds of sends, not a campaign', () => {
    const pacing = new RecipientPacing();
    for (let n = 0; n < 100_000; n++) pacing.sent('sms', `key ${n}`, NOW + n * 10);
    expect(pacing.size).toBeLessThan(1_300);
  });

  test('a clock that was set back holds nobody longer than the rule', () => {
    const pacing = new RecipientPacing();
    pacing.sent('sms', 'a', NOW);
    expect(pacing.nextAllowedAt('sms', 'a', NOW - 3_600_000)).toBe(NOW - 3_600_000 + 1_000);
  });
});
