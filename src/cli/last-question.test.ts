import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepLastQuestion, readLastQuestion } from './last-question.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cpaas-last-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the question comes back with its doubts, and only its owner may read it', () => {
  expect(readLastQuestion(folder)).toBeUndefined();
  keepLastQuestion(folder, { query: { field: 'tier', is: 'gold' }, confidence: 1, notUnderstood: [] });
  const last = { query: { reachable: 'email' }, confidence: 0.4, notUnderstood: ['over 40'] } as const;
  keepLastQuestion(folder, last);
  expect(readLastQuestion(folder)).toEqual(last);
  expect(statSync(join(folder, 'last-question.json')).mode & 0o777).toBe(0o600);
});

test.each(['', '{', 'null', '[]', '{"query":{"town":"x"}}', '{"query":{"field":"tier"}}'])(
  'of %j there is no question before',
  (text) => {
    writeFileSync(join(folder, 'last-question.json'), text);
    expect(readLastQuestion(folder)).toBeUndefined();
  },
);
