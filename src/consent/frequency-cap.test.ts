import { describe, expect, test } from 'vitest';
import { frequencyCapSchema, parseFrequencyCap } from './frequency-cap.ts';

describe('frequencyCapSchema', () => {
  test.each([
    [
      { messages: 3, within: '7d' },
      { max: 3, withinMs: 604_800_000 },
    ],
    [
      { messages: 1, within: '1h30m' },
      { max: 1, withinMs: 5_400_000 },
    ],
  ])('%j', (written, cap) => {
    const parsed = frequencyCapSchema.parse(written);
    expect(parsed).toEqual(written);
    expect(parseFrequencyCap(parsed)).toEqual(cap);
  });

  test.each([
    { messages: 0, within: '7d' },
    { messages: 1.5, within: '7d' },
    { messages: 1001, within: '7d' },
    { messages: 3, within: '0s' },
    { messages: 3, within: 'a week' },
    { messages: 3, within: 7 },
    { messages: 3 },
    { max: 3, withinMs: 5 },
  ])('refuses %j', (cap) => {
    expect(frequencyCapSchema.safeParse(cap).success).toBe(false);
  });
});
