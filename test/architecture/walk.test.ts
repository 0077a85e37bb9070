import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFiles, readSource, readText, ROOT, type SourceFile } from './source-files.ts';

const WALK = 'docs/walk.md';
const PATH = /(?<![\w./-])(?:src|test|bench|examples)\/[\w./*-]*/g;

const pages = readFiles('{README.md,CONTRIBUTING.md,docs/*.md}');

/** Inline code and blocks of code. */
function codeOf(page: SourceFile): readonly string[] {
  return [...page.text.matchAll(/```[^\n]*\n([\s\S]*?)```|`([^`\n]+)`/g)].map(
    ([, block, inline]) => block ?? inline ?? '',
  );
}

function pathsIn(code: readonly string[]): readonly string[] {
  return code.flatMap((each) => each.match(PATH) ?? []).map((path) => path.replace(/\.$/, ''));
}

test('every path that a page names exists', () => {
  const named = pages.flatMap((page) => pathsIn(codeOf(page)).map((path) => ({ page: page.path, path })));
  expect(named.length).toBeGreaterThan(60);
  const missing = named.filter(({ path }) => !path.includes('*') && !existsSync(join(ROOT, path)));
  expect(missing).toEqual([]);
});

test('the walk names every folder of src', () => {
  const folders = new Set(readSource().map(({ path }) => path.split('/').slice(0, 2).join('/')));
  expect(folders.size).toBeGreaterThan(10);
  const text = readText(WALK);
  expect([...folders].filter((folder) => !text.includes(`\`${folder}/\``))).toEqual([]);
});

test('what the walk tells to read is in a file that the same step names', () => {
  const steps = readText(WALK).split(/\n(?=## )/);
  const words = steps.flatMap((step) => {
    const code = codeOf({ path: WALK, text: step });
    const texts = pathsIn(code)
      .filter((path) => path.endsWith('.ts'))
      .map(readText);
    const names = code.filter((each) => /^[A-Za-z]\w*(\.\w+)?$/.test(each));
    return names.map((name) => ({
      name,
      found: texts.some((text) => name.split('.').every((part) => new RegExp(`\\b${part}\\b`).test(text))),
    }));
  });
  expect(words.length).toBeGreaterThan(30);
  expect(words.filter(({ found }) => !found).map(({ name }) => name)).toEqual([]);
});
