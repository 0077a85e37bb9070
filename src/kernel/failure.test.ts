import { expect, test } from 'vitest';
import { Failure, nearest, toError } from './failure.ts';

test('a wrong command line exits with 2, everything else with 1', () => {
  expect(new Failure('usage', 'x').exitCode).toBe(2);
  expect(new Failure('workspace_busy', 'x').exitCode).toBe(1);
});

test.each([
  ['lanuch', 'launch'],
  ['--jsn', '--json'],
  ['CAMPAIGNS', 'campaigns'],
  ['zzzzzz', undefined],
])('the word nearest to %s is %s', (word, near) => {
  expect(nearest(word, ['launch', 'plan', 'campaigns', '--json', '--data'])).toBe(near);
});

test('whatever is thrown becomes an error', () => {
  const error = new TypeError('x');
  expect(toError(error)).toBe(error);
  expect(toError('text').message).toBe('text');
});
