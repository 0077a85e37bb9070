import { describe, expect, test } from 'vitest';
import { Failure } from '../kernel/failure.ts';
import { type Asked, parseScript, parseScriptText, scriptedFate } from './script.ts';

const asked: Asked = {
  channel: 'sms',
  originId: 'us-pool',
  address: '+14255550107',
  nth: 1,
  count: 1,
  elapsedMs: 0,
};

describe('rules', () => {
  test.each([
    [{}, {}, true],
    [{ channel: 'email' }, {}, false],
    [{ originId: 'us-pool', address: '+14255550107' }, {}, true],
    [{ originId: 'eu-pool' }, {}, false],
    [{ address: '+14255550108' }, {}, false],
    [{ addressEndsWith: '07' }, {}, true],
    [{ addressEndsWith: '08' }, {}, false],
    [{ nth: 2 }, {}, false],
    [{ nth: 2 }, { nth: 2 }, true],
    [{ every: 3 }, { count: 5 }, false],
    [{ every: 3 }, { count: 6 }, true],
    [{ from: 5 }, { count: 4 }, false],
    [{ from: 5, to: 7 }, { count: 5 }, true],
    [{ from: 5, to: 7 }, { count: 7 }, false],
    [{ from: '10s' }, { elapsedMs: 9999 }, false],
    [{ from: '10s', to: '15s' }, { elapsedMs: 10_000 }, true],
    [{ from: '10s', to: '15s' }, { elapsedMs: 15_000 }, false],
    [{ from: 3, to: '1m' }, { count: 3, elapsedMs: 59_999 }, true],
  ])('match %j on %j is %s', (match, changes, hit) => {
    const script = parseScript([{ match, fate: { answer: 'timed_out' } }], 'x');
    const fate = scriptedFate(script, 1, { ...asked, ...changes });
    expect(fate?.answer).toEqual(hit ? { kind: 'timed_out' } : undefined);
  });

  test('the first rule that matches has it', () => {
    const script = parseScriptText(
      `
- match: { addressEndsWith: '99' }
  fate: { answer: throttled }
- match: { channel: sms }
  fate: { answer: refused, reason: invalid_number, suppress: true }
- match: {}
  fate: { answer: timed_out }
`,
      'x',
    );
    expect(scriptedFate(script, 1, asked)?.answer).toEqual({
      kind: 'refused',
      reason: 'invalid_number',
      suppress: true,
    });
  });

  test('a share hits the same people every time, and about that many', () => {
    const script = parseScript([{ match: { share: 0.3 }, fate: { answer: 'timed_out' } }], 'x');
    const hit = () =>
      Array.from(
        { length: 5000 },
        (_, i) => scriptedFate(script, 1, { ...asked, address: `+1425555${i}` }) !== undefined,
      );
    expect(hit()).toEqual(hit());
    expect(hit().filter(Boolean).length / 5000).toBeCloseTo(0.3, 1);
  });

  test.each([
    [{ answer: 'accepted' }, { kind: 'accepted' }],
    [{ answer: 'answer_lost' }, { kind: 'answer_lost', by: 'silence' }],
    [
      { answer: 'answer_lost', by: 'reset' },
      { kind: 'answer_lost', by: 'reset' },
    ],
    [{ answer: 'throttled' }, { kind: 'throttled', reason: 'rate_exceeded' }],
    [
      { answer: 'not_sent', hold: 'origin', reason: 'spend_limit' },
      { kind: 'not_sent', reason: 'spend_limit', hold: 'origin' },
    ],
    [{ partsPerSecond: 5 }, undefined],
  ])('fate %j', (fate, answer) => {
    expect(scriptedFate(parseScript([{ match: {}, fate }], 'x'), 1, asked)?.answer).toEqual(answer);
  });

  test('events, limit and latency', () => {
    const fate = {
      latency: '2s',
      partsPerSecond: 5,
      events: [
        { type: 'failed', after: '1s', reason: 'spam' },
        { type: 'delivered', copies: 3 },
      ],
    };
    expect(scriptedFate(parseScript([{ match: {}, fate }], 'x'), 1, asked)).toEqual({
      answer: undefined,
      latencyMs: 2000,
      partsPerSecond: 5,
      events: [
        { type: 'failed', afterMs: 1000, reason: 'spam' },
        { type: 'delivered', copies: 3 },
      ],
    });
  });

  test.each([
    ['{', 'not YAML'],
    ['{}', 'expected array'],
    ['[{ match: {}, fate: { answer: lost } }]', '0.fate.answer'],
    ['[{ match: { chanel: sms }, fate: {} }]', 'chanel'],
    ['[{ match: { from: soon }, fate: {} }]', '0.match.from'],
    ['[{ match: {}, fate: { answer: accepted, reason: spam } }]', 'reason: does not go with'],
    ['[{ match: {}, fate: { answer: refused, events: [] } }]', 'events: does not go with'],
    ['[{ match: {}, fate: { hold: origin } }]', 'hold: does not go with'],
  ])('refuses %s with one sentence', (text, says) => {
    expect(() => parseScriptText(text, 'faults.yaml')).toThrow(Failure);
    expect(() => parseScriptText(text, 'faults.yaml')).toThrow(says);
  });
});
