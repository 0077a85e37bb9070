import { expect, test } from 'vitest';
import { findAll, readSource } from './source-files.ts';

const sources = readSource();
const lines = sources.map(({ path, text }) => ({ path, count: text.trimEnd().split('\n').length }));

function quantile(share: number): number {
  const sorted = lines.map(({ count }) => count).sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

function linesWith(pattern: RegExp): readonly string[] {
  return sources.flatMap((file) => findAll(file, pattern));
}

test('the scan sees the tree', () => {
  expect(sources.length).toBeGreaterThan(150);
});

test('files are short: median 100 lines, nine of ten 300, all 400', () => {
  expect(quantile(0.5)).toBeLessThanOrEqual(100);
  expect(quantile(0.9)).toBeLessThanOrEqual(300);
  expect(lines.filter(({ count }) => count > 400)).toEqual([]);
});

test('nothing is typed any, and no check is switched off', () => {
  // A line of a comment may say "any"; code begins with neither `*` nor `//`.
  expect(linesWith(/^(?!\s*(\*|\/[/*])).*(:\s*any\b|\bas\s+any\b|<any\b)/)).toEqual([]);
  expect(linesWith(/@ts-(ignore|nocheck|expect-error)|eslint-|biome-ignore/)).toEqual([]);
  // The linter may be told about one rule on one line.
  expect(linesWith(/oxlint-(?!disable-next-line [\w/-]+( -- .+)?$)/)).toEqual([]);
});

test('files are named by what they hold', () => {
  // "Service window" is Meta's word for the 24 hours after a customer's message.
  const vague = /(^|[-/])(utils?|helpers?|managers?|services?(?!-windows)|common|misc)(?=[-./])/;
  expect('src/common/x.ts').toMatch(vague);
  expect(sources.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
});

test('nothing is left for later', () => {
  expect(linesWith(/\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
});
