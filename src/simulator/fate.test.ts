import { describe, expect, test } from 'vitest';
import { drawFate, luckOf } from './fate.ts';
import { parseBehaviour } from './parse-behaviour.ts';

const people = Array.from({ length: 40_000 }, (_, i) => `+1425555${String(i).padStart(5, '0')}`);

const { sms } = parseBehaviour(
  {
    base: 'perfect',
    sms: {
      refused: {
        share: 0.1,
        reasons: [
          { reason: 'a', weight: 3, suppress: true },
          { reason: 'b', weight: 1 },
        ],
      },
      notSent: { share: 0.1, reasons: [{ reason: 'c', weight: 1, hold: 'origin' }] },
      timedOut: 0.1,
      answerLost: { share: 0.2, resetShare: 0.25 },
    },
  },
  'x',
);

function draw(seed: number, address: string, nth = 0) {
  return drawFate(luckOf(seed, 'answer', 'sms', address, nth), sms);
}

const lucky = (pick: (person: string) => number) => people.map((p) => pick(p) < 0.5);

describe('drawFate', () => {
  test('gives everyone a fate in the shares that were asked for', () => {
    const seen = new Map<string, number>();
    for (const person of people) {
      const { fate } = draw(1, person);
      const name = [fate.kind, 'reason' in fate ? fate.reason : 'by' in fate ? fate.by : ''].join(' ').trim();
      seen.set(name, (seen.get(name) ?? 0) + 1 / people.length);
    }
    const expected = {
      'refused a': 0.075,
      'refused b': 0.025,
      'not_sent c': 0.1,
      timed_out: 0.1,
      'answer_lost reset': 0.05,
      'answer_lost silence': 0.15,
      accepted: 0.5,
    };
    expect([...seen.keys()].sort()).toEqual(Object.keys(expected).sort());
    for (const [name, share] of Object.entries(expected)) expect(seen.get(name)).toBeCloseTo(share, 2);
  });

  test('carries what the reason says', () => {
    const fates = people.slice(0, 500).map((p) => draw(1, p).fate);
    expect(fates).toContainEqual({ kind: 'refused', reason: 'a', suppress: true });
    expect(fates).toContainEqual({ kind: 'refused', reason: 'b', suppress: false });
    expect(fates).toContainEqual({ kind: 'not_sent', reason: 'c', hold: 'origin' });
  });

  test('the same person has the same luck, and new luck with the next request, another seed or another channel', () => {
    const luck = lucky((p) => luckOf(1, 'answer', 'sms', p, 0).next());
    expect(lucky((p) => luckOf(1, 'answer', 'sms', p, 0).next())).toEqual(luck);
    const others = [
      lucky((p) => luckOf(1, 'answer', 'sms', p, 1).next()),
      lucky((p) => luckOf(2, 'answer', 'sms', p, 0).next()),
      lucky((p) => luckOf(1, 'answer', 'whatsapp', p, 0).next()),
      lucky((p) => luckOf(1, 'receipts', 'sms', p, 0).next()),
    ];
    for (const other of others) {
      const equal = other.filter((value, i) => value === luck[i]).length / people.length;
      expect(equal).toBeCloseTo(0.5, 1);
    }
  });

  test('one share does not move what another decides', () => {
    const more = { ...sms, latency: { medianMs: 10, p99Ms: 20, maxMs: 50 } };
    for (const person of people.slice(0, 300)) {
      expect(drawFate(luckOf(1, 'answer', 'sms', person, 0), more).fate).toEqual(draw(1, person).fate);
    }
  });
});
