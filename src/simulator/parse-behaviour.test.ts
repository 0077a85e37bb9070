import { describe, expect, test } from 'vitest';
import { Failure } from '../kernel/failure.ts';
import { behaviourSchema } from './behaviour.ts';
import { parseBehaviour } from './parse-behaviour.ts';
import { PRESET_NAMES, PRESETS } from './presets.ts';

describe('parseBehaviour', () => {
  test.each(PRESET_NAMES)('%s is valid and can be asked for by name', (name) => {
    expect(behaviourSchema.parse(PRESETS[name])).toEqual(PRESETS[name]);
    expect(parseBehaviour(name, 'x')).toEqual(PRESETS[name]);
  });

  test('changes single fields of a preset and leaves the rest', () => {
    const read = parseBehaviour(
      { base: 'perfect', all: { lost: 0.1 }, sms: { answerLost: { share: 0.5 }, partsPerSecond: 'none' } },
      'x',
    );
    expect(read.sms).toEqual({
      ...PRESETS.perfect.sms,
      lost: 0.1,
      answerLost: { share: 0.5, resetShare: 0 },
      partsPerSecond: Infinity,
    });
    expect(read.email).toEqual({ ...PRESETS.perfect.email, lost: 0.1 });
    expect(parseBehaviour({}, 'x')).toEqual(PRESETS.realistic);
  });

  test.each([
    [{ sms: { losst: 0.1 } }, 'losst'],
    [{ smss: {} }, 'smss'],
    [{ base: 'odd' }, 'base'],
    [{ sms: { lost: 2 } }, 'sms.lost'],
    [{ sms: { timedOut: 0.9, refused: { share: 0.2 } } }, 'add up to at most 1'],
    [{ base: 'perfect', sms: { refused: { share: 0.2 } } }, 'must name reasons'],
    [{ sms: { receiptDelay: { medianMs: 1e9 } } }, 'sms.receiptDelay'],
    ['odd', 'base'],
    [17, 'cannot be used'],
  ])('refuses %j with one sentence', (value, says) => {
    const read = () => parseBehaviour(value, 'faults.yaml');
    expect(read).toThrow(Failure);
    expect(read).toThrow(says);
    expect(read).toThrow('faults.yaml');
  });
});
