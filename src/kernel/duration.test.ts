import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['10m', 600_000],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['3d', 259_200_000],
  [' 2s ', 2_000],
])('%s is %d ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

test.each(['', '10', 'm', '10 m', '-5s', '5x', '1h-5m', '5s!'])('"%s" is no length of time', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test.each([
  [400, '0.4s'],
  [12_000, '12s'],
  [200_000, '3m 20s'],
  [3_900_000, '1h 05m'],
])('%d ms reads %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
