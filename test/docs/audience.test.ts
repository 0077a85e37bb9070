import { expect, test } from 'vitest';
import { querySchema } from '../../src/audience/query/read-query.ts';
import { parseYamlFile } from '../../src/compose/yaml-file.ts';
import { QUESTIONS, questionsSection, withSection } from './audience-questions.ts';
import { blocks, page } from './documents.ts';

test('the questions of docs/audience.md are answered as it says', async () => {
  expect(new Set(QUESTIONS).size).toBe(40);
  const { text } = page('docs/audience.md');
  // `node test/docs/write-audience.ts` writes them anew.
  expect(text).toBe(withSection(text, await questionsSection()));
});

test('every audience of the documentation can be used as it stands', () => {
  const found = blocks('yaml audience');
  expect(found.length).toBeGreaterThanOrEqual(40);
  for (const { page: path, line, text } of found) parseYamlFile(`${path}:${line}`, text, querySchema);
});
